// CreateDBInstanceReadReplica, called where the replica is to be. A replica is encrypted if its source is, and only then: in the source's
// Region under the same key, in another under a key that has to be named. Source: RDS User Guide, Overview.Encryption; RDS API reference.

import type { NamedKey } from "../../contract/sites.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { ok, type Refused, type Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { keyOf, openByRds } from "./kms-use.js";
import { makeDatabase, storage, storageLike } from "./new-database.js";
import { newThing, onThing } from "./permissions.js";
import {
  databaseNotFound,
  notAvailable,
  replicaKeepsKey,
  replicaOfEncrypted,
  replicaOfPlain,
  sourceKeyNotAccessible,
} from "./refusals.js";
import { type DatabaseData, databaseKind, type StorageEncryption } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "rds:CreateDBInstanceReadReplica": { input: ReadReplicaInput; output: { readonly database: Resource<DatabaseData> } };
  }
}

export interface ReadReplicaInput {
  readonly id: string;
  readonly source: string;
  readonly sourceRegion: string;
  readonly key?: NamedKey;
}

export const createReadReplica: Operation<"rds:CreateDBInstanceReadReplica"> = {
  action: "rds:CreateDBInstanceReadReplica",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const source = ctx.world.resources.get(input.source);
    const usable = isKind(source, databaseKind) && source.region === input.sourceRegion && source.account === ctx.place.account;
    if (!usable) return databaseNotFound(input.source);
    const action = "rds:CreateDBInstanceReadReplica";
    const permissions = [newThing(ctx, action, "db", input.id), onThing(action, source)];
    return { permissions, on: [input.id, source.id], owners: [] };
  },
  perform(input, ctx) {
    const source = ctx.find(databaseKind, input.source)!;
    if (source.data.state.is !== "available") return notAvailable(source.id);
    const got = encryptionOfReplica(ctx, input, source);
    if (got.is === "refused") return got;
    const replica = { sizeGib: source.data.sizeGib, encryption: got.output, from: source, replicaOf: source.id };
    return ok({ database: makeDatabase(ctx, input.id, replica) });
  },
  record: (input) => ({
    requestParameters: {
      dBInstanceIdentifier: input.id,
      sourceDBInstanceIdentifier: input.source,
      ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }),
    },
    responseElements: null,
  }),
};

function encryptionOfReplica(
  ctx: OperationContext,
  { id, key }: ReadReplicaInput,
  source: Resource<DatabaseData>,
): Reply<StorageEncryption> {
  const { encryption } = source.data;
  if (encryption.is === "none") return key === undefined ? ok(encryption) : replicaOfPlain();
  if (source.region === ctx.place.region) {
    if (key !== undefined && key.id !== encryption.key) return replicaKeepsKey();
    return storageLike(ctx, id, source.data);
  }
  if (key === undefined) return replicaOfEncrypted();
  const opened = openByRds(ctx, encryption.wrapped, { ...source, grant: encryption.grant });
  const unreadable = (cause: Refused) => sourceKeyNotAccessible(keyOf(ctx.world, encryption.key).arn, cause);
  return opened.is === "refused" ? unreadable(opened) : storage(ctx, id, key);
}
