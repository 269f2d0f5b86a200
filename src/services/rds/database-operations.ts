// Databases: created or restored, started again, deleted. Whether the key can be used is answered at once.

import type { NamedKey } from "../../contract/sites.js";
import { unwatchKey, watchKey } from "../../rules/key-watch.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { carriedFrom } from "../../rules/reach/storage.js";
import { ok, type Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { HOUR_MS } from "../../world/time.js";
import { rdsArn } from "./arns.js";
import { storageHolding, withBackups } from "./billing.js";
import { KEY_CHECK_EVENT, LOST_EVENT } from "./event-names.js";
import { keyOf, newStorage, openByRds, retireRdsGrant } from "./kms-use.js";
import { databaseHere, newThing, onThing } from "./permissions.js";
import { databaseNotFound, notStartable, sharedEncrypted, snapshotNotFound, specifiedKeyNotAccessible } from "./refusals.js";
import {
  type DatabaseData,
  type DatabaseSnapshotData,
  databaseKind,
  databaseSnapshotKind,
  maySee,
  type StorageEncryption,
} from "./state.js";

/** The size of a database that is not told its size: the least that gp3 storage has. */
export const DEFAULT_SIZE_GIB = 20;
/** How soon RDS notices that a key cannot be used is "immediate or deferred": two hours are Custody's model of it. */
const NOTICE_MS = 2 * HOUR_MS;

declare module "../../rules/operation.js" {
  interface Operations {
    "rds:CreateDBInstance": { input: CreateDatabaseInput; output: { readonly database: Resource<DatabaseData> } };
    "rds:RestoreDBInstanceFromDBSnapshot": {
      input: { readonly id: string; readonly snapshot: string };
      output: { readonly database: Resource<DatabaseData> };
    };
    "rds:StartDBInstance": { input: { readonly database: string }; output: undefined };
    "rds:DeleteDBInstance": { input: { readonly database: string }; output: undefined };
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
    return ok({ database: makeDatabase(ctx, input.id, input.sizeGib ?? DEFAULT_SIZE_GIB, got.output, undefined) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: {
      dBInstanceIdentifier: input.id,
      allocatedStorage: input.sizeGib ?? DEFAULT_SIZE_GIB,
      storageEncrypted: input.encrypted,
      ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }),
    },
    responseElements: output === undefined ? null : answer(output.database),
  }),
};

function awsManagedKey(ctx: OperationContext): NamedKey {
  const key = ensureManagedKey(ctx, "rds", ctx.place);
  return { reference: key.arn, id: key.id };
}

function storage(ctx: OperationContext, id: string, key: NamedKey | undefined): Reply<StorageEncryption> {
  if (key === undefined) return ok({ is: "none" });
  const got = newStorage(ctx, id, key);
  return got.is === "refused" ? specifiedKeyNotAccessible(keyOf(ctx.world, key.id).arn, got) : got;
}

function makeDatabase(
  ctx: OperationContext,
  id: string,
  sizeGib: number,
  encryption: StorageEncryption,
  from: Resource<DatabaseSnapshotData> | undefined,
): Resource<DatabaseData> {
  const data: DatabaseData = { sizeGib, encryption, carries: carriedFrom(from), state: { is: "available" } };
  const arn = rdsArn(ctx.world, ctx.place, "db", id);
  const database = withBackups(ctx, () => ctx.make(databaseKind, { id, place: ctx.place, arn, data }));
  storageHolding(ctx, "begins", database);
  if (encryption.is === "kms") watchKey(ctx, encryption.key, { event: KEY_CHECK_EVENT, subject: id, afterMs: NOTICE_MS });
  return database;
}

function answer(database: Resource<DatabaseData>) {
  const { encryption, sizeGib } = database.data;
  return {
    dBInstanceIdentifier: database.id,
    dBInstanceStatus: "creating",
    allocatedStorage: sizeGib,
    storageEncrypted: encryption.is === "kms",
  };
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
  perform(input, ctx) {
    const snapshot = ctx.find(databaseSnapshotKind, input.snapshot)!;
    const { encryption, sizeGib } = snapshot.data;
    if (encryption.is === "none") return ok({ database: makeDatabase(ctx, input.id, sizeGib, encryption, snapshot) });
    if (snapshot.account !== ctx.place.account) return sharedEncrypted();
    const { arn } = keyOf(ctx.world, encryption.key);
    const got = storage(ctx, input.id, { reference: arn, id: encryption.key });
    return got.is === "refused" ? got : ok({ database: makeDatabase(ctx, input.id, sizeGib, got.output, snapshot) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { dBInstanceIdentifier: input.id, dBSnapshotIdentifier: input.snapshot },
    responseElements: output === undefined ? null : answer(output.database),
  }),
};

const startDatabase: Operation<"rds:StartDBInstance"> = {
  action: "rds:StartDBInstance",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onDatabase(ctx.world, ctx.place, "rds:StartDBInstance", input.database),
  perform(input, ctx) {
    const database = ctx.find(databaseKind, input.database)!;
    const { encryption, state } = database.data;
    if (state.is !== "inaccessible-encryption-credentials-recoverable") return notStartable(database.id);
    if (encryption.is === "kms") {
      const opened = openByRds(ctx, encryption.wrapped, { ...ctx.place, grant: encryption.grant });
      if (opened.is === "refused") return specifiedKeyNotAccessible(keyOf(ctx.world, encryption.key).arn, opened);
    }
    ctx.unschedule(LOST_EVENT, database.id);
    ctx.put({ ...database, data: { ...database.data, state: { is: "available" } } }, "started");
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
    withBackups(ctx, () => ctx.remove(database, "deleted"));
    if (encryption.is === "kms") {
      unwatchKey(ctx, encryption.key, database.id);
      ctx.unschedule(LOST_EVENT, database.id);
      ctx.later(() => retireRdsGrant(ctx, keyOf(ctx.world, encryption.key), encryption.grant));
    }
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { dBInstanceIdentifier: input.database }, responseElements: null }),
};

function onDatabase(
  world: Parameters<typeof databaseHere>[0],
  place: Parameters<typeof databaseHere>[1],
  action: string,
  id: string,
) {
  const database = databaseHere(world, place, id);
  if (database === undefined) return databaseNotFound(id);
  return { permissions: [onThing(action, database)], on: [database.id], owners: [] };
}

export const databaseOperations = [createDatabase, restoreDatabase, startDatabase, deleteDatabase];
