// One scenario file under test: run, compared with its golden, and what is to be said of it. What goes in and comes out is plain data, so
// that a worker can do it as well as the process itself.

import type { RunLog, ScenarioRun } from "../engine/log.js";
import { positionOf } from "../language/render.js";
import { diagnosticTexts, textOf } from "../report/diagnostics.js";
import { diffLines } from "../report/diff.js";
import { renderGolden } from "../report/golden.js";
import type { TestedScenario } from "../report/junit.js";
import type { Line } from "../report/layout.js";
import { scenarioLines } from "../report/trace.js";
import { Exit, type ExitCode, InputProblem } from "./exit.js";
import { dropPending, isUnderCi, readGolden, writeGolden, writePending } from "./golden-files.js";
import type { Io } from "./io.js";
import { runFile } from "./scenario.js";
import { goldenPath } from "./scenario-files.js";

export interface TestOptions {
  readonly seed: string | undefined;
  /** Runs each file under every one of these instead, without its golden. */
  readonly seeds?: { readonly from: number; readonly to: number };
  readonly strict: boolean;
  readonly accept: boolean;
  /** What a scenario's name or its file must hold. */
  readonly filter: string | undefined;
  /** Without `@`; all of them. */
  readonly tags: readonly string[];
}

export interface TestResult {
  readonly file: string;
  /** Those asked for. */
  readonly scenarios: readonly TestedScenario[];
  /** Traces of those that failed, still to be painted. */
  readonly traces: readonly (readonly Line[])[];
  /** Why the file as a whole failed. */
  readonly failures: readonly { readonly kind: "failure" | "error"; readonly message: string }[];
  /** What was written, to be said. */
  readonly notes: readonly string[];
  readonly code: ExitCode;
}

export function testFile(file: string, io: Io, options: TestOptions): TestResult {
  return options.seeds === undefined ? testOnce(file, io, options) : testUnderSeeds(file, io, options, options.seeds);
}

/** The result under the first seed that fails, with the command that replays it; under the last one if all hold. */
function testUnderSeeds(
  file: string,
  io: Io,
  { seeds: _, ...options }: TestOptions,
  { from, to }: { readonly from: number; readonly to: number },
): TestResult {
  let result = testOnce(file, io, { ...options, seed: String(from) });
  for (let seed = from; seed <= to; seed++) {
    if (seed > from) result = testOnce(file, io, { ...options, seed: String(seed) });
    if (result.code === Exit.ok) continue;
    const note = `${file} fails first under seed ${seed} of ${from}..${to}; to replay it: custody run ${file} --seed ${seed}`;
    return { ...result, notes: [...result.notes, note] };
  }
  return { ...result, notes: [...result.notes, `${file} holds under seeds ${from}..${to}`] };
}

function testOnce(file: string, io: Io, options: TestOptions): TestResult {
  let log: RunLog;
  try {
    log = runFile(file, io, { seed: options.seed });
  } catch (thrown) {
    if (!(thrown instanceof InputProblem)) throw thrown;
    return failedFile(file, thrown.message, Exit.input);
  }
  const errors = log.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  if (errors.length > 0) return failedFile(file, diagnosticTexts(errors, log).join("\n\n"), Exit.input);
  const runs = log.scenarios.filter((run) => isWanted(run, file, options));
  const failing = runs.filter((run) => run.failures.length > 0);
  const result: TestResult = {
    file,
    scenarios: runs.map((run) => tested(run, log)),
    traces: failing.map((run) => [...scenarioLines(run, log.vocabulary)]),
    failures: [],
    notes: [],
    code: failing.length > 0 ? Exit.failed : Exit.ok,
  };
  // A golden holds the whole file, under the default seed, when all went well.
  const isWhole = failing.length === 0 && runs.length === log.scenarios.length && options.seed === undefined;
  return isWhole ? { ...result, ...compareGolden(file, log, io, options) } : result;
}

/** A file that could not be tested as a whole. */
export function failedFile(file: string, message: string, code: ExitCode): TestResult {
  return { file, scenarios: [], traces: [], failures: [{ kind: "error", message }], notes: [], code };
}

function isWanted(run: ScenarioRun, file: string, { filter, tags }: TestOptions): boolean {
  const named = filter === undefined || run.name.includes(filter) || file.includes(filter);
  return named && tags.every((tag) => run.tags.some((each) => each.replace(/^@/, "") === tag));
}

function tested(run: ScenarioRun, log: RunLog): TestedScenario {
  return {
    name: run.name,
    failures: run.failures.map((failure) => ({
      step: failure.step,
      sentence: run.steps[failure.step - 1]?.text ?? "",
      code: failure.code,
      lines: failure.lines,
      file: failure.file,
      ...positionOf(textOf(failure, log), failure.span.start),
    })),
  };
}

function compareGolden(file: string, log: RunLog, io: Io, options: TestOptions): Pick<TestResult, "failures" | "notes" | "code"> {
  const path = goldenPath(file);
  const golden = readGolden(path);
  const now = renderGolden(log);
  const fine = { failures: [], notes: [], code: Exit.ok };
  if (golden === now) {
    dropPending(path, io);
    return fine;
  }
  if (golden === undefined && options.strict)
    return differs(`there is no golden: ${path}; run custody test where it can be written, and commit it`);
  if (golden === undefined || options.accept) {
    writeGolden(path, now, io);
    return { ...fine, notes: [`${golden === undefined ? "new golden" : "accepted"}: ${path}`] };
  }
  if (!isUnderCi(io)) writePending(path, now, io);
  return differs(`${path} differs\n${diffText(golden, now).join("\n")}`);
}

function differs(message: string): Pick<TestResult, "failures" | "notes" | "code"> {
  return { failures: [{ kind: "failure", message }], notes: [], code: Exit.failed };
}

const diffLineMax = 60;

/** A diff as text, cut where nobody would read on. */
export function diffText(before: string, after: string): string[] {
  const lines = diffLines(before, after).map(({ sign, text }) => `${sign} ${text}`.trimEnd());
  if (lines.length <= diffLineMax) return lines;
  return [...lines.slice(0, diffLineMax), `… and ${lines.length - diffLineMax} more lines`];
}
