// How many customer managed keys a place has: the quota counts them in any state until they are deleted.

import { beginKeyHoldings } from "../../rules/key-holdings.js";
import { indexKey, type Key } from "../../rules/key-lookup.js";
import type { WorldEditor } from "../../rules/operation.js";
import type { Place } from "../../world/place.js";
import { readSlice, writeSlice } from "../../world/slice.js";
import { keyCounts } from "./state.js";

/** A new key counts against the quota, is found by its ARN, and is paid for. */
export function admitKey(ctx: WorldEditor, key: Key): void {
  const place = `${key.account}/${key.region}`;
  writeSlice(ctx.world, keyCounts, readSlice(ctx.world, keyCounts).set(place, keyCountAt(ctx, key) + 1));
  indexKey(ctx.world, key);
  beginKeyHoldings(ctx, key);
}

/** A deleted key counts no more. */
export function releaseKey(editor: WorldEditor, key: Key): void {
  const place = `${key.account}/${key.region}`;
  writeSlice(
    editor.world,
    keyCounts,
    readSlice(editor.world, keyCounts).update(place, (count) => Math.max(0, (count ?? 0) - 1)),
  );
}

export function keyCountAt(ctx: WorldEditor, place: Place): number {
  return readSlice(ctx.world, keyCounts).get(`${place.account}/${place.region}`) ?? 0;
}
