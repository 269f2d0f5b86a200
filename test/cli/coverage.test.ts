// custody test --coverage, after the tests.
import { expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

test("after the tests: what none of them exercised; how they came out is not changed by it", async () => {
  const folder = new Folder();
  folder.write("scenarios/a.scenario", 'create key k1 in acct A region us-east-1\nencrypt "x" with k1 as c1\n');
  const { code, out } = await folder.run(["test", "--coverage"]);
  folder.remove();
  expect(code).toBe(0);
  expect(out).toContain("1 passed, 0 failed");
  expect(out).toContain("coverage of 1 scenario\n");
  expect(out).toMatch(/ {2}sentences {6}2 of \d+ used; never:\n/);
  expect(out).toContain("  refused by     0 of 7 seen; never:\n");
});
