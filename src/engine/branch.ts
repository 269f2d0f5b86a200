// What if: a statement run on a branch of a world that a run has been in. The run itself stays as it was; the branch sees the names,
// places and definitions that the file had said up to there, and leaves steps like any other.

import type { Diagnostic } from "../language/diagnostic.js";
import { parse } from "../language/parse.js";
import type { File, Scenario, Statement } from "../language/syntax.js";
import type { World } from "../world/world.js";
import { includesAmong } from "./includes.js";
import { runStatements } from "./interpreter.js";
import { DEFAULT_LIMITS, type Limits } from "./limits.js";
import type { Failure, RunLog, ScenarioRun, Step } from "./log.js";
import type { ReadFile } from "./read-file.js";
import type { Registry } from "./registry.js";
import { rowsOf } from "./run.js";
import { type RunParts, RunState } from "./run-state.js";
import { Scope } from "./scope.js";
import { diagnosticAt, Stop } from "./stop.js";

/** Where a branch begins: after `step` of `run`; 0 is before its first. */
export interface BranchPoint {
  readonly log: RunLog;
  readonly run: ScenarioRun;
  readonly step: number;
}

export interface BranchParts {
  readonly registry: Registry;
  readonly limits?: Limits;
  readonly readFile?: ReadFile;
}

/** What the statements of a branch did. `log` holds it as a run of its own, for reports; empty of steps where the text is wrong. */
export interface Branch {
  readonly text: string;
  readonly steps: readonly Step[];
  readonly failures: readonly Failure[];
  readonly diagnostics: readonly Diagnostic[];
  readonly before: World;
  readonly log: RunLog;
}

/** What diagnostics call the text that was typed. */
export const branchFileName = "what-if";

/**
 * Runs `text` in the world after a step, as if it stood in the file behind it. What a block's chance or table of values has bound there
 * is known for rows of a table only; who acts is the account's admin unless the step stands in an `as` block or the text says `by`.
 */
export function runOnBranch(point: BranchPoint, text: string, parts: BranchParts): Branch {
  const before = point.run.worldAt(point.step);
  const parsed = parse(text, branchFileName);
  const wrong = parsed.diagnostics.filter((each) => each.severity === "error");
  if (wrong.length > 0) return branchOf(point, text, before, { steps: [], failures: [], diagnostics: parsed.diagnostics });
  const files = parsedFiles(point.log);
  const run = new RunState(
    { limits: DEFAULT_LIMITS, readFile: noFiles, interpret: runStatements, ...parts, files } satisfies RunParts,
    before,
  );
  run.lastMade = lastMadeBy(point);
  run.gone.remember(point.run.steps.slice(0, point.step));
  run.seedSaid = true;
  try {
    const scope = scopeAt(point, files, run);
    refuseFlow(parsed.file);
    runStatements(run, parsed.file.statements, scope.inFile(parsed.file));
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    run.diagnostics.push(thrown.diagnostic);
  }
  return branchOf(point, text, before, run);
}

const noFiles: ReadFile = (path) => ({ problem: `a branch reads no file (\`${path}\`)` });

function branchOf(
  { log, run }: BranchPoint,
  text: string,
  before: World,
  { steps, failures, diagnostics }: Pick<Branch, "steps" | "failures" | "diagnostics">,
): Branch {
  const alone: ScenarioRun = {
    ...run,
    name: `${run.name}, what if`,
    file: branchFileName,
    startedAt: before.now,
    steps,
    blocks: [],
    failures,
    diagnostics,
    notRun: 0,
    worldAt: (step) => (step === 0 ? before : steps[step - 1]!.world),
  };
  const files = [...log.files, { name: branchFileName, text }];
  return { text, steps, failures, diagnostics, before, log: { ...log, files, diagnostics, scenarios: [alone] } };
}

/** A scenario begins in a world of its own, so it cannot begin in this one; and the files were taken in before it. */
function refuseFlow(file: File): void {
  const scenario = file.statements.find((each) => each.is === "scenario");
  if (scenario !== undefined) throw new Stop(diagnosticAt(branchFileName, scenario, "flow/after-scenario", {}));
  const [include] = includesAmong(file.statements);
  if (include === undefined) return;
  const { path } = include.statement;
  throw new Stop(
    diagnosticAt(branchFileName, path, "file/unreadable", { path: path.value, problem: "a branch takes in no file" }),
  );
}

const filesOfLogs = new WeakMap<RunLog, Map<string, File>>();

/** The files of a log, read again once. */
export function parsedFiles(log: RunLog): Map<string, File> {
  let files = filesOfLogs.get(log);
  if (files === undefined) {
    files = new Map(log.files.map(({ name, text }) => [name, parse(text, name).file]));
    filesOfLogs.set(log, files);
  }
  return files;
}

/** What a left-out object means after the step: what the newest step that made something made. */
function lastMadeBy({ run, step }: BranchPoint): readonly string[] {
  for (let at = step; at > 0; at--) {
    const made = run.steps[at - 1]!.facts.flatMap((fact) => (fact.is === "made" ? [fact.id] : []));
    if (made.length > 0) return made;
  }
  return [];
}

// ---- the surroundings of a step

/** What had been said before the step: lets, definitions, default places, invariants; and who acts. */
function scopeAt(point: BranchPoint, files: ReadonlyMap<string, File>, run: RunState): Scope {
  const file = files.get(point.log.files[0]!.name)!;
  const scope = new Scope(file, undefined);
  const step = point.run.steps[point.step - 1];
  const scenario = scenarioOf(point.run, file, scope);
  const setUp = file.statements.filter((each) => each.is !== "scenario");
  const inScenario = scenario !== undefined && step !== undefined && isIn(step, scenario.statement, file);
  const inSetUp = step !== undefined && !inScenario && setUp.some((each) => isIn(step, each, file));
  const place: Place = { step, file, run };
  const base = declare(inSetUp ? setUp : setUp.filter((each) => step !== undefined || each.is === "default"), scope, {
    ...place,
    step: inSetUp ? step : undefined,
  });
  if (scenario === undefined || !inScenario) return base;
  const inner = base.inner();
  for (const [column, text] of scenario.cells) inner.set(column, text);
  return declare(scenario.statement.body.statements, inner, place);
}

/** The `scenario` block that the run is of, with the row of its table. */
export function scenarioOf(run: ScenarioRun, file: File, scope: Scope) {
  for (const statement of file.statements) {
    if (statement.is !== "scenario") continue;
    const row = rowsOf(statement, scope).find((each) => each.title === run.name);
    if (row !== undefined) return { statement, cells: row.cells } satisfies { statement: Scenario; cells: unknown };
  }
  return undefined;
}

export function isIn(step: Step, statement: Statement, file: File): boolean {
  return step.file === file.name && statement.start <= step.span.start && step.span.end <= statement.end;
}

interface Place {
  readonly step: Step | undefined;
  readonly file: File;
  readonly run: RunState;
}

/** Says again what binds names, up to the step, and goes into the block that the step stands in. */
function declare(statements: readonly Statement[], scope: Scope, place: Place): Scope {
  const { step, file, run } = place;
  for (const statement of statements) {
    if (step !== undefined && statement.start > step.span.start) break;
    if (BINDING.has(statement.is)) runStatements(run, [statement], scope);
    else if (statement.is === "include") declareIncluded(scope, place);
    else if ("body" in statement && step !== undefined && isIn(step, statement, file)) {
      const acts = statement.is === "as" && step.actor !== undefined ? { ref: step.actor } : undefined;
      return declare(statement.body.statements, scope.inner(acts), place);
    }
  }
  return scope;
}

const BINDING: ReadonlySet<string> = new Set(["let", "default", "define", "invariant"]);

/** What included files say; each once, whichever of them the main file names. */
function declareIncluded(scope: Scope, { run, file }: Place): void {
  for (const included of run.parts.files.values()) {
    if (included === file || included.name === branchFileName || run.included.has(included)) continue;
    run.included.add(included);
    const inner = scope.inFile(included);
    declare(included.statements, inner, { step: undefined, file: included, run });
    scope.take(inner);
  }
}
