// However the clock is sent forward, the same things happen at the same instants. Seeds are printed by fast-check and taken from FC_SEED.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "../../src/rules/facts.js";
import { scenarioOf } from "./running.js";

const seed = process.env.FC_SEED === undefined ? undefined : Number(process.env.FC_SEED);
const numRuns = Number(process.env.CUSTODY_ADVANCE_RUNS ?? 60);

const START = [
  "clock 2026-01-01",
  "default in acct A region us-east-1",
  "create key k1",
  "enable rotation of k1 every 90 days",
  "create key k2",
  "delete k2 after 30 days",
  "create key k3 origin external",
  'material m1 "first"',
  "import m1 into k3 expiring in 45 days",
  "create multi-region key m2",
  "replicate m2 to region eu-west-1 as m2-eu",
  "delete m2-eu after 7 days",
  "delete m2 after 10 days",
  "create volume vol1 size 1 GiB encrypted",
].join("\n");

const DAYS = 400;
const MINUTES = DAYS * 24 * 60;

/** What happened while the clock moved: all facts of the statements that moved it. */
function happened(advances: readonly string[]): readonly Fact[] {
  const before = scenarioOf(START).steps.length;
  return scenarioOf(`${START}\n${advances.join("\n")}`)
    .steps.slice(before)
    .flatMap((step) => step.facts);
}

test(`splitting \`advance ${DAYS} days\` in any way changes nothing`, () => {
  const whole = happened([`advance ${DAYS} days`]);
  expect(whole.filter((fact) => fact.is === "due").length).toBeGreaterThan(8);
  const cuts = fc.array(fc.integer({ min: 1, max: MINUTES - 1 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(cuts, (minutes) => {
      const at = [...new Set([0, ...minutes, MINUTES])].sort((a, b) => a - b);
      const advances = at.slice(1).map((minute, index) => `advance ${minute - at[index]!} minutes`);
      expect(happened(advances)).toEqual(whole);
    }),
    seed === undefined ? { numRuns } : { numRuns, seed },
  );
});
