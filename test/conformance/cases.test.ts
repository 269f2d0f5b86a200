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

test("every entry belongs to a case", () => {
  const known = new Set(cases.map((each) => each.id));
  expect([...entries.keys()].filter((id) => !known.has(id))).toEqual([]);
});
