// A case that can be read from its own words comes out as the file says, entry or not: so do those that nobody has written one for.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readCases } from "./cases.js";
import { playCase } from "./play.js";

const cases = readCases(readFileSync(new URL("./cases.yaml", import.meta.url), "utf8")).filter(
  (each) => each.area === "policy" || each.area === "grant",
);
const results = cases.map((each) => playCase(each, undefined));

test("what is read is read rightly", () => {
  expect(results.filter((each) => each.is === "failed").map((each) => [each.theCase.id, ...each.lines])).toEqual([]);
});

test("most cases about the use of a key can be read", () => {
  expect(results.filter((each) => each.is === "passed").length).toBeGreaterThanOrEqual(35);
});
