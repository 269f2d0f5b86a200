// Request quotas per account and Region (KMS Developer Guide, requests per second, 2026): what counts as what, and who is throttled.

import { expect, test } from "vitest";
import { scenarioOf } from "../../engine/running.js";

const start = "default in acct A region us-east-1\n";

/** Attempts that each call of an action took, in order. */
function attemptsOf(text: string, action: string): number[] {
  return scenarioOf(text).steps.flatMap((step) =>
    step.facts.flatMap((fact) => (fact.is === "call" && fact.action === action ? [fact.attempts ?? 1] : [])),
  );
}

test("CreateKey is allowed five times a second: the sixth in a burst has to try again", () => {
  expect(
    attemptsOf(`${start}repeat 6 times { create key in region us-east-1 }`, "kms:CreateKey").map((count) => count > 1),
  ).toEqual([false, false, false, false, false, true]);
});

test("ReplicateKey counts as two CreateKey requests in the replica's Region", () => {
  const keys = ["m1", "m2", "m3"].map((name) => `create multi-region key ${name}`).join("\n");
  // Three replications in one second are six CreateKey requests in eu-west-1, where five are allowed.
  const burst = "for m in m1, m2, m3 { repeat 1 times { replicate <m> to region eu-west-1 as <m>-eu } }";
  const apart = attemptsOf(`${start}${keys}\n${burst}`, "kms:ReplicateKey");
  expect(apart).toEqual([1, 1, 1]);
  const together = "repeat 1 times { for m in m1, m2, m3 { replicate <m> to region eu-west-1 as <m>-eu } }";
  expect(attemptsOf(`${start}${keys}\n${together}`, "kms:ReplicateKey").map((count) => count > 1)).toEqual([false, false, true]);
});
