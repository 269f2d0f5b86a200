// Text in, tree out, and all that is wrong with the text, in one pass. Never throws, whatever the text: what the grammar cannot take (depth,
// size) is kept from it here.

import { sorted } from "../base/order.js";
import { type Diagnostic, type Problem, toDiagnostic } from "./diagnostic.js";
import { Items } from "./items.js";
import { defaultTextLimits, type TextLimits } from "./limits.js";
import { failed, Machine } from "./machine.js";
import { explainMistake } from "./mistake.js";
import { Reading } from "./reading.js";
import { tooDeep } from "./split.js";

export { type Hole, holesIn, type Substituted, substitute } from "./holes.js";

import type { File, Name, Statement, Value } from "./syntax.js";

export interface Parsed {
  readonly file: File;
  /** In the order of the file, at most 20 and one that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
  /** What `reparse` goes on from; undefined where the text was not let in. */
  readonly items?: Items;
}

/** Reads a scenario file. `name` is the file's name as diagnostics show it. */
export function parse(text: string, name: string, limits: TextLimits = defaultTextLimits): Parsed {
  const refusal = refuse(text, limits);
  if (refusal !== undefined) return { file: { name, text, statements: [] }, diagnostics: [toDiagnostic(refusal, name)] };
  const reading = new Reading(text, limits);
  const statements = new Machine(reading).read("File") as (Statement | null)[];
  if (text.includes(notUtf8Sign)) reading.problem(notUtf8(text));
  return parsed(name, new Items(text, limits, reading, [{ statements, by: 0 }]));
}

/** What was read of a file, put together. */
export function parsed(name: string, items: Items): Parsed {
  const { text, limits, problems } = items;
  const file: File = {
    name,
    text,
    get statements() {
      return items.statements;
    },
  };
  return { file, diagnostics: report(problems, name, limits), items };
}

/** What must not reach the grammar. */
function refuse(text: string, limits: TextLimits): Problem | undefined {
  const most = limits.fileLengthMax;
  if (text.length > most)
    return { code: "limit/file-size", start: most, end: most, args: { length: String(text.length), most: String(most) } };
  const deep = tooDeep(text, limits.nestingDepthMax);
  if (deep === undefined) return undefined;
  return { code: "limit/nesting", start: deep.start, end: deep.start + 1, args: { most: String(limits.nestingDepthMax) } };
}

/** What a decoder puts where bytes are no UTF-8. */
export const notUtf8Sign = "\uFFFD";

function notUtf8(text: string): Problem {
  const at = text.indexOf(notUtf8Sign);
  return { code: "syntax/not-utf-8", start: at, end: at + 1 };
}

function report(problems: readonly Problem[], file: string, limits: TextLimits): Diagnostic[] {
  // Stable: what was found first at a place is told first.
  const ordered = sorted(withoutEchoes(problems), (a, b) => a.start - b.start);
  const most = limits.diagnosticCountMax;
  const shown = ordered.slice(0, most).map((problem) => toDiagnostic(problem, file));
  const next = ordered[most];
  if (next === undefined) return shown;
  const rest = ordered.slice(most);
  const more: Problem = { code: "limit/mistakes", start: next.start, end: next.end, args: { count: String(rest.length) } };
  return [
    ...shown,
    toDiagnostic(rest.every((one) => one.severity === "warning") ? { ...more, severity: "warning" } : more, file),
  ];
}

/** A line that goes on to nothing leaves its statement unfinished: one mistake, not two. */
function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  if (!problems.some((one) => one.code === "syntax/goes-on-to-nothing")) return problems;
  const last = problems.findLast((one) => one.code === "syntax/more-expected");
  return problems.filter((one) => one !== last);
}

// ---- pieces, read again once their holes are filled

/** One statement. Offsets count from the start of `text`; so does the diagnostic's span, and its `file` is empty. */
export function readStatement(text: string, limits: TextLimits = defaultTextLimits): Statement | Diagnostic {
  const read = readPiece(text, "SingleStatement", limits);
  return "problem" in read ? toDiagnostic(read.problem, "") : (read.node as Statement);
}

/** A value of any kind, or undefined where `text` is none. */
export function readValue(text: string): Value | undefined {
  const read = readPiece(text, "SingleValue", defaultTextLimits);
  return "problem" in read ? undefined : (read.node as Value);
}

export function readName(text: string): Name | undefined {
  const read = readPiece(text, "SingleName", defaultTextLimits);
  return "problem" in read ? undefined : (read.node as Name);
}

type Piece = { readonly node: unknown } | { readonly problem: Problem };

function readPiece(text: string, startRule: string, limits: TextLimits): Piece {
  const refusal = refuse(text, limits);
  if (refusal !== undefined) return { problem: refusal };
  const reading = new Reading(text, limits);
  const node = new Machine(reading).read(startRule);
  const problem = reading.problems.find((one) => one.severity !== "warning");
  if (problem !== undefined) return { problem };
  if (node !== failed) return { node };
  const again = new Reading(text, limits);
  const start = again.gap(0);
  again.recording = true;
  new Machine(again).read(startRule);
  return { problem: again.problems.find((one) => one.severity !== "warning") ?? explainMistake(again, start) };
}
