// custody replay without a screen: the steps as numbered lines; one step in full; and, for a person at a terminal, a lesson's questions, each
// before the lines that answer it.

import { safeLine, safeText } from "../base/safe-text.js";
import type { RunLog, ScenarioRun } from "../engine/log.js";
import { printLine } from "../report/layout.js";
import { stepLines } from "../report/trace.js";
import { guessHelp, guessSentence, predictedStep, predictions } from "../tui/guesses.js";
import { replayLines, scenarioLine, stepLine } from "../tui/lines.js";
import { notesAbove, notesBelow } from "../tui/notes.js";
import type { Ask } from "./ask.js";
import type { Arguments } from "./command.js";
import { type ExitCode, InputProblem } from "./exit.js";
import type { Io } from "./io.js";
import { exitOf } from "./scenario.js";

/** The number of a step that a flag gives. */
export function stepNumber(args: Arguments, flag: string): number | undefined {
  const text = args.value(flag);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InputProblem(`--${flag} takes the number of a step, not ${text}`);
  return Number(text);
}

export function printedLines(log: RunLog, args: Arguments, io: Io, at: number | undefined): ExitCode {
  const only = args.value("only");
  if (at !== undefined && !args.flag("json")) return printedStep(log, at, io);
  const [from, to] = [at ?? stepNumber(args, "from"), at ?? stepNumber(args, "to")];
  if (from !== undefined && to !== undefined && from > to)
    throw new InputProblem(`--from ${from} lies behind --to ${to}`, `write --from ${to} --to ${from}`);
  const lines = replayLines(log, {
    from,
    to,
    failuresOnly: only === "failures",
    json: args.flag("json"),
  });
  for (const line of lines) io.result(`${line}\n`);
  return exitOf(log);
}

function printedStep(log: RunLog, at: number, io: Io): ExitCode {
  let found = false;
  for (const each of log.scenarios) {
    if (at > each.steps.length) continue;
    io.result(`${found ? "\n" : ""}${safeText(each.name)}\n`);
    found = true;
    for (const line of stepLines(each, at, log.vocabulary)) io.result(`${printLine(line, io.paint)}\n`);
  }
  if (!found)
    throw new InputProblem(
      `there is no step ${at}`,
      `the longest scenario has ${Math.max(...log.scenarios.map((each) => each.steps.length))} steps`,
    );
  return exitOf(log);
}

export function asksPredictions(run: ScenarioRun): boolean {
  return predictions(run).length > 0;
}

/** Each prediction is asked for before a line tells how it came out; no answer shows it, the end of the input shows all that is left. */
export async function askedLines(log: RunLog, io: Io, ask: Ask): Promise<ExitCode> {
  let isAsking = true;
  let made = 0;
  let right = 0;
  for (const [index, run] of log.scenarios.entries()) {
    io.result(`${safeLine(scenarioLine(log, index))}\n`);
    for (const step of run.steps) {
      for (const note of notesAbove(step, run, log)) io.result(`# ${safeLine(note)}\n`);
      if (isAsking && step.kind === "predict") {
        const said = await guess(run, step.number, io, ask);
        if (said === undefined) isAsking = false;
        else if (said !== "") {
          const sentence = guessSentence(run, step.number, said)!;
          made++;
          if (sentence.startsWith("right")) right++;
          io.result(`${safeLine(sentence)}\n`);
        }
      }
      io.result(`${safeLine(stepLine(step, run, log))}\n`);
      for (const note of notesBelow(step, run, log)) io.result(`# ${safeLine(note)}\n`);
    }
  }
  if (made > 0) io.result(`${right} of ${made} predictions right\n`);
  return exitOf(log);
}

/** What was said, as `predict` takes it; empty where it is only to be shown. */
async function guess(run: ScenarioRun, prediction: number, io: Io, ask: Ask): Promise<string | undefined> {
  io.result(`step ${prediction} of ${run.steps.length} asks: ${safeLine(predictedStep(run, prediction).text)}\n`);
  io.flush();
  for (;;) {
    const said = await ask("allow, deny, error, or with the reason (Enter alone shows it): ");
    if (said === undefined || said === "" || guessSentence(run, prediction, said) !== undefined) return said;
    io.note(guessHelp);
  }
}
