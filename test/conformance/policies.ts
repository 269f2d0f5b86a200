// The world of a case whose `given` holds policies: the key under its key policy, and everybody whom a policy names, with theirs.
// Policies are taken as they stand in the file, so the key has the ID that they speak of.

import { OTHER, REGION, type Who } from "./callers.js";
import { type Case, documentsOf, type Json } from "./cases.js";
import { type Answer, contextOf, type How, type Pairs, Stage } from "./stage.js";

export const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
export const KEY = `arn:aws:kms:${REGION}:111122223333:key/${KEY_ID}`;

export class PolicyStage extends Stage {
  decrypt(who: Who, pairs: Pairs = {}, how: How = {}): Answer {
    const ciphertext = this.ciphertext(KEY, pairs);
    return this.ask(who, "kms:Decrypt", { ciphertext, keyId: KEY, encryptionContext: contextOf(pairs) }, how);
  }
  encrypt(who: Who, pairs: Pairs = {}): Answer {
    return this.ask(who, "kms:Encrypt", {
      keyId: KEY,
      plaintext: { is: "text", text: "hello" },
      encryptionContext: contextOf(pairs),
    });
  }
  generateDataKey(who: Who, pairs: Pairs = {}, keyId: string = KEY): Answer {
    return this.ask(who, "kms:GenerateDataKey", { keyId, keySpec: "AES_256", encryptionContext: contextOf(pairs) });
  }
  describe(who: Who, keyId: string = KEY): Answer {
    return this.ask(who, "kms:DescribeKey", { keyId });
  }

  /** The key of the case, under this key policy, whoever it locks out. Without one it has the default key policy. */
  makeKey(policy: Json | undefined, id: string = KEY_ID): string {
    const input = { id, bypassLockoutCheck: true, ...(policy === undefined ? {} : { policy: JSON.stringify(policy) }) };
    return this.given("kms:CreateKey", input).key.arn;
  }

  /** Everybody whom a policy names by ARN. */
  everybodyIn(policy: Json): void {
    for (const [, account, kind, name] of JSON.stringify(policy).matchAll(
      /arn:aws:iam::(\d{12}):(role|user)\/([\w+=,.@/-]+)/gu,
    )) {
      this.identity(`${account === OTHER ? "B" : "A"}/${name}`, kind === "role" ? "role" : "user");
    }
  }
}

/** `iam_policy_of_role_Engineering_in_444455556666` → `B/Engineering`, a role; without `role_`, a user if no policy made it a role. */
function ownerOf(what: string, prefix: string): { readonly ref: string; readonly kind: "role" | "user" } {
  const elsewhere = what.endsWith(`_in_${OTHER}`);
  const name = what.slice(prefix.length, elsewhere ? -`_in_${OTHER}`.length : undefined);
  const role = name.startsWith("role_");
  return { ref: `${elsewhere ? "B" : "A"}/${role ? name.slice("role_".length) : name}`, kind: role ? "role" : "user" };
}

/** Sets up all that the case's policies say. Options leave out what the case is about to do itself. */
export function worldOf(theCase: Case, options: { readonly withoutKey?: true } = {}): PolicyStage {
  const stage = new PolicyStage();
  const documents = documentsOf(theCase);
  const keyPolicy = documents.get("key_policy");
  if (options.withoutKey === undefined) for (const document of documents.values()) stage.everybodyIn(document);
  for (const [what, document] of documents) {
    if (what.startsWith("iam_policy_of_")) put(stage, "identity policy", ownerOf(what, "iam_policy_of_"), document);
    if (what.startsWith("permissions_boundary_of_")) put(stage, "boundary", ownerOf(what, "permissions_boundary_of_"), document);
  }
  if (options.withoutKey === undefined) stage.makeKey(keyPolicy);
  const grant = documents.get("grant");
  if (grant !== undefined) makeGrant(stage, grant);
  return stage;
}

function put(stage: PolicyStage, sentence: string, owner: { ref: string; kind: "role" | "user" }, document: Json): void {
  stage.identity(owner.ref, owner.kind);
  stage.say(`${sentence} of ${owner.ref} is """${JSON.stringify(document)}"""`);
}

/** The grant of the case, g1, seen everywhere. */
function makeGrant(stage: PolicyStage, grant: Json): void {
  const constraints = grant.Constraints as { EncryptionContextEquals?: Pairs; EncryptionContextSubset?: Pairs } | undefined;
  const pairs = constraints?.EncryptionContextEquals ?? constraints?.EncryptionContextSubset;
  const retiring = grant.RetiringPrincipal as string | undefined;
  stage.given("kms:CreateGrant", {
    keyId: KEY,
    id: "g1",
    grantee: stage.grantee(refOf(grant.GranteePrincipal as string)),
    operations: grant.Operations as string[],
    ...(retiring === undefined ? {} : { retiring: stage.grantee(refOf(retiring)) }),
    ...(pairs === undefined
      ? {}
      : { constraint: { is: constraints?.EncryptionContextEquals ? "equals" : "subset", pairs: contextOf(pairs) } as const }),
  });
  stage.say("advance 6 minutes");
}

function refOf(arn: string): string {
  const [, , , , account, path] = arn.split(":");
  return `${account === OTHER ? "B" : "A"}/${path!.slice(path!.indexOf("/") + 1)}`;
}
