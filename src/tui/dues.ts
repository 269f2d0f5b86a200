// What fell due within a step, event by event: an advance of a year is one step of the file and may be a hundred things that AWS did.

import type { Step } from "../engine/log.js";
import type { Fact } from "../rules/facts.js";
import { atLastStep, type ReplayState, runOf, stepOf } from "./state.js";

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
    for (const fact of step.facts) {
      if (fact.is === "due") found.push({ event: fact, facts: [] });
      else found.at(-1)?.facts.push(fact);
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

/** To the next event of the step, from the last one to the next step. */
export function onward(state: ReplayState): ReplayState {
  const step = stepOf(state);
  const next = (state.due ?? 0) + 1;
  if (step !== undefined && next <= duesOf(step).length) return { ...state, due: next, scroll: 0 };
  if (state.step < runOf(state).steps.length) return { ...state, step: state.step + 1, scroll: 0 };
  return { ...state, message: atLastStep(state) };
}

/** To the event before, from the first one to the step as a whole, from there to the step before. */
export function backward(state: ReplayState): ReplayState {
  if (state.due !== undefined) return { ...state, due: state.due === 1 ? undefined : state.due - 1, scroll: 0 };
  if (state.step > 1) return { ...state, step: state.step - 1, scroll: 0 };
  return { ...state, message: "this is the first step" };
}
