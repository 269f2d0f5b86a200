// A secret that is deleted waits: it can be taken back, it is not charged for, and its name is not free before the window is over.

import type { EventContext, EventHandler } from "../../contract/service.js";
import type { Operation } from "../../rules/operation.js";
import { ok, refuse } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import { addDays } from "../../world/time.js";
import type { DueEvent } from "../../world/world.js";
import { stillReplicated } from "./refusals.js";
import { replicasOf } from "./replication-operation.js";
import { CALL_ITEM, prepared, secretHolding } from "./requests.js";
import { type SecretData, secretKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "secretsmanager:DeleteSecret": {
      input: {
        readonly secret: string;
        readonly recoveryWindowInDays?: number;
        /** `ForceDeleteWithoutRecovery`. */
        readonly withoutRecovery?: true;
      };
      output: undefined;
    };
    "secretsmanager:RestoreSecret": { input: { readonly secret: string }; output: undefined };
  }
}

/** The recovery window is over. */
const GONE_EVENT = "secretsmanager:gone";
const DEFAULT_RECOVERY_DAYS = 30;
const RECOVERY_DAYS = { min: 7, max: 30 } as const;

const deleteSecret: Operation<"secretsmanager:DeleteSecret"> = {
  action: "secretsmanager:DeleteSecret",
  readOnly: false,
  recorded: true,
  // Without recovery, one that waits to be deleted is gone too.
  prepare: (input, ctx) =>
    prepared(ctx, "secretsmanager:DeleteSecret", input.secret, {
      writes: true,
      ...(input.withoutRecovery ? { whileDeleted: true } : {}),
    }),
  perform(input, ctx) {
    const days = input.recoveryWindowInDays ?? DEFAULT_RECOVERY_DAYS;
    if (days < RECOVERY_DAYS.min || days > RECOVERY_DAYS.max) {
      const text = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
      return refuse("InvalidParameterException", text);
    }
    const secret = ctx.find(secretKind, input.secret)!;
    const replicas = replicasOf(ctx.world, secret);
    if (replicas.length > 0)
      return stillReplicated(
        secret,
        replicas.map(({ region }) => region),
      );
    if (input.withoutRecovery) {
      if (secret.data.deletedUntil === undefined) secretHolding(ctx, "ends", secret);
      ctx.unschedule(GONE_EVENT, secret.id);
      ctx.remove(secret, "deleted without recovery");
      return ok(undefined);
    }
    const deletedUntil = addDays(ctx.now, days);
    secretHolding(ctx, "ends", secret);
    ctx.put({ ...secret, data: { ...secret.data, deletedUntil } }, `deleted; its name is free after ${days} days`);
    ctx.schedule(deletedUntil, GONE_EVENT, secret.id);
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: {
      secretId: input.secret,
      ...(input.withoutRecovery
        ? { forceDeleteWithoutRecovery: true }
        : { recoveryWindowInDays: input.recoveryWindowInDays ?? DEFAULT_RECOVERY_DAYS }),
    },
    responseElements: null,
  }),
  meter: () => CALL_ITEM,
};

const restoreSecret: Operation<"secretsmanager:RestoreSecret"> = {
  action: "secretsmanager:RestoreSecret",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:RestoreSecret", input.secret, { whileDeleted: true }),
  perform(input, ctx) {
    const secret = ctx.find(secretKind, input.secret)!;
    const { deletedUntil, ...data } = secret.data;
    if (deletedUntil === undefined) return ok(undefined);
    ctx.unschedule(GONE_EVENT, secret.id);
    const after: Resource<SecretData> = { ...secret, data };
    ctx.put(after, "taken back");
    secretHolding(ctx, "begins", after);
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { secretId: input.secret }, responseElements: null }),
  meter: () => CALL_ITEM,
};

function gone(ctx: EventContext, event: DueEvent): void {
  const secret = ctx.find(secretKind, event.subject);
  if (secret?.data.deletedUntil !== undefined) ctx.remove(secret, "gone for good");
}

export const deletionOperations = [deleteSecret, restoreSecret];

export const events: ReadonlyMap<string, EventHandler> = new Map([[GONE_EVENT, gone]]);

export const eventWords: ReadonlyMap<string, (event: DueEvent) => string> = new Map([
  [GONE_EVENT, (event: DueEvent) => `end of the window in which ${event.subject} could be taken back`],
]);
