// From one run to another: the next scenario of the file, or the same one after the file was saved. What was set for the steps of the one goes
// along as far as the other has such steps.

import type { RunLog, ScenarioRun } from "../engine/log.js";
import { stepsWhere } from "./conditions.js";
import { type ReplayState, runOf } from "./state.js";

export function toScenario(state: ReplayState, by: number): ReplayState {
  const count = state.log.scenarios.length;
  if (count < 2) return { ...state, message: "this file has one scenario" };
  const scenario = (state.scenario + by + count) % count;
  const run = state.log.scenarios[scenario]!;
  const left = runOf(state);
  const kept = new Map(state.kept).set(left.name, state.breakpoints);
  return {
    ...onRun({ ...state, kept, breakpoints: kept.get(run.name) ?? new Set(), mark: undefined }, state.log, scenario),
    step: firstOwnStep(run, left),
    message: `scenario ${scenario + 1} of ${count}: ${run.name}`,
  };
}

/** Where a scenario begins to differ from another of its file: the set-up that they share has been seen. */
function firstOwnStep(run: ScenarioRun, other: ScenarioRun): number {
  const own = run.steps.findIndex(
    (step, at) => step.span.start !== other.steps[at]?.span.start || step.file !== other.steps[at]?.file,
  );
  return own === -1 ? Math.min(1, run.steps.length) : own + 1;
}

/** The file was run again: the same scenario by name and the same step, as far as it still has them. */
export function rerun(state: ReplayState, log: RunLog): ReplayState {
  if (log.scenarios.length === 0)
    return { ...state, stale: "no scenario", message: "the file holds no scenario now: this is the run before" };
  const name = runOf(state).name;
  const scenario = Math.max(
    0,
    log.scenarios.findIndex((run) => run.name === name),
  );
  return { ...onRun(state, log, scenario), stale: undefined, message: "run again" };
}

function onRun(state: ReplayState, log: RunLog, scenario: number): ReplayState {
  const run = log.scenarios[scenario]!;
  const last = run.steps.length;
  const mark = state.mark !== undefined && state.mark <= last ? state.mark : undefined;
  return {
    ...state,
    log,
    scenario,
    step: Math.min(Math.max(1, state.step), last),
    breakpoints: new Set([...state.breakpoints].filter((step) => step <= last)),
    conditions: state.conditions.flatMap(({ text }) => {
      const hits = stepsWhere(text, run, log);
      return hits === undefined ? [] : [{ text, hits }];
    }),
    mark,
    comparing: state.comparing && mark !== undefined,
    search: undefined,
    whatIf: undefined,
    due: undefined,
    whole: undefined,
    scroll: 0,
  };
}
