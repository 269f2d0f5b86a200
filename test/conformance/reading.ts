// Cases about permissions that nobody has written an entry for, read from their own words: who is in the world, and who calls what.
// What is not understood to the last word is not played.

import { type Case, documentsOf } from "./cases.js";
import type { Played } from "./play.js";
import { KEY, KEY_ID, type PolicyStage, worldOf } from "./policies.js";
import { type Answer, contextOf, OTHER, type Pairs, sessionOf, type Who } from "./stage.js";

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

const WHEN =
  /^(?:(a session of) )?(?:the )?(?:(user|role) )?([\w-]+)(?: of (\d{12}))?(?: \([^)]*\))?(?: without any IAM policy)? calls (\w+)(.*)$/iu;
/** Words that stand for somebody whom the sentence does not name. */
const UNNAMED: readonly string[] = ["administrator", "owner", "caller", "session", "grantee", "root", "service"];

const CONTEXT = /^ with(?: encryption)?(?: context)? \{([^{}]*)\}(?: only)?$/u;
const PLAIN =
  /^(?: without(?: any)? encryption context| without context| directly| on the key| with the key ARN)?(?: \([\w: ]+\))?$/u;

/** Plays a case of the areas policy and grant from its words; nothing if there is a word that is not understood. */
export function readCase(theCase: Case): Played | undefined {
  const documents = documentsOf(theCase);
  if (![...documents.keys()].every((what) => DOCUMENTS.test(what))) return undefined;
  const said = theCase.given.filter((each) => typeof each === "string");
  const readings = said.map((sentence) => ({ sentence, reader: GIVEN.find(({ pattern }) => pattern.test(sentence)) }));
  const asked = readWhen(theCase.when);
  if (asked === undefined || readings.some(({ reader }) => reader === undefined)) return undefined;
  const stage = worldOf(theCase);
  for (const { sentence, reader } of readings) reader!.apply(stage, reader!.pattern.exec(sentence)!.slice(1));
  const ref = bringIn(stage, asked.kind, asked.name, asked.account);
  const policy = documents.get("session_policy");
  const who = asked.session || policy !== undefined ? sessionOf(ref, policy) : ref;
  const answer = ask(stage, who, asked);
  return answer === undefined ? undefined : { answer, keyArn: KEY };
}

interface Asked {
  readonly session: boolean;
  readonly kind: string | undefined;
  readonly name: string;
  readonly account: string | undefined;
  readonly operation: string;
  readonly context: Pairs;
  readonly keyId: string;
}

function readWhen(when: string): Asked | undefined {
  const [, session, kind, name, account, operation, rest] = WHEN.exec(when) ?? [];
  if (name === undefined || operation === undefined || rest === undefined || UNNAMED.includes(name.toLowerCase()))
    return undefined;
  const asked = { session: session !== undefined, kind, name, account, operation, context: {}, keyId: KEY };
  if (rest === " with the bare key ID") return { ...asked, keyId: KEY_ID };
  const pairs = CONTEXT.exec(rest)?.[1];
  if (pairs !== undefined) return { ...asked, context: pairsOf(pairs) };
  return PLAIN.test(rest) ? asked : undefined;
}

/** `AppName: ExampleApp, Stage: Test` */
function pairsOf(text: string): Pairs {
  return Object.fromEntries(text.split(",").map((pair) => pair.split(":").map((part) => part.trim()) as [string, string]));
}

function ask(stage: PolicyStage, who: Who, { operation, context, keyId }: Asked): Answer | undefined {
  const encryptionContext = contextOf(context);
  switch (operation) {
    case "Decrypt":
      return stage.decrypt(who, context);
    case "Encrypt":
      return stage.encrypt(who, context);
    case "GenerateDataKey":
      return stage.generateDataKey(who, context, keyId);
    case "GenerateDataKeyWithoutPlaintext":
      return stage.ask(who, "kms:GenerateDataKeyWithoutPlaintext", { keyId, encryptionContext });
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
    default:
      return undefined;
  }
}
