// Who can read a database or its snapshot: whoever can have a database of their own restored from it, of which they are the master user;
// and RDS itself, by the grant that it holds. Who may log in to the database is the database's own affair.

import type { NamedKey } from "../../contract/sites.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { ReadRule, Trial, Way } from "../../rules/reach/sources.js";
import { storagesOf } from "../../rules/reach/storage.js";
import { DONE, type Reply } from "../../rules/reply.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import {
  type DatabaseData,
  type DatabaseSnapshotData,
  databaseKind,
  databaseSnapshotKind,
  maySee,
  type StorageEncryption,
} from "./state.js";

function restored(trial: Trial, snapshot: string, region: string): Reply {
  return trial.call("rds:RestoreDBInstanceFromDBSnapshot", { id: trial.derive("trial-database"), snapshot }, region);
}

/** What another account shares encrypted is restored only from a copy of one's own. The key is `aws/rds`, which everybody has. */
function copied(trial: Trial, source: Resource<DatabaseSnapshotData>): Reply {
  const { region } = source;
  const id = trial.derive("trial-snapshot");
  const key = source.data.encryption.is === "none" ? {} : { key: ownKey(trial, region) };
  const made = trial.call("rds:CopyDBSnapshot", { id, source: source.id, sourceRegion: region, ...key }, region);
  return made.is === "refused" ? made : restored(trial, id, region);
}

function ownKey(trial: Trial, region: string): NamedKey {
  const key = ensureManagedKey(trial, "rds", { account: callerAccount(trial.reader), region });
  return { reference: key.arn, id: key.id };
}

/** RDS, as long as its grant opens the storage. */
function byRds(encryption: StorageEncryption, reader: Caller, region: string): readonly Way[] {
  if (reader.is !== "service" || reader.service !== "rds") return [];
  if (encryption.is === "none") return [{ how: "it is stored in plaintext", try: () => DONE }];
  const { wrapped, grant } = encryption;
  const input = { ciphertext: wrapped, encryptionContext: wrapped.context };
  return [
    { how: "kms:Decrypt by RDS's own grant", try: (trial) => trial.call("kms:Decrypt", input, region, { grantTokens: [grant] }) },
  ];
}

const database: ReadRule = {
  holds: storagesOf,
  ways(resource, _world, reader) {
    const { id, region, account, data } = resource as Resource<DatabaseData>;
    if (reader.is === "service") return byRds(data.encryption, reader, region);
    if (callerAccount(reader) !== account) return [];
    const way: Way = {
      how: "rds:CreateDBSnapshot and a database from it",
      try(trial) {
        const snapshot = trial.derive("trial-snapshot");
        const made = trial.call("rds:CreateDBSnapshot", { id: snapshot, database: id }, region);
        return made.is === "refused" ? made : restored(trial, snapshot, region);
      },
    };
    return [way];
  },
};

const snapshot: ReadRule = {
  holds: storagesOf,
  ways(resource, _world, reader) {
    const of = resource as Resource<DatabaseSnapshotData>;
    if (reader.is === "service") return byRds(of.data.encryption, reader, of.region);
    const account = callerAccount(reader);
    if (reader.is !== "principal" || !maySee(of, account)) return [];
    const direct: Way = { how: "a database restored from it", try: (trial) => restored(trial, of.id, of.region) };
    const through: Way = { how: "rds:CopyDBSnapshot and a database from the copy", try: (trial) => copied(trial, of) };
    return account === of.account ? [direct] : [direct, through];
  },
};

export const reads: ReadonlyMap<string, ReadRule> = new Map([
  [databaseKind.name, database],
  [databaseSnapshotKind.name, snapshot],
]);
