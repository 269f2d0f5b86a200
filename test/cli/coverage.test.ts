// What none of the tests exercised: a line at the end of a run of all of them, everything with --coverage.
import { expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

test("after the tests: what none of them exercised; how they came out is not changed by it", async () => {
  const folder = new Folder();
  folder.write("scenarios/a.scenario", 'create key k1 in acct A region us-east-1\nencrypt "x" with k1 as c1\n');
  const { code, out } = await folder.run(["test", "--coverage"]);
  folder.remove();
  expect(code).toBe(0);
  expect(out).toMatch(/\n1 passed, 0 failed\n$/);
  expect(out).toContain("coverage of 1 scenario\n");
  expect(out).toMatch(/ {2}sentences {6}2 of \d+ used; never:\n/);
  expect(out).toContain("  refused by     0 of 7 seen; never:\n");
});

test("a run of the whole suite says in a line how much was never exercised; a run of a part of it does not", async () => {
  const folder = new Folder();
  folder.write("scenarios/a.scenario", "create key k1 in acct A region us-east-1\n");
  const whole = await folder.run(["test"]);
  const part = await folder.run(["test", "--filter", "a"]);
  const one = await folder.run(["test", "scenarios/a.scenario"]);
  folder.remove();
  expect(whole.err).toMatch(/never exercised: \d+ of \d+ kinds of sentence, 7 of 7 layers that refuse, 9 of 9 errors of KMS/);
  expect(whole.err).toContain("custody test --coverage names them");
  expect(part.err + one.err).not.toContain("never exercised");
});

test("workers tell what they exercised, too", async () => {
  const folder = new Folder();
  folder.write("scenarios/a.scenario", "create key k1 in acct A region us-east-1\n");
  const { out } = await folder.run(["test", "--coverage", "--jobs", "1"]);
  folder.remove();
  expect(out).toMatch(/ {2}sentences {6}1 of \d+ used; never:\n/);
});
