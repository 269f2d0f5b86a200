// Reads sentences by the grammar's tables (build-parser.mjs). Each row of a table becomes a part: a function that reads its piece of the text and
// gives its value, or gives `failed` and leaves the place as it was. Parts are made when they are first needed, since most files use few of the
// sentences there are; then they are kept, since they know nothing of the text.
import { bind, rules, sets, starts, words } from "../generated/parser.js";
import type { Reading } from "./reading.js";

/** What a part gives that could not read. */
export const failed: unique symbol = Symbol("failed");

type Part = (m: Machine) => unknown;

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
    return ruleAt(starts[rule]!)(this);
  }
}

function word(number: number): Part {
  return (m) => {
    if (m.lexer.word(m.at) === number) {
      m.at = m.lexer.tokenEnd;
      return undefined;
    }
    if (m.lexer.recording) m.lexer.missKeyword(m.at, words[number - 1]!);
    return failed;
  };
}

/** A question to the scanner, which may move on. */
function test(index: number): Part {
  return (m) => {
    m.from = m.at;
    return m.functions[index]!() ? undefined : failed;
  };
}

/** A name or a literal, found by the scanner. */
function take(index: number): Part {
  return (m) => {
    const node = m.functions[index]!() as { readonly end: number } | undefined;
    if (node === undefined) return failed;
    m.at = node.end;
    return node;
  };
}

function sequence(rows: readonly Row[]): Part {
  let parts: readonly Part[] | undefined;
  return (m) => {
    parts ??= rows.map(partOf);
    const { at } = m;
    const all: unknown[] = [];
    for (let i = 0; i < parts.length; i++) {
      const read = parts[i]!(m);
      if (read === failed) {
        m.at = at;
        return failed;
      }
      all.push(read);
    }
    return all;
  };
}

/** A sequence of which one value counts. */
function pick(rows: readonly Row[], picked: number): Part {
  let parts: readonly Part[] | undefined;
  return (m) => {
    parts ??= rows.map(partOf);
    const { at } = m;
    let value: unknown;
    for (let i = 0; i < parts.length; i++) {
      const read = parts[i]!(m);
      if (read === failed) {
        m.at = at;
        return failed;
      }
      if (i === picked) value = read;
    }
    return value;
  };
}

/** A sequence of which a function of the grammar makes something; `kept` has a 1 for each part whose value it takes, six at most. */
function action(rows: readonly Row[], kept: readonly number[], index: number): Part {
  let parts: readonly Part[] | undefined;
  return (m) => {
    parts ??= rows.map(partOf);
    const { at, values, valueCount: base } = m;
    for (let i = 0; i < parts.length; i++) {
      const read = parts[i]!(m);
      if (read === failed) {
        m.at = at;
        m.valueCount = base;
        return failed;
      }
      if (kept[i] === 1) values[m.valueCount++] = read;
    }
    m.from = at;
    m.valueCount = base;
    const make = m.functions[index]!;
    return make(values[base], values[base + 1], values[base + 2], values[base + 3], values[base + 4], values[base + 5]);
  };
}

function choice(rows: readonly Row[], setNumbers: readonly number[]): Part {
  const firsts = setNumbers.map(firstSet);
  const anyWord = firsts.every((first) => first === undefined);
  let all: readonly Part[] | undefined;
  // Those that a word may begin, by its number: made whole at once, since a file that is read but once pays for each cell that is filled.
  const byWord: (readonly Part[] | undefined)[] = anyWord ? [] : new Array(words.length + 1);
  const fitting = (number: number) => rows.filter((_, i) => firsts[i] === undefined || firsts[i][number] === 1).map(partOf);
  return (m) => {
    let parts: readonly Part[] | undefined;
    if (anyWord || m.lexer.recording) {
      all ??= rows.map(partOf);
      parts = all;
    } else {
      const number = m.lexer.word(m.at);
      parts = byWord[number];
      if (parts === undefined) {
        parts = fitting(number);
        byWord[number] = parts;
      }
    }
    for (let i = 0; i < parts.length; i++) {
      const read = parts[i]!(m);
      if (read !== failed) return read;
    }
    return failed;
  };
}

/** Whether the next word can begin what has `first`; while a mistake is looked for, all is tried. */
function mayBegin(m: Machine, first: Uint8Array | undefined): boolean {
  return first === undefined || m.lexer.recording || first[m.lexer.word(m.at)] === 1;
}

function optional(row: Row, set: number): Part {
  const first = firstSet(set);
  let part: Part | undefined;
  return (m) => {
    if (!mayBegin(m, first)) return null;
    part ??= partOf(row);
    const read = part(m);
    return read === failed ? null : read;
  };
}

const none: readonly never[] = [];

function repeated(row: Row, set: number, least: number): Part {
  const first = firstSet(set);
  let part: Part | undefined;
  return (m) => {
    let all: unknown[] | undefined;
    while (mayBegin(m, first)) {
      const { at } = m;
      part ??= partOf(row);
      const read = part(m);
      if (read === failed) break;
      if (all === undefined) all = [read];
      else all.push(read);
      if (m.at === at) break;
    }
    return all ?? (least > 0 ? failed : none);
  };
}

/** Looks without moving: whether the part could be read (`wanted`), or could not. */
function ahead(row: Row, set: number, wanted: boolean): Part {
  const first = firstSet(set);
  let part: Part | undefined;
  return (m) => {
    const { at } = m;
    let is = false;
    if (mayBegin(m, first)) {
      part ??= partOf(row);
      is = part(m) !== failed;
      m.at = at;
    }
    return is === wanted ? undefined : failed;
  };
}

// ---- from rows to parts

const made: (Part | undefined)[] = [];
const madeSets: (Uint8Array | undefined)[] = [];

let allRows: readonly Row[] | undefined;
let allSets: readonly (readonly number[])[] | undefined;

function ruleAt(index: number): Part {
  let part = made[index];
  if (part === undefined) {
    allRows ??= JSON.parse(rules) as readonly Row[];
    part = partOf(allRows[index]!);
    made[index] = part;
  }
  return part;
}

/** A 1 for each word of the set; undefined for none, where anything may stand. */
function firstSet(index: number): Uint8Array | undefined {
  allSets ??= JSON.parse(sets) as readonly (readonly number[])[];
  const set = allSets[index];
  if (set === undefined) return undefined;
  let first = madeSets[index];
  if (first === undefined) {
    first = new Uint8Array(words.length + 1);
    for (const number of set) first[number] = 1;
    madeSets[index] = first;
  }
  return first;
}

// biome-ignore lint/suspicious/noExplicitAny: a row's shape hangs on its first cell
type Row = readonly any[];

function partOf([is, a, b, c]: Row): Part {
  switch (is) {
    case "rule":
      return ruleAt(a);
    case "word":
      return word(a);
    case "test":
      return test(a);
    case "take":
      return take(a);
    case "nothing":
      return () => "";
    case "pick":
      return pick(a, b);
    case "sequence":
      return sequence(a);
    case "action":
      return action(a, b, c);
    case "choice":
      return choice(a, b);
    case "optional":
      return optional(a, b);
    case "zero_or_more":
      return repeated(a, b, 0);
    case "one_or_more":
      return repeated(a, b, 1);
    case "simple_not":
      return ahead(a, b, false);
    case "simple_and":
      return ahead(a, b, true);
    default:
      throw new Error(`the grammar's tables hold a row that nothing reads: ${is}`);
  }
}
