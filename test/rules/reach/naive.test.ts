// The search against a naive one: whoever can read a document has seen it, or succeeds when the scenario simply goes on with the
// statement that would show it. Between the statements the question is asked again and again, so that answers which are kept too long show.

import fc from "fast-check";
import { expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const RUNS = Number(process.env.CUSTODY_RUNS ?? 1_000);

const SETUP = [
  "default in acct A region us-east-1",
  "create key k1",
  "create key k2",
  "create bucket b1 encrypted with sse-kms k1",
  'document doc1 "plan" held by A/author',
  'allow A/author to "kms:*", "s3:*" on "*"',
  "policy of k1 allows A/one to describe-key",
  "policy of k2 allows A/one to describe-key",
];

/** Statements, with the attempt that shows what they made. */
const statements: readonly (readonly [statement: string, attempt?: string])[] = [
  ["encrypt doc1 with k1 by A/author as c1", "decrypt c1 by A/one"],
  ["encrypt doc1 with k2 by A/author as c2", "decrypt c2 by A/one"],
  ["seal doc1 with k1 by A/author as m1", "open m1 by A/one"],
  ["seal doc1 with k1, k2 by A/author as m2", "open m2 by A/one"],
  ["put doc1 in b1 by A/author", "get doc1 from b1 by A/one"],
  ['allow A/one to "kms:Decrypt" on k1'],
  ['allow A/one to "kms:Decrypt" on k2'],
  ['deny A/one to "kms:Decrypt" on k2'],
  ['allow A/one to "s3:GetObject" on b1'],
  ['policy of k1 denies A/one to decrypt as "no"'],
  ["grant A/one on k2 to decrypt as g1"],
  ["disable k1"],
  ["enable k1"],
  ["delete k2 after 7 days"],
  ["advance 8 days"],
  ["advance 10 minutes"],
];

const QUESTION = "expect A/one can read doc1";

function lastStep(lines: readonly string[]) {
  const log = simulate({ text: lines.join("\n"), name: "naive" });
  return { log, step: log.scenarios[0]?.steps.at(-1) };
}

function succeeds(lines: readonly string[], attempt: string): boolean {
  return lastStep([...lines, `${attempt} expect ok`]).step?.outcome.is === "ok";
}

test("the search agrees with simply trying", () => {
  const choice = fc.subarray(
    statements.map((_, at) => at),
    { minLength: 1, maxLength: 9 },
  );
  const order = choice.chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length, maxLength: chosen.length }));
  fc.assert(
    fc.property(order, (chosen) => {
      const tolerant = chosen.map((at) => statements[at]!).filter(([statement]) => isPossible(statement, chosen));
      fc.pre(tolerant.length > 0);
      const lines = [...SETUP, ...tolerant.map(([statement]) => statement)];
      const { log } = lastStep(lines);
      fc.pre(log.diagnostics.every((each) => each.severity !== "error") && log.scenarios[0]?.notRun === 0);
      fc.pre(log.scenarios[0]?.failures.length === 0);
      const naive = tolerant.some(([, attempt]) => attempt !== undefined && succeeds(lines, attempt));
      const asked = [...SETUP, ...tolerant.flatMap(([statement]) => [statement, QUESTION])];
      expect(lastStep(asked).step?.expectation?.held).toBe(naive);
    }),
    { numRuns: RUNS },
  );
}, 600_000);

/** A key that is going away is neither used nor enabled: such orders would end the scenario. */
function isPossible(statement: string, chosen: readonly number[]): boolean {
  const uses = (word: string) => chosen.some((at) => statements[at]![0].startsWith(word));
  if (statement === "enable k1" || statement === "disable k1") return uses("disable k1") && uses("enable k1");
  return true;
}
