// custody explain: a diagnostic's code with an example, or why the step at a line of a file went as it did.

import { theRegistry } from "../../api/simulate.js";
import { joinedBy } from "../../base/listed.js";
import { safeLine, safeText } from "../../base/safe-text.js";
import { suggestions } from "../../base/suggest.js";
import { engineCodes, type RunLog, type ScenarioRun } from "../../engine/log.js";
import { languageCodes } from "../../language/codes.js";
import { positionOf } from "../../language/render.js";
import { textOf } from "../../report/diagnostics.js";
import { printLine } from "../../report/layout.js";
import { stepLines } from "../../report/trace.js";
import { ERROR_CODES } from "../../rules/error-codes.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem } from "../exit.js";
import type { Io } from "../io.js";
import { exitOf, noteDiagnostics, runFile } from "../scenario.js";

export function run(args: Arguments, io: Io): ExitCode {
  const [asked, ...more] = args.positionals;
  if (asked === undefined || more.length > 0)
    throw new InputProblem(
      "custody explain takes one code or one FILE:LINE",
      "write custody explain name/unknown-key, or custody explain share.scenario:4",
    );
  const place = /^(.+):(\d{1,7})$/.exec(asked);
  return place === null ? explainCode(asked, io) : explainLine(place[1]!, Number(place[2]), args.value("seed"), io);
}

function explainCode(code: string, io: Io): ExitCode {
  const language = languageCodes.get(code) ?? engineCodes.get(code);
  const service = theRegistry().vocabulary.words.get(code);
  if (language !== undefined) {
    io.result(
      safeText(`${code}\n\n${language.explain}\n\ninstead of\n${indented(language.bad)}\nwrite\n${indented(language.good)}\n`),
    );
    return Exit.ok;
  }
  if (service !== undefined) {
    const example = service.example === undefined ? "" : `\nfor example\n${indented(service.example)}\n`;
    io.result(safeText(`${code}\n\n${service.title}\n${example}`));
    return Exit.ok;
  }
  if (ERROR_CODES.includes(code))
    throw new InputProblem(
      `${code} is an answer of AWS, not a code of Custody's`,
      "what led to it stands under the step that got it: custody explain FILE:LINE shows that step",
    );
  const codes = [...languageCodes.keys(), ...engineCodes.keys(), ...theRegistry().vocabulary.words.keys()];
  const near = codes.filter((each) => each.endsWith(`/${code}`)).slice(0, 3);
  if (near.length === 0) near.push(...suggestions(code, codes));
  if (near.length === 0 && code.endsWith(".scenario"))
    throw new InputProblem("custody explain takes a file with a line", `write custody explain ${code}:1`);
  throw new InputProblem(
    `there is no code ${code}`,
    near.length === 0 ? "codes stand behind `error` and `warning`: name/unknown-key" : `did you mean ${near.join(" or ")}?`,
  );
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

function explainLine(path: string, line: number, seed: string | undefined, io: Io): ExitCode {
  const log = runFile(path, io, { seed });
  if (noteDiagnostics(log, io)) return exitOf(log);
  const told = new Map<string, string[]>();
  for (const run of log.scenarios) {
    const steps = stepsAt(run, line, path, log).map((step) =>
      [...stepLines(run, step, log.vocabulary)].map((each) => `${printLine(each, io.paint)}\n`).join(""),
    );
    if (steps.length === 0) continue;
    const text = steps.join("\n");
    told.set(text, [...(told.get(text) ?? []), run.name]);
  }
  // What went alike in several scenarios is told once.
  for (const [index, [text, names]] of [...told].entries()) {
    if (index > 0) io.result("\n");
    if (log.scenarios.length > 1) io.result(`${safeLine(`in ${joinedBy("and", names)}`)}\n`);
    io.result(text);
  }
  if (told.size === 0)
    throw new InputProblem(
      `no step of ${path} begins at line ${line}`,
      `its steps begin at ${linesOf(log, path).slice(0, 12).join(", ")}`,
    );
  return Exit.ok;
}

function stepsAt(run: ScenarioRun, line: number, file: string, log: RunLog): number[] {
  return run.steps
    .filter((step) => step.file === file && positionOf(textOf(step, log), step.span.start).line === line)
    .map((step) => step.number);
}

function linesOf(log: RunLog, file: string): number[] {
  const lines = new Set<number>();
  for (const run of log.scenarios)
    for (const step of run.steps) if (step.file === file) lines.add(positionOf(textOf(step, log), step.span.start).line);
  return [...lines];
}
