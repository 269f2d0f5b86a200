// What was tried on a branch, written as a scenario, is run as it was tried.
import { describe, expect, test } from "vitest";
import { simulate, theRegistry } from "../../src/api/simulate.js";
import { runOnBranch } from "../../src/engine/branch.js";
import { branchScenario } from "../../src/engine/branch-file.js";

const START = "default in acct A region us-east-1\n";

/** Tries `text` after a step, writes that, and runs what is written: its steps, with how the last one came out on the branch. */
function written(text: string, step: number, tried: string, scenario = 0) {
  const log = simulate({ name: "share", text });
  const point = { log, run: log.scenarios[scenario]!, step };
  const branch = runOnBranch(point, tried, { registry: theRegistry() });
  const file = branchScenario(point, [tried]);
  const again = simulate({ name: "again", text: file });
  expect(
    again.diagnostics.filter((each) => each.severity === "error"),
    file,
  ).toEqual([]);
  const run = again.scenarios.at(-1)!;
  expect(run.steps.at(-1)?.text, file).toBe(branch.steps.at(-1)?.text);
  expect(run.steps.at(-1)?.outcome.is, file).toBe(branch.steps.at(-1)?.outcome.is);
  return { file, run };
}

describe("a what-if behind what failed", () => {
  test("a call that was denied is expected to be, so that what was tried comes to its turn", () => {
    const { file, run } = written(
      `${START}create key k1\nencrypt "x" with k1 as c1\ndecrypt c1 by A/app\ncreate key k9\n`,
      3,
      'allow A/app to "kms:Decrypt" on k1; decrypt c1 by A/app',
    );
    expect(file).toContain("decrypt c1 by A/app expect denied\n");
    expect(file).not.toContain("k9");
    expect(run.failures).toEqual([]);
  });
  test("a copy that EC2 fails later is expected to be denied", () => {
    const { run } = written(
      `${START}create key k1\nsnapshot vol1 with k1 as s1\nshare s1 to acct B\ncopy s1 to acct B as s2\n`,
      4,
      "policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key; copy s1 to acct B as s3",
    );
    expect(run.failures).toEqual([]);
  });
  test("an error is expected by its code", () => {
    const { file, run } = written(`${START}create key k1\ndisable k1\nencrypt "x" with k1\n`, 3, "enable k1");
    expect(file).toContain('encrypt "x" with k1 expect error DisabledException\n');
    expect(run.failures).toEqual([]);
  });
  test("a claim that did not hold is kept as a remark", () => {
    const { file, run } = written(`${START}create key k1\nexpect k1 is disabled\nenable k1\n`, 3, "disable k1");
    expect(file).toContain("# this did not hold: expect k1 is disabled\n");
    expect(run.failures).toEqual([]);
  });
  test("a call that worked against expectation is kept without it", () => {
    const { file, run } = written(`${START}create key k1\ndisable k1 expect denied\n`, 2, "enable k1");
    expect(file).toContain("disable k1\n");
    expect(run.failures).toEqual([]);
  });
});

describe("what stands before the step", () => {
  const TWO = `${START}create key k1\ncreate key k2\nscenario "one" {\n  disable k1\n  enable k1\n}\nscenario "two" {\n  disable k2\n}\n`;

  test("in a scenario: the set-up, and the scenario up to there", () => {
    const { file } = written(TWO, 3, "expect k1 is disabled");
    expect(file).toContain('scenario "one, what if" {\n  disable k1\n  expect k1 is disabled\n}');
    expect(file).not.toContain("two");
  });
  test("in the set-up: no more of it than was run", () => {
    const { file } = written(TWO, 1, "create key k3");
    expect(file).not.toContain("k2");
  });
  test("without scenarios: the statements up to there", () => {
    const { file } = written(`${START}create key k1\ncreate key k2\n`, 1, "disable k1");
    expect(file).toBe(`${START}create key k1\n\ndisable k1\n`);
  });
  test("a row of a table says its columns", () => {
    const table = `${START}create key k1\nscenario "k1 waits <window>" for each\n  | window |\n  | 7 days |\n  | 9 days |\n{\n  delete k1 after <window>\n}\n`;
    const { file, run } = written(table, 2, "advance 8 days", 1);
    expect(file).toContain("  let window = 9 days\n");
    expect(run.failures).toEqual([]);
  });
});
