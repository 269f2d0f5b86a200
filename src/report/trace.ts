// The trace: what a run did, step by step, as a person reads it. The same text without colour is the golden, so it holds nothing that
// depends on the machine, and each of its lines can be judged by someone who knows AWS.

import type { RunLog, ScenarioRun, Step, Vocabulary } from "../engine/log.js";
import { formatInstant } from "../world/time.js";
import { readAlike } from "./alike.js";
import { closingLines } from "./closing.js";
import { foldPeriodMax, foldsOf } from "./fold.js";
import {
  fitted,
  type Line,
  lineOf,
  lineWidth,
  type Paint,
  padTo,
  paragraph,
  piece,
  plainPaint,
  printLine,
  reasonWidthMax,
} from "./layout.js";
import { Denials } from "./reasons.js";
import { besideHead, bodyLines, headLines, type StepLayout, type StepView, stepLayout, stepView } from "./step.js";

export interface TraceOptions {
  /** Paints the parts of a line; nothing is said by colour alone. Left out: plain text. */
  readonly paint?: Paint;
  /** Result lines only. */
  readonly quiet?: boolean;
}

/** The trace of all scenarios of a run, ending with a line end. Empty for a run that did not begin because its text is wrong. */
export function renderTrace(result: RunLog, options: TraceOptions = {}): string {
  let text = "";
  for (const line of traceLines(result, options)) text += `${line}\n`;
  return text;
}

/** The same, a line at a time and without line ends. */
export function* traceLines(result: RunLog, options: TraceOptions = {}): Generator<string> {
  const paint = options.paint ?? plainPaint;
  for (const [index, run] of result.scenarios.entries()) {
    if (index > 0 && options.quiet !== true) yield "";
    for (const line of options.quiet === true ? quietLines(run) : scenarioLines(run, result.vocabulary))
      yield printLine(line, paint);
  }
}

/** One scenario's part of the trace, as lines that can still be painted. */
export function* scenarioLines(run: ScenarioRun, vocabulary: Vocabulary): Generator<Line> {
  yield* titleLines(run);
  const layout = stepLayout(run);
  const failing = new Set(run.failures.map((failure) => failure.step));
  const denials = new Denials();
  const rendered: RenderedStep[] = [];
  for (const step of run.steps) {
    const before = rendered.at(-1)?.step.world ?? run.worldAt(0);
    const view = stepView(step, { before, vocabulary, indent: layout.indent, denials });
    const folds = !failing.has(step.number) && hasTwin(run.steps, rendered.length);
    const known = folds ? writtenBefore(step, rendered) : undefined;
    rendered.push(known === undefined ? renderStep(view, folds) : { ...known, step, beside: besideHead(step, before) });
  }
  for (const { start, period, count } of foldsOf(rendered.map((each) => each.signature))) {
    for (let offset = 0; offset < period; offset++) {
      const { step, beside, body } = rendered[start + offset]!;
      yield [];
      const last = rendered[start + period * (count - 1) + offset]!;
      const times =
        count === 1 ? beside : `× ${count}, to step ${last.step.number}${last.beside === "" ? "" : `  ${last.beside}`}`;
      const number = String(step.number);
      yield* headLines(number, step.text, times, layout);
      for (const line of body) {
        if (lineWidth(line) <= reasonWidthMax) yield line;
        else yield* fitted(line);
      }
    }
  }
  yield* failureLines(run, layout);
  yield [];
  yield* closingLines(run, vocabulary);
}

/** One step alone, as it stands in the trace. */
export function* stepLines(run: ScenarioRun, number: number, vocabulary: Vocabulary): Generator<Line> {
  const step = run.steps[number - 1];
  if (step === undefined) return;
  const layout = stepLayout(run);
  const before = run.worldAt(number - 1);
  yield* headLines(String(number), step.text, besideHead(step, before), layout);
  yield* bodyLines(stepView(step, { before, vocabulary, indent: layout.indent, denials: new Denials() }));
}

/** Name on the left, clock and seed on the right. */
function* titleLines(run: ScenarioRun): Generator<Line> {
  const right = `clock ${formatInstant(run.startedAt)} · seed ${run.seed}`;
  const name: Line = [piece(run.name, "title")];
  const width = lineWidth(name);
  if (width <= 58) yield [piece(padTo(piece(run.name).text, 60), "title"), piece(right, "faint")];
  else {
    yield* paragraph(run.name, "title", 0, 2);
    yield lineOf(60, piece(right, "faint"));
  }
}

interface RenderedStep {
  readonly step: Step;
  readonly beside: string;
  readonly body: readonly Line[];
  /** Equal for steps that fold into one; empty for a step that always stands alone. */
  readonly signature: string;
}

/** One of the last few steps that reads like this one. */
function writtenBefore(step: Step, rendered: readonly RenderedStep[]): RenderedStep | undefined {
  for (let at = rendered.length - 1; at >= Math.max(0, rendered.length - foldPeriodMax); at--) {
    const each = rendered[at]!;
    if (each.signature !== "" && readAlike(each.step, step)) return each;
  }
  return undefined;
}

/** Whether a step near by has the same sentence: without one it cannot fold. */
function hasTwin(steps: readonly Step[], index: number): boolean {
  const { text } = steps[index]!;
  for (let distance = 1; distance <= foldPeriodMax; distance++) {
    if (steps[index + distance]?.text === text || steps[index - distance]?.text === text) return true;
  }
  return false;
}

function renderStep(view: StepView, folds: boolean): RenderedStep {
  const body = bodyLines(view);
  const { step } = view;
  return { step, beside: besideHead(step, view.before), body, signature: folds ? signatureOf(step, body) : "" };
}

/** A step without what differs between repetitions: the names it gave, and the instant. */
function signatureOf(step: Step, body: readonly Line[]): string {
  const own = new Map<string, string>();
  for (const fact of step.facts) if (fact.is === "made") own.set(fact.id, `‹${own.size}›`);
  let text = `${step.kind}\n${step.text}`;
  for (const line of body) {
    text += "\n";
    for (const { text: part } of line) text += part;
  }
  for (const [id, mark] of own) text = text.replaceAll(id, mark);
  return text.replaceAll(/ +/g, " ");
}

/** Failures that no step shows by itself: an unexpected refusal, an invariant, a limit. */
function* failureLines(run: ScenarioRun, layout: StepLayout): Generator<Line> {
  for (const failure of run.failures) {
    // An expectation's step shows wanted and got itself.
    if (run.steps[failure.step - 1]?.expectation?.held === false) continue;
    yield [];
    const [first = failure.code, ...others] = failure.lines;
    yield* paragraph(`step ${failure.step} failed: ${first}`, "bad", 0, layout.indent);
    for (const line of others) yield* paragraph(line, "plain", layout.indent, layout.indent + 2);
  }
}

/** `passed  first-sentence`, and for a scenario that failed, where and why. */
function* quietLines(run: ScenarioRun): Generator<Line> {
  const failure = run.failures[0];
  yield failure === undefined
    ? [piece("passed", "good"), piece(`  ${run.name}`)]
    : [piece("failed", "bad"), piece(`  ${run.name}`)];
  if (failure !== undefined) yield* paragraph(`step ${failure.step}: ${failure.lines[0] ?? failure.code}`, "plain", 8, 10);
}
