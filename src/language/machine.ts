// Reads sentences by the grammar's tables (build-parser.mjs, which says how they are written). What reads a part of a table gives its value, or gives
// `failed` and leaves the place as it was. The tables are read as they stand, and each rule's text when it is first needed: most files use few of
// the sentences there are, and a process that reads one file pays for each function that it makes or runs for the first time.
import { bind, rules, sets, starts, words } from "../generated/parser.js";
import type { Reading } from "./reading.js";

/** What is given where a part could not be read. */
export const failed: unique symbol = Symbol("failed");

// biome-ignore lint/suspicious/noExplicitAny: a row's shape hangs on its first cell
type Row = readonly any[];
type Part = number | Row;

/** Where reading stands, and what the grammar's own functions (grammar/lexical.peggy) see of it as `m`. */
export class Machine {
  at = 0;
  /** Where what an action makes begins. */
  from = 0;
  /** The values that actions wait for, those of the innermost on top; `valueCount` of them count. */
  readonly values: unknown[] = [];
  valueCount = 0;
  readonly text: string;
  readonly functions: readonly ((...values: unknown[]) => unknown)[];

  constructor(readonly lexer: Reading) {
    this.text = lexer.text;
    this.functions = bind(this, lexer);
  }

  /** Reads by the rule of that name, from `at` on. */
  read(rule: string, at = 0): unknown {
    this.at = at;
    return read(this, starts[rule]!);
  }
}

function read(m: Machine, part: Part): unknown {
  if (typeof part !== "number") return kinds[part[0]]!(m, part);
  if (part > 0) return word(m, part);
  if (part === 0) return "";
  const row = ruleAt(-1 - part);
  return kinds[row[0]]!(m, row);
}

function word(m: Machine, number: number): unknown {
  const { lexer } = m;
  if (lexer.word(m.at) === number) {
    m.at = lexer.tokenEnd;
    return undefined;
  }
  if (lexer.recording) lexer.missKeyword(m.at, words[number - 1]!);
  return failed;
}

/** A question to the scanner, which may move on. */
function test(m: Machine, row: Row): unknown {
  m.from = m.at;
  return m.functions[row[1]]!() ? undefined : failed;
}

/** A name or a literal, found by the scanner. */
function take(m: Machine, row: Row): unknown {
  const node = m.functions[row[1]]!() as { readonly end: number } | undefined;
  if (node === undefined) return failed;
  m.at = node.end;
  return node;
}

function sequence(m: Machine, row: Row): unknown {
  const parts = row[1] as readonly Part[];
  const { at } = m;
  const all: unknown[] = [];
  for (let i = 0; i < parts.length; i++) {
    const value = read(m, parts[i]!);
    if (value === failed) {
      m.at = at;
      return failed;
    }
    all.push(value);
  }
  return all;
}

/** A sequence of which one value counts. */
function pick(m: Machine, row: Row): unknown {
  const parts = row[1] as readonly Part[];
  const { at } = m;
  let picked: unknown;
  for (let i = 0; i < parts.length; i++) {
    const value = read(m, parts[i]!);
    if (value === failed) {
      m.at = at;
      return failed;
    }
    if (i === row[2]) picked = value;
  }
  return picked;
}

/** A sequence of which a function of the grammar makes something; it takes the values of the parts that have a 1, six at most. */
function action(m: Machine, row: Row): unknown {
  const parts = row[1] as readonly Part[];
  const kept = row[2] as readonly number[];
  const { at, values, valueCount: base } = m;
  for (let i = 0; i < parts.length; i++) {
    const value = read(m, parts[i]!);
    if (value === failed) {
      m.at = at;
      m.valueCount = base;
      return failed;
    }
    if (kept[i] === 1) values[m.valueCount++] = value;
  }
  m.from = at;
  m.valueCount = base;
  const make = m.functions[row[3]]!;
  return make(values[base], values[base + 1], values[base + 2], values[base + 3], values[base + 4], values[base + 5]);
}

function choice(m: Machine, row: Row): unknown {
  let parts = row[1] as readonly Part[];
  const { lexer } = m;
  if (!lexer.recording) parts = fittingParts(row, lexer.word(m.at));
  for (let i = 0; i < parts.length; i++) {
    const value = read(m, parts[i]!);
    if (value !== failed) return value;
  }
  return failed;
}

/** The alternatives that a word may begin, by the number of the choice and of the word. */
const fitting = new Map<number, readonly Part[]>();

function fittingParts(row: Row, word: number): readonly Part[] {
  const key = row[3] * words.length + word;
  let parts = fitting.get(key);
  if (parts === undefined) {
    const sets = row[2] as readonly number[];
    parts = (row[1] as readonly Part[]).filter((_, i) => sets[i]! < 0 || isIn(sets[i]!, word));
    fitting.set(key, parts);
  }
  return parts;
}

/** Whether the next word can begin what has that set; while a mistake is looked for, all is tried. */
function mayBegin(m: Machine, set: number): boolean {
  return set < 0 || m.lexer.recording || isIn(set, m.lexer.word(m.at));
}

function optional(m: Machine, row: Row): unknown {
  if (!mayBegin(m, row[2])) return null;
  const value = read(m, row[1]);
  return value === failed ? null : value;
}

const none: readonly never[] = [];

function zeroOrMore(m: Machine, row: Row): unknown {
  return repeated(m, row) ?? none;
}

function oneOrMore(m: Machine, row: Row): unknown {
  return repeated(m, row) ?? failed;
}

function repeated(m: Machine, row: Row): unknown[] | undefined {
  let all: unknown[] | undefined;
  while (mayBegin(m, row[2])) {
    const { at } = m;
    const value = read(m, row[1]);
    if (value === failed) break;
    if (all === undefined) all = [value];
    else all.push(value);
    if (m.at === at) break;
  }
  return all;
}

function not(m: Machine, row: Row): unknown {
  return isAhead(m, row) ? failed : undefined;
}

function and(m: Machine, row: Row): unknown {
  return isAhead(m, row) ? undefined : failed;
}

/** Looks without moving. */
function isAhead(m: Machine, row: Row): boolean {
  if (!mayBegin(m, row[2])) return false;
  const { at } = m;
  const is = read(m, row[1]) !== failed;
  m.at = at;
  return is;
}

/** In the order of KINDS in build-parser.mjs. */
const kinds: readonly ((m: Machine, row: Row) => unknown)[] = [
  test,
  take,
  pick,
  sequence,
  action,
  choice,
  optional,
  zeroOrMore,
  oneOrMore,
  not,
  and,
];

// ---- the tables, as text until they are needed

const ruleRows: (Row | undefined)[] = [];
const setBits: (readonly number[] | undefined)[] = [];
let ruleTexts: readonly string[] | undefined;
let setTexts: readonly string[] | undefined;

function ruleAt(index: number): Row {
  let row = ruleRows[index];
  if (row === undefined) {
    ruleTexts ??= rules.split("\n");
    row = JSON.parse(ruleTexts[index]!) as Row;
    ruleRows[index] = row;
  }
  return row;
}

function isIn(set: number, word: number): boolean {
  let bits = setBits[set];
  if (bits === undefined) {
    setTexts ??= sets.split("\n");
    bits = JSON.parse(setTexts[set]!) as readonly number[];
    setBits[set] = bits;
  }
  return ((bits[word >> 5]! >> (word & 31)) & 1) === 1;
}
