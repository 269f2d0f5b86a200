// A key is never deleted at once: it waits for 7 to 30 days, and can be taken back until then. A multi-Region primary waits for the
// last of its replicas first. Source: KMS API reference (ScheduleKeyDeletion, CancelKeyDeletion) and "Deleting AWS KMS keys".

import { kmsCatalog } from "../../../generated/catalogs.js";
import { beginKeyHoldings, endKeyHoldings } from "../../../rules/key-holdings.js";
import { DELETION_EVENT, hasAllMaterial, stateName } from "../../../rules/key-lifecycle.js";
import { type Key, relativesOf } from "../../../rules/key-lookup.js";
import type { WorldEditor } from "../../../rules/operation.js";
import { ok } from "../../../rules/reply.js";
import { addDays, responseInstant } from "../../../world/time.js";
import { keyArnResponse, keyOperation } from "./key-operation.js";
import { trailingDays } from "./keys.js";
import { above, below } from "./validation.js";

const { limits } = kmsCatalog;

const scheduleKeyDeletion = keyOperation<"kms:ScheduleKeyDeletion">({
  action: "kms:ScheduleKeyDeletion",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate({ pendingWindowInDays: days }) {
    if (days === undefined) return undefined;
    if (days < limits.deletionWindowDaysMin) return below("pendingWindowInDays", days, limits.deletionWindowDaysMin);
    return days > limits.deletionWindowDaysMax ? above("pendingWindowInDays", days, limits.deletionWindowDaysMax) : undefined;
  },
  conditionKeys: (input, key, ctx) => [
    ["kms:ScheduleKeyDeletionPendingWindowInDays", String(input.pendingWindowInDays ?? limits.deletionWindowDaysDefault)],
    trailingDays(ctx.world, key),
  ],
  parameters: (input) => ({ pendingWindowInDays: input.pendingWindowInDays ?? limits.deletionWindowDaysDefault }),
  perform(input, ctx, key) {
    const windowDays = input.pendingWindowInDays ?? limits.deletionWindowDaysDefault;
    endKeyHoldings(ctx, key);
    if (key.data.multiRegion?.type === "PRIMARY" && relativesOf(ctx.world, key).length > 0) {
      const waiting: Key = {
        ...key,
        data: { ...key.data, state: { is: "pending-replica-deletion", windowDays, scheduledAt: ctx.now } },
      };
      ctx.put(waiting, `is to be deleted ${windowDays} days after its last replica`);
      return ok({ key: waiting, windowDays });
    }
    const pending = startWindow(ctx, key, windowDays);
    return ok({ key: pending, windowDays, deletionAt: addDays(ctx.now, windowDays) });
  },
  response: (_input, key, output) => ({
    keyId: key.arn,
    keyState: stateName(output.key.data.state),
    pendingWindowInDays: output.windowDays,
    ...(output.deletionAt === undefined ? {} : { deletionDate: responseInstant(output.deletionAt) }),
  }),
});

/** The waiting period begins now. */
export function startWindow(editor: WorldEditor, key: Key, windowDays: number): Key {
  const deletionAt = addDays(editor.now, windowDays);
  const scheduledAt = key.data.state.is === "pending-replica-deletion" ? key.data.state.scheduledAt : editor.now;
  const pending: Key = { ...key, data: { ...key.data, state: { is: "pending-deletion", deletionAt, scheduledAt } } };
  editor.put(pending, `is to be deleted in ${windowDays} days`);
  editor.schedule(deletionAt, DELETION_EVENT, key.id);
  return pending;
}

const cancelKeyDeletion = keyOperation<"kms:CancelKeyDeletion">({
  action: "kms:CancelKeyDeletion",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  perform(_input, ctx, key) {
    const { state } = key.data;
    if (state.is !== "pending-deletion" && state.is !== "pending-replica-deletion") return ok({ keyId: key.arn });
    ctx.unschedule(DELETION_EVENT, key.id);
    // The guide says Disabled; a key whose imported material is missing can only be waiting for it.
    const back: Key = { ...key, data: { ...key.data, state: { is: hasAllMaterial(key.data) ? "disabled" : "pending-import" } } };
    ctx.put(back, `is not to be deleted: it is ${back.data.state.is === "disabled" ? "disabled" : "pending import"}`);
    // Billed as though its deletion had never been scheduled.
    beginKeyHoldings(ctx, back, state.scheduledAt);
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

export const deletionOperations = [scheduleKeyDeletion, cancelKeyDeletion];
