// One report of the reports of all shards, each written by `custody test --shard N/M --reporter json=FILE`. A report that is cut off, or a
// shard that is missing, is an error: what was not run must not count as passed.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readTextFile } from "../api/node.js";
import { by, sorted, sortedTexts } from "../base/order.js";
import type { FileFailure, TestedScenario } from "../report/junit.js";
import type { Arguments } from "./command.js";
import { Exit, type ExitCode, InputProblem, MachineProblem, machineProblem } from "./exit.js";
import type { Io } from "./io.js";
import type { Reporter } from "./reporters.js";
import type { TestResult } from "./test-file.js";
import { countsOf, reportRun, type TestCounts } from "./test-report.js";

const reportBytesMax = 32 * 1024 * 1024;

export function mergeReports(folder: string, args: Arguments, reporters: readonly Reporter[], io: Io): ExitCode {
  if (args.positionals.length > 0)
    throw new InputProblem("--merge-reports runs nothing and takes no paths", `write custody test --merge-reports ${folder}`);
  if (reporters.some((each) => each.is === "mermaid"))
    throw new InputProblem("the reports of shards hold no drawings", "give --reporter mermaid=FILE to the shards themselves");
  const files = new Map<string, TestResult>();
  const shards: string[] = [];
  for (const path of reportsIn(folder)) {
    const { results, shard } = readReport(path);
    if (shard !== undefined) shards.push(shard);
    for (const result of results) {
      if (files.has(result.file)) throw new InputProblem(`${path} reports ${result.file}, which another report has already`);
      files.set(result.file, result);
    }
  }
  requireAllShards(shards, folder);
  const results = sorted(
    files.values(),
    by((result) => result.file),
  );
  return reportRun({ results, orphans: [], strict: false, shard: undefined, notRun: 0, coverage: "none" }, reporters, io);
}

function reportsIn(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".json") || name.endsWith(".jsonl"));
  } catch (thrown) {
    throw machineProblem(`read the folder ${folder}`, thrown);
  }
  if (names.length === 0)
    throw new InputProblem(`${folder} has no report`, "custody test --shard 1/4 --reporter json=reports/1.json writes one");
  return sortedTexts(names).map((name) => join(folder, name));
}

function requireAllShards(shards: readonly string[], folder: string): void {
  const [first] = shards;
  if (first === undefined) return;
  const count = Number(first.split("/")[1]);
  for (let part = 1; part <= count; part++) {
    if (!shards.includes(`${part}/${count}`))
      throw new InputProblem(`the report of shard ${part}/${count} is missing in ${folder}`, "reports of all shards make one");
  }
}

interface ShardReport {
  readonly results: readonly TestResult[];
  readonly shard: string | undefined;
}

function readReport(path: string): ShardReport {
  const read = readTextFile(path, reportBytesMax);
  if ("problem" in read)
    throw read.machine ? new MachineProblem(`${path} ${read.problem}`) : new InputProblem(`${path} ${read.problem}`);
  const results = new Map<string, TestResult>();
  let end: { readonly shard: string | undefined; readonly passed: number; readonly failed: number } | undefined;
  for (const [index, line] of read.text.trimEnd().split("\n").entries()) {
    const value = objectOf(line);
    const wrong = (): InputProblem => new InputProblem(`${path}:${index + 1} is no line of a test report`);
    if (value === undefined || end !== undefined) throw wrong();
    if (value.get("type") === "tests") {
      const [shard, passed, failed] = [value.get("shard"), value.get("passed"), value.get("failed")];
      if (typeof passed !== "number" || typeof failed !== "number") throw wrong();
      end = { passed, failed, shard: typeof shard === "string" && /^\d{1,4}\/\d{1,4}$/.test(shard) ? shard : undefined };
    } else if (!addLine(value, results)) throw wrong();
  }
  if (end === undefined) throw new InputProblem(`${path} is cut off: its last line does not count the others`);
  const counts = countsOf([...results.values()]);
  if (counts.passed !== end.passed || counts.failed !== end.failed)
    throw new InputProblem(`${path} has lost lines: it tells of ${told(counts)}, and counts ${told(end)}`);
  return { results: [...results.values()], shard: end.shard };
}

function told({ passed, failed }: TestCounts): string {
  return `${passed} passed, ${failed} failed`;
}

function objectOf(line: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it was the line of a test. */
function addLine(value: ReadonlyMap<string, unknown>, results: Map<string, TestResult>): boolean {
  const [file, scenario, passed, kind, message] = ["file", "scenario", "passed", "kind", "message"].map((key) => value.get(key));
  if (value.get("type") !== "test" || typeof file !== "string" || typeof passed !== "boolean") return false;
  const before = results.get(file) ?? emptyResult(file);
  if (typeof scenario === "string") {
    const failures = passed ? [] : failuresOf(value.get("failures"));
    if (failures === undefined || (!passed && failures.length === 0)) return false;
    const code = passed ? before.code : worse(before.code, Exit.failed);
    results.set(file, { ...before, scenarios: [...before.scenarios, { name: scenario, failures }], code });
    return true;
  }
  if ((kind !== "failure" && kind !== "error") || typeof message !== "string") return false;
  const exit = value.get("exit");
  const code = exit === Exit.input || exit === Exit.machine ? exit : Exit.failed;
  const at = placeOf(value.get("at"));
  const failure = { kind, message, ...(at === undefined ? {} : { at }) } as const;
  results.set(file, { ...before, failures: [...before.failures, failure], code: worse(before.code, code) });
  return true;
}

function placeOf(value: unknown): FileFailure["at"] {
  if (typeof value !== "object" || value === null) return undefined;
  const { file, line, column } = value as Record<string, unknown>;
  return typeof file === "string" && typeof line === "number" && typeof column === "number" ? { file, line, column } : undefined;
}

function worse(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b;
}

function emptyResult(file: string): TestResult {
  return { file, scenarios: [], traces: [], failures: [], notes: [], reads: [], others: [], code: Exit.ok };
}

type TestFailure = TestedScenario["failures"][number];

function failuresOf(value: unknown): TestFailure[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const failures = value.map((each: unknown) => failureOf(each));
  return failures.every((each) => each !== undefined) ? failures : undefined;
}

function failureOf(value: unknown): TestFailure | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { step, sentence, code, lines, file, line, column } = value as Record<keyof TestFailure, unknown>;
  if (typeof step !== "number" || typeof line !== "number" || typeof column !== "number") return undefined;
  if (typeof sentence !== "string" || typeof code !== "string" || typeof file !== "string" || !Array.isArray(lines))
    return undefined;
  return { step, sentence, code, lines: lines.filter((each): each is string => typeof each === "string"), file, line, column };
}
