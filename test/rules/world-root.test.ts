// The root of a world is copied and given back field by field in written-out code: no field may be left out of either.

import { describe, expect, test } from "vitest";
import { copyOf, giveBack, save } from "../../src/rules/editor.js";
import { emptyWorld, type World, type WorldDraft } from "../../src/world/world.js";

const world = emptyWorld("1");
const fields = Object.keys(world) as (keyof World)[];

/** A copy that has something else in one field. */
function changed(field: keyof World): WorldDraft {
  return { ...world, [field]: { other: field } };
}

describe("the root of a world", () => {
  test("a copy has all that the world has and is another object", () => {
    expect(copyOf(world)).toEqual(world);
    expect(copyOf(world)).not.toBe(world);
  });

  test.each(fields)("a copy of a world with another %s has that", (field) => {
    expect(copyOf(changed(field))[field]).toEqual({ other: field });
  });

  // The clock runs on while a refused caller waits, and a fault is nothing that a call makes.
  test.each(fields.filter((field) => field !== "now" && field !== "faults"))("a refused call gives back %s", (field) => {
    const state = { draft: copyOf(world), facts: [], lateDepth: 0, burst: undefined };
    const saved = save(state);
    Object.assign(state.draft, changed(field));
    giveBack(state, saved);
    expect(state.draft[field]).toBe(world[field]);
  });
});
