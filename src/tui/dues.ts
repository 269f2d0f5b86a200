// What fell due within a step, event by event: an advance of a year is one step of the file and may be a hundred things that AWS did.

import type { Step } from "../engine/log.js";
import type { Fact } from "../rules/facts.js";
import { callsByItself } from "../rules/retries.js";
import { into, onRow, openedHere, rowAbove, rowBelow, rowHere } from "./folds.js";
import { atLastStep, type ReplayState, stepOf } from "./state.js";

export interface Due {
  readonly event: Extract<Fact, { is: "due" }>;
  /** What it did. */
  readonly facts: readonly Fact[];
}

const duesOfSteps = new WeakMap<Step, readonly Due[]>();

/** In the order in which they came. */
export function duesOf(step: Step): readonly Due[] {
  let dues = duesOfSteps.get(step);
  if (dues === undefined) {
    const found: { event: Due["event"]; facts: Fact[] }[] = [];
    let open: Fact[] | undefined;
    for (const fact of step.facts) {
      if (fact.is === "due") {
        open = [];
        found.push({ event: fact, facts: open });
      }
      // The call of the statement, which waited meanwhile.
      else if (fact.is === "call" && callsByItself(fact.caller, fact.depth)) open = undefined;
      else open?.push(fact);
    }
    dues = found;
    duesOfSteps.set(step, dues);
  }
  return dues;
}

/** The event at hand; undefined where the step is not opened. */
export function dueAt(state: ReplayState): Due | undefined {
  const step = stepOf(state);
  return step === undefined || state.due === undefined ? undefined : duesOf(step)[state.due - 1];
}

/** Into a folded block; to the next event of the step, from the last one to the next row. */
export function onward(state: ReplayState): ReplayState {
  if (state.whole !== undefined) return { ...state, ...onRow(into(state, state.whole)) };
  const step = stepOf(state);
  const next = (state.due ?? 0) + 1;
  if (step !== undefined && next <= duesOf(step).length) return { ...state, due: next, scroll: 0 };
  return steppedOn(state);
}

/** To the event before, from the first one to the step as a whole; from the first step of a block to the block, else to the row before. */
export function backward(state: ReplayState): ReplayState {
  if (state.due !== undefined) return { ...state, due: state.due === 1 ? undefined : state.due - 1, scroll: 0 };
  const block = openedHere(state);
  return block === undefined ? steppedBack(state) : { ...state, ...onRow({ number: block.last, block }) };
}

/** To the next row of the list: over what is folded. */
export function steppedOn(state: ReplayState): ReplayState {
  const row = rowBelow(state, rowHere(state));
  return row === undefined ? { ...state, message: atLastStep(state) } : { ...state, ...onRow(row) };
}

export function steppedBack(state: ReplayState): ReplayState {
  const row = rowAbove(state, rowHere(state));
  return row === undefined ? { ...state, message: "this is the first step" } : { ...state, ...onRow(row) };
}
