// CreateKey: which kinds of keys there are, and what a new one begins with.

import { kmsCatalog } from "../../../generated/catalogs.js";
import { type Key, keyArn } from "../../../rules/key-lookup.js";
import type { Operation, OperationContext, Permission } from "../../../rules/operation.js";
import { defaultKeyPolicy } from "../../../rules/policy-text.js";
import { ok, type Refused, refuse } from "../../../rules/reply.js";
import { accountId } from "../../../rules/requests.js";
import { type KeyData, type KeyOrigin, type KeySpec, type KeyUsage, keyKind } from "../../../world/key.js";
import type { Place } from "../../../world/place.js";
import { admitKey, keyCountAt } from "../key-count.js";
import { keyMetadata } from "../key-metadata.js";
import { quotaOfOperation, requestItem } from "../quotas.js";
import { SPECS, USAGES } from "../specs.js";
import type { Parameters } from "./key-operation.js";
import { checkKeyPolicy, storedKeyPolicy } from "./policy-check.js";
import type { CreateKeyInput, TagList } from "./types.js";
import { checkTags, notInEnum, tagKeys, tagsRecord, tooLong, validation } from "./validation.js";

const { limits } = kmsCatalog;

interface CheckedKind {
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: KeyOrigin;
}

/**
 * Specs and usages in the words of AWS's refusal, as recorded in 2023-04 (LocalStack snapshots). What came later (ML-DSA, Edwards curves,
 * KEY_AGREEMENT) is not in them, and no recording shows where AWS lists it now.
 */
const RECORDED_SPECS = [
  ...["RSA_2048", "ECC_NIST_P384", "ECC_NIST_P256", "ECC_NIST_P521", "HMAC_384", "RSA_3072"],
  ...["ECC_SECG_P256K1", "RSA_4096", "SYMMETRIC_DEFAULT", "HMAC_256", "HMAC_224", "HMAC_512"],
];
const RECORDED_USAGES = ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC"];

const ORIGINS: readonly string[] = ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"];

/** Spec, usage and origin of the request, with AWS's defaults, if they go together. */
function checkKind(input: CreateKeyInput): CheckedKind | Refused {
  const { spec = "SYMMETRIC_DEFAULT", origin = "AWS_KMS" } = input;
  const row = SPECS.get(spec);
  if (row === undefined) return notInEnum("keySpec", spec, RECORDED_SPECS);
  if (input.usage !== undefined && !(USAGES as readonly string[]).includes(input.usage))
    return notInEnum("keyUsage", input.usage, RECORDED_USAGES);
  if (!ORIGINS.includes(origin)) return notInEnum("origin", origin, ORIGINS);
  if (input.usage === undefined && spec !== "SYMMETRIC_DEFAULT") {
    return validation("You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
  }
  const usage = (input.usage ?? "ENCRYPT_DECRYPT") as KeyUsage;
  if (!row.usages.includes(usage)) return validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  // SM2 is offered in the Regions of China only, which Custody does not have.
  if (row.family === "sm2" || (origin !== "AWS_KMS" && origin !== "EXTERNAL")) return refuse("UnsupportedOperationException", "");
  return { spec: row.spec, usage, origin };
}

export const createKey: Operation<"kms:CreateKey"> = {
  action: "kms:CreateKey",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const kind = checkKind(input);
    if ("is" in kind) return kind;
    const { tags = [], description = "" } = input;
    if (description.length > limits.descriptionLength) return tooLong("description", limits.descriptionLength);
    const badTags = checkTags(tags);
    if (badTags !== undefined) return badTags;
    const keys = new Map<string, string | readonly string[]>([
      ...kindKeys(kind),
      ["kms:KeyOrigin", kind.origin],
      ["kms:MultiRegion", input.multiRegion === true ? "true" : "false"],
      ...(input.multiRegion === true ? ([["kms:MultiRegionKeyType", "PRIMARY"]] as const) : []),
      ...(input.bypassLockoutCheck === undefined
        ? []
        : ([["kms:BypassPolicyLockoutSafetyCheck", String(input.bypassLockoutCheck)]] as const)),
      ...tagKeys(tags),
    ]);
    return { permissions: creationPermissions(ctx.place.account, keys, tags), on: [input.id], owners: [] };
  },
  perform(input, ctx) {
    const kind = checkKind(input);
    if ("is" in kind) return kind;
    if (keyCountAt(ctx, ctx.place) >= limits.keysPerPlace)
      return refuse("LimitExceededException", "You have reached the limit of KMS keys in this account and Region.");
    const made = makeKey(ctx, {
      ...kind,
      id: input.id,
      keyId: input.multiRegion === true ? `mrk-${input.id}` : input.id,
      place: ctx.place,
      input,
    });
    return "is" in made ? made : ok({ key: made });
  },
  meter: (input) => {
    const kind = checkKind(input);
    return "is" in kind ? undefined : requestItem({ spec: kind.spec } as KeyData);
  },
  quota: () => quotaOfOperation("CreateKey"),
  record(input, ctx, output) {
    return {
      requestParameters: {
        description: input.description ?? "",
        keySpec: input.spec ?? "SYMMETRIC_DEFAULT",
        customerMasterKeySpec: input.spec ?? "SYMMETRIC_DEFAULT",
        keyUsage: input.usage ?? "ENCRYPT_DECRYPT",
        origin: input.origin ?? "AWS_KMS",
        multiRegion: input.multiRegion ?? false,
        bypassPolicyLockoutSafetyCheck: input.bypassLockoutCheck ?? false,
        ...givenAtCreation(input),
      },
      responseElements: output === undefined ? null : { keyMetadata: keyMetadata(ctx.world, output.key) },
    };
  },
};

/** What a record shows only where the request has it. */
export function givenAtCreation({ policy, tags = [] }: Pick<CreateKeyInput, "policy" | "tags">): Parameters {
  return {
    ...(policy === undefined ? {} : { policy }),
    ...(tags.length === 0 ? {} : { tags: tagsRecord(tags) }),
  };
}

/** Spec and usage of the key to come, by their names of today and by the deprecated ones. */
export function kindKeys({ spec, usage }: Pick<CheckedKind, "spec" | "usage">): readonly (readonly [string, string])[] {
  return [
    ["kms:KeySpec", spec],
    ["kms:CustomerMasterKeySpec", spec],
    ["kms:KeyUsage", usage],
    ["kms:CustomerMasterKeyUsage", usage],
  ];
}

/** kms:CreateKey, and kms:TagResource if it is to have tags: both are given by identity policies only. */
export function creationPermissions(
  account: string,
  keys: ReadonlyMap<string, string | readonly string[]>,
  tags: TagList,
): readonly Permission[] {
  const needed = tags.length === 0 ? ["kms:CreateKey"] : ["kms:CreateKey", "kms:TagResource"];
  return needed.map((action) => ({ action, arn: "*", account, rule: "identity-only", crossAccount: "never", keys }));
}

/** Puts a new primary or single-Region key into the world, unless its policy is refused. */
function makeKey(
  ctx: OperationContext,
  what: CheckedKind & { readonly id: string; readonly keyId: string; readonly place: Place; readonly input: CreateKeyInput },
): Key | Refused {
  const { id, keyId, place, input, spec, usage, origin } = what;
  const owner = accountId(ctx.world, place.account);
  const policy = storedKeyPolicy(id, input.policy ?? defaultKeyPolicy(owner));
  const imported = origin === "EXTERNAL";
  const data: KeyData = {
    keyId,
    manager: "CUSTOMER",
    spec,
    usage,
    origin,
    ...(input.multiRegion === true ? { multiRegion: { type: "PRIMARY", primary: id } as const } : {}),
    state: imported ? { is: "pending-import" } : { is: "enabled" },
    description: input.description ?? "",
    materials: imported ? [] : [{ id: `${keyId}-material-1`, since: ctx.now, status: "current", from: "kms", present: true }],
    completedRotations: [],
    onDemandRotationCount: 0,
  };
  const key = ctx.make(keyKind, {
    id,
    place,
    arn: keyArn(owner, place.region, keyId),
    policy,
    data,
    tags: new Map(input.tags ?? []),
  });
  // Nobody is locked out by the default key policy.
  const refused = checkKeyPolicy(ctx, key, policy, input.policy === undefined || input.bypassLockoutCheck === true);
  if (refused !== undefined) return refused;
  admitKey(ctx, key);
  return key;
}
