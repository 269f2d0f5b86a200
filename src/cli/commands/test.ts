// custody test: every scenario against its golden. Failures in full, then one summary line that scripts can read.

import { counted } from "../../report/counted.js";
import { piece, printLine, type Role } from "../../report/layout.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem, worst } from "../exit.js";
import { clearLeftovers, isUnderCi } from "../golden-files.js";
import type { Io } from "../io.js";
import { type Reporter, reportersOf, reportTo } from "../reporters.js";
import { findScenarios, goldenPath } from "../scenario-files.js";
import type { TestOptions, TestResult } from "../test-file.js";
import { testAll } from "../test-pool.js";

export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const reporters = reportersOf(args.value("reporter"), io);
  const strict = args.flag("strict-golden") || isUnderCi(io);
  if (args.flag("accept") && isUnderCi(io))
    throw new InputProblem("--accept does not work under CI", "accept goldens where the change was made, and commit them");
  const found = findScenarios(args.positionals.length === 0 ? ["scenarios"] : args.positionals);
  const files = shardOf(found.scenarios, args.value("shard"));
  const tags = args.values("tag").map((tag) => tag.replace(/^@/, ""));
  const filter = args.value("filter");
  const seeds = seedsOf(args);
  const options: TestOptions = {
    seed: args.value("seed"),
    strict,
    accept: args.flag("accept"),
    filter,
    tags,
    ...(seeds === undefined ? {} : { seeds }),
  };
  if (!strict) clearLeftovers(files.map(goldenPath));
  const results: TestResult[] = [];
  for await (const result of testAll(files, options, io)) {
    if (result.scenarios.length === 0 && result.failures.length === 0) continue;
    results.push(result);
    if (reporters.some((reporter) => reporter.is === "text")) printResult(result, io);
    if (args.flag("bail") && result.code !== Exit.ok) break;
  }
  const orphans = filter === undefined && tags.length === 0 ? found.orphans : [];
  if (results.length === 0 && orphans.length === 0) throw nothingFound(args, found.scenarios.length);
  return finish(results, orphans, strict, reporters, io);
}

const seedCountMax = 10_000;

/** `--seeds 1..200` */
function seedsOf(args: Arguments): { readonly from: number; readonly to: number } | undefined {
  const text = args.value("seeds");
  if (text === undefined) return undefined;
  const [, first = "", last = ""] = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === "" || to < from)
    throw new InputProblem(`--seeds takes a first and a last seed, not ${text}`, "write --seeds 1..200");
  if (to - from >= seedCountMax) throw new InputProblem(`--seeds takes ${seedCountMax} seeds at most`);
  if (args.value("seed") !== undefined) throw new InputProblem("--seed and --seeds do not go together");
  return { from, to };
}

function shardOf(files: readonly string[], shard: string | undefined): readonly string[] {
  if (shard === undefined) return files;
  const [, part = "", of = ""] = /^(\d{1,4})\/(\d{1,4})$/.exec(shard) ?? [];
  const [number, count] = [Number(part), Number(of)];
  if (part === "" || number < 1 || number > count)
    throw new InputProblem(`--shard takes a part and how many there are, not ${shard}`, "write --shard 1/4");
  return files.filter((file) => hashOf(file) % count === number - 1);
}

/** By name, so that a new file does not move the others to another shard. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function nothingFound(args: Arguments, fileCount: number): InputProblem {
  if (fileCount === 0)
    return new InputProblem("no scenario was found", "scenario files end in .scenario; custody init writes a first one");
  const asked = [args.value("filter"), ...args.values("tag")].filter((each) => each !== undefined);
  return new InputProblem(`no scenario matches ${asked.join(" and ")}`, `${counted(fileCount, "file")} looked at`);
}

function printResult(result: TestResult, io: Io): void {
  const say = (text: string, role: Role): void => io.result(`${printLine([piece(text, role)], io.paint)}\n`);
  for (const note of result.notes) say(note, "faint");
  for (const trace of result.traces) {
    say("", "plain");
    say(`FAILED ${result.file}`, "bad");
    say("", "plain");
    for (const line of trace) io.result(`${printLine(line, io.paint)}\n`);
  }
  for (const { message } of result.failures) {
    say("", "plain");
    say(`FAILED ${result.file}`, "bad");
    say("", "plain");
    for (const line of message.split("\n")) say(line, "plain");
  }
}

function finish(
  results: readonly TestResult[],
  orphans: readonly string[],
  strict: boolean,
  reporters: readonly Reporter[],
  io: Io,
): ExitCode {
  for (const orphan of orphans) io.result(`${strict ? "FAILED" : "note:"} ${orphan} is the golden of no scenario\n`);
  const counts = countsOf(results, strict ? orphans.length : 0);
  for (const reporter of reporters) reportTo(reporter, results, counts, io);
  if (results.some((result) => result.failures.some((failure) => failure.kind === "failure")) && !isUnderCi(io)) {
    io.note("\ncustody golden review goes through what differs; custody golden accept takes all of it");
  }
  io.result(`\n${counts.passed} passed, ${counts.failed} failed\n`);
  const code = worst(results.map((result) => result.code));
  return counts.failed > 0 ? worst([code, Exit.failed]) : code;
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/** Scenarios, and each golden or file that failed as a whole. */
function countsOf(results: readonly TestResult[], orphanCount: number): TestCounts {
  let passed = 0;
  let failed = orphanCount;
  for (const { scenarios, failures } of results) {
    for (const scenario of scenarios) {
      if (scenario.failures.length > 0) failed++;
      else if (failures.every((failure) => failure.kind !== "error")) passed++;
    }
    failed += failures.length;
  }
  return { passed, failed };
}
