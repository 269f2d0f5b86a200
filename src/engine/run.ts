// A file from its statements to its log: the set-up once, then each scenario from the world that the set-up left, so that every
// scenario begins in a world of its own.

import { assert } from "../base/assert.js";
import type { File, Scenario } from "../language/syntax.js";
import { formatDate, type Instant } from "../world/time.js";
import { emptyWorld, type World } from "../world/world.js";
import { filledText } from "./holes.js";
import { runBlock, runStatements } from "./interpreter.js";
import type { ScenarioRun, StepBlock } from "./log.js";
import { type RunParts, RunState } from "./run-state.js";
import { moveTo } from "./scheduler.js";
import { Scope } from "./scope.js";
import { Stop } from "./stop.js";

export interface RunOptions {
  readonly seed: string;
  /** Only scenarios of these names. */
  readonly only?: readonly string[];
  /** Where each scenario's time runs on to after its last statement. */
  readonly until?: Instant;
}

export function runFile(
  file: File,
  name: string,
  given: Omit<RunParts, "interpret">,
  options: RunOptions,
): readonly ScenarioRun[] {
  const parts: RunParts = { ...given, interpret: runStatements };
  const scenarios = file.statements.filter((statement): statement is Scenario => statement.is === "scenario");
  const setUp = file.statements.filter((statement) => statement.is !== "scenario");
  const scope = new Scope(file, undefined);
  const start = emptyWorld(options.seed);
  const base = new RunState(parts, start);
  guarded(base, () => runStatements(base, setUp, scope));
  if (scenarios.length === 0 && options.only?.includes(name) === false) return [];
  if (scenarios.length === 0) guarded(base, () => runOn(base, scope, options.until));
  if (scenarios.length === 0) return [finished(base, name, file, [], start, [])];
  return scenarios.flatMap((scenario) => runsOf(scenario, scope, base, start, options));
}

function runsOf(scenario: Scenario, scope: Scope, base: RunState, start: World, options: RunOptions): readonly ScenarioRun[] {
  const runs: ScenarioRun[] = [];
  for (const each of rowsOf(scenario, scope)) {
    if (options.only !== undefined && !options.only.includes(each.title)) continue;
    const run = new RunState(base.parts, base.world, base);
    // A scenario may have a seed of its own, whatever the set-up's is.
    run.seedSaid = false;
    const inner = scope.inner();
    for (const [column, text] of each.cells) inner.set(column, text);
    if (run.stopped) run.notRun += scenario.body.statements.length;
    else
      guarded(run, () => {
        runBlock(run, scenario.body, inner);
        runOn(run, inner, options.until);
      });
    runs.push(finished(run, each.title, scope.file, scenario.tags, start, base.blocks.done));
  }
  return runs;
}

/** Nothing more is done, and time goes on: what falls due happens, what stands is paid for. */
function runOn(run: RunState, scope: Scope, until: Instant | undefined): void {
  if (until === undefined || run.stopped || until <= run.world.now) return;
  const end = scope.file.text.length;
  moveTo(run, until, { node: { start: end, end }, scope, text: `advance to ${formatDate(until)}`, kind: "flow" });
}

interface Row {
  readonly title: string;
  readonly cells: readonly (readonly [string, string])[];
}

export function rowsOf(scenario: Scenario, scope: Scope): readonly Row[] {
  const { table, title } = scenario;
  if (table === undefined) return [{ title: filledText(title.value, title, scope), cells: [] }];
  const titles = new Map<string, number>();
  return table.rows.map((row) => {
    const cells = table.columns.map((column, at) => [column.text, row.cells[at]?.text ?? ""] as const);
    const inner = scope.inner();
    for (const [column, text] of cells) inner.set(column, text);
    const filled = filledText(title.value, title, inner);
    const count = (titles.get(filled) ?? 0) + 1;
    titles.set(filled, count);
    return { title: count === 1 ? filled : `${filled} (${count})`, cells };
  });
}

/** A statement that cannot mean anything ends the run with its diagnostic; the scenario has not passed. */
function guarded(run: RunState, work: () => void): void {
  try {
    work();
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    const { diagnostic } = thrown;
    run.diagnostics.push(diagnostic);
    run.failures.push({
      step: run.steps.length + 1,
      code: diagnostic.code,
      lines: [`it cannot be run: ${diagnostic.code}`],
      span: diagnostic.span,
      file: diagnostic.file,
    });
    run.stopped = true;
  }
}

function finished(
  run: RunState,
  name: string,
  file: File,
  tags: readonly string[],
  start: World,
  before: readonly StepBlock[],
): ScenarioRun {
  const { steps } = run;
  return {
    name,
    file: file.name,
    tags,
    seed: run.world.rng.seed,
    startedAt: steps[0]?.world.now ?? run.world.now,
    steps,
    blocks: [...before, ...run.blocks.done],
    failures: run.failures,
    notRun: run.notRun,
    diagnostics: run.diagnostics,
    worldAt(step) {
      assert(step >= 0 && step <= steps.length, `step ${step} is one of the ${steps.length} of ${name}`);
      return step === 0 ? start : steps[step - 1]!.world;
    },
  };
}
