// Cases about one key that nobody has written an entry for, read from their own words: what key there is, in which state, and what is
// asked of it. What is not understood to the last word is not played.

import type { Case } from "./cases.js";
import type { Played } from "./play.js";
import { type Answer, Stage } from "./stage.js";

const TEXT = { is: "text", text: "hello" } as const;
const OWNER = "A/admin";

const KEY =
  /^(?:An?|A fresh) ((?:(?:enabled|disabled|fresh|symmetric|customer managed) )*)(?:([A-Z]+_[A-Z0-9_]+) )?(?:(ENCRYPT_DECRYPT|SIGN_VERIFY|GENERATE_VERIFY_MAC|KEY_AGREEMENT) )?key(?: with Origin (EXTERNAL|AWS_KMS)(?: and no key material yet)?)?(?: in state (\w+))?\.?$/u;
const LEAVE = /^(?:No key(?: involved)?|The caller is allowed kms:\w+)\.?$/u;
const USAGES: readonly string[] = ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"];

/** Sentences that bring k1 into that state. */
const INTO_STATE: ReadonlyMap<string, string> = new Map([
  ["Enabled", ""],
  ["Disabled", "disable k1"],
  ["PendingDeletion", "delete k1 after 7 days"],
  ["PendingImport", ""],
]);

function usageOf(spec: string): string {
  if (spec.startsWith("HMAC_")) return "GENERATE_VERIFY_MAC";
  return spec.startsWith("RSA_") ? "ENCRYPT_DECRYPT" : "SIGN_VERIFY";
}

/** Makes the key that the sentence tells of; false if it is not understood. */
function makeKey(stage: Stage, sentence: string): boolean {
  const [, words, first, second, origin, said] = KEY.exec(sentence) ?? [];
  if (words === undefined) return false;
  const usage = second ?? (first !== undefined && USAGES.includes(first) ? first : undefined);
  const spec = first === usage ? undefined : first;
  const state = said ?? (words.includes("disabled") ? "Disabled" : "Enabled");
  const into = INTO_STATE.get(state);
  if (into === undefined) return false;
  const kind = spec === undefined ? "" : `spec ${spec} usage ${usage ?? usageOf(spec)}`;
  stage.say(`create key k1 ${kind} ${origin === "EXTERNAL" || state === "PendingImport" ? "origin external" : ""}\n${into}`);
  return true;
}

const WHEN = /^(?:The owner|The caller|An administrator|Anyone allowed) calls (\w+)(?: (.*))?$/u;

/** A request, and what may stand behind its name; groups of the pattern go to `ask`. */
interface Request {
  readonly operation: string;
  readonly rest: RegExp;
  readonly ask: (stage: Stage, groups: readonly (string | undefined)[]) => Answer;
}

const NOTHING = /^$/u;
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const optional = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: V };

const ON_KEY = [
  "DescribeKey",
  "EnableKey",
  "DisableKey",
  "CancelKeyDeletion",
  "GetKeyPolicy",
  "ListGrants",
  "ListResourceTags",
  "ListKeyPolicies",
  "DisableKeyRotation",
  "GetKeyRotationStatus",
  "RotateKeyOnDemand",
  "ListKeyRotations",
  "GetPublicKey",
  "GetParametersForImport",
  "DeleteImportedKeyMaterial",
] as const;

const REQUESTS: readonly Request[] = [
  ...ON_KEY.map(
    (name): Request => ({ operation: name, rest: NOTHING, ask: (s) => s.ask(OWNER, `kms:${name}`, { keyId: "k1" }) }),
  ),
  {
    operation: "ScheduleKeyDeletion",
    rest: /^(?:without PendingWindowInDays|with PendingWindowInDays (\d+))?$/u,
    ask: (s, [days]) =>
      s.ask(OWNER, "kms:ScheduleKeyDeletion", { keyId: "k1", ...optional("pendingWindowInDays", number(days)) }),
  },
  {
    operation: "EnableKeyRotation",
    rest: /^(?:with RotationPeriodInDays (\d+))?$/u,
    ask: (s, [days]) => s.ask(OWNER, "kms:EnableKeyRotation", { keyId: "k1", ...optional("periodDays", number(days)) }),
  },
  {
    operation: "Encrypt",
    rest: /^(?:with (\d+) bytes|with EncryptionAlgorithm (\w+) and a plaintext of (\d+) bytes(?: or more)?)?$/u,
    ask(s, [bytes, algorithm, other]) {
      const size = optional("plaintextBytes", number(bytes ?? other));
      return s.ask(OWNER, "kms:Encrypt", { keyId: "k1", plaintext: TEXT, ...size, ...optional("algorithm", algorithm) });
    },
  },
  {
    operation: "GenerateDataKey",
    rest: /^(?:with KeySpec (AES_256|AES_128)|with NumberOfBytes (\d+))?$/u,
    ask(s, [spec, bytes]) {
      const keySpec = bytes === undefined ? (spec ?? "AES_256") : undefined;
      return s.ask(OWNER, "kms:GenerateDataKey", {
        keyId: "k1",
        ...optional("keySpec", keySpec),
        ...optional("numberOfBytes", number(bytes)),
      });
    },
  },
  {
    operation: "GenerateRandom",
    rest: /^(?:without NumberOfBytes|with NumberOfBytes (\d+))$/u,
    ask: (s, [bytes]) => s.ask(OWNER, "kms:GenerateRandom", optional("numberOfBytes", number(bytes))),
  },
  {
    operation: "GenerateMac",
    rest: /^(?:with (?:MacAlgorithm )?(\w+))?$/u,
    ask: (s, [algorithm]) => s.ask(OWNER, "kms:GenerateMac", { keyId: "k1", message: TEXT, ...optional("algorithm", algorithm) }),
  },
  {
    operation: "Sign",
    rest: /^(?:with (?:SigningAlgorithm )?(\w+)|with MessageType DIGEST, (\w+) and a message that is not \d+ bytes)?$/u,
    ask(s, [algorithm, ofDigest]) {
      const digest = ofDigest === undefined ? {} : ({ messageType: "DIGEST", messageBytes: 5 } as const);
      return s.ask(OWNER, "kms:Sign", { keyId: "k1", message: TEXT, ...optional("algorithm", algorithm ?? ofDigest), ...digest });
    },
  },
  {
    operation: "CreateKey",
    rest: /^with KeySpec (\w+)(?: and KeyUsage (\w+))?$/u,
    ask: (s, [spec, usage]) =>
      s.ask(OWNER, "kms:CreateKey", { id: "k1", ...optional("spec", spec), ...optional("usage", usage) }),
  },
  {
    operation: "CreateKey",
    rest: /^with (?:tag key '([^']+)'|a tag (key|value) of (\d+) characters)$/u,
    ask(s, [key, which, length]) {
      const long = "v".repeat(Number(length ?? 0));
      const tag = key !== undefined ? [key, "value"] : which === "key" ? [long, "value"] : ["key1", long];
      return s.ask(OWNER, "kms:CreateKey", { id: "k1", tags: [tag as [string, string]] });
    },
  },
  {
    operation: "TagResource",
    rest: NOTHING,
    ask: (s) => s.ask(OWNER, "kms:TagResource", { keyId: "k1", tags: [["app", "shop"]] }),
  },
  { operation: "UntagResource", rest: NOTHING, ask: (s) => s.ask(OWNER, "kms:UntagResource", { keyId: "k1", tagKeys: ["app"] }) },
  {
    operation: "UpdateKeyDescription",
    rest: NOTHING,
    ask: (s) => s.ask(OWNER, "kms:UpdateKeyDescription", { keyId: "k1", description: "mine" }),
  },
  {
    operation: "PutKeyPolicy",
    rest: /^with a valid policy$/u,
    ask: (s) => s.ask(OWNER, "kms:PutKeyPolicy", { keyId: "k1", policy: s.key("k1").policy!.text }),
  },
  {
    operation: "CreateAlias",
    rest: /^(\S+)(?: for it| for the key)?$/u,
    ask: (s, [name]) => s.ask(OWNER, "kms:CreateAlias", { aliasName: name!, targetKeyId: "k1" }),
  },
];

/** Plays a case about one key, or none; nothing if there is a word that is not understood. */
export function readKeyCase(theCase: Case): Played | undefined {
  const [, operation, rest = ""] = WHEN.exec(theCase.when) ?? [];
  const request = REQUESTS.find((each) => each.operation === operation && each.rest.test(rest));
  if (request === undefined) return undefined;
  const stage = new Stage();
  for (const given of theCase.given) {
    if (typeof given !== "string" || !(LEAVE.test(given) || makeKey(stage, given))) return undefined;
  }
  const answer = request.ask(stage, request.rest.exec(rest)!.slice(1));
  return stage.world.resources.has("k1") ? { answer, keyArn: stage.arn("k1") } : { answer };
}
