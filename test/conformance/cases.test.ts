import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { entries } from "./areas/index.js";
import { readCases } from "./cases.js";
import { playCase } from "./play.js";

const cases = readCases(readFileSync(new URL("./cases.yaml", import.meta.url), "utf8"));

describe.each([...new Set(cases.map((each) => each.area))])("Custody answers as AWS did: %s", (area) => {
  for (const theCase of cases.filter((each) => each.area === area)) {
    test(theCase.id, (context) => {
      const result = playCase(theCase, entries.get(theCase.id));
      if (result.is === "not modelled") context.skip(`not modelled: ${result.lines.join(", ")}`);
      expect(result.lines).toEqual([]);
    });
  }
});

/** Areas that Custody plays whole, and how many of their cases it may leave out. */
const LEFT_OUT_MAX: ReadonlyMap<string, number> = new Map([
  ["policy", 0],
  ["grant", 0],
  ["kms-state", 0],
  ["kms-crypto", 0],
  ["rotation", 0],
  ["deletion", 0],
  ["import", 0],
  ["multi-region", 0],
  ["alias", 0],
  ["ebs", 0],
  ["rds", 0],
  ["s3", 0],
  ["ssm", 0],
  ["secrets", 0],
  ["tls", 0],
  ["client-side", 0],
  ["billing", 0],
  ["trail", 0],
]);

test.each([...LEFT_OUT_MAX])("of area %s at most %i cases are not modelled", (area, most) => {
  const results = cases.filter((each) => each.area === area).map((each) => playCase(each, entries.get(each.id)));
  expect(results.length).toBeGreaterThan(0);
  expect(results.filter((each) => each.is === "not modelled").length).toBeLessThanOrEqual(most);
});

test("the file holds all cases that it held", () => {
  expect(cases.length).toBe(166);
});

test("every entry belongs to a case", () => {
  const known = new Set(cases.map((each) => each.id));
  expect([...entries.keys()].filter((id) => !known.has(id))).toEqual([]);
});
