// `--until DATE`: how far a scenario runs on by itself.

import type { ScenarioRun } from "../engine/log.js";
import { formatInstant, type Instant, instantFromText, isInClockRange } from "../world/time.js";
import { InputProblem } from "./exit.js";

export function untilOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const at = instantFromText(text);
  if (typeof at !== "number") throw new InputProblem(`--until ${text}: ${at.problem}`, "write --until 2029-01-01");
  if (!isInClockRange(at)) throw new InputProblem(`--until ${text} is beyond the years that Custody knows, 1970 to 2199`);
  return at;
}

/** Nothing was paid for before a scenario began. */
export function requireAfterStart(until: Instant | undefined, runs: readonly ScenarioRun[]): void {
  for (const { name, startedAt } of runs) requireNotBefore(until, startedAt, `${name} begins`);
}

/** What is compared at a date has to have got there. */
export function requireAfterEnd(until: Instant | undefined, runs: readonly ScenarioRun[]): void {
  for (const { name, startedAt, steps } of runs) requireNotBefore(until, steps.at(-1)?.at ?? startedAt, `${name} ends`);
}

function requireNotBefore(until: Instant | undefined, at: Instant, what: string): void {
  if (until !== undefined && until < at)
    throw new InputProblem(`--until ${formatInstant(until)} is too early: ${what} at ${formatInstant(at)}`);
}
