// The sentences about databases and their snapshots, as calls of RDS.

import { assert } from "../../base/assert.js";
import { accountOfActor, copySite, givenKey, keyUse, type Site, siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { HoleValue, SizeValue } from "../../language/syntax.js";
import { isKind, type Resource } from "../../world/resource.js";
import { missingForAccount } from "./key-access.js";
import { keyOf } from "./kms-use.js";
import { type DatabaseSnapshotData, databaseKind, databaseSnapshotKind } from "./state.js";

const DATABASES = [databaseKind.name];
const SNAPSHOTS = [databaseSnapshotKind.name];

const GIB = 1024 * 1024 * 1024;

function sizeInGib(ctx: StatementContext, size: SizeValue | HoleValue): number {
  assert(size.is === "size", "holes are filled before a statement runs");
  const gib = size.bytes / GIB;
  return Number.isInteger(gib) && gib >= 1 ? gib : ctx.fail("rds/size-in-gib", size, { size: String(size.bytes) });
}

const createDatabase = verb<"create database">({
  verb: "create database",
  on: "new",
  makes: databaseKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st) {
    const { args } = st;
    const { place, how } = siteOfNew(ctx, st, args.with);
    return ctx.call(
      "rds:CreateDBInstance",
      {
        id: st.object?.text ?? ctx.newName(st, "database"),
        encrypted: args.encrypted === true || args.with !== undefined,
        ...givenKey(ctx, args.with, place),
        ...(args.size === undefined ? {} : { sizeGib: sizeInGib(ctx, args.size) }),
      },
      how,
    );
  },
});

function where(object: Resource | undefined) {
  return { account: object!.account, region: object!.region };
}

const snapshot = verb<"snapshot">({
  verb: "snapshot",
  on: DATABASES,
  makes: databaseSnapshotKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, where(object));
    if (st.args.with !== undefined) ctx.fail("rds/snapshot-keeps-key", st.args.with, { database: object!.name });
    return ctx.call("rds:CreateDBSnapshot", { id: ctx.newName(st, `${object!.name}-snap`), database: object!.id }, how);
  },
});

const copy = verb<"copy">({
  verb: "copy",
  on: SNAPSHOTS,
  makes: databaseSnapshotKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const source = object!;
    const { place, how } = copySite(ctx, st, source, "rds/copy-by-other-account");
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

const restore = verb<"restore">({
  verb: "restore",
  on: SNAPSHOTS,
  makes: databaseKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, { ...where(object), ...accountOfActor(st) });
    if (st.args.with !== undefined) ctx.fail("rds/restore-keeps-key", st.args.with, { snapshot: object!.name });
    const input = { id: ctx.newName(st, `${object!.name}-db`), snapshot: object!.id };
    return ctx.call("rds:RestoreDBInstanceFromDBSnapshot", input, how);
  },
});

const share = verb<"share">({
  verb: "share",
  on: SNAPSHOTS,
  run(ctx, st, object) {
    const accounts = st.args.to.map((name) => ctx.named(name));
    const input = { snapshot: object!.id, change: "add", accounts, everyone: st.args.everyone === true } as const;
    const reply = ctx.call("rds:ModifyDBSnapshotAttribute", input, siteOf(ctx, st, where(object)).how);
    if (reply.is === "ok") for (const account of accounts) warnOfKey(ctx, object as Resource<DatabaseSnapshotData>, account);
    return reply;
  },
});

function warnOfKey(ctx: StatementContext, snapshot: Resource<DatabaseSnapshotData>, account: string): void {
  const { encryption } = snapshot.data;
  if (encryption.is !== "kms" || account === snapshot.account) return;
  const key = keyOf(ctx.world, encryption.key);
  const missing = missingForAccount(ctx.world, key, account, encryption.wrapped.context);
  if (missing === undefined) return;
  ctx.warn("share/key-not-shared", {
    snapshot: snapshot.name,
    key: key.name,
    account,
    missing: missing.actions.join(", "),
    sentence: `policy of ${key.name} allows acct ${account} to ${missing.families.join(", ")}`,
  });
}

const unshare = verb<"unshare">({
  verb: "unshare",
  on: SNAPSHOTS,
  run(ctx, st, object) {
    const accounts = st.args.from.map((name) => ctx.named(name));
    const input = { snapshot: object!.id, change: "remove", accounts, everyone: st.args.everyone === true } as const;
    return ctx.call("rds:ModifyDBSnapshotAttribute", input, siteOf(ctx, st, where(object)).how);
  },
});

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

export const verbs: readonly AnyVerbEntry[] = [createDatabase, snapshot, copy, restore, share, unshare, start, remove];
