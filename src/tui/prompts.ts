// What a typed line does: a search, a way to a step, a line or a date, a breakpoint, a watch, or a statement that is tried on a branch.

import { unreachable } from "../base/assert.js";
import type { ScenarioRun, Step } from "../engine/log.js";
import { causes } from "../rules/reply.js";
import { instantFromText } from "../world/time.js";
import { conditionHelp, stepsWhere } from "./conditions.js";
import { guessed, isHidden, waitingStep } from "./guesses.js";
import { lineOfStep } from "./places.js";
import { type BranchRunner, type Prompt, type ReplayState, runOf, type WhatIf } from "./state.js";

export const PROMPT_SIGNS: Readonly<Record<Prompt["is"], string>> = {
  search: "/",
  goto: ":",
  break: "break when ",
  watch: "watch ",
  guess: "predict ",
};

export function answerPrompt(state: ReplayState, prompt: Prompt, branch: BranchRunner): ReplayState {
  const closed = { ...state, prompt: undefined };
  const text = prompt.text.trim();
  if (text === "") return closed;
  switch (prompt.is) {
    case "search":
      return searched(closed, text);
    case "goto":
      return goTo(closed, text, branch);
    case "watch":
      return watched(closed, text);
    case "guess":
      return guessed(closed, text);
    case "break":
      return breakingWhen(closed, text);
    default:
      return unreachable(prompt.is);
  }
}

/** What is watched already is watched no longer. */
function watched(state: ReplayState, text: string): ReplayState {
  const others = state.watches.filter((each) => each !== text);
  const gone = others.length < state.watches.length;
  return {
    ...state,
    watches: gone ? others : [...others, text],
    message: gone ? `no longer watching ${text}` : `watching ${text}`,
  };
}

/** A condition that there is already goes away. */
function breakingWhen(state: ReplayState, text: string): ReplayState {
  const conditions = state.conditions.filter((each) => each.text !== text);
  if (conditions.length < state.conditions.length) return { ...state, conditions, message: `no longer breaks when ${text}` };
  const hits = stepsWhere(text, runOf(state), state.log);
  if (hits === undefined) return { ...state, message: conditionHelp };
  const next = { ...state, conditions: [...conditions, { text, hits }] };
  const told = hits.filter((step) => !isHidden(state, step));
  const never = waitingStep(state) === undefined ? "never in this run" : "not before the question";
  return { ...next, message: `breaks when ${text}: ${told.length === 0 ? never : `step ${told.slice(0, 5).join(", ")}`}` };
}

function searched(state: ReplayState, query: string): ReplayState {
  const wanted = query.toLowerCase();
  const run = runOf(state);
  // What a step came to is not found before a lesson has been answered; its sentence stands in the list.
  const isFound = (step: Step): boolean =>
    isHidden(state, step.number) ? step.kind !== "predict" && step.text.toLowerCase().includes(wanted) : mentions(step, wanted);
  const hits = run.steps.filter(isFound).map((step) => step.number);
  if (hits.length === 0) return { ...state, search: undefined, message: `nothing holds \`${query}\`` };
  const next = hits.find((step) => step >= state.step) ?? hits[0]!;
  return { ...state, step: next, scroll: 0, search: { query, hits }, message: "" };
}

/** Names, errors and actions: the sentence, the calls, what they were on, what refused them. */
function mentions(step: Step, wanted: string): boolean {
  if (step.text.toLowerCase().includes(wanted)) return true;
  for (const fact of step.facts) {
    if (fact.is === "call") {
      if (fact.action.toLowerCase().includes(wanted) || fact.on.some((id) => id.toLowerCase().includes(wanted))) return true;
      if (fact.refused?.code.toLowerCase().includes(wanted)) return true;
    } else if ((fact.is === "made" || fact.is === "changed" || fact.is === "gone") && fact.id.toLowerCase().includes(wanted))
      return true;
    else if (fact.is === "warning" && fact.code.includes(wanted)) return true;
  }
  if (step.outcome.is !== "refused") return false;
  return [...causes(step.outcome.refused)].some((each) => each.code.toLowerCase().includes(wanted));
}

function goTo(state: ReplayState, text: string, branch: BranchRunner): ReplayState {
  const run = runOf(state);
  const number = /^\d{1,9}$/.exec(text);
  if (number !== null) return at(state, Math.min(Math.max(1, Number(text)), run.steps.length));
  const line = /^line (\d{1,9})$/.exec(text);
  if (line !== null) return atLine(state, run, Number(line[1]));
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const instant = instantFromText(text);
    if (typeof instant !== "number") return { ...state, message: instant.problem };
    const step = run.steps.find((each) => each.at >= instant);
    return step === undefined ? { ...state, message: `the run ends before ${text}` } : at(state, step.number);
  }
  return tryOut(state, text, branch);
}

function at(state: ReplayState, step: number): ReplayState {
  return { ...state, step, scroll: 0 };
}

function atLine(state: ReplayState, run: ScenarioRun, line: number): ReplayState {
  let best: Step | undefined;
  for (const step of run.steps) {
    if (step.file !== run.file) continue;
    const own = lineOfStep(step, state.log);
    if (own === line) return at(state, step.number);
    if (own > line) best ??= step;
  }
  return best === undefined
    ? { ...state, message: `no step begins at line ${line} or after it` }
    : { ...at(state, best.number), message: `no step begins at line ${line}: this is the next` };
}

/** What is tried at the step at hand. */
export function openWhatIf({ whatIf, scenario, step }: ReplayState): WhatIf | undefined {
  return whatIf !== undefined && whatIf.point.scenario === scenario && whatIf.point.step === step ? whatIf : undefined;
}

/** Statements that are tried one after the other at the same step go on from one another. */
function tryOut(state: ReplayState, text: string, branch: BranchRunner): ReplayState {
  const { scenario, step } = state;
  const before = openWhatIf(state)?.texts ?? [];
  const point = { log: state.log, run: runOf(state), step };
  const tried = branch(point, [...before, text].join("\n"));
  const wrong = tried.diagnostics.some((each) => each.severity === "error");
  const stepsBefore = before.length === 0 ? 0 : branch(point, before.join("\n")).steps.length;
  const texts = wrong ? before : [...before, text];
  const whatIf: WhatIf = { point: { scenario, step }, texts, earlier: before, stepsBefore, branch: tried };
  return { ...state, whatIf, tab: "why", scroll: 0, message: "" };
}
