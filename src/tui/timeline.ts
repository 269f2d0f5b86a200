// The whole run on one row: a column stands for a group of steps, or for a stretch of time; the worst sign of a group wins.

import type { ScenarioRun } from "../engine/log.js";
import type { Line, Role } from "../report/layout.js";
import { formatDate, formatInstant, type Instant } from "../world/time.js";
import { text } from "./columns.js";
import { failedSteps } from "./marks.js";
import { shortDate } from "./places.js";
import { stopsOf } from "./reduce.js";
import type { Signs } from "./signs.js";
import { type ReplayState, runOf, stepOf } from "./state.js";

type Mark = "none" | "time" | "step" | "stop" | "failure" | "here";
const RANK: readonly Mark[] = ["none", "time", "step", "stop", "failure", "here"];
const ROLES: Readonly<Record<Mark, Role>> = {
  none: "faint",
  time: "faint",
  step: "plain",
  stop: "warning",
  failure: "bad",
  here: "title",
};

export function timelineLine(state: ReplayState, columns: number, signs: Signs): Line {
  const run = runOf(state);
  const last = run.steps.at(-1);
  const end = last?.at ?? run.startedAt;
  const here = stepOf(state)?.at ?? run.startedAt;
  // Within one day it is the hour that tells.
  const isOneDay = end !== run.startedAt && formatDate(end) === formatDate(run.startedAt);
  const short = (at: Instant): string => (isOneDay ? formatInstant(at).slice(11, 16) : shortDate(at, run));
  const left = ` ${short(run.startedAt)} `;
  const right = ` ${short(end)}   ${formatDate(here)}${isOneDay ? ` ${short(here)}` : ""}`;
  const width = columns - left.length - right.length - 1;
  if (width < 8) return [text(left + right, "faint")];
  const marks = marksOf(state, width);
  const drawn: Readonly<Record<Mark, string>> = {
    none: signs.line,
    time: signs.advance,
    step: signs.step,
    stop: signs.mark,
    failure: signs.failed,
    here: signs.here,
  };
  return [text(left, "faint"), ...marks.map((mark) => text(drawn[mark], ROLES[mark])), text(right, "faint")];
}

const kept = new WeakMap<ScenarioRun, { readonly width: number; readonly byTime: boolean; readonly marks: readonly Mark[] }>();

function marksOf(state: ReplayState, width: number): Mark[] {
  const run = runOf(state);
  const column = columnOf(run, width, state.byTime);
  let found = kept.get(run);
  if (found?.width !== width || found.byTime !== state.byTime) {
    const marks = new Array<Mark>(width).fill("none");
    for (const step of run.steps) {
      worse(marks, column(step.number), step.kind === "flow" ? "time" : "step");
      // On the way to a step that moved the clock, time went by.
      const from = step.number > 1 ? column(step.number - 1) : 0;
      if (step.kind === "flow" && step.at > (run.steps[step.number - 2]?.at ?? run.startedAt))
        for (let at = from + 1; at < column(step.number); at++) worse(marks, at, "time");
    }
    for (const number of failedSteps(run)) worse(marks, column(number), "failure");
    found = { width, byTime: state.byTime, marks };
    kept.set(run, found);
  }
  const marks = [...found.marks];
  for (const number of stopsOf(state, false)) worse(marks, column(number), "stop");
  if (state.step > 0) marks[column(state.step)] = "here";
  return marks;
}

function worse(marks: Mark[], column: number, mark: Mark): void {
  if (RANK.indexOf(mark) > RANK.indexOf(marks[column]!)) marks[column] = mark;
}

function columnOf(run: ScenarioRun, width: number, byTime: boolean): (step: number) => number {
  const count = run.steps.length;
  const start = run.startedAt;
  const span = (run.steps.at(-1)?.at ?? start) - start;
  if (byTime && span > 0)
    return (step) => Math.min(width - 1, Math.max(0, Math.floor(((run.steps[step - 1]!.at - start) / span) * (width - 1))));
  if (count <= 1) return () => 0;
  return (step) => Math.floor(((step - 1) / (count - 1)) * (width - 1));
}
