import { expect, test } from "vitest";
import { foldsOf } from "../../src/report/fold.js";

const folds = (signatures: string): string[] =>
  [...foldsOf([...signatures])].map(({ start, period, count }) => `${start}:${signatures.slice(start, start + period)}×${count}`);

test("steps alike fold", () => expect(folds("aaaab")).toEqual(["0:a×4", "4:b×1"]));
test("two alike do not", () => expect(folds("aab")).toEqual(["0:a×1", "1:a×1", "2:b×1"]));
test("a body of two that repeats folds as a whole", () => expect(folds("xababab")).toEqual(["0:x×1", "1:ab×3"]));
test("a step that always stands alone is like none", () => {
  expect([...foldsOf(["", "", ""])]).toEqual([
    { start: 0, period: 1, count: 1 },
    { start: 1, period: 1, count: 1 },
    { start: 2, period: 1, count: 1 },
  ]);
});
test("a hundred thousand steps without a pattern take no time to speak of", () => {
  const signatures = Array.from({ length: 100_000 }, (_, at) => `${(at * at) % 7}${at % 3 === 0 ? at : ""}`);
  expect([...foldsOf(signatures)].reduce((sum, { period, count }) => sum + period * count, 0)).toBe(100_000);
});
