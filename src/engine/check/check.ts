// What can be known to be wrong before anything runs: names, kinds and places, all of a file's mistakes at once. It walks the file as a
// run would, with the names made so far in place of a world: table rows and `for` each once, `repeat` and `every` once, definitions where called.

import type { Diagnostic } from "../../language/diagnostic.js";
import type { Block, Do, File, Flow, Node, Scenario, Statement } from "../../language/syntax.js";
import { valueText } from "../../language/value-text.js";
import { keyKind } from "../../world/key.js";
import { enterDefinition } from "../calls.js";
import { filledName, filledStatement, filledValue } from "../holes.js";
import { includedName, type WholeFile } from "../includes.js";
import type { Limits } from "../limits.js";
import { lintStatement } from "../lint/policy-lint.js";
import type { Registry } from "../registry.js";
import { rowsOf } from "../run.js";
import { Scope } from "../scope.js";
import type { ReadFile } from "../statement-context.js";
import { diagnosticAt, Stop } from "../stop.js";
import { checkClaim, checkPrediction } from "./claims.js";
import { checkDo, collectActors, noteActors } from "./names.js";
import { Symbols } from "./symbols.js";

export class Checking {
  readonly diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  readonly included = new Set<string>();

  constructor(
    readonly registry: Registry,
    readonly files: ReadonlyMap<string, File>,
    readonly limits: Limits,
    readonly readFile: ReadFile,
  ) {}

  /** The same mistake in every row of a table, or at every use of a name, is told once. */
  report(diagnostic: Diagnostic): void {
    const key = `${diagnostic.file} ${diagnostic.span.start} ${diagnostic.code}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.diagnostics.push(diagnostic);
  }
}

const noFiles: ReadFile = (path) => ({ problem: `there is no \`${path}\` here` });

export function checkFile(
  whole: WholeFile,
  registry: Registry,
  limits: Limits,
  readFile: ReadFile = noFiles,
): readonly Diagnostic[] {
  const { file, files } = whole;
  const checking = new Checking(registry, files, limits, readFile);
  const scope = new Scope(file, undefined);
  const symbols = new Symbols();
  for (const word of wordsNotRead(whole)) symbols.unread.add(word);
  if (file.statements.length === 0 && whole.diagnostics.length === 0)
    warnOf("file/no-statements", { start: 0, end: 0 }, scope, checking);
  checkOrder(file, checking);
  const setUp = file.statements.filter((statement) => statement.is !== "scenario");
  collectFrom(setUp, symbols);
  checkStatements(setUp, scope, symbols, checking);
  for (const statement of file.statements) if (statement.is === "scenario") checkScenario(statement, scope, symbols, checking);
  return checking.diagnostics;
}

const WORD = /[A-Za-z][A-Za-z0-9_-]*/g;

/** Words of the lines that could not be read: they may have made the things that other lines speak of, so those are no mistakes. */
function wordsNotRead({ diagnostics, files }: WholeFile): Set<string> {
  const words = new Set<string>();
  for (const { severity, file, span } of diagnostics) {
    const text = files.get(file)?.text;
    if (severity !== "error" || text === undefined) continue;
    const start = text.lastIndexOf("\n", span.start - 1) + 1;
    const end = text.indexOf("\n", span.end);
    for (const [word] of text.slice(start, end < 0 ? text.length : end).matchAll(WORD)) words.add(word);
  }
  return words;
}

/** What stands behind the first scenario block is no set-up, and would be read as one. */
function checkOrder(file: File, checking: Checking): void {
  let scenarioSeen = false;
  for (const statement of file.statements) {
    if (statement.is === "scenario") scenarioSeen = true;
    else if (scenarioSeen && statement.is !== "define") {
      checking.report(diagnosticAt(file.name, statement, "flow/after-scenario", {}));
    }
  }
}

function checkScenario(scenario: Scenario, scope: Scope, setUp: Symbols, checking: Checking): void {
  guarded(checking, () => {
    for (const row of rowsOf(scenario, scope)) {
      const inner = scope.inner();
      for (const [column, text] of row.cells) inner.set(column, text);
      const symbols = new Symbols(setUp);
      collectFrom(scenario.body.statements, symbols);
      checkBlock(scenario.body, inner, symbols, checking);
    }
  });
}

/** Whom the statements that act name, wherever they stand: a question may come before. */
function collectFrom(statements: readonly Statement[], symbols: Symbols): void {
  for (const statement of statements) {
    if ("body" in statement) {
      if (statement.is === "as") collectActors(statement.actor, symbols);
      if (statement.is === "for") for (const value of statement.values) collectActors(value, symbols);
      collectFrom(statement.body.statements, symbols);
    } else if (statement.is !== "expect" && statement.is !== "predict" && statement.is !== "invariant" && statement.is !== "ask")
      collectActors(statement, symbols);
  }
}

function checkBlock(block: Block, scope: Scope, symbols: Symbols, checking: Checking): void {
  checkStatements(block.statements, scope, symbols, checking);
}

function checkStatements(statements: readonly Statement[], scope: Scope, symbols: Symbols, checking: Checking): void {
  statements.forEach((statement, at) => {
    if (statement.is === "predict" && statements[at + 1]?.is !== "do")
      checking.report(diagnosticAt(scope.file.name, statement, "predict/nothing-after", {}));
    guarded(checking, () => checkStatement(statement, scope, symbols, checking));
  });
}

/** A mistake in one statement does not hide those in the next. */
function guarded(checking: Checking, work: () => void): void {
  try {
    work();
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    checking.report(thrown.diagnostic);
  }
}

function checkStatement(written: Statement, scope: Scope, symbols: Symbols, checking: Checking): void {
  const statement = "holes" in written && written.holes === true ? filledStatement(written, scope).statement : written;
  switch (statement.is) {
    case "do":
      checkDo(statement, scope, symbols, checking);
      lintDo(statement, scope, symbols, checking);
      return;
    case "expect":
    case "invariant":
      checkClaim(statement.claim, scope, symbols, checking);
      return;
    case "predict":
      checkPrediction(statement.prediction, scope, symbols, checking);
      return;
    case "ask":
      return;
    default:
      checkFlow(statement, scope, symbols, checking);
  }
}

function lintDo(statement: Do, scope: Scope, symbols: Symbols, checking: Checking): void {
  const { name, text } = scope.file;
  const isKey = statement.object !== undefined && symbols.get(statement.object.text)?.kind === keyKind.name;
  for (const found of lintStatement(statement, { name, text, isKey }, checking.readFile)) checking.report(found);
}

function checkFlow(flow: Flow, scope: Scope, symbols: Symbols, checking: Checking): void {
  switch (flow.is) {
    case "scenario":
    case "clock":
    case "seed":
      return;
    case "advance":
      if (flow.by?.is === "duration" && flow.by.count === 0) warnOf("time/advance-nothing", flow, scope, checking);
      return;
    case "strict":
      symbols.strict = true;
      return;
    case "default":
      scope.setDefault(flow.place.account?.text, flow.place.region?.text);
      return;
    case "include":
      checkInclude(flow, scope, symbols, checking);
      return;
    case "let":
      scope.set(flow.name.text, flow.value.is === "raw" ? flow.value.text : valueText(filledValue(flow.value, scope)));
      return;
    case "define":
      scope.define(flow);
      return;
    case "call": {
      const called = enterDefinition(flow, scope);
      checkBlock(called.body, called.scope, symbols, checking);
      return;
    }
    case "for":
      checkFor(flow, scope, symbols, checking);
      return;
    case "pick": {
      const first = flow.values[0];
      if (first !== undefined) scope.set(flow.variable.text, valueText(filledValue(first, scope)));
      return;
    }
    case "as":
      noteActors(filledName(flow.actor, scope).text, symbols);
      if (flow.assumedBy !== undefined) noteActors(flow.assumedBy.text, symbols);
      checkBlock(flow.body, scope.inner({ ref: filledName(flow.actor, scope).text }), symbols, checking);
      return;
    case "repeat":
      if (flow.times.is === "number" && flow.times.value === 0) warnOf("flow/repeat-nothing", flow, scope, checking);
      checkBlock(flow.body, scope.inner(), symbols, checking);
      return;
    case "chance":
    case "every":
      checkBlock(flow.body, scope.inner(), symbols, checking);
      return;
  }
}

function warnOf(code: string, at: Node, scope: Scope, checking: Checking): void {
  checking.report({ ...diagnosticAt(scope.file.name, at, code, {}), severity: "warning" });
}

function checkFor(flow: Extract<Flow, { is: "for" }>, scope: Scope, symbols: Symbols, checking: Checking): void {
  for (const value of flow.values) {
    const inner = scope.inner();
    inner.set(flow.variable.text, valueText(filledValue(value, scope)));
    checkBlock(flow.body, inner, symbols, checking);
  }
}

function checkInclude(flow: Extract<Flow, { is: "include" }>, scope: Scope, symbols: Symbols, checking: Checking): void {
  const name = includedName(flow, scope.file.name);
  const file = checking.files.get(name);
  if (file === undefined || checking.included.has(name)) return;
  checking.included.add(name);
  const inner = scope.inFile(file);
  collectFrom(file.statements, symbols);
  checkStatements(
    file.statements.filter((statement) => statement.is !== "scenario"),
    inner,
    symbols,
    checking,
  );
  scope.take(inner);
}
