// Data keys that a service keeps in memory for one caller for a while, so as not to ask KMS each time. A key that is disabled meanwhile
// is noticed only when they run out.

import { emptyTable, type Table } from "../base/table.js";
import type { Caller } from "../world/principal.js";
import { callerAccount } from "../world/principal.js";
import { readSlice, slice, writeSlice } from "../world/slice.js";
import { addMilliseconds, type Instant } from "../world/time.js";
import type { World } from "../world/world.js";
import type { WorldEditor } from "./operation.js";

const heldUntil = slice<Table<Instant>>("held-data-keys", emptyTable());

/** `what` is the service's own name for the data key: `queue q1 …`. */
export function isHeld(world: World, what: string, caller: Caller): boolean {
  const until = readSlice(world, heldUntil).get(slotOf(what, caller));
  return until !== undefined && world.now < until;
}

export function holdFor(editor: WorldEditor, what: string, caller: Caller, milliseconds: number): void {
  const until = addMilliseconds(editor.now, milliseconds);
  writeSlice(editor.world, heldUntil, readSlice(editor.world, heldUntil).set(slotOf(what, caller), until));
}

function slotOf(what: string, caller: Caller): string {
  const who = caller.is === "principal" ? caller.ref : caller.is === "outside" ? caller.name : callerAccount(caller);
  return `${what} for ${who}`;
}
