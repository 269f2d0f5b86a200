// A case that can be read from its own words comes out as the file says, entry or not: so do those that nobody has written one for.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readCases } from "./cases.js";
import { playCase } from "./play.js";

const cases = readCases(readFileSync(new URL("./cases.yaml", import.meta.url), "utf8"));
const results = cases.map((each) => playCase(each, undefined));

test("what is read is read rightly", () => {
  expect(results.filter((each) => each.is === "failed").map((each) => [each.theCase.id, ...each.lines])).toEqual([]);
});

test("a good third of all cases can be read", () => {
  expect(results.filter((each) => each.is === "passed").length).toBeGreaterThanOrEqual(55);
});
