// The sentences about databases and their snapshots, as calls of RDS.

import { type Sharable, sharingVerbs } from "../../contract/sharing.js";
import {
  accountOfActor,
  copySite,
  givenKey,
  keyUse,
  type Site,
  siteOf,
  siteOfNew,
  sizeInGib,
  sizeMistakes,
} from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Problem } from "../../language/diagnostic.js";
import type { Do } from "../../language/syntax.js";
import { ok } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { notAvailable } from "./refusals.js";
import { takeSnapshot } from "./snapshot-operations.js";
import { type DatabaseData, type DatabaseSnapshotData, databaseKind, databaseSnapshotKind } from "./state.js";

const DATABASES = [databaseKind.name];
const SNAPSHOTS = [databaseSnapshotKind.name];

const createDatabase = verb<"create database">({
  verb: "create database",
  on: "new",
  makes: databaseKind.name,
  uses: (st) => keyUse(st.args.with),
  mistakes: (st) => sizeMistakes(st.args.size, "rds/size-in-gib"),
  run(ctx, st) {
    if (st.args.unencrypted && (st.args.with !== undefined || st.args.encrypted))
      return ctx.notModelled("what RDS answers to StorageEncrypted false beside a KMS key", st);
    const { args } = st;
    const { place, how } = siteOfNew(ctx, st, args.with);
    return ctx.call(
      "rds:CreateDBInstance",
      {
        id: st.object?.text ?? ctx.newName(st, "database"),
        encrypted: args.encrypted === true || args.with !== undefined,
        ...givenKey(ctx, args.with, place),
        ...(args.size === undefined ? {} : { sizeGib: sizeInGib(args.size) }),
      },
      how,
    );
  },
});

function where(object: Resource | undefined) {
  return { account: object!.account, region: object!.region };
}

/** RDS takes no key here. */
function keyKept({ object, args }: Do<"snapshot" | "restore">, code: string, what: string): readonly Problem[] {
  if (args.with === undefined) return [];
  return [{ code, start: args.with.start, end: args.with.end, args: { [what]: object?.text ?? "it" } }];
}

const snapshot = verb<"snapshot">({
  verb: "snapshot",
  on: DATABASES,
  makes: databaseSnapshotKind.name,
  uses: (st) => keyUse(st.args.with),
  mistakes: (st) => keyKept(st, "rds/snapshot-keeps-key", "database"),
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, where(object));
    const input = { id: ctx.newName(st, `${object!.name}-snap`), database: object!.id };
    if (st.args.automated !== true) return ctx.call("rds:CreateDBSnapshot", input, how);
    const database = object as Resource<DatabaseData>;
    if (database.data.state.is !== "available") return notAvailable(database.id);
    return ok(takeSnapshot(ctx, input.id, database, "rds"));
  },
});

const copy = verb<"copy">({
  verb: "copy",
  on: SNAPSHOTS,
  makes: databaseSnapshotKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const source = object!;
    const { place, how } = copySite(ctx, st, where(source), "rds/copy-by-other-account");
    const input = { id: ctx.newName(st, `${source.name}-copy`), source: source.id, sourceRegion: source.region };
    const key = st.args.encrypted && st.args.with === undefined ? awsManagedKey(ctx, place) : givenKey(ctx, st.args.with, place);
    return ctx.call("rds:CopyDBSnapshot", { ...input, ...key }, how);
  },
});

/** `encrypted` alone asks for `aws/rds`. */
function awsManagedKey(ctx: StatementContext, place: Site["place"]) {
  const nowhere = { start: 0, end: 0 };
  return givenKey(ctx, { by: "name", name: { is: "name", text: "aws/rds", ...nowhere }, ...nowhere }, place);
}

const replicate = verb<"replicate">({
  verb: "replicate",
  on: DATABASES,
  makes: databaseKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const source = object!;
    const to = ctx.place(st.args.to ?? st.place, where(source));
    const { place, how } = siteOf(ctx, st, to);
    const input = { id: ctx.newName(st, `${source.name}-replica`), source: source.id, sourceRegion: source.region };
    return ctx.call("rds:CreateDBInstanceReadReplica", { ...input, ...givenKey(ctx, st.args.with, place) }, how);
  },
});

const promote = verb<"promote">({
  verb: "promote",
  on: DATABASES,
  run: (ctx, st, object) => ctx.call("rds:PromoteReadReplica", { database: object!.id }, siteOf(ctx, st, where(object)).how),
});

/** As it was a moment ago: a scenario's databases do not change. */
const restoreDatabase = verb<"restore">({
  verb: "restore",
  on: DATABASES,
  makes: databaseKind.name,
  uses: (st) => keyUse(st.args.with),
  mistakes: (st) => keyKept(st, "rds/restore-keeps-key", "snapshot"),
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, where(object));
    const input = { id: ctx.newName(st, `${object!.name}-db`), database: object!.id };
    return ctx.call("rds:RestoreDBInstanceToPointInTime", input, how);
  },
});

const stop = verb<"stop database">({
  verb: "stop database",
  on: DATABASES,
  run: (ctx, st, object) => ctx.call("rds:StopDBInstance", { database: object!.id }, siteOf(ctx, st, where(object)).how),
});

const restore = verb<"restore">({
  verb: "restore",
  on: SNAPSHOTS,
  makes: databaseKind.name,
  uses: (st) => keyUse(st.args.with),
  mistakes: (st) => keyKept(st, "rds/restore-keeps-key", "snapshot"),
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, { ...where(object), ...accountOfActor(st) });
    const input = { id: ctx.newName(st, `${object!.name}-db`), snapshot: object!.id };
    return ctx.call("rds:RestoreDBInstanceFromDBSnapshot", input, how);
  },
});

/** Source: RDS User Guide, USER_ShareSnapshot. */
const snapshots: Sharable = {
  kind: databaseSnapshotKind.name,
  modify: (ctx, thing, change, how) => ctx.call("rds:ModifyDBSnapshotAttribute", { snapshot: thing.id, ...change }, how),
  wrapped(_ctx, thing) {
    const { encryption } = (thing as Resource<DatabaseSnapshotData>).data;
    return encryption.is === "kms" ? [encryption.wrapped] : [];
  },
  via: "rds",
  needed: [
    { family: "describe-key", action: "kms:DescribeKey", grantOperation: "DescribeKey" },
    { family: "create-grant", action: "kms:CreateGrant", grantOperation: "CreateGrant" },
  ],
};

const start = verb<"start database">({
  verb: "start database",
  on: DATABASES,
  run: (ctx, st, object) => ctx.call("rds:StartDBInstance", { database: object!.id }, siteOf(ctx, st, where(object)).how),
});

const remove = verb<"delete">({
  verb: "delete",
  on: [...DATABASES, ...SNAPSHOTS],
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, where(object));
    return isKind(object, databaseKind)
      ? ctx.call("rds:DeleteDBInstance", { database: object.id }, how)
      : ctx.call("rds:DeleteDBSnapshot", { snapshot: object!.id }, how);
  },
});

export const verbs: readonly AnyVerbEntry[] = [
  createDatabase,
  snapshot,
  copy,
  restore,
  restoreDatabase,
  replicate,
  promote,
  start,
  stop,
  remove,
  ...sharingVerbs(snapshots),
];
