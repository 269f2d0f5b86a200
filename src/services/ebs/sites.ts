// Where a sentence has its call made, and by whom: the place it says or that of the thing it acts on, and an identity of that account.

import { assert } from "../../base/assert.js";
import type { StatementContext } from "../../contract/statement.js";
import type { Do, HoleValue, KeyTarget, SizeValue } from "../../language/syntax.js";
import type { Place } from "../../world/place.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { ChosenKey } from "./volume-encryption.js";

export interface Site {
  readonly place: Place;
  readonly how: { readonly as: Caller; readonly region: string };
}

/** `base` is where it is done when the sentence does not say. What a call makes belongs to the account of whoever calls. */
export function siteOf(ctx: StatementContext, st: Do, base: Place | undefined): Site {
  const said = ctx.place(st.place, base === undefined ? byAccount(st) : { account: base.account, region: base.region });
  const caller = ctx.actor(said.account);
  return {
    place: { account: callerAccount(caller) || said.account, region: said.region },
    how: { as: caller, region: said.region },
  };
}

/**
 * The same for what is made afresh: where the sentence says, or the file's default; else where `fallback` is, the key that it is to
 * be under.
 */
export function siteOfNew(ctx: StatementContext, st: Do, fallback: Place | undefined): Site {
  if (fallback === undefined) return siteOf(ctx, st, undefined);
  try {
    return siteOf(ctx, st, undefined);
  } catch {
    // Whether there is a default shows only in the asking; what else was wrong is found again.
    return siteOf(ctx, st, fallback);
  }
}

function byAccount(st: Do): Partial<Place> {
  const by = st.by?.text.indexOf("/") ?? -1;
  return st.by === undefined || by <= 0 ? {} : { account: st.by.text.slice(0, by) };
}

/** The key that a sentence names, as the call names it; nothing where it names none. */
export function givenKey(ctx: StatementContext, target: KeyTarget | undefined, place: Place): { readonly key?: ChosenKey } {
  if (target === undefined) return {};
  const key = ctx.keyFor(target, place);
  return { key: { reference: ctx.keyReference(target, place), id: key.id } };
}

const GIB = 1024 * 1024 * 1024;

export function sizeInGib(ctx: StatementContext, size: SizeValue | HoleValue | undefined): number | undefined {
  if (size === undefined) return undefined;
  assert(size.is === "size", "holes are filled before a statement runs");
  const gib = size.bytes / GIB;
  if (!Number.isInteger(gib) || gib < 1) return ctx.fail("ebs/size-in-gib", size, { size: String(size.bytes) });
  return gib;
}
