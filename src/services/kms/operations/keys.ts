// Making a key, looking at it, turning it on and off.

import { kmsCatalog } from "../../../generated/catalogs.js";
import type { RecordValue } from "../../../rules/facts.js";
import { beginKeyHoldings } from "../../../rules/key-holdings.js";
import { currentMaterial, stateName } from "../../../rules/key-lifecycle.js";
import { indexKey, type Key, keyArn } from "../../../rules/key-lookup.js";
import type { Operation, OperationContext, Permission, WorldEditor } from "../../../rules/operation.js";
import { defaultKeyPolicy } from "../../../rules/policy-text.js";
import { ok, type Refused, refuse } from "../../../rules/reply.js";
import { catchUpRotation } from "../../../rules/rotation.js";
import { type KeyData, type KeyOrigin, type KeySpec, type KeyUsage, keyKind } from "../../../world/key.js";
import type { Place } from "../../../world/place.js";
import { readSlice, writeSlice } from "../../../world/slice.js";
import { daysBetween, type Instant, instantFromText, isoInstant } from "../../../world/time.js";
import { quotaOfOperation, requestItem } from "../quotas.js";
import { accountIdOf } from "../resolve.js";
import { algorithmsOf, SPECS, USAGES } from "../specs.js";
import { keyCounts, lastUses } from "../state.js";
import { keyArnResponse, keyOperation } from "./key-operation.js";
import { checkKeyPolicy, storedKeyPolicy } from "./policy-check.js";
import type { CreateKeyInput, TagList } from "./types.js";
import { checkTags, notInEnum, tagKeys, tooLong, validation } from "./validation.js";

const { limits } = kmsCatalog;

interface CheckedKind {
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: KeyOrigin;
}

const ORIGINS: readonly string[] = ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"];

/** Spec, usage and origin of the request, with AWS's defaults, if they go together. */
function checkKind(input: CreateKeyInput): CheckedKind | Refused {
  const { spec = "SYMMETRIC_DEFAULT", origin = "AWS_KMS" } = input;
  const row = SPECS.get(spec);
  if (row === undefined) return notInEnum("keySpec", spec, [...SPECS.keys()]);
  if (input.usage !== undefined && !(USAGES as readonly string[]).includes(input.usage))
    return notInEnum("keyUsage", input.usage, USAGES);
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

const createKey: Operation<"kms:CreateKey"> = {
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
      ["kms:KeySpec", kind.spec],
      ["kms:KeyUsage", kind.usage],
      ["kms:KeyOrigin", kind.origin],
      ["kms:MultiRegion", input.multiRegion === true ? "true" : "false"],
      ...(input.multiRegion === true ? ([["kms:MultiRegionKeyType", "PRIMARY"]] as const) : []),
      ...(input.bypassLockoutCheck === undefined
        ? []
        : ([["kms:BypassPolicyLockoutSafetyCheck", String(input.bypassLockoutCheck)]] as const)),
      ...tagKeys(tags),
    ]);
    return { permissions: creationPermissions(ctx.place.account, keys, tags), on: [], owners: [] };
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
        keyUsage: input.usage ?? "ENCRYPT_DECRYPT",
        origin: input.origin ?? "AWS_KMS",
        multiRegion: input.multiRegion ?? false,
        bypassPolicyLockoutSafetyCheck: input.bypassLockoutCheck ?? false,
        ...(input.policy === undefined ? {} : { policy: input.policy }),
      },
      responseElements:
        output === undefined ? null : { keyMetadata: keyMetadata(output.key, accountIdOf(ctx.world, output.key.account)) },
    };
  },
};

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
  const accountId = accountIdOf(ctx.world, place.account);
  const policy = storedKeyPolicy(id, input.policy ?? defaultKeyPolicy(accountId));
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
    arn: keyArn(accountId, place.region, keyId),
    policy,
    data,
    tags: new Map(input.tags ?? []),
  });
  const refused = checkKeyPolicy(ctx, key, policy, input.bypassLockoutCheck ?? false);
  if (refused !== undefined) return refused;
  admitKey(ctx, key);
  return key;
}

/** A new key counts against the quota, is found by its ARN, and is paid for. */
export function admitKey(ctx: OperationContext, key: Key): void {
  const place = `${key.account}/${key.region}`;
  writeSlice(ctx.world, keyCounts, readSlice(ctx.world, keyCounts).set(place, keyCountAt(ctx, key) + 1));
  indexKey(ctx.world, key);
  beginKeyHoldings(ctx, key);
}

/** A deleted key counts no more. */
export function releaseKey(editor: WorldEditor, key: Key): void {
  const place = `${key.account}/${key.region}`;
  writeSlice(
    editor.world,
    keyCounts,
    readSlice(editor.world, keyCounts).update(place, (count) => Math.max(0, (count ?? 0) - 1)),
  );
}

export function keyCountAt(ctx: OperationContext, place: Place): number {
  return readSlice(ctx.world, keyCounts).get(`${place.account}/${place.region}`) ?? 0;
}

/** KeyMetadata as DescribeKey and CreateKey answer it. */
export function keyMetadata(key: Key, accountId: string): { readonly [name: string]: RecordValue } {
  const { data } = key;
  const material = data.spec === "SYMMETRIC_DEFAULT" ? currentMaterial(data) : undefined;
  const [algorithms] = [algorithmsOf(data.spec, data.usage)];
  return {
    aWSAccountId: accountId,
    keyId: data.keyId,
    arn: key.arn,
    creationDate: isoInstant(key.createdAt),
    enabled: data.state.is === "enabled",
    description: data.description,
    keyUsage: data.usage,
    keyState: stateName(data.state),
    origin: data.origin,
    keyManager: data.manager,
    keySpec: data.spec,
    customerMasterKeySpec: data.spec,
    ...(data.usage === "ENCRYPT_DECRYPT" ? { encryptionAlgorithms: algorithms } : {}),
    ...(data.usage === "SIGN_VERIFY" ? { signingAlgorithms: algorithms } : {}),
    ...(data.usage === "GENERATE_VERIFY_MAC" ? { macAlgorithms: algorithms } : {}),
    ...(data.usage === "KEY_AGREEMENT" ? { keyAgreementAlgorithms: algorithms } : {}),
    multiRegion: data.multiRegion !== undefined,
    ...(data.multiRegion === undefined ? {} : { multiRegionConfiguration: { multiRegionKeyType: data.multiRegion.type } }),
    ...(material === undefined ? {} : { currentKeyMaterialId: material.id }),
    ...(data.state.is === "pending-deletion" ? { deletionDate: isoInstant(data.state.deletionAt) } : {}),
    ...(data.state.is === "pending-replica-deletion" ? { pendingDeletionWindowInDays: data.state.windowDays } : {}),
  };
}

const describeKey = keyOperation<"kms:DescribeKey">({
  action: "kms:DescribeKey",
  kind: "read",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  perform: (_input, _ctx, key) => ok({ key }),
});

const enableKey = keyOperation<"kms:EnableKey">({
  action: "kms:EnableKey",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  perform(_input, ctx, key) {
    if (key.data.state.is === "disabled") {
      const enabled: Key = { ...key, data: { ...key.data, state: { is: "enabled" } } };
      ctx.put(enabled, "enabled");
      ctx.later(() => catchUpRotation(ctx, enabled));
    }
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const disableKey = keyOperation<"kms:DisableKey">({
  action: "kms:DisableKey",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  conditionKeys: (_input, key, ctx) => [trailingDays(ctx.world, key, ctx.world.now)],
  perform(_input, ctx, key) {
    if (key.data.state.is === "enabled") ctx.put({ ...key, data: { ...key.data, state: { is: "disabled" } } }, "disabled");
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const trackedSince = instantFromText(limits.lastUsageTrackedSince) as Instant;

/** kms:TrailingDaysWithoutKeyUsage: whole days since the last use; since creation, or since tracking began, if it was never used. */
export function trailingDays(
  world: OperationContext["world"] | Parameters<typeof readSlice>[0],
  key: Key,
  now: Instant,
): [string, string] {
  const since = readSlice(world, lastUses).get(key.id)?.at ?? (key.createdAt > trackedSince ? key.createdAt : trackedSince);
  return ["kms:TrailingDaysWithoutKeyUsage", String(Math.max(0, daysBetween(since, now)))];
}

const updateKeyDescription = keyOperation<"kms:UpdateKeyDescription">({
  action: "kms:UpdateKeyDescription",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate: (input) =>
    input.description.length > limits.descriptionLength ? tooLong("description", limits.descriptionLength) : undefined,
  parameters: (input) => ({ description: input.description }),
  perform(input, ctx, key) {
    ctx.put({ ...key, data: { ...key.data, description: input.description } }, `description is "${input.description}"`);
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const getKeyLastUsage = keyOperation<"kms:GetKeyLastUsage">({
  action: "kms:GetKeyLastUsage",
  kind: "read",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  perform: (_input, ctx, key) => ok(readSlice(ctx.world, lastUses).get(key.id) ?? {}),
});

const listKeys: Operation<"kms:ListKeys"> = {
  action: "kms:ListKeys",
  readOnly: true,
  recorded: true,
  prepare: (_input, ctx) => ({
    permissions: [{ action: "kms:ListKeys", arn: "*", account: ctx.place.account, rule: "identity-only", crossAccount: "never" }],
    on: [],
    owners: [],
  }),
  perform(_input, ctx) {
    const keyIds: string[] = [];
    for (const each of ctx.world.resources.values()) {
      if (
        each.kind === keyKind.name &&
        each.account === ctx.place.account &&
        each.region === ctx.place.region &&
        (each as Key).data.state.is !== "deleted"
      ) {
        keyIds.push((each as Key).data.keyId);
      }
    }
    return ok({ keyIds });
  },
  meter: () => requestItem(undefined),
  quota: () => quotaOfOperation("ListKeys"),
  record: () => ({ requestParameters: null, responseElements: null }),
};

export const keyOperations = [createKey, describeKey, enableKey, disableKey, updateKeyDescription, getKeyLastUsage, listKeys];
