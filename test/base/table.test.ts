import fc from "fast-check";
import { produce } from "immer";
import { describe, expect, test } from "vitest";
import { emptyTable, Table, tableFrom } from "../../src/base/table.js";

const HOSTILE = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "then",
  "0",
  "10",
  "2",
  "01",
  "-1",
  "",
];

describe("a table", () => {
  test("names that an object would trip over are ordinary keys, in the order in which they came", () => {
    const table = tableFrom(HOSTILE.map((name, index) => [name, index] as const));
    expect(table.size).toBe(13);
    expect([...table.keys()]).toEqual(HOSTILE);
    expect([...table.values()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(table.get("__proto__")).toBe(0);
    expect(emptyTable().get("__proto__")).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("a change keeps the place, a deletion and a new setting move to the end", () => {
    const table = tableFrom([
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ] as const as [string, number][]);
    expect([...table.set("a", 9)]).toEqual([
      ["a", 9],
      ["b", 2],
      ["c", 3],
    ]);
    expect([...table.delete("a").set("a", 9).keys()]).toEqual(["b", "c", "a"]);
    expect([...table]).toEqual([
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ]);
  });

  test("what changes nothing gives the table itself", () => {
    const table = tableFrom([["a", 1]]);
    expect(table.set("a", 1)).toBe(table);
    expect(table.delete("b")).toBe(table);
    expect(table.delete("a").size).toBe(0);
    expect([...table.delete("a")]).toEqual([]);
  });

  test("a value may be undefined and is there all the same", () => {
    const table = emptyTable<undefined>().set("a", undefined);
    expect(table.has("a")).toBe(true);
    expect(table.has("b")).toBe(false);
    expect(table.size).toBe(1);
  });

  test("update makes the new value of the old", () => {
    const count = (value: number | undefined) => (value ?? 0) + 1;
    expect(emptyTable<number>().update("vol1-snap", count).update("vol1-snap", count).get("vol1-snap")).toBe(2);
  });

  test("100,000 names and as many older versions: each is found", () => {
    let table = emptyTable<number>();
    for (let index = 0; index < 100_000; index++) table = table.set(`vol${index}`, index);
    expect(table.size).toBe(100_000);
    for (let index = 0; index < 100_000; index++) if (table.get(`vol${index}`) !== index) throw new Error(`vol${index} is lost`);
    expect([...table.values()].every((value, index) => value === index)).toBe(true);
    for (let index = 0; index < 99_990; index++) table = table.delete(`vol${index}`);
    expect([...table.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => `vol${99_990 + index}`));
  });

  test("immer neither drafts nor freezes into it", () => {
    const record = { state: "enabled" };
    const world = produce({ keys: emptyTable<{ state: string }>() }, (draft: { keys: Table<{ state: string }> }) => {
      expect(draft.keys).toBeInstanceOf(Table);
      draft.keys = draft.keys.set("k1", record);
    });
    expect(world.keys.get("k1")).toBe(record);
    expect(Object.isFrozen(record)).toBe(false);
  });
});

// Names with one and the same hash, found by trying: what they are told apart by lies behind the last bit of it.
function namesOfOneHash(): string[] {
  const seen = new Map<number, string>();
  const found: string[] = [];
  for (let index = 0; found.length < 6; index++) {
    const name = `n${index}`;
    let hash = 0x811c9dc5;
    for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
    const other = seen.get(hash);
    if (other !== undefined) found.push(other, name);
    seen.set(hash, name);
  }
  return found;
}

test("names of equal hash are told apart, also when one of them goes", () => {
  const names = namesOfOneHash();
  let table = tableFrom([["other", "other"], ...names.map((name) => [name, name] as const)] as [string, string][]);
  for (const name of names) expect(table.get(name)).toBe(name);
  table = table.set(names[0]!, "changed").delete(names[1]!);
  expect(table.get(names[0]!)).toBe("changed");
  expect(table.has(names[1]!)).toBe(false);
  expect(table.size).toBe(names.length);
  for (const name of names) table = table.delete(name);
  expect([...table.keys()]).toEqual(["other"]);
});

test("any run of changes gives what a Map gives, and no older table notices", () => {
  const key = fc.oneof(fc.constantFrom(...HOSTILE, ...namesOfOneHash()), fc.nat(200).map(String));
  const change = fc.record({ key, value: fc.nat(), remove: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 400 }), (changes) => {
      let table = emptyTable<number>();
      const map = new Map<string, number>();
      const kept: [Table<number>, [string, number][]][] = [];
      for (const each of changes) {
        table = each.remove ? table.delete(each.key) : table.set(each.key, each.value);
        if (each.remove) map.delete(each.key);
        else map.set(each.key, each.value);
        expect(table.size).toBe(map.size);
        expect(table.get(each.key)).toBe(map.get(each.key));
        if (kept.length < 20) kept.push([table, [...map]]);
      }
      for (const [old, entries] of [...kept, [table, [...map]] as const]) expect([...old]).toEqual(entries);
    }),
    { numRuns: 300 },
  );
});
