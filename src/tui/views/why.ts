// Why the step went as it did: who, where and when, what was weighed and what decided, the smallest change that would turn a refusal,
// what changed, and what is watched. For every step, not for failures alone.

import type { ScenarioRun, Step } from "../../engine/log.js";
import { diagnosticSentence } from "../../report/diagnostics.js";
import type { Line } from "../../report/layout.js";
import { eventText, resourceIn, titleOf } from "../../report/names.js";
import type { CallFact, Fact } from "../../rules/facts.js";
import { formatMoney, NO_MONEY } from "../../world/money.js";
import { formatInstant } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { costOf } from "../bills.js";
import { text } from "../columns.js";
import { watchedValue } from "../conditions.js";
import { type Due, dueAt, duesOf } from "../dues.js";
import { guessAt, isAsked, predictedStep } from "../guesses.js";
import { KEYS } from "../keys.js";
import { failedSteps, signOf, stepFailed } from "../marks.js";
import { noteBehind, notesAbove, notesBelow } from "../notes.js";
import { placeOfStep } from "../places.js";
import { openWhatIf } from "../prompts.js";
import { runOf, stepOf, type WhatIf } from "../state.js";
import { allowedLines, refusedHead, refusedLines, type Telling } from "./calls.js";
import type { View } from "./view.js";

/** Calls and events of a step that are told in full; a long `advance` has thousands. */
const factCountMax = 400;

export function whyPane(view: View): readonly Line[] {
  const { state } = view;
  const step = stepOf(state);
  const lines: Line[] = [];
  const whatIf = openWhatIf(state);
  if (whatIf !== undefined) return effectLines(whatIf, view);
  if (step === undefined) return [[text("nothing has happened yet", "faint")]];
  lines.push(...blockLines(view), ...noteLines(notesAbove(step, runOf(state), state.log)));
  if (isAsked(state)) return [...lines, ...questionLines(predictedStep(runOf(state), step.number), view)];
  lines.push(...headLines(step, view), ...noteLines([noteBehind(step, state.log)]));
  if (lines.at(-1)?.length !== 0) lines.push([]);
  const due = dueAt(state);
  if (due !== undefined) lines.push(...dueLines(due, step, view));
  else if (step.kind === "predict") lines.push(...answerLines(step, view));
  else lines.push(...bodyOf(step, runOf(state), runOf(state).worldAt(step.number - 1), view));
  const closing = noteLines(notesBelow(step, runOf(state), state.log));
  return [...lines, ...costLines(step, view), ...(closing.length === 0 ? [] : [[], ...closing])];
}

/** What the author says, in the words of the file, and an empty line. */
function noteLines(notes: readonly string[]): Line[] {
  const said = notes.filter((note) => note !== "");
  return said.length === 0 ? [] : [...said.map((note): Line => [text(`# ${note}`, "caller")]), []];
}

/** The folded block that the step is the last of. */
function blockLines({ state, signs }: View): Line[] {
  const { whole } = state;
  if (whole === undefined) return [];
  const goesIn = signs.arrowKeys ? "→" : "right";
  return [
    [text(whole.text, "title")],
    [text(`steps ${whole.first} to ${whole.last} ${signs.dot} ${goesIn} goes in, this is the last`, "faint")],
    [],
  ];
}

function headLines(step: Step, { state, signs }: View): Line[] {
  const actor = step.actor === undefined ? "" : ` ${signs.dot} by ${step.actor}`;
  return [
    [text(step.text, "title")],
    [text(`${placeOfStep(step, runOf(state), state.log)}${actor} ${signs.dot} ${formatInstant(step.at)}`, "faint")],
  ];
}

/** What a lesson asks, before it shows what comes of it. */
function questionLines(about: Step, view: View): Line[] {
  const answers = KEYS.filter((key) => key.asked !== undefined);
  return [
    [text("What will AWS answer to this?", "warning")],
    [],
    ...headLines(about, view),
    [],
    ...answers.map(({ shown, asked }): Line => [text(`  ${shown}  `, "title"), text(asked!)]),
  ];
}

/** How what was said came out, and the step that it was about as it went. */
function answerLines(step: Step, view: View): Line[] {
  const { state, signs } = view;
  const run = runOf(state);
  const about = predictedStep(run, step.number);
  const guess = guessAt(state, step.number);
  const lines: Line[] = [...verdictLines(step, run, view)];
  if (guess?.verdict.held === true) lines.push([text(`${signs.ok} right: `, "good"), text(`you said ${guess.said}`)]);
  else if (guess !== undefined) lines.push([text(`${signs.refused} not so: `, "warning"), text(`you said ${guess.said}`)]);
  if (guess !== undefined) lines.push([]);
  return [...lines, ...headLines(about, view), [], ...bodyOf(about, run, run.worldAt(about.number - 1), view)];
}

/** One event that fell due: what it is, what it did. */
function dueLines({ event, facts }: Due, step: Step, view: View): Line[] {
  const { state, signs } = view;
  const before = runOf(state).worldAt(step.number - 1);
  const said = eventText(event, state.log.vocabulary, step.world, before);
  return [
    [text(`event ${state.due} of ${duesOf(step).length} ${signs.dot} ${formatInstant(event.at)}`, "faint")],
    [text(said, "title")],
    ...factsAndChanges(facts, step, before, view),
  ];
}

/** What was tried last, as it went; then what had been tried before it. */
function effectLines({ branch, texts, earlier, stepsBefore }: WhatIf, view: View): Line[] {
  const run = branch.log.scenarios[0]!;
  const { signs } = view;
  const lines: Line[] = [[text(`what if, after step ${view.state.step}`, "caller")]];
  const wrong = branch.diagnostics.some((each) => each.severity === "error");
  for (const diagnostic of branch.diagnostics) {
    lines.push([text(`${diagnostic.severity} ${diagnostic.code}`, diagnostic.severity === "error" ? "bad" : "warning")]);
    lines.push([text(diagnosticSentence(diagnostic, branch.log))]);
    if (diagnostic.hint !== undefined) lines.push([text(diagnostic.hint, "faint")]);
  }
  for (const step of branch.steps.slice(stepsBefore)) {
    lines.push([text(step.text, "title")]);
    lines.push(...bodyOf(step, run, run.worldAt(step.number - 1), view));
    lines.push([]);
  }
  if (earlier.length > 0) lines.push([text("on top of what was tried before", "faint")]);
  if (wrong) for (const each of earlier) lines.push([text(`  ${each.replaceAll("\n", "; ")}`)]);
  else
    for (const step of branch.steps.slice(0, stepsBefore)) {
      const { sign, role } = signOf(run, step, signs);
      lines.push([text(`${sign} `, role), text(step.text)]);
    }
  if (earlier.length > 0) lines.push([]);
  const written = texts.length > 0 ? "W writes it as a scenario, Esc ends it; : tries one more" : "Esc ends it; : tries another";
  lines.push([text(written, "faint")]);
  return lines;
}

function bodyOf(step: Step, run: ScenarioRun, before: World, view: View): Line[] {
  return [...verdictLines(step, run, view), ...factsAndChanges(step.facts, step, before, view)];
}

function factsAndChanges(facts: readonly Fact[], step: Step, before: World, view: View): Line[] {
  const shown = facts.slice(0, factCountMax);
  const telling: Telling = { step, before, signs: view.signs };
  const lines: Line[] = [...refusedFirst(shown, telling)];
  const inOrder = lines.length > 0;
  let previous: CallFact | undefined;
  for (const fact of shown) {
    if (fact.is !== "call") lines.push(...factLines(fact, step, before, view));
    else if (fact.refused === undefined) lines.push(...allowedLines(fact, previous, telling));
    else lines.push(...(inOrder ? [refusedHead(fact, telling)] : refusedLines(fact, telling)));
    if (fact.is === "call") previous = fact;
  }
  if (shown.length < facts.length) lines.push([text(`and ${facts.length - shown.length} more`, "faint")]);
  const changes = changeLines(facts, step.world, before);
  if (lines.length > 0) lines.push([]);
  lines.push([
    text(changes.length > 0 ? "Changed" : `Changed: nothing${step.outcome.is === "refused" ? " (step undone)" : ""}`, "faint"),
  ]);
  return [...lines, ...changes];
}

/** What was refused, before all that went well on the way to it: one who comes to such a step looks for that. */
function refusedFirst(facts: readonly Fact[], telling: Telling): Line[] {
  const calls = facts.filter((fact): fact is CallFact => fact.is === "call");
  const refused = calls.filter((call) => call.refused !== undefined);
  if (refused.length === 0 || refused.length === calls.length) return [];
  return [...refused.flatMap((call) => refusedLines(call, telling)), [], [text("In order", "faint")]];
}

function verdictLines(step: Step, run: ScenarioRun, { signs }: View): Line[] {
  const lines: Line[] = [];
  const { expectation } = step;
  const failed = stepFailed(run, step);
  if (expectation !== undefined) {
    if (step.kind === "predict" && expectation.held) return [];
    lines.push([
      text(expectation.held ? `${signs.ok} holds` : `${signs.failed} FAILED`, expectation.held ? "good" : "bad"),
      text(`  wanted ${expectation.wanted}`),
    ]);
    if (!expectation.held) lines.push([text(`         got ${expectation.got}`)]);
    for (const line of expectation.why ?? []) lines.push([text(`         ${line}`)]);
  } else if (failed && failedSteps(run).includes(step.number)) {
    for (const failure of run.failures)
      if (failure.step === step.number) for (const line of failure.lines) lines.push([text(`${signs.failed} ${line}`, "bad")]);
  }
  if (lines.length > 0) lines.push([]);
  return lines;
}

function factLines(fact: Fact, step: Step, before: World, view: View): Line[] {
  const { state } = view;
  switch (fact.is) {
    case "implied":
      return [[text(`implied: ${fact.sentence}`, "faint")]];
    case "due":
      return [[text(`${formatInstant(fact.at)}  ${eventText(fact, state.log.vocabulary, step.world, before)}`, "faint")]];
    case "warning": {
      const said = state.log.vocabulary.words.get(fact.code)?.say(fact.args);
      const help = said?.help === undefined ? [] : said.help.split("\n").map((line): Line => [text(`  ${line}`)]);
      return [[text(`warning ${fact.code}: `, "warning"), text(said?.text ?? "")], ...help];
    }
    case "answer":
      return fact.lines.map((line): Line => [text(line)]);
    case "learned":
      return [[text(`${fact.who} now knows ${fact.document}${fact.how === "" ? "" : `: ${fact.how}`}`)]];
    default:
      return [];
  }
}

function changeLines(facts: readonly Fact[], world: World, before: World): Line[] {
  const lines: Line[] = [];
  for (const fact of facts) {
    if (lines.length >= factCountMax) break;
    if (fact.is === "made") lines.push([text("  + ", "made"), text(titleOf(fact.id, resourceIn(fact.id, world, before)))]);
    else if (fact.is === "changed")
      lines.push([text("  ~ ", "changed"), text(`${titleOf(fact.id, resourceIn(fact.id, world, before))} ${fact.what}`)]);
    else if (fact.is === "gone")
      lines.push([text("  - ", "gone"), text(`${titleOf(fact.id, resourceIn(fact.id, before, world))} ${fact.what}`)]);
  }
  return lines;
}

/** What the step cost, where that is soon added up. */
function costLines(step: Step, { state }: View): Line[] {
  const cost = costOf(runOf(state), step.number, state.log);
  return cost === undefined || cost === NO_MONEY ? [] : [[], [text("Cost of this step  ", "faint"), text(formatMoney(cost))]];
}

/** What is watched, as it is now and as it was. */
export function watchLines({ state, branch }: View): Line[] {
  if (state.watches.length === 0) return [];
  const run = runOf(state);
  const lines: Line[] = [[], [text("Watch", "faint")]];
  for (const watch of state.watches) {
    const now = watchedValue(watch, run, state.step, state.log, branch);
    const was = state.step > 0 ? watchedValue(watch, run, state.step - 1, state.log, branch) : now;
    lines.push([
      text(`  ${watch}  `),
      text(now, now === was ? "plain" : "changed"),
      text(now === was ? "" : `  (was ${was})`, "changed"),
    ]);
  }
  return lines;
}
