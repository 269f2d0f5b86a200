// Sharing of snapshots, of volumes as of databases, which is two things in AWS: the snapshot's own permission, and its key's. A sentence
// that gives the first and not the second gets a warning with the sentence that gives it.

import { sortedTexts } from "../base/order.js";
import type { DoBase } from "../language/syntax.js";
import { probe } from "../rules/probe.js";
import type { Reply } from "../rules/reply.js";
import { type CiphertextData, type KeyData, keyKind } from "../world/key.js";
import { type Caller, callerAccount } from "../world/principal.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import { siteOf } from "./sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "./statement.js";

export interface SharingChange {
  readonly change: "add" | "remove";
  /** By the scenario's names. */
  readonly accounts: readonly string[];
  readonly everyone: boolean;
}

/** Who else has a thing: some accounts, or everyone. */
export interface Shared {
  readonly sharedWith: readonly string[];
  readonly everyone: boolean;
}

/** The thing as it is shared then, and what is new of that in words; undefined where all of it was so before, which AWS takes as well. */
export function afterSharing<T extends Shared>(
  data: T,
  { change, accounts, everyone }: SharingChange,
): { readonly data: T; readonly words: string } | undefined {
  const adding = change === "add";
  const changed = accounts.filter((name) => data.sharedWith.includes(name) !== adding);
  const isOther = everyone && data.everyone !== adding;
  if (changed.length === 0 && !isOther) return undefined;
  const sharedWith = adding ? [...data.sharedWith, ...changed] : data.sharedWith.filter((name) => !changed.includes(name));
  const whom = [...changed, ...(isOther ? ["everyone"] : [])].join(", ");
  return {
    data: { ...data, sharedWith, everyone: isOther ? adding : data.everyone },
    words: `${adding ? "shared" : "no longer shared"} with ${whom}`,
  };
}

export interface Sharable {
  readonly kind: string;
  /** The service's call that changes who may have the thing. */
  modify(ctx: StatementContext, thing: Resource, change: SharingChange, how: ReturnType<typeof siteOf>["how"]): Reply;
  /** The data keys that whoever is to use it has to have opened; none where it is in plaintext. */
  wrapped(ctx: StatementContext, thing: Resource): readonly CiphertextData[];
  /** Through which service KMS is asked then. */
  readonly via: string;
  /** What it is asked for, in the order in which the guide to sharing lists it. */
  readonly needed: readonly NeededAction[];
}

export interface NeededAction {
  /** The short name of a policy sentence. */
  readonly family: string;
  readonly action: string;
  readonly grantOperation: string;
}

export function sharingVerbs(of: Sharable): readonly AnyVerbEntry[] {
  const on = [of.kind];
  const modify = (ctx: StatementContext, st: DoBase, thing: Resource, change: SharingChange): Reply => {
    const { how } = siteOf(ctx, st, { account: thing.account, region: thing.region });
    return of.modify(ctx, thing, change, how);
  };
  const share = verb<"share">({
    verb: "share",
    on,
    run(ctx, st, object) {
      const accounts = st.args.to.map((name) => ctx.named(name));
      const reply = modify(ctx, st, object!, { change: "add", accounts, everyone: st.args.everyone === true });
      if (reply.is === "ok") for (const account of accounts) warnOfKeys(ctx, of, object!, account);
      return reply;
    },
  });
  const unshare = verb<"unshare">({
    verb: "unshare",
    on,
    run(ctx, st, object) {
      const accounts = st.args.from.map((name) => ctx.named(name));
      return modify(ctx, st, object!, { change: "remove", accounts, everyone: st.args.everyone === true });
    },
  });
  return [share, unshare];
}

function warnOfKeys(ctx: StatementContext, of: Sharable, thing: Resource, account: string): void {
  if (account === thing.account) return;
  for (const wrapped of of.wrapped(ctx, thing)) {
    const key = ctx.find(keyKind, wrapped.key)!;
    const missing = missingOnKey(ctx.world, key, account, of, wrapped.context);
    if (missing.length === 0) continue;
    ctx.warn("share/key-not-shared", {
      snapshot: thing.name,
      key: key.name,
      account,
      missing: missing.length === of.needed.length ? "" : missing.map((each) => each.action).join(", "),
      sentence: `policy of ${key.name} allows acct ${account} to ${missing.map((each) => each.family).join(", ")}`,
    });
  }
}

/** What the key lets nobody of the account do: that of them who may do most lacks these. */
function missingOnKey(
  world: World,
  key: Resource<KeyData>,
  account: string,
  of: Sharable,
  context: ReadonlyMap<string, string>,
): readonly NeededAction[] {
  const others = [...world.principals.values()].filter((each) => each.account === account).map(({ ref }) => ref);
  let least = of.needed;
  for (const ref of new Set([`${account}/admin`, ...sortedTexts(others)])) {
    const missing = missingFor(world, key, { is: "principal", ref, via: { service: of.via, region: key.region } }, of, context);
    if (missing.length < least.length) least = missing;
  }
  return least;
}

/** On the key's side alone: what an account lets its own people do is its own affair. */
function missingFor(
  world: World,
  key: Resource<KeyData>,
  caller: Extract<Caller, { is: "principal" }>,
  { needed }: Sharable,
  context: ReadonlyMap<string, string>,
): readonly NeededAction[] {
  const keys = new Map([["kms:GrantIsForAWSResource", "true"]]);
  return needed.filter(({ action, grantOperation }) => {
    const permission = {
      ...{ action, grantOperation, arn: key.arn, account: key.account, resource: key, keys },
      ...({ rule: "kms", crossAccount: "allowed" } as const),
    };
    const decision = probe(world, caller, { account: callerAccount(caller), region: key.region }, permission, context);
    return !decision.allowed && decision.layers.some(({ layer }) => layer !== "identity");
  });
}
