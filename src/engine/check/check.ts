// What can be known to be wrong before anything runs: names, kinds and places, all of a file's mistakes at once. It walks the file as a
// run would, with the names made so far in place of a world: table rows and `for` each once, `repeat` and `every` once, definitions where called.

import type { Diagnostic } from "../../language/diagnostic.js";
import type { Do, File, Flow, Scenario, Statement } from "../../language/syntax.js";
import { valueText } from "../../language/value-text.js";
import { REGIONS } from "../../world/place.js";
import { enterDefinition } from "../calls.js";
import { filledName, filledStatement, filledValue, filledValues } from "../holes.js";
import { includedName, includesAmong, type WholeFile } from "../includes.js";
import type { Limits } from "../limits.js";
import { countOfPeriods } from "../periods.js";
import type { ReadFile } from "../read-file.js";
import type { Registry } from "../registry.js";
import { rowsOf } from "../run.js";
import { Scope } from "../scope.js";
import { Stop } from "../stop.js";
import { checkActing, checkActorsIn, collectActors } from "./actors.js";
import { Checking, Here } from "./checking.js";
import { checkClaim, checkOutcome, checkPrediction, checkQuestion } from "./claims.js";
import { checkDo, checkPlace, regionMeant } from "./names.js";
import { checkDocument, checkDocuments, expectsRefusal } from "./policies.js";
import { checkRings } from "./rings.js";
import { stepsOf } from "./step-count.js";
import { Symbols } from "./symbols.js";
import { checkUnused } from "./unused.js";

const noFiles: ReadFile = (path) => ({ problem: `there is no \`${path}\` here` });

export function checkFile(
  whole: WholeFile,
  registry: Registry,
  limits: Limits,
  readFile: ReadFile = noFiles,
): readonly Diagnostic[] {
  const { file, files } = whole;
  const checking = new Checking(registry, files, limits, readFile, whole.diagnostics);
  const here = new Here(new Scope(file, undefined), new Symbols(), checking);
  for (const word of wordsNotRead(whole)) here.symbols.unread.add(word);
  if (file.statements.length === 0 && whole.diagnostics.length === 0) here.warn({ start: 0, end: 0 }, "file/no-statements");
  checkOrder(file, here);
  for (const each of new Set(files.values())) checkIncludesStandOutside(each, here.in(new Scope(each, undefined)));
  const setUp = file.statements.filter((statement) => statement.is !== "scenario");
  collectFrom(setUp, here.symbols);
  checkStatements(setUp, here);
  for (const statement of file.statements) if (statement.is === "scenario") checkScenario(statement, here);
  for (const found of checking.contexts.askedInVain(registry.contextKeys)) checking.report(found);
  if (!anyError([...whole.diagnostics, ...checking.diagnostics])) {
    checkRings(file, here);
    checkUnused(file, files, here);
  }
  return checking.diagnostics;
}

/** What is left over is told where nothing else is wrong: mostly a slip is the reason. */
function anyError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === "error");
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
function checkOrder(file: File, here: Here): void {
  let scenarioSeen = false;
  for (const statement of file.statements) {
    if (statement.is === "scenario") scenarioSeen = true;
    else if (scenarioSeen && statement.is !== "define") here.tell(statement, "flow/after-scenario");
  }
}

/** A run would meet a file in a block in the middle of things, or several times. */
function checkIncludesStandOutside(file: File, here: Here): void {
  for (const { statement, inBlock } of includesAmong(file.statements)) if (inBlock) here.tell(statement, "flow/include-in-block");
}

function checkScenario(scenario: Scenario, here: Here): void {
  guarded(here, () => {
    for (const row of rowsOf(scenario, here.scope)) {
      checkTitle(scenario, row.title, here);
      here.checking.newScenario();
      const inner = here.scope.inner();
      for (const [column, text] of row.cells) inner.set(column, text);
      const symbols = new Symbols(here.symbols);
      collectFrom(scenario.body.statements, symbols, new Map(row.cells.map(([column, text]) => [column, [text]])));
      checkStatements(scenario.body.statements, new Here(inner, symbols, here.checking));
    }
  });
}

function checkTitle({ title }: Scenario, filled: string, here: Here): void {
  const most = here.checking.limits.titleLengthMax;
  if (filled.length > most) here.tell(title, "limit/title-length", { length: String(filled.length), most: String(most) });
}

/** Whom the statements that act name, wherever they stand: a question may come before. `values`: what a hole there may stand for. */
function collectFrom(
  statements: readonly Statement[],
  symbols: Symbols,
  values: ReadonlyMap<string, readonly string[]> = new Map(),
): void {
  const known = new Map(values);
  for (const statement of statements) {
    if ("body" in statement) {
      if (statement.is === "as") {
        collectActors(statement.actor, symbols, known);
        collectActors(statement.assumedBy, symbols, known);
      }
      if (statement.is === "for") {
        known.set(statement.variable.text, statement.values.map(valueText));
        for (const value of statement.values) collectActors(value, symbols, known);
      }
      collectFrom(statement.body.statements, symbols, known);
    } else if (
      statement.is !== "expect" &&
      statement.is !== "predict" &&
      statement.is !== "invariant" &&
      statement.is !== "ask"
    ) {
      if (statement.is === "let")
        known.set(statement.name.text, [statement.value.is === "raw" ? statement.value.text : valueText(statement.value)]);
      if (statement.is === "pick") known.set(statement.variable.text, statement.values.map(valueText));
      collectActors(statement, symbols, known);
    }
  }
}

function checkStatements(statements: readonly Statement[], here: Here): void {
  statements.forEach((statement, at) => {
    if (statement.is === "predict" && statements[at + 1]?.is !== "do") here.tell(statement, "predict/nothing-after");
    const refusalExpected = expectsRefusal(statement, statements[at - 1], statements[at + 1]);
    guarded(here, () => checkStatement(statement, here, refusalExpected));
  });
}

/** A mistake in one statement does not hide those in the next. */
function guarded(here: Here, work: () => void): void {
  try {
    work();
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    here.checking.report(thrown.diagnostic);
  }
}

function checkStatement(written: Statement, here: Here, refusalExpected: boolean): void {
  const statement = "holes" in written && written.holes === true ? filledStatement(written, here.scope).statement : written;
  switch (statement.is) {
    case "do":
      checkAct(statement, here, refusalExpected);
      return;
    case "expect":
    case "invariant":
      checkClaim(statement.claim, here);
      return;
    case "predict":
      checkPrediction(statement.prediction, here);
      return;
    case "ask":
      checkQuestion(statement, here);
      return;
    default:
      checkFlow(statement, here);
  }
}

function checkAct(statement: Do, here: Here, refusalExpected: boolean): void {
  checkActorsIn(statement, here);
  checkActing(statement.by, here);
  if (statement.verb === "account" && statement.object !== undefined) {
    here.symbols.namedActors.add(statement.object.text);
    if (statement.args.id !== undefined) here.symbols.accountNumbers.set(statement.args.id, statement.object.text);
  }
  checkDo(statement, here);
  if (statement.expect !== undefined) checkOutcome(statement.expect, here);
  checkDocuments(statement, here, refusalExpected);
}

function checkFlow(flow: Flow, here: Here): void {
  const { scope, symbols } = here;
  switch (flow.is) {
    case "scenario":
    case "clock":
    case "seed":
      return;
    case "advance":
      if (flow.by?.is === "duration" && flow.by.count === 0) here.warn(flow, "time/advance-nothing");
      return;
    case "strict":
      symbols.strict = true;
      return;
    case "default":
      checkPlace(flow.place, here);
      if (regionMeant(flow.place) === undefined) scope.setDefault(flow.place.account?.text, flow.place.region?.text);
      else scope.setDefault(undefined, REGIONS[0]);
      return;
    case "include":
      checkInclude(flow, here);
      return;
    case "let":
      scope.set(flow.name.text, flow.value.is === "raw" ? flow.value.text : valueText(filledValue(flow.value, scope)));
      return;
    case "define":
      if (scope.definesItself(flow.name)) here.warn(flow.name, "flow/defined-twice", { name: flow.name.text });
      scope.define(flow);
      return;
    case "call": {
      const called = enterDefinition(flow, scope);
      if (tooManyTurns(flow, here)) return;
      checkStatements(called.body.statements, here.in(called.scope));
      return;
    }
    case "for":
      checkFor(flow, here);
      return;
    case "pick": {
      const first = flow.values[0];
      if (first !== undefined) scope.set(flow.variable.text, valueText(filledValue(first, scope)));
      return;
    }
    case "as":
      checkAs(flow, here);
      return;
    case "repeat":
      if (flow.times.is === "number" && flow.times.value === 0) here.warn(flow, "flow/repeat-nothing");
      if (tooManySteps(flow, here)) return;
      checkStatements(flow.body.statements, here.in(scope.inner()));
      return;
    case "every":
      if (countOfPeriods(flow.period, flow.for) === 0) here.warn(flow, "flow/repeat-nothing");
      if (tooManySteps(flow, here)) return;
      checkStatements(flow.body.statements, here.in(scope.inner()));
      return;
    case "chance":
      checkStatements(flow.body.statements, here.in(scope.inner()));
      return;
  }
}

/** The outermost loop is to blame: nothing in it is told. */
function tooManySteps(flow: Extract<Flow, { is: "repeat" | "every" }>, here: Here): boolean {
  const most = here.checking.limits.stepCountMax;
  if (stepsOf(flow) <= most) return false;
  const end = flow.is === "repeat" ? flow.times.end : flow.for.end;
  here.tell({ start: flow.start, end }, "limit/steps", { max: String(most) });
  return true;
}

/** The check goes through blocks as a run would, and ends where that would: what comes after is not looked at. */
function tooManyTurns(flow: Flow, here: Here): boolean {
  const { checking } = here;
  const most = checking.limits.stepCountMax;
  if (++checking.turnCount <= most) return false;
  if (checking.turnCount === most + 1) here.tell(flow, "limit/turns", { max: String(most) });
  return true;
}

function checkAs(flow: Extract<Flow, { is: "as" }>, here: Here): void {
  const actor = filledName(flow.actor, here.scope);
  checkActorsIn(flow.actor.holes === true ? [flow.assumedBy] : [flow.actor, flow.assumedBy], here);
  checkActing(flow.actor, here);
  if (flow.sessionPolicy !== undefined) checkDocument(flow.sessionPolicy, "session", here, false);
  checkStatements(flow.body.statements, here.in(here.scope.inner({ ref: actor.text })));
}

function checkFor(flow: Extract<Flow, { is: "for" }>, here: Here): void {
  for (const value of filledValues(flow.values, here.scope)) {
    if (tooManyTurns(flow, here)) return;
    const inner = here.scope.inner();
    inner.set(flow.variable.text, valueText(value));
    checkStatements(flow.body.statements, here.in(inner));
  }
}

function checkInclude(flow: Extract<Flow, { is: "include" }>, here: Here): void {
  const { scope, symbols, checking } = here;
  const name = includedName(flow, scope.file.name);
  const file = checking.files.get(name);
  if (file === undefined || checking.included.has(file)) return;
  checking.included.add(file);
  const inner = scope.inFile(file);
  collectFrom(file.statements, symbols);
  checkStatements(
    file.statements.filter((statement) => statement.is !== "scenario"),
    here.in(inner),
  );
  scope.take(inner);
}
