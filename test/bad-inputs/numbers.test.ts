// The list of bad inputs has the numbers 1 to 96. Each has its test, which carries the number: `bad input 46: …`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const LAST = 96;
const root = join(import.meta.dirname, "..");

/** Titles of tests, not comments about them. */
const TITLE = /["'`]bad inputs? (\d+(?:, \d+)*)(?::| )/g;

test("every bad input of the list has its test", () => {
  const found = new Set<number>();
  for (const path of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith(".test.ts") || path.endsWith("numbers.test.ts")) continue;
    for (const [, numbers] of readFileSync(join(root, path), "utf8").matchAll(TITLE))
      for (const number of numbers!.split(", ")) found.add(Number(number));
  }
  const missing = Array.from({ length: LAST }, (_, at) => at + 1).filter((number) => !found.has(number));
  expect(missing).toEqual([]);
  expect([...found].filter((number) => number < 1 || number > LAST)).toEqual([]);
});
