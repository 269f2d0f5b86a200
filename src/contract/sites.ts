// Where a sentence has its call made, by whom, and how the call names its key. What the services of data at rest have in common
// in their sentences.

import { assert } from "../base/assert.js";
import type { Problem } from "../language/diagnostic.js";
import type { Do, DoBase, HoleValue, KeyTarget, SizeValue } from "../language/syntax.js";
import { type KeyData, keyKind } from "../world/key.js";
import type { Place } from "../world/place.js";
import { type Caller, callerAccount, callerText } from "../world/principal.js";
import { isKind, type Resource } from "../world/resource.js";
import type { StatementContext, Use } from "./statement.js";

export interface Site {
  readonly place: Place;
  readonly how: { readonly as: Caller; readonly region: string };
}

/** A key as a call names it, and which key that is. */
export interface NamedKey {
  /** ARN, or `alias/app`. */
  readonly reference: string;
  /** Resource id. */
  readonly id: string;
}

/** `base` is where it is done when the sentence does not say. What a call makes belongs to the account of whoever calls. */
export function siteOf(ctx: StatementContext, st: DoBase, base: Partial<Place> = {}): Site {
  const said = ctx.place(st.place, base);
  const as = ctx.actor(said.account);
  return { place: { account: callerAccount(as) || said.account, region: said.region }, how: { as, region: said.region } };
}

/** A copy is made in the destination, by the account that gets it; `code` is how the service says that somebody else would make it. */
export function copySite(ctx: StatementContext, st: Do<"copy">, source: Place, code: string): Site {
  const to = st.args.to ?? st.place;
  const said = ctx.place(to, { account: accountOfActor(st).account ?? source.account, region: source.region });
  const as = ctx.actor(said.account);
  const account = callerAccount(as) || said.account;
  if (to?.account !== undefined && account !== said.account) {
    const args = { account: said.account, actor: callerText(as), said: st.by === undefined ? "as" : "by" };
    ctx.fail(code, st.by ?? to.account, args);
  }
  return { place: { account, region: said.region }, how: { as, region: said.region } };
}

/** For what is made afresh: where the sentence says, or the file's default; else where the key lives that it is to be under. */
export function siteOfNew(ctx: StatementContext, st: DoBase, target: KeyTarget | undefined): Site {
  const own = accountOfActor(st);
  const key = target === undefined ? undefined : keyNamed(ctx, target);
  if (key === undefined) return siteOf(ctx, st, own);
  try {
    return siteOf(ctx, st, own);
  } catch {
    // Whether there is a default shows only in the asking; what else was wrong is found again.
    return siteOf(ctx, st, { account: key.account, region: key.region, ...own });
  }
}

const GIB = 1024 * 1024 * 1024;

/** A size that AWS takes as whole GiB. `code`: what is said of one that is not. */
export function sizeMistakes(size: SizeValue | HoleValue | undefined, code: string): readonly Problem[] {
  if (size?.is !== "size" || (size.bytes % GIB === 0 && size.bytes >= GIB)) return [];
  return [{ code, start: size.start, end: size.end, args: { size: String(size.bytes) } }];
}

/** Once it is known to be of whole GiB. */
export function sizeInGib(size: SizeValue | HoleValue): number {
  assert(size.is === "size", "holes are filled before a statement runs");
  return size.bytes / GIB;
}

/** `by A/deployer` says the account of what is made. */
export function accountOfActor(st: DoBase): Partial<Place> {
  const slash = st.by?.text.indexOf("/") ?? -1;
  return st.by === undefined || slash <= 0 ? {} : { account: st.by.text.slice(0, slash) };
}

/** The key that a sentence names, as a call from `place` names it. */
export function namedKey(ctx: StatementContext, target: KeyTarget, place: Place): NamedKey {
  const { id } = ctx.keyFor(target, place);
  return { reference: ctx.keyReference(target, place), id };
}

/** `{ key }`, or nothing where the sentence names none: to be spread into an input. */
export function givenKey(ctx: StatementContext, target: KeyTarget | undefined, place: Place): { readonly key?: NamedKey } {
  return target === undefined ? {} : { key: namedKey(ctx, target, place) };
}

/** The key that is named by its own name; an alias or `aws/rds` is in no place before a call is. */
function keyNamed(ctx: StatementContext, target: KeyTarget): Resource<KeyData> | undefined {
  const found = target.by === "name" ? ctx.world.resources.get(target.name.text) : undefined;
  return isKind(found, keyKind) ? found : undefined;
}

/** What a sentence uses by `with k1`. */
export function keyUse(target: KeyTarget | undefined): readonly Use[] {
  return target?.by === "name" ? [{ name: target.name, kinds: [keyKind.name] }] : [];
}
