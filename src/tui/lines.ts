// The replay without a screen: numbered lines for a pipe, a screen reader, a dumb terminal. Flags give what the keys give.

import { safeLine } from "../base/safe-text.js";
import type { RunLog, ScenarioRun, Step } from "../engine/log.js";
import { safeJson } from "../report/safe-json.js";
import { causes, isDenial } from "../rules/reply.js";
import { isoInstant } from "../world/time.js";
import { failedSteps, stepFailed } from "./marks.js";
import { lineOfStep, placeOfStep } from "./places.js";

export interface LineOptions {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly failuresOnly: boolean;
  readonly json: boolean;
  /** Index of the scenario; all if absent. */
  readonly scenario?: number | undefined;
}

/** `step 7 of 18, line 14, denied: …; changed: nothing`, a line each. */
export function* replayLines(log: RunLog, options: LineOptions): Generator<string> {
  for (const [index, run] of log.scenarios.entries()) {
    if (options.scenario !== undefined && options.scenario !== index) continue;
    if (!options.json) yield safeLine(scenarioLine(log, index));
    for (const step of run.steps.slice((options.from ?? 1) - 1, options.to)) {
      if (options.failuresOnly && !stepFailed(run, step)) continue;
      yield options.json ? jsonLine(step, run, log) : safeLine(stepLine(step, run, log));
    }
  }
}

/** `scenario 1 of 2, share: 18 steps, passed` */
export function scenarioLine(log: RunLog, index: number): string {
  const run = log.scenarios[index]!;
  const failed = failedSteps(run).length;
  const outcome = failed === 0 ? "passed" : `${failed} failed`;
  return `scenario ${index + 1} of ${log.scenarios.length}, ${run.name}: ${run.steps.length} steps, ${outcome}`;
}

/** Only what a step did itself counts as a failure; a refusal that was expected is told as one. */
export function stepLine(step: Step, run: ScenarioRun, log: RunLog): string {
  const place = placeOfStep(step, run, log);
  return `step ${step.number} of ${run.steps.length}, ${place}, ${outcomeWords(step, run)}: ${step.text}; changed: ${changedWords(step)}`;
}

function outcomeWords(step: Step, run: ScenarioRun): string {
  const failed = stepFailed(run, step) ? "FAILED, " : "";
  if (step.expectation !== undefined && (step.kind === "expect" || step.kind === "predict"))
    return step.expectation.held
      ? step.kind === "expect"
        ? "holds"
        : "right"
      : `FAILED, wanted ${step.expectation.wanted}, got ${step.expectation.got}`;
  if (step.outcome.is === "ok") return step.kind === "flow" ? `clock ${isoInstant(step.at)}` : `${failed}ok`;
  const { refused } = step.outcome;
  const expected = step.expectation?.held === true ? " as expected" : "";
  const code = [...causes(refused)].at(-1)?.code ?? refused.code;
  return `${failed}${isDenial(refused) ? "denied" : "refused"}${expected} (${code})`;
}

function changedWords(step: Step): string {
  const words: string[] = [];
  for (const fact of step.facts) {
    if (fact.is === "made") words.push(`+ ${fact.id}`);
    else if (fact.is === "changed") words.push(`~ ${fact.id}`);
    else if (fact.is === "gone") words.push(`- ${fact.id}`);
    if (words.length > 12) break;
  }
  return words.length === 0 ? "nothing" : [...new Set(words)].slice(0, 12).join(", ");
}

function jsonLine(step: Step, run: ScenarioRun, log: RunLog): string {
  return safeJson({
    custody: 1,
    type: "replay-step",
    scenario: run.name,
    step: step.number,
    of: run.steps.length,
    file: step.file,
    line: lineOfStep(step, log),
    at: isoInstant(step.at),
    text: step.text,
    outcome: step.outcome.is === "ok" ? "ok" : step.outcome.refused.code,
    failed: stepFailed(run, step),
    changed: step.facts.flatMap((fact) => (fact.is === "made" || fact.is === "changed" || fact.is === "gone" ? [fact.id] : [])),
  });
}
