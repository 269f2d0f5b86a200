// The list of steps: only those in the window, the current one in its middle third, with what fell due in it where that is opened.

import type { Step } from "../../engine/log.js";
import type { Line, Role } from "../../report/layout.js";
import { eventText } from "../../report/names.js";
import { cut, text } from "../columns.js";
import { type Due, duesOf } from "../dues.js";
import { conditionHits, guessAt, isHidden, waitingStep } from "../guesses.js";
import { signOf } from "../marks.js";
import { shortDate } from "../places.js";
import type { Signs } from "../signs.js";
import { type ReplayState, runOf } from "../state.js";
import type { View } from "./view.js";

/** A row of the list: a step, or one of the events that fell due in it. */
export interface StepRow {
  readonly step: Step;
  /** From 1. */
  readonly due?: number;
}

/** The rows that a window of this height shows. */
export function rowsInWindow(state: ReplayState, rows: number): readonly StepRow[] {
  const { steps } = runOf(state);
  const half = Math.floor(rows / 2);
  const first = Math.max(0, Math.min(state.step - 1 - half, steps.length - rows));
  const window = steps.slice(first, first + rows);
  const { due } = state;
  if (due === undefined) return window.map((step) => ({ step }));
  const opened = window.flatMap((step): StepRow[] => [
    { step },
    ...(step.number === state.step ? eventRows(step, due, rows) : []),
  ]);
  const here = opened.findIndex((row) => row.step.number === state.step && row.due === due);
  const from = Math.max(0, Math.min(here - half, opened.length - rows));
  return opened.slice(from, from + rows);
}

/** Those near the one at hand: an advance may hold thousands. */
function eventRows(step: Step, due: number, rows: number): StepRow[] {
  const from = Math.max(1, due - rows);
  const to = Math.min(duesOf(step).length, due + rows);
  return Array.from({ length: to - from + 1 }, (_, at) => ({ step, due: from + at }));
}

export function stepsPane(view: View): readonly Line[] {
  const { state, rows } = view;
  const { steps } = runOf(state);
  if (steps.length === 0) return [[text("this scenario has no steps", "faint")]];
  const conditions = new Set(conditionHits(state));
  const shown = rowsInWindow(state, rows);
  const lines = shown.map(({ step, due }) =>
    due === undefined
      ? stepLine(step, conditions.has(step.number), view)
      : dueLine(duesOf(step)[due - 1]!, due === state.due, step, view),
  );
  const { notRun } = runOf(state);
  if (notRun === 0 || lines.length >= rows || shown.at(-1)?.step !== steps.at(-1)) return lines;
  return [...lines, [text(`    ${notRun} not run: it stops at a failure`, "faint")]];
}

function stepLine(step: Step, meetsCondition: boolean, { state, signs, columns }: View): Line {
  const here = step.number === state.step && state.due === undefined;
  const { sign, role } = shownSign(step, state, signs);
  const stop = state.breakpoints.has(step.number) || meetsCondition || state.mark === step.number;
  const count = isHidden(state, step.number) ? 0 : duesOf(step).length;
  const right = count === 0 ? "" : `  ${count} due`;
  const head = `${String(step.number).padStart(String(runOf(state).steps.length).length)} `;
  return [
    text(here ? signs.selected : stop ? signs.mark : " ", stop ? "warning" : "title"),
    text(stop && here ? signs.mark : sign, stop && here ? "warning" : role),
    text(` ${head}`, "number"),
    text(cut(sentenceOf(step, state, signs), columns - 3 - head.length - right.length, signs.ellipsis), here ? "title" : "plain"),
    text(right, "faint"),
  ];
}

function dueLine(due: Due, here: boolean, step: Step, { state, signs, columns }: View): Line {
  const run = runOf(state);
  const said = eventText(due.event, state.log.vocabulary, step.world, run.worldAt(step.number - 1));
  return [
    text(here ? signs.selected : " ", "title"),
    text(`   ${shortDate(due.event.at, run)} `, "number"),
    text(cut(said, columns - 15, signs.ellipsis), here ? "title" : "faint"),
  ];
}

/** What the lesson itself predicts would give the answer away. */
function sentenceOf(step: Step, state: ReplayState, signs: Signs): string {
  return step.number === waitingStep(state) ? `predict ${signs.ellipsis}` : step.text;
}

/** `?` for a prediction that waits, how the guess came out for one that was made, nothing for what is still hidden. */
function shownSign(step: Step, state: ReplayState, signs: Signs): { readonly sign: string; readonly role: Role } {
  if (step.number === waitingStep(state)) return { sign: signs.asks, role: "warning" };
  if (isHidden(state, step.number)) return { sign: " ", role: "plain" };
  const guess = guessAt(state, step.number);
  if (guess === undefined) return signOf(runOf(state), step, signs);
  return guess.verdict.held ? { sign: signs.ok, role: "good" } : { sign: signs.refused, role: "warning" };
}
