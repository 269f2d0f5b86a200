// The meaning of a file: statements run one after the other, blocks inside scopes, loops by running their bodies again. What acts is
// done by statements/do.ts; what is claimed by statements/expect.ts; what moves the clock by scheduler.ts.

import { assert, unreachable } from "../base/assert.js";
import type { Block, Expect, Flow, Node, Statement } from "../language/syntax.js";
import { valueText } from "../language/value-text.js";
import { drawBelow, drawChance, isPercent, isSeed, seedRng } from "../world/rng.js";
import { enterDefinition } from "./calls.js";
import { filledName, filledStatement, filledValue, filledValues, oneLine } from "./holes.js";
import { includedName } from "./includes.js";
import type { LogSpan } from "./log.js";
import { countOfPeriods } from "./periods.js";
import type { RunState } from "./run-state.js";
import { advanceBy, advanceTo, setClock } from "./scheduler.js";
import type { Scope } from "./scope.js";
import { runAsk } from "./statements/ask.js";
import { enterRole } from "./statements/assume.js";
import { runDo } from "./statements/do.js";
import { checkInvariants, runExpect } from "./statements/expect.js";
import { judgePrediction, runPredict } from "./statements/predict.js";
import { diagnosticAt, Stop } from "./stop.js";

export function runBlock(run: RunState, block: Block, scope: Scope): void {
  runStatements(run, block.statements, scope);
}

/** Goes once through the block of `flow`: where blocks multiply one another, that ends, whether or not anything stands in them. */
function runTurn(run: RunState, flow: Node, scope: Scope, block: Block, inner: Scope): void {
  run.countTurn(flow, scope);
  runBlock(run, block, inner);
}

export function runStatements(run: RunState, statements: readonly Statement[], scope: Scope): void {
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at]!;
    if (run.stopped) {
      run.notRun += countOf(statement);
      continue;
    }
    runStatement(run, statement, scope, nextOutcome(statements[at + 1]));
    if (run.watched.length > 0) checkInvariants(run);
  }
}

/** `expect denied` as the next statement speaks of the one before it. */
function nextOutcome(next: Statement | undefined): boolean {
  return next?.is === "expect" && next.claim.is === "outcome";
}

function countOf(statement: Statement): number {
  return "body" in statement ? statement.body.statements.reduce((sum, each) => sum + countOf(each), 0) : 1;
}

function runStatement(run: RunState, written: Statement, scope: Scope, expectedNext: boolean): void {
  const holey = "holes" in written && written.holes === true;
  const filled = holey ? filledStatement(written, scope) : undefined;
  const statement = filled?.statement ?? written;
  const { text: asWritten, span } = writtenAt(written, scope);
  const text = filled === undefined ? asWritten : oneLine(filled.text);
  switch (statement.is) {
    case "do":
      // A prediction takes the place of an expectation: what was foreseen does not stop the run.
      runDo(run, statement, { node: written, scope, text, kind: "do", span }, expectedNext || run.predicted !== undefined);
      judgePrediction(run);
      return;
    case "expect":
      runExpect(run, statement as Expect, { node: written, scope, text, kind: "expect", span });
      return;
    case "predict":
      runPredict(run, statement, { node: written, scope, text, kind: "predict", span });
      return;
    case "invariant":
      run.watched.push({ invariant: statement, scope, after: run.steps.length, broken: false });
      return;
    case "ask":
      runAsk(run, statement, { node: written, scope, text, kind: "ask", span });
      return;
    default:
      runFlow(run, statement, scope, text, written);
  }
}

interface Written {
  readonly text: string;
  readonly span: LogSpan;
}

/** Statements as they stand in the file: a loop comes by each of them many times. */
const known = new WeakMap<Statement, Written>();

function writtenAt(statement: Statement, scope: Scope): Written {
  let written = known.get(statement);
  if (written === undefined) {
    const { start, end } = statement;
    written = { text: oneLine(scope.file.text.slice(start, end)), span: { start, end } };
    known.set(statement, written);
  }
  return written;
}

function runFlow(run: RunState, flow: Flow, scope: Scope, text: string, written: Statement): void {
  const spec = { node: written, scope, text, kind: "flow" as const };
  switch (flow.is) {
    case "scenario":
    case "strict":
      return;
    case "include":
      runInclude(run, flow, scope);
      return;
    case "default":
      scope.setDefault(flow.place.account?.text, flow.place.region?.text);
      return;
    case "let":
      scope.set(flow.name.text, flow.value.is === "raw" ? flow.value.text : valueText(filledValue(flow.value, scope)));
      return;
    case "define":
      scope.define(flow);
      return;
    case "call": {
      const called = enterDefinition(flow, scope);
      run.blocks.within(run.steps, text, () => runTurn(run, flow, scope, called.body, called.scope));
      return;
    }
    case "repeat":
      run.blocks.within(run.steps, headOf(text), () => runRepeat(run, flow, scope));
      return;
    case "for":
      run.blocks.within(run.steps, headOf(text), () => runFor(run, flow, scope));
      return;
    case "pick": {
      const drawn = drawBelow(run.world.rng, "pick", flow.values.length);
      run.world = { ...run.world, rng: drawn.rng };
      const value = flow.values[drawn.value]!;
      scope.set(flow.variable.text, valueText(filledValue(value, scope)));
      return;
    }
    case "as":
      runBlock(run, flow.body, scope.inner(enterRole(run, { ...flow, actor: filledName(flow.actor, scope) }, spec)));
      return;
    case "chance":
      runChance(run, flow, scope);
      return;
    case "every":
      run.blocks.within(run.steps, headOf(text), () => runEvery(run, flow, scope, text));
      return;
    case "clock":
      setClock(run, flow, spec);
      return;
    case "advance":
      if (flow.to !== undefined) advanceTo(run, filledValue(flow.to, scope), spec);
      else if (flow.by !== undefined) advanceBy(run, filledValue(flow.by, scope), spec);
      return;
    case "seed":
      if (!isSeed(flow.text)) throw new Stop(diagnosticAt(scope.file.name, flow, "chance/bad-seed", { text: flow.text }));
      if (run.seedSaid) throw new Stop(diagnosticAt(scope.file.name, flow, "chance/seed-twice", {}));
      run.seedSaid = true;
      run.world = { ...run.world, rng: seedRng(flow.text) };
      return;
    default:
      unreachable(flow);
  }
}

/** The other file's set-up, in the same surroundings, each file once. Its scenarios are its own. */
function runInclude(run: RunState, flow: Extract<Flow, { is: "include" }>, scope: Scope): void {
  const name = includedName(flow, scope.file.name);
  const file = run.parts.files.get(name);
  assert(file !== undefined, `${name} was read before anything ran`);
  if (run.included.has(file)) return;
  run.included.add(file);
  const inner = scope.inFile(file);
  runStatements(
    run,
    file.statements.filter((statement) => statement.is !== "scenario"),
    inner,
  );
  scope.take(inner);
}

/** What stands before the block. */
function headOf(text: string): string {
  return text.slice(0, text.indexOf("{")).trimEnd();
}

function runFor(run: RunState, flow: Extract<Flow, { is: "for" }>, scope: Scope): void {
  for (const value of filledValues(flow.values, scope)) {
    const inner = scope.inner();
    inner.set(flow.variable.text, valueText(value));
    runTurn(run, flow, scope, flow.body, inner);
  }
}

function runRepeat(run: RunState, flow: Extract<Flow, { is: "repeat" }>, scope: Scope): void {
  const times = filledValue(flow.times, scope);
  if (times.is !== "number" || times.value < 0 || !Number.isInteger(times.value))
    throw new Stop(diagnosticAt(scope.file.name, flow.times, "flow/bad-count", {}));
  const outer = run.burst;
  run.burst ??= new Map();
  for (let count = 0; count < times.value && !run.stopped; count++) runTurn(run, flow, scope, flow.body, scope.inner());
  run.burst = outer;
}

function runChance(run: RunState, flow: Extract<Flow, { is: "chance" }>, scope: Scope): void {
  const percent = filledValue(flow.percent, scope);
  if (percent.is !== "percent" || !isPercent(percent.text))
    throw new Stop(diagnosticAt(scope.file.name, flow.percent, "chance/bad-percent", {}));
  const drawn = drawChance(run.world.rng, "chance", percent.text);
  run.world = { ...run.world, rng: drawn.rng };
  if (drawn.value) runBlock(run, flow.body, scope.inner());
}

function runEvery(run: RunState, flow: Extract<Flow, { is: "every" }>, scope: Scope, text: string): void {
  const period = filledValue(flow.period, scope);
  const total = filledValue(flow.for, scope);
  const spec = { node: flow, scope, text, kind: "flow" as const };
  const times = countOfPeriods(period, total, run.world.now);
  if (times === undefined) throw new Stop(diagnosticAt(scope.file.name, flow.period, "time/bad-period", {}));
  if (times > run.parts.limits.stepCountMax)
    throw new Stop(diagnosticAt(scope.file.name, flow, "limit/steps", { max: String(run.parts.limits.stepCountMax) }));
  for (let count = 0; count < times && !run.stopped; count++) {
    runTurn(run, flow, scope, flow.body, scope.inner());
    advanceBy(run, period, { ...spec, text: `advance ${valueText(period)}` });
  }
}
