// Whatever a design does and however its time is cut, its bill adds up and comes out the same. Seeds are printed by fast-check and taken
// from FC_SEED.
import fc from "fast-check";
import { expect, test } from "vitest";
import { billOf, billReport } from "../../src/report/bill.js";
import { type BillLine, billTotal } from "../../src/rules/billing.js";
import { dollars } from "../../src/world/money.js";
import { run } from "../engine/running.js";

const START = `clock 2026-01-01
default in acct A region us-east-1
create key k1
create key k2 in acct B region eu-west-1
policy of k1 allows acct B to decrypt
encrypt "x" with k1 as c1
create volume vol1 size 3 GiB with k1
snapshot vol1 as s1`;

const deeds = [
  "rotate k1",
  "disable k1",
  "enable k1",
  "delete k1 after 7 days",
  "cancel deletion of k1",
  "delete k2 after 30 days",
  "cancel deletion of k2",
  "decrypt c1 by B/admin",
  "repeat 7 times { decrypt c1 expect ok }",
  "enable rotation of k2 every 90 days",
  "enable rotation of k1 every 200 days",
  "snapshot vol1",
] as const;

interface Act {
  readonly deed: (typeof deeds)[number];
  readonly minutes: number;
}

const design = fc.array(
  fc.record<Act>({ deed: fc.constantFrom(...deeds), minutes: fc.integer({ min: 1, max: 150 * 24 * 60 }) }),
  { minLength: 1, maxLength: 8 },
);
const options = process.env.FC_SEED === undefined ? { numRuns: 60 } : { numRuns: 60, seed: Number(process.env.FC_SEED) };

/** A deed may be refused (the key is disabled or gone); then its expectation fails, and the run goes on. */
function scenario(acts: readonly Act[], cut: (minutes: number) => readonly number[]): string {
  const lines = acts.flatMap(({ deed, minutes }) => [
    deed.startsWith("repeat") ? deed : `${deed} expect ok`,
    ...cut(minutes).map((part) => `advance ${part} minutes`),
  ]);
  return `${START}\n${lines.join("\n")}`;
}

function billed(text: string): readonly BillLine[] {
  const log = run(text);
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  return billOf(log.scenarios[0]!, log);
}

test("every total is the sum of its lines, by account, by month and by service, in the table, the CSV and the JSON", () => {
  fc.assert(
    fc.property(design, (acts) => {
      const log = run(scenario(acts, (minutes) => [minutes]));
      const lines = billOf(log.scenarios[0]!, log);
      const total = billTotal(lines);
      for (const part of ["account", "month", "service", "region"] as const) {
        const sums = new Map<string, bigint>();
        for (const line of lines) sums.set(line[part], (sums.get(line[part]) ?? 0n) + line.amount);
        expect([...sums.values()].reduce((sum, each) => sum + each, 0n)).toBe(total);
      }
      const csv = [...billReport(log, "csv")].slice(1).map((line) => dollars(line.split(",").at(-1) ?? "") as bigint);
      expect(csv.reduce((sum, each) => sum + each, 0n)).toBe(total);
      const json = [...billReport(log, "json")].map((line) => dollars((JSON.parse(line) as { usd: string }).usd) as bigint);
      expect(json.reduce((sum, each) => sum + each, 0n)).toBe(total);
      expect(lines.every((line) => line.amount >= 0n)).toBe(true);
    }),
    options,
  );
});

test("an advance cut into pieces costs what it costs whole", () => {
  fc.assert(
    fc.property(design, fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 }), (acts, shares) => {
      const inPieces = (minutes: number): number[] => {
        const at = [...new Set([0, ...shares.map((share) => Math.floor((minutes * share) / 100)), minutes])].sort(
          (a, b) => a - b,
        );
        return at.slice(1).map((each, index) => each - at[index]!);
      };
      expect(billed(scenario(acts, inPieces))).toEqual(billed(scenario(acts, (minutes) => [minutes])));
    }),
    options,
  );
});
