// The list of steps: only those in the window, the current one in its middle third, with what fell due in it where that is opened.

import type { Step, StepBlock } from "../../engine/log.js";
import type { Line, Role } from "../../report/layout.js";
import { eventText } from "../../report/names.js";
import { cut, text } from "../columns.js";
import { type Due, duesOf } from "../dues.js";
import { type Row, rowAbove, rowBelow, rowHere } from "../folds.js";
import { conditionHits, guessAt, isHidden, waitingStep } from "../guesses.js";
import { failedSteps, nextIn, signOf } from "../marks.js";
import { shortDate } from "../places.js";
import type { Signs } from "../signs.js";
import { type ReplayState, runOf } from "../state.js";
import type { View } from "./view.js";

/** A row of the list: a step, one of the events that fell due in it, or a folded block with its last step. */
export interface StepRow {
  readonly step: Step;
  readonly block?: StepBlock | undefined;
  /** From 1. */
  readonly due?: number;
}

/** The rows that a window of this height shows. */
export function rowsInWindow(state: ReplayState, rows: number): readonly StepRow[] {
  const { steps } = runOf(state);
  const half = Math.floor(rows / 2);
  const shown = ({ number, block }: Row): StepRow => ({ step: steps[number - 1]!, block });
  const above = rowsFrom(state, rowAbove, rows).reverse();
  const below = rowsFrom(state, rowBelow, rows);
  const { due } = state;
  const at = steps[state.step - 1];
  const here: StepRow[] = at === undefined ? [] : [shown(rowHere(state)), ...(due === undefined ? [] : eventRows(at, due, rows))];
  const all = [...above.map(shown), ...here, ...below.map(shown)];
  const current = Math.max(
    0,
    all.findIndex((row) => isHere(row, state)),
  );
  const from = Math.max(0, Math.min(current - half, all.length - rows));
  return all.slice(from, from + rows);
}

/** The rows on one side of the one at hand, so many at most. */
function rowsFrom(state: ReplayState, next: typeof rowAbove, count: number): Row[] {
  const found: Row[] = [];
  for (let row = next(state, rowHere(state)); row !== undefined && found.length < count; row = next(state, row)) found.push(row);
  return found;
}

export function isHere({ step, due, block }: StepRow, state: ReplayState): boolean {
  return step.number === state.step && due === state.due && block === state.whole;
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
  const lines = shown.map(({ step, due, block }) =>
    block !== undefined
      ? blockLine(block, conditions, view)
      : due === undefined
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

function blockLine(block: StepBlock, conditions: ReadonlySet<number>, { state, signs, columns }: View): Line {
  const run = runOf(state);
  const here = block === state.whole;
  const hidden = isHidden(state, block.last);
  const failed = (nextIn(failedSteps(run), block.first - 1, 1) ?? Number.POSITIVE_INFINITY) <= block.last;
  const within = (step: number | undefined) => step !== undefined && block.first <= step && step <= block.last;
  const stop = within(state.mark) || [...state.breakpoints, ...conditions].some(within);
  const right = `  ${block.last - block.first + 1} steps`;
  const head = `${String(block.last).padStart(String(run.steps.length).length)} `;
  const sign = hidden ? " " : failed ? signs.failed : signs.ok;
  const role = hidden ? "plain" : failed ? "bad" : "good";
  return [
    text(here ? signs.selected : stop ? signs.mark : " ", stop ? "warning" : "title"),
    text(stop && here ? signs.mark : sign, stop && here ? "warning" : role),
    text(` ${head}`, "number"),
    text(
      cut(`${signs.folded} ${block.text}`, columns - 3 - head.length - right.length, signs.ellipsis),
      here ? "title" : "plain",
    ),
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
