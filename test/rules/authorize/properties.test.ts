// What must hold of every decision, tried on generated worlds. CUSTODY_SEED begins elsewhere.

import { expect, test } from "vitest";
import { decide } from "../../../src/rules/authorize/decide.js";
import type { Decision } from "../../../src/rules/authorize/decision.js";
import { accessDeniedMessage } from "../../../src/rules/authorize/denial-message.js";
import type { PlainPolicy } from "../../../src/rules/authorize/document.js";
import { printPolicy, readPolicy } from "../../../src/rules/authorize/document.js";
import { explain } from "../../../src/rules/authorize/explain.js";
import { smallestChanges } from "../../../src/rules/authorize/smallest-change.js";
import { decisionLine, decisionLines } from "../../../src/rules/authorize/words.js";
import { mapPolicies } from "./differences.js";
import { named } from "./examples.js";
import { Chance, type GeneratedWorld, generateWorld, policiesOf } from "./generate.js";

const seed = Number(process.env.CUSTODY_SEED ?? 1);

function worlds(count: number): { readonly world: GeneratedWorld; readonly decision: Decision }[] {
  return Array.from({ length: count }, (_, run) => {
    const world = generateWorld(new Chance(seed * 5_000_011 + run));
    return { world, decision: decide(world.request, policiesOf(world)) };
  });
}

test("without a statement that is named as deciding, the answer is another or rests on others", () => {
  for (const { decision } of worlds(3_000)) {
    if (!decision.allowed) continue;
    for (const { layer, policy, statement } of decision.deciding) {
      const plain = JSON.parse(printPolicy(policy.document.document)) as PlainPolicy;
      const left = plain.Statement.map((entry, index) =>
        index === statement ? { ...entry, Condition: { Bool: { "custom:never": "true" } } } : entry,
      );
      const changed = named({ ...plain, Statement: left }, policy.document.document.kind, policy.name);
      const { policies } = decision;
      const without =
        layer === "resource"
          ? { ...policies, resource: changed }
          : { ...policies, identity: policies.identity.map((entry) => (entry === policy ? changed : entry)) };
      const after = decide(decision.request, without);
      if (after.allowed) expect(after.deciding).not.toEqual(decision.deciding);
    }
  }
});

test("a deny that is added never turns a no into a yes, and one for everything always turns a yes into a no", () => {
  for (const { world, decision } of worlds(3_000)) {
    const denied = mapPolicies(world, (statement) => [statement, { ...statement, Effect: "Deny" }]);
    const after = decide(denied.request, policiesOf(denied));
    if (!decision.allowed) expect(after.allowed).toBe(false);
    if (decision.allowed && decision.deciding.length > 0) expect(after.allowed).toBe(false);
  }
});

test("every decision can be explained, a refusal has AWS's text and marks what decides", () => {
  for (const { decision } of worlds(3_000)) {
    expect(decisionLine(decision)).not.toMatch(/undefined|\[object/);
    expect(decisionLines(decision).join("\n")).not.toMatch(/undefined|\[object/);
    if (decision.allowed) continue;
    expect(accessDeniedMessage(decision)).toMatch(/^User: \S+ is not authorized to perform: \S+ on /);
    const [first] = decision.layers;
    if (first.by !== undefined)
      expect(explain(decision).some(({ verdict, decides }) => verdict === "denies" && decides)).toBe(true);
  }
});

test("every change that is offered works, lifts denies only by saying so, and names no wildcard as principal", () => {
  let offered = 0;
  for (const { decision } of worlds(600)) {
    for (const change of smallestChanges(decision)) {
      offered++;
      expect(decide(decision.request, change.policies).allowed).toBe(true);
      expect(change.edits.length).toBeLessThanOrEqual(6);
      const isDenied = !decision.allowed && decision.layers.some(({ explicit }) => explicit);
      expect(
        change.edits.some(({ kind }) => kind === "lift-deny" || kind === "remove-condition" || kind === "add-condition-value") ||
          !isDenied,
      ).toBe(true);
      for (const edit of change.edits) if ("principal" in edit) expect(edit.principal).not.toContain("*");
    }
  }
  expect(offered).toBeGreaterThan(300);
});

test("a printed policy decides as the one that was read", () => {
  for (const { world } of worlds(1_000)) {
    if (world.resource === undefined) continue;
    const first = readPolicy(JSON.stringify(world.resource), "key");
    if (!("policy" in first)) throw new Error(JSON.stringify(first));
    const second = readPolicy(printPolicy(first.policy), "key");
    expect("policy" in second && printPolicy(second.policy)).toBe(printPolicy(first.policy));
  }
});
