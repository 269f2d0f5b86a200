// Snapshots of databases: taken, shared, deleted. A snapshot is under its database's key, and sharing it gives nobody that key.

import { afterSharing, type SharingChange } from "../../contract/sharing.js";
import type { Operation, WorldEditor } from "../../rules/operation.js";
import { carriedFrom } from "../../rules/reach/storage.js";
import { ok } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import { isKind, type Resource } from "../../world/resource.js";
import { rdsArn } from "./arns.js";
import { withBackups } from "./billing.js";
import { keyOf, retireRdsGrant } from "./kms-use.js";
import { databaseHere, makingOf, newThing, onThing, snapshotHere } from "./permissions.js";
import {
  automatedNotDeleted,
  automatedNotShared,
  databaseNotFound,
  defaultKeyShared,
  encryptedPublic,
  notAvailable,
  snapshotNotFound,
  tooManyAccounts,
} from "./refusals.js";
import { type DatabaseData, type DatabaseSnapshotData, databaseKind, databaseSnapshotKind } from "./state.js";

/** A manual snapshot may be shared with so many accounts. */
const sharedAccountCountMax = 20;

declare module "../../rules/operation.js" {
  interface Operations {
    "rds:CreateDBSnapshot": {
      input: { readonly id: string; readonly database: string };
      output: { readonly snapshot: Resource<DatabaseSnapshotData> };
    };
    "rds:ModifyDBSnapshotAttribute": { input: SharingChange & { readonly snapshot: string }; output: undefined };
    "rds:DeleteDBSnapshot": { input: { readonly snapshot: string }; output: undefined };
  }
}

const createSnapshot: Operation<"rds:CreateDBSnapshot"> = {
  action: "rds:CreateDBSnapshot",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const database = databaseHere(ctx.world, ctx.place, input.database);
    if (database === undefined) return databaseNotFound(input.database);
    const action = "rds:CreateDBSnapshot";
    const permissions = [newThing(ctx, action, "snapshot", input.id), onThing(action, database)];
    return { permissions, on: [input.id, database.id], owners: [] };
  },
  neededOn: (on, ctx) => (isKind(on, databaseKind) ? makingOf(ctx, "rds:CreateDBSnapshot", "snapshot", on) : undefined),
  perform(input, ctx) {
    const database = ctx.find(databaseKind, input.database)!;
    if (database.data.state.is !== "available") return notAvailable(database.id);
    const snapshot = takeSnapshot(ctx, input.id, database, "user");
    return ok({ snapshot });
  },
  record: (input) => ({
    requestParameters: { dBSnapshotIdentifier: input.id, dBInstanceIdentifier: input.database },
    responseElements: null,
  }),
};

/** By whoever asks, or by RDS itself in the backup window, which is no call of anybody's. */
export function takeSnapshot(
  editor: WorldEditor,
  id: string,
  database: Resource<DatabaseData>,
  by: "user" | "rds",
): Resource<DatabaseSnapshotData> {
  const { sizeGib, encryption } = database.data;
  const place = { account: database.account, region: database.region };
  const of = { is: "database", id: database.id } as const;
  const base = { sizeGib, encryption, of, carries: carriedFrom(database), sharedWith: [], everyone: false };
  const data: DatabaseSnapshotData = by === "rds" ? { ...base, automated: true } : base;
  const arn = rdsArn(editor.world, place, "snapshot", id);
  return withBackups(editor, place, () => editor.make(databaseSnapshotKind, { id, place, arn, data }));
}

const modifySnapshotAttribute: Operation<"rds:ModifyDBSnapshotAttribute"> = {
  action: "rds:ModifyDBSnapshotAttribute",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) =>
    onSnapshot(snapshotHere(ctx.world, ctx.place, input.snapshot), "rds:ModifyDBSnapshotAttribute", input.snapshot),
  perform(input, ctx) {
    const snapshot = ctx.find(databaseSnapshotKind, input.snapshot)!;
    const { encryption, automated } = snapshot.data;
    if (automated) return automatedNotShared();
    if (input.change === "add" && encryption.is === "kms") {
      if (input.everyone) return encryptedPublic();
      if (keyOf(ctx.world, encryption.key).data.manager === "AWS") return defaultKeyShared();
    }
    const after = afterSharing(snapshot.data, input);
    if (after === undefined) return ok(undefined);
    if (after.data.sharedWith.length > sharedAccountCountMax) return tooManyAccounts();
    ctx.put({ ...snapshot, data: after.data }, after.words);
    return ok(undefined);
  },
  record(input, ctx) {
    const values = [...input.accounts.map((name) => accountId(ctx.world, name)), ...(input.everyone ? ["all"] : [])];
    const member = input.change === "add" ? "valuesToAdd" : "valuesToRemove";
    return {
      requestParameters: { dBSnapshotIdentifier: input.snapshot, attributeName: "restore", [member]: values },
      responseElements: null,
    };
  },
};

function onSnapshot(snapshot: Resource | undefined, action: string, id: string) {
  if (snapshot === undefined) return snapshotNotFound(id);
  return { permissions: [onThing(action, snapshot)], on: [snapshot.id], owners: [] };
}

const deleteSnapshot: Operation<"rds:DeleteDBSnapshot"> = {
  action: "rds:DeleteDBSnapshot",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onSnapshot(snapshotHere(ctx.world, ctx.place, input.snapshot), "rds:DeleteDBSnapshot", input.snapshot),
  perform(input, ctx) {
    const snapshot = ctx.find(databaseSnapshotKind, input.snapshot)!;
    if (snapshot.data.automated) return automatedNotDeleted();
    withBackups(ctx, ctx.place, () => ctx.remove(snapshot, "deleted"));
    const { encryption, of } = snapshot.data;
    // A copy has a grant of its own; a snapshot's is its database's.
    if (encryption.is === "kms" && of.is === "copy")
      ctx.later(() => retireRdsGrant(ctx, keyOf(ctx.world, encryption.key), encryption.grant));
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { dBSnapshotIdentifier: input.snapshot }, responseElements: null }),
};

export const snapshotOperations = [createSnapshot, modifySnapshotAttribute, deleteSnapshot];
