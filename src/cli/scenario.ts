// From a path on the command line to a run: reads the file, runs it, and prints what is wrong with its text.

import { fileBytesMax, fileReader, readTextFile, rootFor, scenarioName, textOf } from "../api/node.js";
import { simulate } from "../api/simulate.js";
import { BrokenAssertion } from "../base/assert.js";
import { safeText } from "../base/safe-text.js";
import type { RunLog } from "../engine/log.js";
import type { ReadAnswer, ReadFile } from "../engine/read-file.js";
import { rereader } from "../language/reparse.js";
import { diagnosticTexts } from "../report/diagnostics.js";
import { jsonVersion } from "../report/json.js";
import type { Price } from "../rules/price.js";
import type { Instant } from "../world/time.js";
import { Exit, type ExitCode, InputProblem, MachineProblem } from "./exit.js";
import type { Io } from "./io.js";
import { optimizeLate } from "./optimizer.js";
import { notThere } from "./scenario-files.js";

export interface RunOptions {
  readonly seed?: string | undefined;
  readonly only?: readonly string[];
  readonly checkOnly?: boolean;
  /** Runs on to here after the last statement. */
  readonly until?: Instant | undefined;
  readonly prices?: ReadonlyMap<string, Price>;
  /** In place of what the file holds. */
  readonly text?: string;
  /** Hears of every file that the scenario has read. */
  readonly onRead?: (path: string, from: string, answer: ReadAnswer) => void;
}

// A process that stays (a replay, a watch) or sweeps over seeds reads the same files again: only what changed in them is read.
const read = rereader();

/** Runs the file at `path`; `-` is standard input, whose includes come from the working folder. */
export function runFile(path: string, io: Io, options: RunOptions = {}): RunLog {
  const text = options.text ?? (path === "-" ? inputText(io) : fileText(path));
  optimizeLate(text.length);
  const name = path === "-" ? "standard-input" : scenarioName(path);
  const root = path === "-" ? io.workingFolder : rootFor(path, io.workingFolder);
  try {
    return simulate({
      text,
      name,
      file: path === "-" ? "standard-input" : path,
      readFile: heard(fileReader(root, io.workingFolder), options.onRead),
      read,
      ...(options.seed === undefined ? {} : { seed: seedOf(options.seed) }),
      ...(options.only === undefined || options.only.length === 0 ? {} : { only: options.only }),
      ...(options.checkOnly === true ? { checkOnly: true } : {}),
      ...(options.until === undefined ? {} : { until: options.until }),
      ...(options.prices === undefined ? {} : { prices: options.prices }),
    });
  } catch (thrown) {
    if (thrown instanceof BrokenAssertion) thrown.message = `${safeText(path)}: ${thrown.message}`;
    throw thrown;
  }
}

function heard(readFile: ReadFile, onRead: RunOptions["onRead"]): ReadFile {
  if (onRead === undefined) return readFile;
  return (path, from) => {
    const answer = readFile(path, from);
    onRead(path, from, answer);
    return answer;
  };
}

function inputText(io: Io): string {
  const read = textOf(io.readInput(fileBytesMax));
  if ("problem" in read) throw new InputProblem(`standard input ${read.problem}`);
  return read.text;
}

function fileText(path: string): string {
  const read = readTextFile(path);
  if ("text" in read) return scenarioText(path, read.text);
  if (read.problem === "is not there") throw notThere(path);
  if (read.machine) throw new MachineProblem(`${path} ${read.problem}`);
  throw new InputProblem(`${path} ${read.problem}`);
}

/** Not a golden, nor what `--json` printed: a run is made again from its scenario, and never read back. */
function scenarioText(path: string, text: string): string {
  if (/^custody golden \d/.test(text))
    throw new InputProblem(`${path} is a golden`, `name its scenario: ${path.replace(/\.golden$/, ".scenario")}`);
  const version = /^\{"custody":(\d{1,9}),/.exec(text)?.[1];
  if (version === undefined) return text;
  const newer =
    Number(version) > jsonVersion
      ? `, of a newer version of Custody than this one (form ${version}, known up to ${jsonVersion})`
      : "";
  throw new InputProblem(`${path} is the record of a run (--json)${newer}`, "name the scenario file that was run");
}

/** A seed as the language takes it: a whole number from 0. */
function seedOf(text: string): string {
  if (!/^\d{1,15}$/.test(text)) throw new InputProblem(`--seed takes a whole number, not ${text}`);
  return text;
}

/** Prints what is wrong with a file's text. Gives whether it kept the file from running. */
export function noteDiagnostics(log: RunLog, io: Io): boolean {
  if (log.diagnostics.length > 0) io.note(`${diagnosticTexts(log.diagnostics, log).join("\n\n")}\n`);
  return log.diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** How a run came out: its text, then its scenarios. */
export function exitOf(log: RunLog): ExitCode {
  if (log.diagnostics.some((diagnostic) => diagnostic.severity === "error")) return Exit.input;
  return log.scenarios.some((run) => run.failures.length > 0) ? Exit.failed : Exit.ok;
}
