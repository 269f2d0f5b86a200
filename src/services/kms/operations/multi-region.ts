// Multi-Region keys: related keys with one key ID and one material, each with its own policy, grants, aliases and state.
// Source: KMS Developer Guide, "Multi-Region keys"; ReplicateKey and UpdatePrimaryRegion in the API reference (botocore 2026-08).

import { kmsCatalog } from "../../../generated/catalogs.js";
import { type Key, keyArn, keyOfArn, relativesOf } from "../../../rules/key-lookup.js";
import type { OperationContext } from "../../../rules/operation.js";
import { defaultKeyPolicy } from "../../../rules/policy-text.js";
import { ok, type Refused, refuse } from "../../../rules/reply.js";
import { accountId } from "../../../rules/requests.js";
import { ROTATION_EVENT } from "../../../rules/rotation.js";
import { type KeyData, type KeyMaterial, keyKind } from "../../../world/key.js";
import { REGIONS } from "../../../world/place.js";
import { admitKey, keyCountAt } from "../key-count.js";
import { keyMetadata } from "../key-metadata.js";
import { quotaOfReplication } from "../quotas.js";
import { creationPermissions, givenAtCreation, kindKeys } from "./create-key.js";
import { keyArnResponse, keyOperation, keyPermission } from "./key-operation.js";
import { checkKeyPolicy, storedKeyPolicy } from "./policy-check.js";
import type { ReplicateKeyInput } from "./types.js";
import { checkTags, notInEnum, tagKeys } from "./validation.js";

const { limits } = kmsCatalog;

function notPrimary(key: Key): Refused | undefined {
  if (key.data.multiRegion?.type === "PRIMARY") return undefined;
  return refuse(
    "UnsupportedOperationException",
    key.data.multiRegion === undefined
      ? `${key.arn} is not a multi-region key.`
      : `${key.arn} is not a multi-region primary key.`,
  );
}

const replicateKey = keyOperation<"kms:ReplicateKey">({
  action: "kms:ReplicateKey",
  suits: ({ multiRegion }) => multiRegion !== undefined,
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate: (input) =>
    REGIONS.includes(input.replicaRegion)
      ? checkTags(input.tags ?? [])
      : notInEnum("replicaRegion", input.replicaRegion, REGIONS),
  conditionKeys: (input) => [["kms:ReplicaRegion", input.replicaRegion], ...tagKeys(input.tags ?? [])],
  // The replica is made with kms:CreateKey in its own Region, which only an identity policy gives.
  inputsToAsk: (key) =>
    REGIONS.filter((region) => region !== key.region).map((replicaRegion) => ({ keyId: key.arn, replicaRegion, id: "" })),
  alsoNeeds: (input, key, ctx) => creationPermissions(ctx.place.account, replicaKeys(input, key), input.tags ?? []),
  // Source: KMS Developer Guide, ct-replicate-key.
  parameters: (input) => ({
    replicaRegion: input.replicaRegion,
    bypassPolicyLockoutSafetyCheck: input.bypassLockoutCheck ?? false,
    description: input.description ?? "",
    ...givenAtCreation(input),
  }),
  quota: (input) => quotaOfReplication(input.replicaRegion),
  perform(input, ctx, key) {
    const unfit = notPrimary(key);
    if (unfit !== undefined) return unfit;
    const owner = accountId(ctx.world, key.account);
    const arn = keyArn(owner, input.replicaRegion, key.data.keyId);
    if (input.replicaRegion === key.region || keyOfArn(ctx.world, arn) !== undefined)
      return refuse("AlreadyExistsException", `A key with the ARN ${arn} already exists.`);
    const place = { account: key.account, region: input.replicaRegion };
    if (keyCountAt(ctx, place) >= limits.keysPerPlace)
      return refuse("LimitExceededException", "You have reached the limit of KMS keys in the replica Region.");
    const replica = makeReplica(ctx, key, input, arn, owner);
    if ("is" in replica) return replica;
    // AWS answers while the replica is Creating; a statement ends when it is there.
    ctx.later(() => finishReplica(ctx, key, replica));
    return ok({ key: replica });
  },
  response: (_input, _key, output, ctx) => ({
    replicaKeyMetadata: keyMetadata(ctx.world, output.key),
    replicaPolicy: output.key.policy?.text ?? null,
  }),
});

function replicaKeys(input: ReplicateKeyInput, key: Key): ReadonlyMap<string, string | readonly string[]> {
  const { origin } = key.data;
  return new Map<string, string | readonly string[]>([
    ["aws:RequestedRegion", input.replicaRegion],
    ...kindKeys(key.data),
    ["kms:KeyOrigin", origin],
    ["kms:MultiRegion", "true"],
    ["kms:MultiRegionKeyType", "REPLICA"],
    ...tagKeys(input.tags ?? []),
  ]);
}

/** Shares material, spec, usage, origin and rotation with the primary, and nothing else. */
function makeReplica(ctx: OperationContext, primary: Key, input: ReplicateKeyInput, arn: string, ownerId: string): Key | Refused {
  const { rotation, ...rest } = primary.data;
  const data: KeyData = {
    ...rest,
    ...(rotation === undefined ? {} : { rotation }),
    multiRegion: { type: "REPLICA", primary: primary.id },
    state: { is: "creating" },
    description: input.description ?? "",
    materials: primary.data.origin === "EXTERNAL" ? primary.data.materials.map(awaited) : primary.data.materials,
  };
  const policy = storedKeyPolicy(input.id, input.policy ?? defaultKeyPolicy(ownerId));
  const place = { account: primary.account, region: input.replicaRegion };
  const replica = ctx.make(keyKind, { id: input.id, place, arn, policy, data, tags: new Map(input.tags ?? []) });
  // Nobody is locked out by the default key policy.
  const refused = checkKeyPolicy(ctx, replica, policy, input.policy === undefined || input.bypassLockoutCheck === true);
  if (refused !== undefined) return refused;
  admitKey(ctx, replica);
  return replica;
}

/** Imported material must be imported into each related key. */
function awaited({ validTo: _own, ...material }: KeyMaterial): KeyMaterial {
  return { ...material, present: false };
}

function finishReplica(ctx: OperationContext, primary: Key, replica: Key): void {
  const state: KeyData["state"] = replica.data.origin === "EXTERNAL" ? { is: "pending-import" } : { is: "enabled" };
  // The making of the replica is recorded in its own Region, the copying of material at the primary.
  ctx.serviceEvent("kms:CreateKey", replica, { requestParameters: null }, ctx.caller);
  ctx.serviceEvent("kms:SynchronizeMultiRegionKey", primary, { requestParameters: null, asCall: true });
  ctx.put({ ...replica, data: { ...replica.data, state } }, state.is === "enabled" ? "enabled" : "waits for its material");
}

const updatePrimaryRegion = keyOperation<"kms:UpdatePrimaryRegion">({
  action: "kms:UpdatePrimaryRegion",
  suits: ({ multiRegion }) => multiRegion !== undefined,
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  conditionKeys: (input) => [["kms:PrimaryRegion", input.primaryRegion]],
  inputsToAsk: (key, ctx) => relativesOf(ctx.world, key).map(({ region }) => ({ keyId: key.arn, primaryRegion: region })),
  alsoNeeds: (input, key, ctx) => {
    const replica = relativesOf(ctx.world, key).find((each) => each.region === input.primaryRegion);
    if (replica === undefined) return [];
    return [
      keyPermission(
        ctx,
        "kms:UpdatePrimaryRegion",
        { key: replica },
        { crossAccount: "never", keys: [["kms:PrimaryRegion", input.primaryRegion]] },
      ),
    ];
  },
  parameters: (input) => ({ primaryRegion: input.primaryRegion }),
  perform(input, ctx, key) {
    const unfit = notPrimary(key);
    if (unfit !== undefined) return unfit;
    const replica = relativesOf(ctx.world, key).find((each) => each.region === input.primaryRegion);
    if (replica === undefined) {
      return refuse(
        "NotFoundException",
        `Key '${keyArn(accountId(ctx.world, key.account), input.primaryRegion, key.data.keyId)}' does not exist`,
      );
    }
    if (replica.data.state.is === "pending-deletion")
      return refuse("KMSInvalidStateException", `${replica.arn} is pending deletion.`);
    // Both are Updating for some seconds, in which cryptography goes on; a statement ends with that done.
    ctx.later(() => promote(ctx, key, replica));
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

/** The replica becomes the primary and drives rotation from here on; all that were its siblings follow it. */
function promote(ctx: OperationContext, before: Key, after: Key): void {
  for (const each of [before, ...relativesOf(ctx.world, before)]) {
    const type = each.id === after.id ? "PRIMARY" : "REPLICA";
    const what = each.id === after.id ? "is the primary now" : each.id === before.id ? "is a replica now" : undefined;
    ctx.put({ ...each, data: { ...each.data, multiRegion: { type, primary: after.id } } }, what);
  }
  // One record for each of the two Regions; in the second it is KMS that calls in the caller's name.
  const requestParameters = { keyId: after.arn, primaryRegion: after.region };
  ctx.serviceEvent("kms:UpdatePrimaryRegion", after, { requestParameters }, ctx.caller);
  ctx.unschedule(ROTATION_EVENT, before.id);
  const { rotation } = before.data;
  if (rotation !== undefined && rotation.nextAt > ctx.now) ctx.schedule(rotation.nextAt, ROTATION_EVENT, after.id);
}

export const multiRegionOperations = [replicateKey, updatePrimaryRegion];
