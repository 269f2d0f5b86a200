// Where steps stand in their files. The starts of a text's lines are counted once, so that a hundred thousand steps can be asked.

import type { RunLog, Step } from "../engine/log.js";
import { textOf } from "../report/diagnostics.js";
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

/** Line of the file where the step's statement begins, from 1. */
export function lineOfStep(step: Step, log: RunLog): number {
  return indexFrom(lineStarts(textOf(step, log)), step.span.start + 1);
}
