import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "../../src/report/diff.js";

const shown = (before: string, after: string): string[] =>
  diffLines(before, after).map(({ sign, text }) => `${sign} ${text}`.trimEnd());

test("a changed line stands as gone and new, with three lines around it", () => {
  expect(shown("a\nb\nc\nd\ne\nf\ng\nh\ni", "a\nb\nc\nd\nE\nf\ng\nh\ni")).toEqual([
    "  b",
    "  c",
    "  d",
    "- e",
    "+ E",
    "  f",
    "  g",
    "  h",
  ]);
});

test("two changes far apart have a gap between them", () => {
  const lines = Array.from({ length: 20 }, (_, at) => `l${at}`);
  const changed = lines.with(0, "first").with(19, "last");
  expect(shown(lines.join("\n"), changed.join("\n"))).toEqual([
    "- l0",
    "+ first",
    "  l1",
    "  l2",
    "  l3",
    "…",
    "  l16",
    "  l17",
    "  l18",
    "- l19",
    "+ last",
  ]);
});

test("equal texts differ in nothing", () => expect(shown("a\nb", "a\nb")).toEqual([]));

test("what is gone and what is new, put together with what stayed, gives both texts back", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const diff = diffLines(before.join("\n"), after.join("\n"));
      const gone = before.filter((line) => !after.includes(line)).length;
      expect(diff.filter((line) => line.sign === "-").length).toBeGreaterThanOrEqual(gone);
      expect(diff.filter((line) => line.sign === "-").length - diff.filter((line) => line.sign === "+").length).toBe(
        before.join("\n").split("\n").length - after.join("\n").split("\n").length,
      );
    }),
  );
});

test("texts with nothing in common do not take long", () => {
  const before = Array.from({ length: 5000 }, (_, at) => `a${at}`).join("\n");
  const after = Array.from({ length: 5000 }, (_, at) => `b${at}`).join("\n");
  expect(diffLines(before, after)).toHaveLength(10_000);
});
