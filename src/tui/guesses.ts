// Predictions of a lesson: before a step shows what AWS answers, the learner says what it will be. Until then that step and all behind it
// keep their outcome to themselves; what was said is judged as the engine judges a prediction that stands in the file.

import { assert } from "../base/assert.js";
import type { ScenarioRun, Step, Verdict } from "../engine/log.js";
import { guessVerdict } from "../engine/statements/predict.js";
import { isDenial } from "../rules/reply.js";
import { type ReplayState, runOf } from "./state.js";

const predictionsOf = new WeakMap<ScenarioRun, readonly number[]>();

/** Numbers of the steps that ask for a prediction, in order. */
export function predictions(run: ScenarioRun): readonly number[] {
  let found = predictionsOf.get(run);
  if (found === undefined) {
    found = run.steps.filter((step) => step.kind === "predict").map((step) => step.number);
    predictionsOf.set(run, found);
  }
  return found;
}

/** Stands for a prediction that was shown without a guess. */
const shownOnly = "";

function keyOf(run: ScenarioRun, step: number): string {
  return `${step} ${run.name}`;
}

/** Guesses for the steps before one that is opened at once: they are taken as shown. */
export function shownBefore(run: ScenarioRun, step: number): ReadonlyMap<string, string> {
  return new Map(predictions(run).flatMap((each) => (each < step ? [[keyOf(run, each), shownOnly] as const] : [])));
}

/** The step of the scenario whose prediction waits; what lies behind it is hidden. */
export function waitingStep(state: ReplayState): number | undefined {
  const run = runOf(state);
  return predictions(run).find((step) => !state.guesses.has(keyOf(run, step)));
}

export function isHidden(state: ReplayState, step: number): boolean {
  const waiting = waitingStep(state);
  return waiting !== undefined && step >= waiting;
}

/** Steps where a condition becomes true, as far as that gives no answer away. */
export function conditionHits(state: ReplayState): readonly number[] {
  const waiting = waitingStep(state) ?? Number.POSITIVE_INFINITY;
  return state.conditions.flatMap((each) => each.hits.filter((step) => step < waiting));
}

/** Whether the step at hand asks. */
export function isAsked(state: ReplayState): boolean {
  return waitingStep(state) === state.step;
}

/** The statement that the prediction at a step is about. */
export function predictedStep(run: ScenarioRun, prediction: number): Step {
  const found = run.steps.find((step) => step.number > prediction && step.kind === "do");
  assert(found !== undefined, "a prediction is followed by what it is about, or the run would not have come to it");
  return found;
}

export interface Guess {
  readonly said: string;
  readonly verdict: Verdict;
}

/** What was said at a step and how it came out; undefined where nothing was, or it was only shown. */
export function guessAt(state: ReplayState, step: number): Guess | undefined {
  const run = runOf(state);
  const said = state.guesses.get(keyOf(run, step));
  if (said === undefined || said === shownOnly || run.steps[step - 1]?.kind !== "predict") return undefined;
  const verdict = verdictOf(said, predictedStep(run, step));
  return verdict === undefined ? undefined : { said, verdict };
}

/** `right: you said deny`; undefined for what is no prediction. */
export function guessSentence(run: ScenarioRun, prediction: number, said: string): string | undefined {
  const verdict = verdictOf(said, predictedStep(run, prediction));
  return verdict === undefined ? undefined : `${verdict.held ? "right" : "not so"}: you said ${said}`;
}

/** Whoever is asked to choose between denied and another error means one that is no denial. */
function verdictOf(said: string, step: Step): Verdict | undefined {
  const verdict = guessVerdict(said, step);
  if (verdict === undefined || said !== "error" || step.outcome.is === "ok") return verdict;
  return { ...verdict, held: !isDenial(step.outcome.refused) };
}

export const guessHelp = "a prediction is: allow · deny · error · deny because key policy of k1 · error DisabledException";

/** Takes an answer to the step at hand. */
export function guessed(state: ReplayState, said: string): ReplayState {
  if (!isAsked(state)) return { ...state, message: "nothing is asked here: `predict` in a lesson asks" };
  const run = runOf(state);
  const message = guessSentence(run, state.step, said);
  return message === undefined ? { ...state, message: guessHelp } : { ...answered(state, said), message };
}

/** Shows the answer without a guess. */
export function revealed(state: ReplayState): ReplayState {
  if (!isAsked(state)) return { ...state, message: "nothing is hidden here" };
  return { ...answered(state, shownOnly), message: "shown without a guess" };
}

function answered(state: ReplayState, said: string): ReplayState {
  const guesses = new Map(state.guesses).set(keyOf(runOf(state), state.step), said);
  return { ...state, guesses, tab: "why", scroll: 0 };
}

/** `2 of 3 predictions right`; empty where none was made. */
export function scoreText(state: ReplayState): string {
  let [right, made] = [0, 0];
  for (const [scenario, run] of state.log.scenarios.entries()) {
    for (const step of predictions(run)) {
      const guess = guessAt({ ...state, scenario }, step);
      if (guess === undefined) continue;
      made++;
      if (guess.verdict.held) right++;
    }
  }
  return made === 0 ? "" : `${right} of ${made} predictions right`;
}
