// One call of a log as a sentence of the language: what was asked, of which key, with which context. Its rights and its outcome are said
// by whoever puts the scenario together.

import type { JsonValue } from "../../rules/authorize/json.js";
import { shortOfAction } from "../../rules/short-actions.js";
import { legal, quoted } from "./naming.js";
import { keyOfArn, part, type RecordedCall, words } from "./records.js";
import type { Stage, StagedKey } from "./stage.js";

/** `text` without who and what came of it; `key` is what the right is about. */
export interface Sentence {
  readonly text: string;
  readonly key?: StagedKey | undefined;
  /** Permissions, where they are not the call's own name. */
  readonly actions?: readonly (readonly [string, StagedKey | undefined])[];
  /** What the key's making is followed by. */
  readonly after?: readonly string[];
  /** Done when the call worked. */
  readonly done?: () => void;
}

/** Why a call has no sentence is a text. */
export function sentenceOf(call: RecordedCall, stage: Stage, who: string): Sentence | string {
  if (call.event === "CreateKey") return createKey(call, stage, who);
  const key = stage.keyOf(call, keyArnIn(call, words(call.request, "keyId") ?? words(call.request, "targetKeyId")));
  if (key === undefined) return "it names no key that the log knows";
  const context = contextOf(part(call.request, "encryptionContext"));
  const tail = context === "" ? "" : ` context ${context}`;
  switch (call.event) {
    case "Encrypt": {
      const name = stage.next("c");
      return {
        key,
        text: `encrypt "imported" with ${key.name}${tail} as ${name}`,
        done: () => stage.encrypted(key, context, name),
      };
    }
    case "Decrypt":
      return { key, text: `decrypt ${stage.ciphertext(key, cipherContext(call, context))}${tail}` };
    case "GenerateDataKey":
    case "GenerateDataKeyWithoutPlaintext": {
      const without = call.event === "GenerateDataKey" ? "" : " without plaintext";
      return { key, text: `generate data key${without} from ${key.name}${tail} as ${stage.next("dk")}` };
    }
    case "ReEncrypt":
      return reencrypt(call, stage, key);
    case "Sign":
      return { key, text: `sign "imported" with ${key.name} as ${stage.next("sig")}` };
    case "GenerateMac":
      return { key, text: `mac "imported" with ${key.name} as ${stage.next("mac")}` };
    case "GetPublicKey":
      return { key, text: `download public key of ${key.name} as ${stage.next("pub")}` };
    case "DescribeKey":
      return { key, text: `describe ${key.name}` };
    default:
      return change(call, stage, key, who);
  }
}

function change(call: RecordedCall, stage: Stage, key: StagedKey, who: string): Sentence | string {
  switch (call.event) {
    case "EnableKey":
      return { key, text: `enable ${key.name}` };
    case "DisableKey":
      return { key, text: `disable ${key.name}` };
    case "ScheduleKeyDeletion":
      return { key, text: `delete ${key.name} after ${numberIn(call.request, "pendingWindowInDays") ?? 30} days` };
    case "CancelKeyDeletion":
      return { key, text: `cancel deletion of ${key.name}` };
    case "EnableKeyRotation": {
      const days = numberIn(call.request, "rotationPeriodInDays");
      return { key, text: `enable rotation of ${key.name}${days === undefined ? "" : ` every ${days} days`}` };
    }
    case "DisableKeyRotation":
      return { key, text: `disable rotation of ${key.name}` };
    case "RotateKeyOnDemand":
      return { key, text: `rotate ${key.name}` };
    case "UpdateKeyDescription":
      return { key, text: `describe ${key.name} as ${quoted(words(call.request, "description") ?? "")}` };
    case "TagResource": {
      const tags = tagsOf(call);
      return tags === "" ? "the record says no tags" : { key, text: `tag ${key.name} ${tags}` };
    }
    case "UntagResource":
      return untag(call, key);
    case "UpdatePrimaryRegion": {
      const region = words(call.request, "primaryRegion") ?? "";
      const replica = stage.key(key.arn.replace(`:${key.region}:`, `:${region}:`));
      if (replica === undefined) return "its new primary is no key that the log knows";
      const actions = [key, replica].map((each) => [call.event, each] as const);
      return { key, text: `promote ${replica.name}`, actions };
    }
    case "PutKeyPolicy":
      return putKeyPolicy(call, stage, key, who);
    case "CreateGrant":
      return createGrant(call, stage, key);
    case "RetireGrant":
    case "RevokeGrant": {
      const id = words(call.request, "grantId") ?? words(call.extra, "grantId");
      const name = id === undefined ? undefined : stage.grants.get(id);
      if (name === undefined) return "its grant was made before the log begins";
      return { key, text: `${call.event === "RetireGrant" ? "retire" : "revoke"} ${name}` };
    }
    case "ReplicateKey": {
      const region = words(call.request, "replicaRegion") ?? "";
      const replica = stage.made(key.arn.replace(`:${key.region}:`, `:${region}:`), key);
      return replica === undefined
        ? "the replica's Region is not in the record"
        : { key, text: `replicate ${key.name} to region ${region} as ${replica.name}`, after: replica.after };
    }
    case "CreateAlias":
    case "UpdateAlias":
    case "DeleteAlias":
      return aliasSentence(call, stage, key, who);
    case "GetParametersForImport":
      return "it is part of the import that follows";
    case "ImportKeyMaterial":
      return importMaterial(call, stage, key);
    case "DeleteImportedKeyMaterial": {
      const id = words(call.request, "keyMaterialId");
      const material = id === undefined ? undefined : stage.materials.get(id);
      if (id !== undefined && material === undefined) return "its material was imported before the log begins";
      return { key, text: `delete material ${material === undefined ? "" : `${material} `}of ${key.name}` };
    }
    default:
      return `${call.event} is not turned into a sentence`;
  }
}

/** An alias has a permission of its own, besides that on its key. */
function aliasSentence(call: RecordedCall, stage: Stage, key: StagedKey, who: string): Sentence | string {
  const name = legal((words(call.request, "aliasName") ?? "").replace(/^alias\//, ""));
  const place = `in acct ${who.slice(0, who.indexOf("/"))} region ${call.region}`;
  const known = stage.aliases.get(`${name} ${place}`);
  const actions = [
    [call.event, undefined],
    [call.event, key],
  ] as const;
  const note = (of: StagedKey | undefined) => () => {
    if (of === undefined) stage.aliases.delete(`${name} ${place}`);
    else stage.aliases.set(`${name} ${place}`, of);
  };
  if (call.event === "CreateAlias") return { text: `alias ${name} for ${key.name} ${place}`, actions, done: note(key) };
  if (known === undefined) return "its alias was made before the log begins";
  if (call.event === "DeleteAlias") return { text: `delete alias ${name} ${place}`, actions, done: note(undefined) };
  return { text: `point alias ${name} at ${key.name} ${place}`, actions: [...actions, [call.event, known]], done: note(key) };
}

/** Material is known again by its id; what the log does not name is some other material. */
function importMaterial(call: RecordedCall, stage: Stage, key: StagedKey): Sentence | string {
  const expiry = expiryOf(call);
  if (expiry === undefined) return "its validTo is no time";
  const id = words(call.response, "keyMaterialId") ?? `${call.at} ${call.keys[0] ?? ""}`;
  const known = stage.materials.get(id);
  const name = known ?? stage.next("material");
  if (known === undefined) stage.setUp.push(`material ${name} ${quoted(name)}`);
  const asNew = words(call.request, "importType") === "NEW_KEY_MATERIAL" ? " as new material" : "";
  return {
    key,
    text: `import ${name} into ${key.name}${expiry}${asNew}`,
    after: key.after,
    actions: [
      ["GetParametersForImport", key],
      ["ImportKeyMaterial", key],
    ],
    done: () => stage.materials.set(id, name),
  };
}

/** ` expiring in 3600 seconds`, or nothing where it does not expire. */
function expiryOf(call: RecordedCall): string | undefined {
  const validTo = words(call.request, "validTo");
  if (validTo === undefined) return "";
  const seconds = /Z$/.test(validTo) ? Math.round((Date.parse(validTo) - Date.parse(call.at)) / 1000) : Number.NaN;
  return seconds > 0 ? ` expiring in ${seconds} seconds` : undefined;
}

function createKey(call: RecordedCall, stage: Stage, who: string): Sentence | string {
  const account = who.slice(0, who.indexOf("/"));
  const arn = words(call.response, "keyMetadata", "arn") ?? call.keys[0];
  const key = arn === undefined ? undefined : stage.made(arn);
  if (key === undefined && call.error === undefined) return "the record does not say which key was made, or says it twice";
  const isMulti = part(call.request, "multiRegion");
  const spec = words(call.request, "keySpec") ?? words(call.request, "customerMasterKeySpec");
  const usage = words(call.request, "keyUsage");
  const origin = words(call.request, "origin");
  if (key !== undefined) key.encrypts = usage === undefined || usage === "ENCRYPT_DECRYPT";
  const description = words(call.request, "description") ?? "";
  const tags = tagsOf(call);
  const text = [
    `create ${isMulti?.is === "boolean" && isMulti.value ? "multi-region " : ""}key ${key?.name ?? stage.next("key")}`,
    spec === undefined || spec === "SYMMETRIC_DEFAULT" ? "" : ` spec ${legal(spec)}`,
    usage === undefined || (usage === "ENCRYPT_DECRYPT" && spec === "SYMMETRIC_DEFAULT")
      ? ""
      : ` usage ${legal(usage.toLowerCase().replaceAll("_", "-"))}`,
    origin === "EXTERNAL" ? " origin external" : "",
    description === "" ? "" : ` described ${quoted(description)}`,
    tags === "" ? "" : ` tags ${tags}`,
    ` in acct ${account} region ${call.region}`,
  ];
  const actions = [
    ["CreateKey", undefined],
    ["TagResource", undefined],
  ] as const;
  // What is encrypted under imported material waits for the material.
  const after = origin === "EXTERNAL" ? [] : (key?.after ?? []);
  return { text: text.join(""), ...(tags === "" ? {} : { actions }), after };
}

function putKeyPolicy(call: RecordedCall, stage: Stage, key: StagedKey, who: string): Sentence | string {
  // Whoever puts a policy must be able to do so under the policy before it.
  const text = stage.policyText(words(call.request, "policy") ?? "");
  if (text === undefined) return "the record holds no policy that can be read";
  return {
    key,
    text: `policy of ${key.name} is """${text}"""`,
    done: () => {
      key.policyKnown = who !== "";
    },
  };
}

function createGrant(call: RecordedCall, stage: Stage, key: StagedKey): Sentence | string {
  const to = granteeOf(words(call.request, "granteePrincipal") ?? "", stage);
  if (to === undefined) return "its grantee is no role, user or service";
  const list = part(call.request, "operations");
  const operations = (list?.is === "array" ? list.items : []).flatMap((each) =>
    each.is === "string" ? [shortOfAction(each.value) ?? quoted(each.value)] : [],
  );
  if (operations.length === 0) return "the record says no operations";
  const subset = contextOf(part(call.request, "constraints", "encryptionContextSubset"));
  const equals = contextOf(part(call.request, "constraints", "encryptionContextEquals"));
  const when = subset !== "" ? ` when context includes ${subset}` : equals !== "" ? ` when context equals ${equals}` : "";
  const grant = stage.next("g");
  const grantId = words(call.response, "grantId");
  return {
    key,
    text: `grant ${to} on ${key.name} to ${operations.join(", ")}${when} as ${grant}`,
    done: () => {
      if (grantId !== undefined) stage.grants.set(grantId, grant);
    },
  };
}

/** `A/app`, `service ec2`; sessions of AWS's own roles are nobody that a sentence can name. */
function granteeOf(principal: string, stage: Stage): string | undefined {
  const [, id = "", kind = "", name = ""] = /^arn:aws:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
  if (kind === "role" || kind === "user") return stage.naming.principal({ is: kind, account: id, name });
  const service = /^([a-z0-9-]{1,40})(?:\.[a-z0-9-]{1,30})?\.amazonaws\.com$/.exec(principal)?.[1];
  return service === undefined ? undefined : `service ${service}`;
}

function reencrypt(call: RecordedCall, stage: Stage, source: StagedKey): Sentence | string {
  const from = call.keys[0] === undefined ? source : stage.key(call.keys[0]);
  const toArn = call.keys[1] ?? keyArnIn(call, words(call.request, "destinationKeyId"));
  const to = toArn === undefined ? undefined : stage.key(toArn);
  if (from === undefined || to === undefined) return "the record does not say both keys";
  const before = contextOf(part(call.request, "sourceEncryptionContext"));
  const after = contextOf(part(call.request, "destinationEncryptionContext"));
  const contexts = `${before === "" ? "" : ` context ${before}`}${after === before ? "" : ` to context ${after === "" ? "{}" : after}`}`;
  const text = `reencrypt ${stage.ciphertext(from, before)} with ${to.name}${contexts} as ${stage.next("c")}`;
  return {
    text,
    actions: [
      ["ReEncryptFrom", from],
      ["ReEncryptTo", to],
    ],
  };
}

/** What KMS could not open was encrypted under another context. */
function cipherContext(call: RecordedCall, context: string): string {
  return call.error === "InvalidCiphertextException" ? `{ ${quoted("another")}: ${quoted("context")} }` : context;
}

/** `{ "app": "shop" }`, or nothing. */
function tagsOf(call: RecordedCall): string {
  const list = part(call.request, "tags");
  const pairs = (list?.is === "array" ? list.items : []).flatMap((each) => {
    const [key, value] = [words(each, "tagKey"), words(each, "tagValue")];
    return key === undefined || value === undefined ? [] : [`${quoted(key)}: ${quoted(value)}`];
  });
  return pairs.length === 0 ? "" : `{ ${pairs.join(", ")} }`;
}

/** What begins another clause of the sentence. */
const CLAUSES: ReadonlySet<string> = new Set(["by", "as", "at", "in", "region", "expect", "acct", "account", "with"]);

function untag(call: RecordedCall, key: StagedKey): Sentence | string {
  const list = part(call.request, "tagKeys");
  const names = (list?.is === "array" ? list.items : []).flatMap((each) => (each.is === "string" ? [each.value] : []));
  if (names.length === 0) return "the record says no tags";
  const odd = names.find((each) => !/^[A-Za-z_][\w-]*$/.test(each) || CLAUSES.has(each.toLowerCase()));
  return odd === undefined
    ? { key, text: `untag ${key.name} ${names.join(", ")}` }
    : `no sentence can name the tag ${quoted(odd)}`;
}

/** A key ID, or an ARN, of the caller's account and Region. */
function keyArnIn(call: RecordedCall, keyId: string | undefined): string | undefined {
  if (keyId === undefined) return undefined;
  if (keyOfArn(keyId) !== undefined) return keyId;
  const account = call.caller.is === "service" ? "" : call.caller.account;
  const arn = `arn:aws:kms:${call.region}:${account}:key/${keyId}`;
  return keyOfArn(arn) === undefined || keyId.startsWith("alias/") ? undefined : arn;
}

/** `{ "app": "shop" }`, or nothing. */
function contextOf(value: JsonValue | undefined): string {
  if (value?.is !== "object") return "";
  const pairs = value.members.flatMap(({ key, value: each }) =>
    each.is === "string" ? [`${quoted(key)}: ${quoted(each.value)}`] : [],
  );
  return pairs.length === 0 ? "" : `{ ${pairs.join(", ")} }`;
}

function numberIn(value: JsonValue | undefined, name: string): number | undefined {
  const found = part(value, name);
  return found?.is === "number" && /^\d{1,6}$/.test(found.text) ? Number(found.text) : undefined;
}
