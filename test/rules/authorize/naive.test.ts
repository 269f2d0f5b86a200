// The engine against the naive procedure on generated worlds. CUSTODY_RUNS=200000 for the full run, CUSTODY_SEED to begin elsewhere.

import { expect, test } from "vitest";
import { operatorNames } from "../../../src/rules/authorize/condition-operators.js";
import { decide } from "../../../src/rules/authorize/decide.js";
import { explain } from "../../../src/rules/authorize/explain.js";
import { Chance, type GeneratedWorld, generateWorld, policiesOf } from "./generate.js";
import { naiveDecision } from "./naive.js";

const runs = Number(process.env.CUSTODY_RUNS ?? 20_000);
const seed = Number(process.env.CUSTODY_SEED ?? 1);

test(`the engine and a naive reading of AWS's flow chart agree on ${runs} worlds from seed ${seed}`, {
  timeout: 60_000 + runs * 5,
}, () => {
  let allowed = 0;
  let granted = 0;
  const uses = new Map<string, number>();
  for (let run = 0; run < runs; run++) {
    const world = generateWorld(new Chance(seed * 1_000_003 + run), {
      onOperator: (operator) => uses.set(operator, (uses.get(operator) ?? 0) + 1),
    });
    const decision = decide(world.request, policiesOf(world));
    const wanted = naiveDecision(world);
    if (decision.allowed !== wanted) {
      throw new Error(
        `world ${run} of seed ${seed}: engine ${decision.allowed}, naive ${wanted}\n${show(world)}\n${JSON.stringify(explain(decision), undefined, 1)}`,
      );
    }
    if (decision.allowed) allowed++;
    if (decision.allowed && decision.route === "grant") granted++;
  }
  console.log(
    `naive comparison: ${runs} worlds, ${((100 * allowed) / runs).toFixed(1)} % allowed, ${granted} by a grant, ${uses.size} operators`,
  );
  expect(allowed / runs).toBeGreaterThan(0.3);
  expect(operatorNames.filter((name) => (uses.get(name) ?? 0) < 50)).toEqual([]);
});

function show(world: GeneratedWorld): string {
  return JSON.stringify(
    world,
    (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value instanceof Set ? [...value] : value),
    1,
  );
}
