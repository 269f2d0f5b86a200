// What a test run says in the end: failures in full in the order of the files, each reporter's part, and one summary line that scripts can
// read, always the last.

import { theRegistry } from "../api/simulate.js";
import { counted } from "../report/counted.js";
import { Coverage } from "../report/coverage.js";
import { printLine } from "../report/layout.js";
import { Exit, type ExitCode, worst } from "./exit.js";
import { isUnderCi } from "./golden-files.js";
import type { Io } from "./io.js";
import { type Reporter, reportTo } from "./reporters.js";
import { failureLines, noteLines } from "./result-lines.js";
import type { CoverageDetail, TestResult } from "./test-file.js";

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

export interface Report {
  readonly results: readonly TestResult[];
  /** Goldens of no scenario. */
  readonly orphans: readonly string[];
  readonly strict: boolean;
  /** `1/4` */
  readonly shard: string | undefined;
  /** Files that were not run because the run was ended early. */
  readonly notRun: number;
  readonly coverage: CoverageDetail;
}

export function reportRun(report: Report, reporters: readonly Reporter[], io: Io): ExitCode {
  const { orphans, strict } = report;
  const results = strict ? [...report.results, ...orphans.map(orphaned)] : report.results;
  if (reporters.some((reporter) => reporter.is === "text")) for (const result of results) printResult(result, io);
  if (!strict) for (const orphan of orphans) io.result(`note: ${orphan} is the golden of no scenario\n`);
  const counts = countsOf(results);
  for (const reporter of reporters) reportTo(reporter, { results, counts, shard: report.shard }, io);
  if (report.results.some((result) => result.failures.some((failure) => failure.kind === "failure")) && !isUnderCi(io)) {
    io.note("\ncustody golden review goes through what differs; custody golden accept takes all of it");
  }
  const unchanged = results.filter(({ isUnchanged }) => isUnchanged === true).length;
  if (unchanged > 0 && reporters.some((reporter) => reporter.is === "text"))
    io.result(
      `${counted(unchanged, "file")} unchanged since ${unchanged === 1 ? "it" : "they"} passed: not run again (--no-cache)\n`,
    );
  if (report.notRun > 0) io.note(`ended early: ${counted(report.notRun, "file")} not run`);
  if (report.coverage === "full" || reporters.some((reporter) => reporter.is === "text")) printCoverage(report, io);
  io.result(`\n${counts.passed} passed, ${counts.failed} failed\n`);
  const code = worst(results.map((result) => result.code));
  return counts.failed > 0 ? worst([code, Exit.failed]) : code;
}

/** A golden of no scenario, where that fails: every reporter tells of it. */
function orphaned(golden: string): TestResult {
  const message = "this is the golden of no scenario: remove it, or put its scenario back";
  const failures = [{ kind: "failure", message }] as const;
  return { file: golden, scenarios: [], traces: [], failures, notes: [], reads: [], others: [], code: Exit.failed };
}

function printCoverage({ results, coverage: detail }: Report, io: Io): void {
  if (detail === "none") return;
  const coverage = new Coverage();
  for (const { exercised } of results) if (exercised !== undefined) coverage.add(exercised);
  const exercisable = { verbs: theRegistry().verbs.keys() };
  if (detail === "full") for (const line of coverage.lines(exercisable)) io.result(`${line}\n`);
  const summary = detail === "line" ? coverage.summary(exercisable) : undefined;
  if (summary !== undefined) io.note(`\n${summary} (custody test --coverage names them)`);
}

function printResult(result: TestResult, io: Io): void {
  for (const line of [...noteLines(result), ...failureLines(result)]) io.result(`${printLine(line, io.paint)}\n`);
}

/** How much of one file failed: its scenarios, and its golden or the file itself. */
export function failureCount({ scenarios, failures }: TestResult): number {
  return scenarios.filter((scenario) => scenario.failures.length > 0).length + failures.length;
}

/** Scenarios, and each golden or file that failed as a whole. */
export function countsOf(results: readonly TestResult[]): TestCounts {
  let passed = 0;
  let failed = 0;
  for (const result of results) {
    failed += failureCount(result);
    if (result.failures.every((failure) => failure.kind !== "error"))
      passed += result.scenarios.filter((scenario) => scenario.failures.length === 0).length;
  }
  return { passed, failed };
}
