// Where steps stand in their files, and in time. The starts of a text's lines are counted once, so that a hundred thousand steps can be asked.

import type { RunLog, ScenarioRun, Step } from "../engine/log.js";
import { textOf } from "../report/diagnostics.js";
import { formatDate, type Instant } from "../world/time.js";
import { indexFrom } from "./marks.js";

const startsOf = new Map<string, readonly number[]>();

function lineStarts(text: string): readonly number[] {
  let starts = startsOf.get(text);
  if (starts === undefined) {
    const found = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) found.push(at + 1);
    starts = found;
    startsOf.clear();
    startsOf.set(text, starts);
  }
  return starts;
}

/** `01-31`; with its year where the run goes from one into another. */
export function shortDate(at: Instant, run: ScenarioRun): string {
  const isOneYear = formatDate(run.startedAt).slice(0, 4) === formatDate(run.steps.at(-1)?.at ?? run.startedAt).slice(0, 4);
  return isOneYear ? formatDate(at).slice(5) : formatDate(at);
}

/** Line of the file where the step's statement begins, from 1. */
export function lineOfStep(step: Step, log: RunLog): number {
  return indexFrom(lineStarts(textOf(step, log)), step.span.start + 1);
}

/** `line 14`; with its file where that is an included one. */
export function placeOfStep(step: Step, run: ScenarioRun, log: RunLog): string {
  const file = step.file === run.file ? "" : `${step.file.slice(step.file.lastIndexOf("/") + 1)} `;
  return `${file}line ${lineOfStep(step, log)}`;
}
