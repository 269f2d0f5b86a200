// Looking at a key, turning it on and off.

import { kmsCatalog } from "../../../generated/catalogs.js";
import type { Key } from "../../../rules/key-lookup.js";
import type { Operation } from "../../../rules/operation.js";
import { ok } from "../../../rules/reply.js";
import { catchUpRotation } from "../../../rules/rotation.js";
import { keyKind } from "../../../world/key.js";
import { isKind } from "../../../world/resource.js";
import { readSlice } from "../../../world/slice.js";
import { daysBetween, type Instant, instantFromText } from "../../../world/time.js";
import type { World } from "../../../world/world.js";
import { keyMetadata } from "../key-metadata.js";
import { quotaOfOperation, requestItem } from "../quotas.js";
import { lastUses } from "../state.js";
import { createKey } from "./create-key.js";
import { keyArnResponse, keyOperation } from "./key-operation.js";
import { tooLong } from "./validation.js";

const { limits } = kmsCatalog;

const describeKey = keyOperation<"kms:DescribeKey">({
  action: "kms:DescribeKey",
  kind: "read",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  perform: (_input, ctx, key) => ok({ key, metadata: keyMetadata(ctx.world, key) }),
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
  conditionKeys: (_input, key, ctx) => [trailingDays(ctx.world, key)],
  perform(_input, ctx, key) {
    if (key.data.state.is === "enabled") ctx.put({ ...key, data: { ...key.data, state: { is: "disabled" } } }, "disabled");
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const trackedSince = instantFromText(limits.lastUsageTrackedSince) as Instant;

/** kms:TrailingDaysWithoutKeyUsage: whole days since the last use; since creation, or since tracking began, if it was never used. */
export function trailingDays(world: World, key: Key): [string, string] {
  const since = readSlice(world, lastUses).get(key.id)?.at ?? (Math.max(key.createdAt, trackedSince) as Instant);
  return ["kms:TrailingDaysWithoutKeyUsage", String(Math.max(0, daysBetween(since, world.now)))];
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
      const isHere = each.account === ctx.place.account && each.region === ctx.place.region;
      if (isHere && isKind(each, keyKind) && each.data.state.is !== "deleted") keyIds.push(each.data.keyId);
    }
    return ok({ keyIds });
  },
  meter: () => requestItem(undefined),
  quota: () => quotaOfOperation("ListKeys"),
  record: () => ({ requestParameters: null, responseElements: null }),
};

export const keyOperations = [createKey, describeKey, enableKey, disableKey, updateKeyDescription, getKeyLastUsage, listKeys];
