// Databases: created, restored from a snapshot, restored to a point in time. Whether the key can be used is answered at once.

import type { NamedKey } from "../../contract/sites.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { ok } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { makeDatabase, newDatabaseAnswer, storage, storageLike } from "./new-database.js";
import { databaseHere, makingOf, newThing, onThing } from "./permissions.js";
import { databaseNotFound, sharedEncrypted, snapshotNotFound } from "./refusals.js";
import { type DatabaseData, databaseKind, databaseSnapshotKind, maySee } from "./state.js";

/** The size of a database that is not told its size: the least that gp3 storage has. */
export const DEFAULT_SIZE_GIB = 20;
declare module "../../rules/operation.js" {
  interface Operations {
    "rds:CreateDBInstance": { input: CreateDatabaseInput; output: { readonly database: Resource<DatabaseData> } };
    "rds:RestoreDBInstanceFromDBSnapshot": {
      input: { readonly id: string; readonly snapshot: string };
      output: { readonly database: Resource<DatabaseData> };
    };
    "rds:RestoreDBInstanceToPointInTime": {
      input: { readonly id: string; readonly database: string };
      output: { readonly database: Resource<DatabaseData> };
    };
  }
}

export interface CreateDatabaseInput {
  readonly id: string;
  readonly sizeGib?: number;
  readonly encrypted: boolean;
  /** Absent with `encrypted`: `aws/rds`. */
  readonly key?: NamedKey;
}

const createDatabase: Operation<"rds:CreateDBInstance"> = {
  action: "rds:CreateDBInstance",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const keys = new Map([["rds:StorageEncrypted", String(input.encrypted)]]);
    return { permissions: [newThing(ctx, "rds:CreateDBInstance", "db", input.id, keys)], on: [input.id], owners: [] };
  },
  perform(input, ctx) {
    const key = input.key ?? (input.encrypted ? awsManagedKey(ctx) : undefined);
    const got = storage(ctx, input.id, key);
    if (got.is === "refused") return got;
    return ok({ database: makeDatabase(ctx, input.id, { sizeGib: input.sizeGib ?? DEFAULT_SIZE_GIB, encryption: got.output }) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: {
      dBInstanceIdentifier: input.id,
      allocatedStorage: input.sizeGib ?? DEFAULT_SIZE_GIB,
      storageEncrypted: input.encrypted,
      ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }),
    },
    responseElements: newDatabaseAnswer(output),
  }),
};

function awsManagedKey(ctx: OperationContext): NamedKey {
  const key = ensureManagedKey(ctx, "rds", ctx.place);
  return { reference: key.arn, id: key.id };
}

const restoreDatabase: Operation<"rds:RestoreDBInstanceFromDBSnapshot"> = {
  action: "rds:RestoreDBInstanceFromDBSnapshot",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const snapshot = ctx.world.resources.get(input.snapshot);
    const usable =
      isKind(snapshot, databaseSnapshotKind) && snapshot.region === ctx.place.region && maySee(snapshot, ctx.place.account);
    if (!usable) return snapshotNotFound(input.snapshot);
    const action = "rds:RestoreDBInstanceFromDBSnapshot";
    const own = snapshot.account === ctx.place.account ? [onThing(action, snapshot)] : [];
    return { permissions: [newThing(ctx, action, "db", input.id), ...own], on: [input.id, snapshot.id], owners: [] };
  },
  neededOn: (on, ctx) =>
    isKind(on, databaseSnapshotKind) ? makingOf(ctx, "rds:RestoreDBInstanceFromDBSnapshot", "db", on) : undefined,
  perform(input, ctx) {
    const snapshot = ctx.find(databaseSnapshotKind, input.snapshot)!;
    const { encryption, sizeGib } = snapshot.data;
    if (encryption.is === "kms" && snapshot.account !== ctx.place.account) return sharedEncrypted();
    const got = storageLike(ctx, input.id, snapshot.data);
    if (got.is === "refused") return got;
    return ok({ database: makeDatabase(ctx, input.id, { sizeGib, encryption: got.output, from: snapshot }) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { dBInstanceIdentifier: input.id, dBSnapshotIdentifier: input.snapshot },
    responseElements: newDatabaseAnswer(output),
  }),
};

/** As it was at a time in the days behind: from RDS's own backups, which are under the database's key. */
const restoreToPointInTime: Operation<"rds:RestoreDBInstanceToPointInTime"> = {
  action: "rds:RestoreDBInstanceToPointInTime",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const source = databaseHere(ctx.world, ctx.place, input.database);
    if (source === undefined) return databaseNotFound(input.database);
    const action = "rds:RestoreDBInstanceToPointInTime";
    return {
      permissions: [newThing(ctx, action, "db", input.id), onThing(action, source)],
      on: [input.id, source.id],
      owners: [],
    };
  },
  perform(input, ctx) {
    const source = ctx.find(databaseKind, input.database)!;
    const got = storageLike(ctx, input.id, source.data);
    if (got.is === "refused") return got;
    const { sizeGib } = source.data;
    return ok({ database: makeDatabase(ctx, input.id, { sizeGib, encryption: got.output, from: source }) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { targetDBInstanceIdentifier: input.id, sourceDBInstanceIdentifier: input.database },
    responseElements: newDatabaseAnswer(output),
  }),
};

export const databaseOperations = [createDatabase, restoreDatabase, restoreToPointInTime];
