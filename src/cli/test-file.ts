// One scenario file under test: run, compared with its golden, and what is to be said of it. Takes and gives plain values, so that it can
// run in a worker as well as here.

import type { RunLog, ScenarioRun } from "../engine/log.js";
import { diagnosticTexts } from "../report/diagnostics.js";
import { diffLines } from "../report/diff.js";
import { renderGolden } from "../report/golden.js";
import { Exit, type ExitCode, InputProblem } from "./exit.js";
import { dropPending, isUnderCi, readGolden, writeGolden, writePending } from "./golden-files.js";
import type { Io } from "./io.js";
import { runFile } from "./scenario.js";
import { goldenPath } from "./scenario-files.js";

export interface TestOptions {
  readonly seed: string | undefined;
  readonly strict: boolean;
  readonly accept: boolean;
  /** Whether a scenario is among those asked for. */
  readonly wants: (run: ScenarioRun, file: string) => boolean;
}

export interface TestResult {
  readonly file: string;
  readonly log: RunLog | undefined;
  /** Those asked for. */
  readonly scenarios: readonly ScenarioRun[];
  /** Why the file as a whole failed. */
  readonly failures: readonly { readonly kind: "failure" | "error"; readonly message: string }[];
  /** What was written, to be said. */
  readonly notes: readonly string[];
  readonly code: ExitCode;
}

export function testFile(file: string, io: Io, options: TestOptions): TestResult {
  let log: RunLog;
  try {
    log = runFile(file, io, { seed: options.seed });
  } catch (thrown) {
    if (!(thrown instanceof InputProblem)) throw thrown;
    return {
      file,
      log: undefined,
      scenarios: [],
      failures: [{ kind: "error", message: thrown.message }],
      notes: [],
      code: Exit.input,
    };
  }
  const scenarios = log.scenarios.filter((run) => options.wants(run, file));
  const errors = log.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  if (errors.length > 0) {
    const message = diagnosticTexts(errors, log).join("\n\n");
    return { file, log, scenarios, failures: [{ kind: "error", message }], notes: [], code: Exit.input };
  }
  if (scenarios.some((run) => run.failures.length > 0))
    return { file, log, scenarios, failures: [], notes: [], code: Exit.failed };
  if (scenarios.length < log.scenarios.length || options.seed !== undefined)
    return { file, log, scenarios, failures: [], notes: [], code: Exit.ok };
  return { file, log, scenarios, ...compareGolden(file, log, io, options) };
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
    return failed(`there is no golden: ${path}; run custody test where it can be written, and commit it`);
  if (golden === undefined || options.accept) {
    writeGolden(path, now, io);
    return { ...fine, notes: [`${golden === undefined ? "new golden" : "accepted"}: ${path}`] };
  }
  if (!isUnderCi(io)) writePending(path, now, io);
  return failed(`${path} differs\n${diffText(golden, now).join("\n")}`);
}

function failed(message: string): Pick<TestResult, "failures" | "notes" | "code"> {
  return { failures: [{ kind: "failure", message }], notes: [], code: Exit.failed };
}

const diffLineMax = 60;

/** A diff as text, cut where nobody would read on. */
export function diffText(before: string, after: string): string[] {
  const lines = diffLines(before, after).map(({ sign, text }) => `${sign} ${text}`.trimEnd());
  if (lines.length <= diffLineMax) return lines;
  return [...lines.slice(0, diffLineMax), `… and ${lines.length - diffLineMax} more lines`];
}
