// One scenario file under test: run, compared with its golden, and what is to be said of it. What goes in and comes out is plain data, so
// that a worker can do it as well as the process itself.

import type { RunLog, ScenarioRun } from "../engine/log.js";
import type { ReadAnswer } from "../engine/read-file.js";
import { positionOf } from "../language/render.js";
import { type Exercised, exercisedBy } from "../report/coverage.js";
import { diagnosticTexts, textOf } from "../report/diagnostics.js";
import { diffLines } from "../report/diff.js";
import { renderGolden } from "../report/golden.js";
import { goldenChanges, opensAccess } from "../report/golden-change.js";
import type { FileFailure, TestedScenario } from "../report/junit.js";
import type { Line } from "../report/layout.js";
import { renderSequence } from "../report/mermaid.js";
import { scenarioLines } from "../report/trace.js";
import { Exit, type ExitCode, InputProblem } from "./exit.js";
import { dropPending, isUnderCi, readGoldenFile, writeGolden, writePending } from "./golden-files.js";
import type { Io } from "./io.js";
import { contentOf, hashOf, type ReadBefore, type RestsOn } from "./passed-before.js";
import { runFile } from "./scenario.js";
import { goldenPath } from "./scenario-files.js";
import { isAtLines, type Planned, type SeedRange } from "./test-selection.js";
import { type Bounded, withinComputing } from "./time-limit.js";

export interface TestOptions {
  readonly seed: string | undefined;
  readonly strict: boolean;
  readonly accept: boolean;
  /** What a scenario's name or its file must hold. */
  readonly filter: string | undefined;
  /** Without `@`; all of them. */
  readonly tags: readonly string[];
  readonly coverage: CoverageDetail;
  /** A file of which nothing has changed since it passed is not run again. */
  readonly isRemembered: boolean;
  /** The calls of each scenario are drawn. */
  readonly isDrawn: boolean;
}

/** How much is told of what no test exercised: everything, one line, or nothing where only some of the tests were run. */
export type CoverageDetail = "full" | "line" | "none";

/** What a run of one file may take; a run under another seed begins anew. */
export const fileSecondsMax = 10;

export interface TestResult {
  readonly file: string;
  /** Those asked for. */
  readonly scenarios: readonly TestedScenario[];
  /** Traces of those that failed, still to be painted. */
  readonly traces: readonly (readonly Line[])[];
  /** Why the file as a whole failed. */
  readonly failures: readonly FileFailure[];
  /** What was written, to be said. */
  readonly notes: readonly string[];
  /** The golden that a file got which had none. */
  readonly newGolden?: string;
  /** The file itself and what it includes. */
  readonly reads: readonly string[];
  /** Absent where the file could not be run, or nobody asks. */
  readonly exercised?: Exercised;
  /** Scenarios and tags that were there and not asked for. */
  readonly others: readonly string[];
  readonly code: ExitCode;
  /** Of several seeds, the first under which it failed. */
  readonly failedUnder?: number;
  /** All that the run read, where it is to be remembered. */
  readonly restsOn?: RestsOn;
  /** Hash of the golden that it has. */
  readonly golden?: string;
  /** Of each of the scenarios, the lines of a diagram of its calls. */
  readonly drawings?: readonly (readonly string[])[];
  /** It was not run: nothing has changed since it passed. */
  readonly isUnchanged?: true;
}

/** How long a piece of work may take. */
type Within = <T>(work: () => T) => Bounded<T>;
const withinFileSeconds: Within = (work) => withinComputing(fileSecondsMax, work);

/** Undefined when it takes longer than it may; nothing is written then. */
export function testFile(
  plan: Planned,
  io: Io,
  options: TestOptions,
  within: Within = withinFileSeconds,
): TestResult | undefined {
  const { seeds } = plan;
  return seeds === undefined ? testOnce(plan, io, options, within) : testUnderSeeds(plan, io, options, seeds, within);
}

/** The result under the first seed that fails; under the last one if all hold. */
function testUnderSeeds(
  plan: Planned,
  io: Io,
  options: TestOptions,
  { from, to }: SeedRange,
  within: Within,
): TestResult | undefined {
  for (let seed = from; ; seed++) {
    const result = testOnce(plan, io, { ...options, seed: String(seed) }, within);
    if (result === undefined) return undefined;
    if (result.code !== Exit.ok) return { ...result, failedUnder: seed };
    if (seed === to) return result;
  }
}

function testOnce(plan: Planned, io: Io, options: TestOptions, within: Within): TestResult | undefined {
  const rehearsed = within(() => rehearse(plan, io, options));
  return rehearsed.is === "too-long" ? undefined : judged(plan, rehearsed.value, io, options);
}

export interface Rehearsed {
  readonly result: TestResult;
  /** What the golden should be; undefined where the run says nothing about it. */
  readonly golden: string | undefined;
}

/** Runs a file and writes nothing, so that it can be broken off anywhere. */
export function rehearse(plan: Planned, io: Io, options: TestOptions): Rehearsed {
  try {
    return rehearseFile(plan, io, options);
  } catch (thrown) {
    if (!(thrown instanceof InputProblem)) throw thrown;
    const message = thrown.help === undefined ? thrown.message : `${thrown.message}\n  ${thrown.help}`;
    return { result: failedFile(plan.file, message, Exit.input), golden: undefined };
  }
}

/** The result of a run, once it is held against the golden. */
export function judged({ file }: Planned, { result, golden }: Rehearsed, io: Io, options: TestOptions): TestResult {
  if (golden === undefined) return result;
  const compared = { ...result, ...compareGolden(file, golden, io, options) };
  return options.isRemembered ? { ...compared, golden: hashOf(golden) } : compared;
}

function rehearseFile(plan: Planned, io: Io, options: TestOptions): Rehearsed {
  const { file } = plan;
  const heard: ReadBefore[] = [];
  const onRead = (path: string, from: string, answer: ReadAnswer) => heard.push({ path, from, content: contentOf(answer) });
  const log = runFile(file, io, options.isRemembered ? { seed: options.seed, onRead } : { seed: options.seed });
  const reads = log.files.map(({ name }) => name);
  const errors = log.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  if (errors.length > 0) {
    const [first] = errors;
    const at = { file: first!.file, ...positionOf(textOf(first!, log), first!.span.start) };
    return {
      result: { ...failedFile(file, diagnosticTexts(errors, log).join("\n\n"), Exit.input, at), reads },
      golden: undefined,
    };
  }
  const runs = log.scenarios.filter((run) => isWanted(run, plan, options, log));
  const failing = runs.filter((run) => run.failures.length > 0);
  const left = log.scenarios.filter((run) => !runs.includes(run));
  const result: TestResult = {
    file,
    scenarios: runs.map((run) => tested(run, log)),
    traces: failing.map((run) => [...scenarioLines(run, log.vocabulary)]),
    failures: [],
    notes: [],
    reads,
    ...(options.isRemembered ? { restsOn: { text: hashOf(textOf({ file }, log)), reads: heard } } : {}),
    ...(options.isDrawn ? { drawings: runs.map((run) => [...renderSequence({ ...log, scenarios: [run] })]) } : {}),
    ...(options.coverage === "none" ? {} : { exercised: exercisedBy({ ...log, scenarios: runs }) }),
    others: left.flatMap((run) => [run.name, ...run.tags.map((tag) => `@${tag.replace(/^@/, "")}`)]),
    code: failing.length > 0 ? Exit.failed : Exit.ok,
  };
  // A golden holds the whole file, under the default seed, when all went well.
  const isWhole = failing.length === 0 && left.length === 0 && options.seed === undefined;
  return { result, golden: isWhole ? renderGolden(log) : undefined };
}

/** A file that could not be tested as a whole. */
export function failedFile(file: string, message: string, code: ExitCode, at?: FileFailure["at"]): TestResult {
  const failure: FileFailure = { kind: "error", message, ...(at === undefined ? {} : { at }) };
  return { file, scenarios: [], traces: [], failures: [failure], notes: [], reads: [file], others: [], code };
}

function isWanted(run: ScenarioRun, plan: Planned, { filter, tags }: TestOptions, log: RunLog): boolean {
  const { file, lines, names } = plan;
  if (names !== undefined && !names.includes(run.name)) return false;
  if (!isAtLines(run, file, lines, log)) return false;
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

type Compared = Pick<TestResult, "failures" | "notes" | "code" | "newGolden">;

function compareGolden(file: string, now: string, io: Io, options: TestOptions): Compared {
  const path = goldenPath(file);
  const stored = readGoldenFile(path);
  const golden = stored?.text;
  const notes = stored?.hasCrlf === true ? [crlfNote(path)] : [];
  const fine = { failures: [], notes, code: Exit.ok };
  if (golden === now) {
    dropPending(path, io);
    return fine;
  }
  if (golden === undefined) {
    if (options.strict) return differs(`there is no golden: ${path}; run custody test where it can be written, and commit it`);
    writeGolden(path, now, io);
    return { ...fine, notes: [`new golden: ${path}`], newGolden: path };
  }
  const changes = goldenChanges(golden, now);
  const opens = opensAccess(changes);
  if (options.accept && !opens) {
    writeGolden(path, now, io);
    return { ...fine, notes: [`accepted: ${path}`] };
  }
  if (!isUnderCi(io)) writePending(path, now, io);
  const aside = options.accept && opens ? [`--accept leaves what is newly allowed to you: custody golden accept ${path}`] : [];
  const words = changes.map((change) => change.words).slice(0, wordsMax);
  if (changes.length > wordsMax) words.push(`… and ${changes.length - wordsMax} more changes`);
  return differs([`${path} differs`, ...aside, ...words, "", ...diffText(golden, now)].join("\n"));
}

function crlfNote(path: string): string {
  return `note: ${path} has CRLF line ends, which do not count; \`*.golden text eol=lf\` in .gitattributes keeps a checkout from making them`;
}

const wordsMax = 10;

function differs(message: string): Compared {
  return { failures: [{ kind: "failure", message }], notes: [], code: Exit.failed };
}

const diffLineMax = 60;

/** A diff as text, cut where nobody would read on. */
export function diffText(before: string, after: string): string[] {
  const lines = diffLines(before, after).map(({ sign, text }) => `${sign} ${text}`.trimEnd());
  if (lines.length <= diffLineMax) return lines;
  return [...lines.slice(0, diffLineMax), `… and ${lines.length - diffLineMax} more lines`];
}
