// Cases about permissions that nobody has written an entry for, read from their own words: who is in the world, and who calls what.
// What is not understood to the last word is not played.

import { OTHER, serviceFor, sessionOf, through, type Who } from "./callers.js";
import { type Case, documentsOf } from "./cases.js";
import type { Played } from "./play.js";
import { KEY, KEY_ID, type PolicyStage, worldOf } from "./policies.js";
import { type Answer, contextOf, type Pairs } from "./stage.js";

/** A pattern, and what its groups do to the world. */
interface Reader {
  readonly pattern: RegExp;
  readonly apply: (stage: PolicyStage, groups: readonly (string | undefined)[]) => void;
}

const GIVEN: readonly Reader[] = [
  {
    pattern:
      /^(?:(user|role) )?([\w-]+)(?: (?:of|in) (\d{12}))? has no IAM policy(?: and no grant)?(?:; more than five minutes have passed)?\.?$/iu,
    apply: (stage, [kind, name, account]) => bringIn(stage, kind, name, account),
  },
  { pattern: /^The key has no tags\.?$/u, apply: () => undefined },
  {
    pattern: /^The key has (?:the )?tag ([\w-]+)=([\w-]+)\.?$/u,
    apply: (stage, [name, value]) => stage.given("kms:TagResource", { keyId: KEY, tags: [[name!, value!]] }),
  },
  {
    pattern: /^(alias\/[\w/-]+)(?: and (alias\/[\w/-]+))? points? at the key\.?$/u,
    apply(stage, aliases) {
      for (const aliasName of aliases)
        if (aliasName !== undefined) stage.given("kms:CreateAlias", { aliasName, targetKeyId: KEY });
    },
  },
  {
    pattern:
      /^(SCP|RCP) on (?:the account|account (\d{12})(?: \([\w ]+\))?) denies (kms:[\w*]+)(?: to everyone)?(?:; no SCP on account \d{12})?\.?$/u,
    apply: (stage, [kind, account, action]) => attachControl(stage, kind === "SCP" ? "service" : "resource", account, action!),
  },
];

/** Cases that say who is deleted, and whether somebody of that name is there again. */
const DELETED: Reader = {
  pattern:
    /^(?:User|Role) ([\w-]+)(?: of (\d{12}))? (?:was|has been) deleted( and created again under the same name; it has no IAM policy)?(?: after the grant was made)?\.?$/u,
  apply(stage, [name, account, again]) {
    const accounts = account === undefined ? ["A", "B"] : [accountNamed(account)];
    const gone = accounts.map((each) => stage.world.principals.get(`${each}/${name}`)).find((each) => each !== undefined);
    if (gone === undefined) throw new Error(`no policy makes ${name} be there`);
    stage.say(`delete ${gone.ref}${again === undefined ? "" : `; ${gone.kind} ${gone.ref}`}`);
  },
};
const SENTENCES: readonly Reader[] = [...GIVEN, DELETED];

function accountNamed(id: string | undefined): string {
  return id === OTHER ? "B" : "A";
}

function bringIn(stage: PolicyStage, kind: string | undefined, name: string | undefined, account: string | undefined): string {
  const ref = `${accountNamed(account)}/${name}`;
  stage.identity(ref, kind?.toLowerCase() === "role" ? "role" : "user");
  return ref;
}

function attachControl(stage: PolicyStage, kind: "service" | "resource", account: string | undefined, action: string): void {
  const statement = { Effect: "Deny", ...(kind === "resource" ? { Principal: "*" } : {}), Action: action, Resource: "*" };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const name = accountNamed(account);
  stage.say(
    `organization org-of-${name} with unit unit-of-${name} { ${name} }\n${kind} control policy of acct ${name} is """${text}"""`,
  );
}

/** The key policy, and identity policies, boundaries, a session policy or a grant: what worldOf sets up. */
const DOCUMENTS = /^(?:key_policy|session_policy|grant|iam_policy_of_.+|permissions_boundary_of_.+)$/u;

const WHEN = /^(.+?) calls (\w+)(.*)$/u;

const WHO =
  /^(?:(a session of) )?(?:the (?:new )?)?(?:(user|role) )?([\w-]+)(?: of (\d{12}))?(?: \([^)]*\))?(?: without any IAM policy)?$/iu;
/** Words that stand for somebody whom the sentence does not name. */
const UNNAMED: readonly string[] = ["administrator", "owner", "caller", "session", "grantee", "root", "service", "account"];
const ROOT_USER = /^The (?:account )?root user(?: of (?:account )?(\d{12}))?$/u;
const ADMINISTRATOR = /^(?:The|An) (?:key |other )?(?:owner|administrator)(?: of (?:account )?(\d{12}))?$/u;
const SERVICE = /^([\w-]+)\.amazonaws\.com$/u;
const SERVICE_LINKED_ROLE = /role\/(aws-service-role\/[\w./-]+)/u;
const ANY_ROLE = /iam_policy_of_role_([\w-]+)|:role\/([\w-]+)"/u;

const CONTEXT = /^ with(?: encryption)?(?: context)? \{([^{}]*)\}(?: only)?$/u;
const THROUGH = /^ (?:through|via) (?:AWS |Amazon )?(\w+)$/u;
const PLAIN =
  /^(?: without(?: any)? encryption context| without context| without a grant token| directly| on the key| with the key ARN)?(?: \([\w: ]+\))?$/u;
const GRANT =
  /^ for (?:(role|user) )?(\w+)(?: without constraints)?(?: with Operations \[([\w, ]+)\])?(?: and EncryptionContext(Equals|Subset) \{([^{}]*)\})?$/u;

/** Plays a case of the areas policy and grant from its words; nothing if there is a word that is not understood. */
export function readCase(theCase: Case): Played | undefined {
  const documents = documentsOf(theCase);
  if (![...documents.keys()].every((what) => DOCUMENTS.test(what))) return undefined;
  const said = theCase.given.filter((each) => typeof each === "string");
  const readings = said.map((sentence) => ({ sentence, reader: SENTENCES.find(({ pattern }) => pattern.test(sentence)) }));
  const [, subject, operation, rest] = WHEN.exec(theCase.when) ?? [];
  if (subject === undefined || operation === undefined || rest === undefined) return undefined;
  if (readings.some(({ reader }) => reader === undefined)) return undefined;
  const stage = worldOf(theCase);
  for (const { sentence, reader } of readings) reader!.apply(stage, reader!.pattern.exec(sentence)!.slice(1));
  const who = readWho(stage, subject, theCase);
  const answer = who === undefined ? undefined : readRequest(stage, who, operation, rest);
  return answer === undefined ? undefined : { answer, keyArn: KEY };
}

function readWho(stage: PolicyStage, subject: string, theCase: Case): Who | undefined {
  const service = SERVICE.exec(subject)?.[1];
  if (service !== undefined) return serviceFor(service);
  const rootUser = ROOT_USER.exec(subject);
  if (rootUser !== null) return `${accountNamed(rootUser[1])}/root`;
  const administrator = ADMINISTRATOR.exec(subject);
  if (administrator !== null) return `${accountNamed(administrator[1])}/admin`;
  const text = JSON.stringify(theCase.given);
  const policy = documentsOf(theCase).get("session_policy");
  if (/^the session$/iu.test(subject)) {
    const role = ANY_ROLE.exec(text);
    return role === null ? undefined : sessionOf(bringIn(stage, "role", role[1] ?? role[2], undefined), policy);
  }
  if (/^the service-linked role$/iu.test(subject)) {
    const role = SERVICE_LINKED_ROLE.exec(text)?.[1];
    return role === undefined ? undefined : sessionOf(bringIn(stage, "role", role, undefined));
  }
  const [, session, kind, name, account] = WHO.exec(subject) ?? [];
  if (name === undefined || UNNAMED.includes(name.toLowerCase())) return undefined;
  const ref = bringIn(stage, kind, name, account);
  return session === undefined && policy === undefined ? ref : sessionOf(ref, policy);
}

function readRequest(stage: PolicyStage, who: Who, operation: string, rest: string): Answer | undefined {
  if (operation === "CreateGrant") return readGrant(stage, who, rest);
  if (rest === " with the bare key ID") return ask(stage, who, operation, {}, KEY_ID);
  const pairs = CONTEXT.exec(rest)?.[1];
  if (pairs !== undefined) return ask(stage, who, operation, pairsOf(pairs), KEY);
  const service = THROUGH.exec(rest)?.[1];
  if (service !== undefined)
    return typeof who === "string" ? ask(stage, through(service.toLowerCase(), who), operation, {}, KEY) : undefined;
  return PLAIN.test(rest) ? ask(stage, who, operation, {}, KEY) : undefined;
}

/** Without a list of operations it asks for Decrypt. */
function readGrant(stage: PolicyStage, who: Who, rest: string): Answer | undefined {
  const withSubject = rest === " without constraints" ? " for role somebody without constraints" : rest;
  const [, kind, name, operations, type, pairs] = GRANT.exec(withSubject) ?? [];
  if (name === undefined) return undefined;
  const constraint = { is: type === "Equals" ? "equals" : "subset", pairs: contextOf(pairsOf(pairs ?? "")) } as const;
  return stage.ask(who, "kms:CreateGrant", {
    keyId: KEY,
    grantee: stage.grantee(bringIn(stage, kind, name, undefined)),
    operations: operations?.split(",").map((each) => each.trim()) ?? ["Decrypt"],
    ...(type === undefined ? {} : { constraint }),
  });
}

/** `AppName: ExampleApp, Stage: Test` */
function pairsOf(text: string): Pairs {
  return Object.fromEntries(text.split(",").map((pair) => pair.split(":").map((part) => part.trim()) as [string, string]));
}

function ask(stage: PolicyStage, who: Who, operation: string, context: Pairs, keyId: string): Answer | undefined {
  const encryptionContext = contextOf(context);
  switch (operation) {
    case "Decrypt":
      return stage.decrypt(who, context);
    case "Encrypt":
      return stage.encrypt(who, context);
    case "GenerateDataKey":
      return stage.generateDataKey(who, context, keyId);
    case "GenerateDataKeyWithoutPlaintext":
      return stage.ask(who, "kms:GenerateDataKeyWithoutPlaintext", { keyId, keySpec: "AES_256", encryptionContext });
    case "DescribeKey":
      return stage.describe(who, keyId);
    case "GetKeyRotationStatus":
      return stage.ask(who, "kms:GetKeyRotationStatus", { keyId });
    case "ScheduleKeyDeletion":
      return stage.ask(who, "kms:ScheduleKeyDeletion", { keyId });
    case "DisableKey":
      return stage.ask(who, "kms:DisableKey", { keyId });
    case "ListKeys":
      return stage.ask(who, "kms:ListKeys", {});
    case "ListGrants":
      return stage.ask(who, "kms:ListGrants", { keyId });
    case "RetireGrant":
      return stage.ask(who, "kms:RetireGrant", { keyId, grantId: "g1" });
    case "RevokeGrant":
      return stage.ask(who, "kms:RevokeGrant", { keyId, grantId: "g1" });
    default:
      return undefined;
  }
}
