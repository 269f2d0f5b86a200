// What is typed into a branch is read as closely as a file: a slip is told, and does nothing else than what was written.
import { expect, test } from "vitest";
import { theRegistry } from "../../src/api/simulate.js";
import { runOnBranch } from "../../src/engine/branch.js";
import { run } from "./running.js";

test.each([
  ["policy of k1 allows A/app to decrpyt", "policy/unknown-action"],
  ["grant A/app on k1 to decrpyt", "policy/unknown-action"],
  ["create key k2 usage signing", "kms/unknown-usage"],
  ["create volume vol1 size 100 MiB", "ebs/size-in-gib"],
])("%s is %s", (tried, code) => {
  const log = run("default in acct A region us-east-1\ncreate key k1");
  const { diagnostics, steps } = runOnBranch({ log, run: log.scenarios[0]!, step: 1 }, tried, { registry: theRegistry() });
  expect(diagnostics.map((each) => each.code)).toEqual([code]);
  expect(steps).toEqual([]);
});
