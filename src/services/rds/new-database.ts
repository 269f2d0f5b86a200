// What every way of coming by a database has in common: storage under a key, its price by time, and RDS's eye on the key.

import type { NamedKey } from "../../contract/sites.js";
import { watchKey } from "../../rules/key-watch.js";
import type { OperationContext } from "../../rules/operation.js";
import { carriedFrom } from "../../rules/reach/storage.js";
import { ok, type Reply } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import { HOUR_MS } from "../../world/time.js";
import { rdsArn } from "./arns.js";
import { storageHolding, withBackups } from "./billing.js";
import { KEY_CHECK_EVENT } from "./event-names.js";
import { keyOf, newStorage } from "./kms-use.js";
import { specifiedKeyNotAccessible } from "./refusals.js";
import { type DatabaseData, type DatabaseSnapshotData, databaseKind, type StorageEncryption } from "./state.js";

/** How soon RDS notices that a key cannot be used is "immediate or deferred": two hours are Custody's model of it. */
const NOTICE_MS = 2 * HOUR_MS;

export function storage(ctx: OperationContext, id: string, key: NamedKey | undefined): Reply<StorageEncryption> {
  if (key === undefined) return ok({ is: "none" });
  const got = newStorage(ctx, id, key);
  return got.is === "refused" ? specifiedKeyNotAccessible(keyOf(ctx.world, key.id).arn, got) : got;
}

/** Storage under the key of what the database is made from: none, where that is in plaintext. */
export function storageLike(ctx: OperationContext, id: string, { encryption }: DatabaseData | DatabaseSnapshotData) {
  const key = encryption.is === "none" ? undefined : keyOf(ctx.world, encryption.key);
  return storage(ctx, id, key === undefined ? undefined : { reference: key.arn, id: key.id });
}

export interface NewDatabase {
  readonly sizeGib: number;
  readonly encryption: StorageEncryption;
  /** What it begins with: a snapshot's content, another database's. */
  readonly from?: Resource<DatabaseData | DatabaseSnapshotData>;
  /** Id of the database that it follows. */
  readonly replicaOf?: string;
}

export function makeDatabase(
  ctx: OperationContext,
  id: string,
  { sizeGib, encryption, from, replicaOf }: NewDatabase,
): Resource<DatabaseData> {
  const base: DatabaseData = { sizeGib, encryption, carries: carriedFrom(from), state: { is: "available" } };
  const data = replicaOf === undefined ? base : { ...base, replicaOf };
  const arn = rdsArn(ctx.world, ctx.place, "db", id);
  const database = withBackups(ctx, ctx.place, () => ctx.make(databaseKind, { id, place: ctx.place, arn, data }));
  storageHolding(ctx, "begins", database);
  if (encryption.is === "kms") watchKey(ctx, encryption.key, { event: KEY_CHECK_EVENT, subject: id, afterMs: NOTICE_MS });
  return database;
}

/** `responseElements` of a call that makes one. */
export function newDatabaseAnswer(output: { readonly database: Resource<DatabaseData> } | undefined) {
  if (output === undefined) return null;
  const { encryption, sizeGib } = output.database.data;
  return {
    dBInstanceIdentifier: output.database.id,
    dBInstanceStatus: "creating",
    allocatedStorage: sizeGib,
    storageEncrypted: encryption.is === "kms",
  };
}
