// Which steps failed, were refused, or hold a mark, and what a step's sign is. Worked out once for each scenario of a log.

import { sorted } from "../base/order.js";
import type { ScenarioRun, Step } from "../engine/log.js";
import type { Signs } from "./signs.js";

const failuresOf = new WeakMap<ScenarioRun, readonly number[]>();

/** Numbers of the steps that failed, in order. */
export function failedSteps(run: ScenarioRun): readonly number[] {
  let failed = failuresOf.get(run);
  if (failed === undefined) {
    failed = sorted(
      new Set(run.failures.map((failure) => failure.step).filter((step) => step <= run.steps.length)),
      (a, b) => a - b,
    );
    failuresOf.set(run, failed);
  }
  return failed;
}

/** Whether `number` is among numbers that stand in order. */
export function holds(ordered: readonly number[], number: number): boolean {
  return ordered[indexFrom(ordered, number)] === number;
}

/** Index of the first that is not below `number`. */
export function indexFrom(ordered: readonly number[], number: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ordered[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nearest in that direction, or undefined. */
export function nextIn(ordered: readonly number[], from: number, direction: 1 | -1): number | undefined {
  return direction === 1 ? ordered[indexFrom(ordered, from + 1)] : ordered[indexFrom(ordered, from) - 1];
}

export function stepFailed(run: ScenarioRun, step: Step): boolean {
  return step.expectation?.held === false || holds(failedSteps(run), step.number);
}

/** ✗ failed · × refused as expected · `·` the clock moved · ✓ else. */
export function signOf(
  run: ScenarioRun,
  step: Step,
  signs: Signs,
): { readonly sign: string; readonly role: "good" | "bad" | "faint" | "warning" } {
  if (stepFailed(run, step)) return { sign: signs.failed, role: "bad" };
  if (step.outcome.is === "refused") return { sign: signs.refused, role: "warning" };
  if (step.kind === "flow") return { sign: signs.advance, role: "faint" };
  return { sign: signs.ok, role: "good" };
}
