// Sharing, which is two things in AWS: the snapshot's own permission, and the key's. A sentence that gives the first and not the second
// gets a warning with the sentence that gives it.

import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Reply } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import { missingForAccount, NEEDED } from "./key-access.js";
import { keyOf } from "./kms-use.js";
import { siteOf } from "./sites.js";
import { type SnapshotData, snapshotKind } from "./state.js";

const share = verb<"share">({
  verb: "share",
  on: [snapshotKind.name],
  run(ctx, st, object) {
    const snapshot = object as Resource<SnapshotData>;
    const accounts = st.args.to.map((name) => ctx.named(name));
    const input = { snapshot: snapshot.id, change: "add", accounts, everyone: st.args.everyone === true } as const;
    const reply = ctx.call("ec2:ModifySnapshotAttribute", input, siteOf(ctx, st, snapshot).how);
    if (reply.is === "ok") for (const account of accounts) warnOfKey(ctx, snapshot, account);
    return reply;
  },
});

function warnOfKey(ctx: StatementContext, snapshot: Resource<SnapshotData>, account: string): void {
  const { encryption } = snapshot.data;
  if (encryption.is !== "kms" || account === snapshot.account) return;
  const key = keyOf(ctx.world, encryption.key);
  const missing = missingForAccount(ctx.world, key, account, encryption.wrapped.context);
  if (missing.length === 0) return;
  const letsNothing = missing.length === NEEDED.length;
  const families = missing.map((each) => each.family).join(", ");
  ctx.warn("share/key-not-shared", {
    snapshot: snapshot.name,
    key: key.name,
    account,
    missing: letsNothing ? "" : missing.map((each) => each.action).join(", "),
    sentence: `policy of ${key.name} allows acct ${account} to ${families}`,
  });
}

const unshare = verb<"unshare">({
  verb: "unshare",
  on: [snapshotKind.name],
  run(ctx, st, object): Reply {
    const snapshot = object as Resource<SnapshotData>;
    const accounts = st.args.from.map((name) => ctx.named(name));
    const input = { snapshot: snapshot.id, change: "remove", accounts, everyone: st.args.everyone === true } as const;
    return ctx.call("ec2:ModifySnapshotAttribute", input, siteOf(ctx, st, snapshot).how);
  },
});

const shareImages = verb<"share images">({
  verb: "share images",
  on: "free",
  run: (ctx, st) => ctx.notModelled("sharing of machine images (ec2:ModifyImageAttribute)", st),
});

export const shareVerbs: readonly AnyVerbEntry[] = [share, unshare, shareImages];
