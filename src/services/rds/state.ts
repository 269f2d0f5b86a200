// What RDS keeps: databases and their snapshots. The key of a database is fixed for its life; RDS holds a grant on it all that time.

import type { WorldEditor } from "../../rules/operation.js";
import type { Carrying } from "../../rules/reach/storage.js";
import type { CiphertextData } from "../../world/key.js";
import { isKind, kind, type Resource } from "../../world/resource.js";

export type StorageEncryption =
  | { readonly is: "none" }
  | {
      readonly is: "kms";
      /** Id of the key. */
      readonly key: string;
      /** The storage's data key. A snapshot carries its database's. */
      readonly wrapped: CiphertextData;
      /** Id of RDS's grant on the key, which is its token as well. */
      readonly grant: string;
    };

export type DatabaseState =
  | { readonly is: "available" }
  | { readonly is: "stopped" }
  /** The key could not be used: stopped, and startable again for 7 days once it can. */
  | { readonly is: "inaccessible-encryption-credentials-recoverable" }
  /** Terminal. */
  | { readonly is: "inaccessible-encryption-credentials" };

export interface DatabaseData extends Carrying {
  readonly sizeGib: number;
  readonly encryption: StorageEncryption;
  readonly state: DatabaseState;
  /** Id of the database that it is a read replica of. */
  readonly replicaOf?: string;
}
export const databaseKind = kind<DatabaseData>("database", "a database", "databases");

export interface DatabaseSnapshotData extends Carrying {
  readonly sizeGib: number;
  readonly encryption: StorageEncryption;
  readonly of: { readonly is: "database" | "copy"; readonly id: string };
  /** Taken by RDS itself; it goes when its database goes. */
  readonly automated?: true;
  /** Accounts that may copy it, by the scenario's names. */
  readonly sharedWith: readonly string[];
  readonly everyone: boolean;
}
export const databaseSnapshotKind = kind<DatabaseSnapshotData>("database snapshot", "a database snapshot", "database snapshots");

/** Whether an account may use a snapshot, which says nothing of its key. */
export function maySee(snapshot: Resource<DatabaseSnapshotData>, account: string): boolean {
  return snapshot.account === account || snapshot.data.everyone || snapshot.data.sharedWith.includes(account);
}

/** A database that has a read replica, or is one, cannot be stopped. Source: RDS User Guide, USER_StopInstance. */
export function canStop({ world }: Pick<WorldEditor, "world">, database: Resource<DatabaseData>): boolean {
  if (database.data.replicaOf !== undefined) return false;
  for (const each of world.resources.values())
    if (isKind(each, databaseKind) && each.data.replicaOf === database.id) return false;
  return true;
}

export function automatedBackupsOf(
  { world }: Pick<WorldEditor, "world">,
  database: Resource<DatabaseData>,
): readonly Resource<DatabaseSnapshotData>[] {
  const found: Resource<DatabaseSnapshotData>[] = [];
  for (const each of world.resources.values())
    if (isKind(each, databaseSnapshotKind) && each.data.automated && each.data.of.id === database.id) found.push(each);
  return found;
}
