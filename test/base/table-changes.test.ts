import fc from "fast-check";
import { expect, test } from "vitest";
import { tableFrom } from "../../src/base/table.js";

const entries = fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.integer({ min: 0, max: 3 })), { maxLength: 60 });

test("a table tells which keys differ from another, in either direction", () => {
  fc.assert(
    fc.property(entries, entries, (shared, more) => {
      const before = tableFrom(shared);
      let after = before;
      for (const [key, value] of more) after = value === 0 ? after.delete(key) : after.set(key, value);
      const keys = new Set([...before.keys(), ...after.keys()]);
      const wanted = [...keys].filter((key) => before.get(key) !== after.get(key)).sort();
      expect([...after.changedSince(before)].sort()).toEqual(wanted);
      expect([...before.changedSince(after)].sort()).toEqual(wanted);
    }),
  );
});
