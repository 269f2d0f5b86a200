// The life of a database: stopped, started again, promoted, deleted.

import { rdsCatalog } from "../../generated/catalogs.js";
import { unwatchKey } from "../../rules/key-watch.js";
import type { Operation } from "../../rules/operation.js";
import { ok } from "../../rules/reply.js";
import type { Place } from "../../world/place.js";
import { addDays } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { storageHolding, withBackups } from "./billing.js";
import { LOST_EVENT, START_AGAIN_EVENT } from "./event-names.js";
import { keyOf, openByRds, retireRdsGrant } from "./kms-use.js";
import { databaseHere, onThing } from "./permissions.js";
import {
  databaseNotFound,
  notAReplica,
  notAvailable,
  notStartable,
  replicaCannotStop,
  specifiedKeyNotAccessible,
} from "./refusals.js";
import { automatedBackupsOf, canStop, databaseKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "rds:StartDBInstance": { input: { readonly database: string }; output: undefined };
    "rds:StopDBInstance": { input: { readonly database: string }; output: undefined };
    "rds:PromoteReadReplica": { input: { readonly database: string }; output: undefined };
    "rds:DeleteDBInstance": { input: { readonly database: string }; output: undefined };
  }
}

const startDatabase: Operation<"rds:StartDBInstance"> = {
  action: "rds:StartDBInstance",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onDatabase(ctx.world, ctx.place, "rds:StartDBInstance", input.database),
  perform(input, ctx) {
    const database = ctx.find(databaseKind, input.database)!;
    const { encryption, state } = database.data;
    if (state.is !== "inaccessible-encryption-credentials-recoverable" && state.is !== "stopped")
      return notStartable(database.id);
    if (encryption.is === "kms") {
      const opened = openByRds(ctx, encryption.wrapped, { ...ctx.place, grant: encryption.grant });
      if (opened.is === "refused") return specifiedKeyNotAccessible(keyOf(ctx.world, encryption.key).arn, opened);
    }
    for (const event of [LOST_EVENT, START_AGAIN_EVENT]) ctx.unschedule(event, database.id);
    ctx.put({ ...database, data: { ...database.data, state: { is: "available" } } }, "started");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { dBInstanceIdentifier: input.database }, responseElements: null }),
};

const stopDatabase: Operation<"rds:StopDBInstance"> = {
  action: "rds:StopDBInstance",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onDatabase(ctx.world, ctx.place, "rds:StopDBInstance", input.database),
  perform(input, ctx) {
    const database = ctx.find(databaseKind, input.database)!;
    if (database.data.state.is !== "available") return notAvailable(database.id);
    if (!canStop(ctx, database)) return replicaCannotStop(database.id);
    ctx.put({ ...database, data: { ...database.data, state: { is: "stopped" } } }, "stopped");
    ctx.schedule(addDays(ctx.now, rdsCatalog.days.stopped), START_AGAIN_EVENT, database.id);
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { dBInstanceIdentifier: input.database }, responseElements: null }),
};

const promoteReplica: Operation<"rds:PromoteReadReplica"> = {
  action: "rds:PromoteReadReplica",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onDatabase(ctx.world, ctx.place, "rds:PromoteReadReplica", input.database),
  perform(input, ctx) {
    const database = ctx.find(databaseKind, input.database)!;
    const { replicaOf, ...data } = database.data;
    if (replicaOf === undefined) return notAReplica();
    ctx.put({ ...database, data }, "stands alone");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { dBInstanceIdentifier: input.database }, responseElements: null }),
};

const deleteDatabase: Operation<"rds:DeleteDBInstance"> = {
  action: "rds:DeleteDBInstance",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onDatabase(ctx.world, ctx.place, "rds:DeleteDBInstance", input.database),
  perform(input, ctx) {
    const database = ctx.find(databaseKind, input.database)!;
    const { encryption, state } = database.data;
    if (state.is !== "inaccessible-encryption-credentials") storageHolding(ctx, "ends", database);
    ctx.unschedule(START_AGAIN_EVENT, database.id);
    withBackups(ctx, ctx.place, () => {
      for (const backup of automatedBackupsOf(ctx, database)) ctx.remove(backup, "deleted with its database");
      ctx.remove(database, "deleted");
    });
    if (encryption.is === "kms") {
      unwatchKey(ctx, encryption.key, database.id);
      ctx.unschedule(LOST_EVENT, database.id);
      ctx.later(() => retireRdsGrant(ctx, keyOf(ctx.world, encryption.key), encryption.grant));
    }
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { dBInstanceIdentifier: input.database }, responseElements: null }),
};

function onDatabase(world: World, place: Place, action: string, id: string) {
  const database = databaseHere(world, place, id);
  if (database === undefined) return databaseNotFound(id);
  return { permissions: [onThing(action, database)], on: [database.id], owners: [] };
}

export const lifeOperations = [startDatabase, stopDatabase, promoteReplica, deleteDatabase];
