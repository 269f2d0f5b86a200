// Reads sentences by the grammar's tables (build-parser.mjs). Each row of a table becomes a part that reads its piece of the text and gives its
// value, or `failed` and leaves the place as it was. A part is made when it is first needed: most files use few of the sentences there are.
import { bind, rules, sets, starts, words } from "../generated/parser.js";
import { firstWords } from "./first-words.js";
import type { Reading } from "./reading.js";

/** What a part gives that could not read. */
export const failed: unique symbol = Symbol("failed");

const wordNumbers = new Map(words.map((word, index) => [word, index + 1]));

/** Where reading stands, and what the grammar's own functions (grammar/lexical.peggy) see of it as `m`. */
export class Machine {
  at = 0;
  /** Where what an action makes begins. */
  from = 0;
  /** The values that actions wait for, those of the innermost on top. */
  readonly values: unknown[] = [];
  readonly functions: readonly ((...values: unknown[]) => unknown)[];
  /** The next word as the grammar numbers it; 0 for one that is in no sentence. */
  word = 0;
  wordEnd = 0;
  #wordAt = -1;

  constructor(readonly lexer: Reading) {
    this.functions = bind(this, lexer, firstWords);
  }

  get text(): string {
    return this.lexer.text;
  }

  /** Reads by the rule of that name, from `at` on. */
  read(rule: string, at = 0): unknown {
    this.at = at;
    return ruleAt(starts[rule]!).read(this);
  }

  look(): void {
    if (this.#wordAt === this.at) return;
    this.#wordAt = this.at;
    this.word = wordNumbers.get(this.lexer.peek(this.at)) ?? 0;
    this.wordEnd = this.lexer.tokenEnd;
  }
}

abstract class Part {
  abstract read(m: Machine): unknown;
}

class Rule extends Part {
  #part: Part | undefined;
  constructor(readonly index: number) {
    super();
  }
  read(m: Machine): unknown {
    this.#part ??= ruleAt(this.index);
    return this.#part.read(m);
  }
}

class Word extends Part {
  constructor(readonly word: number) {
    super();
  }
  read(m: Machine): unknown {
    m.look();
    if (m.word === this.word) {
      m.at = m.wordEnd;
      return undefined;
    }
    if (m.lexer.recording) m.lexer.missKeyword(m.at, words[this.word - 1]!);
    return failed;
  }
}

/** A question to the scanner, which may move on. */
class Test extends Part {
  constructor(readonly index: number) {
    super();
  }
  read(m: Machine): unknown {
    m.from = m.at;
    return m.functions[this.index]!() ? undefined : failed;
  }
}

/** A name or a literal, found by the scanner. */
class Take extends Part {
  constructor(readonly index: number) {
    super();
  }
  read(m: Machine): unknown {
    const node = m.functions[this.index]!() as { readonly end: number } | undefined;
    if (node === undefined) return failed;
    m.at = node.end;
    return node;
  }
}

class Nothing extends Part {
  read(): unknown {
    return "";
  }
}

class Sequence extends Part {
  /** `picked` is the one whose value counts; without it all do. */
  constructor(
    readonly parts: readonly Part[],
    readonly picked: number,
  ) {
    super();
  }
  read(m: Machine): unknown {
    const { at } = m;
    const { parts, picked } = this;
    const all: unknown[] | undefined = picked < 0 ? [] : undefined;
    let value: unknown;
    for (let i = 0; i < parts.length; i++) {
      const read = parts[i]!.read(m);
      if (read === failed) {
        m.at = at;
        return failed;
      }
      if (i === picked) value = read;
      all?.push(read);
    }
    return all ?? value;
  }
}

class Action extends Part {
  /** `kept` has a 1 for each part whose value the function takes. */
  constructor(
    readonly parts: readonly Part[],
    readonly kept: readonly number[],
    readonly index: number,
  ) {
    super();
  }
  read(m: Machine): unknown {
    const { at, values } = m;
    const base = values.length;
    const { parts, kept } = this;
    for (let i = 0; i < parts.length; i++) {
      const read = parts[i]!.read(m);
      if (read === failed) {
        m.at = at;
        values.length = base;
        return failed;
      }
      if (kept[i] === 1) values.push(read);
    }
    m.from = at;
    const made = m.functions[this.index]!(values[base], values[base + 1], values[base + 2], values[base + 3], values[base + 4], values[base + 5]);
    values.length = base;
    return made;
  }
}

class Choice extends Part {
  /** Those that the word at the place may begin, by the word's number; found when first asked for. */
  readonly #byWord: (readonly Part[] | undefined)[] | undefined;
  constructor(
    readonly parts: readonly Part[],
    readonly firsts: readonly (Uint8Array | undefined)[],
  ) {
    super();
    if (firsts.some((first) => first !== undefined)) this.#byWord = new Array(words.length + 1).fill(undefined);
  }
  read(m: Machine): unknown {
    const parts = m.lexer.recording ? this.parts : this.#fitting(m);
    for (let i = 0; i < parts.length; i++) {
      const read = parts[i]!.read(m);
      if (read !== failed) return read;
    }
    return failed;
  }
  #fitting(m: Machine): readonly Part[] {
    const byWord = this.#byWord;
    if (byWord === undefined) return this.parts;
    m.look();
    const { word } = m;
    let parts = byWord[word];
    if (parts === undefined) {
      parts = this.parts.filter((_, i) => this.firsts[i] === undefined || this.firsts[i][word] === 1);
      byWord[word] = parts;
    }
    return parts;
  }
}

/** A part that need not be tried where the next word cannot begin it. */
abstract class Perhaps extends Part {
  constructor(
    readonly part: Part,
    readonly first: Uint8Array | undefined,
  ) {
    super();
  }
  cannotBegin(m: Machine): boolean {
    if (this.first === undefined || m.lexer.recording) return false;
    m.look();
    return this.first[m.word] === 0;
  }
}

class Optional extends Perhaps {
  read(m: Machine): unknown {
    if (this.cannotBegin(m)) return null;
    const read = this.part.read(m);
    return read === failed ? null : read;
  }
}

class Repeated extends Perhaps {
  constructor(
    part: Part,
    first: Uint8Array | undefined,
    readonly least: number,
  ) {
    super(part, first);
  }
  read(m: Machine): unknown {
    const all: unknown[] = [];
    while (!this.cannotBegin(m)) {
      const { at } = m;
      const read = this.part.read(m);
      if (read === failed) break;
      all.push(read);
      if (m.at === at) break;
    }
    return all.length < this.least ? failed : all;
  }
}

class Not extends Perhaps {
  read(m: Machine): unknown {
    if (this.cannotBegin(m)) return undefined;
    const { at } = m;
    const read = this.part.read(m);
    m.at = at;
    return read === failed ? undefined : failed;
  }
}

class Ahead extends Part {
  constructor(readonly part: Part) {
    super();
  }
  read(m: Machine): unknown {
    const { at } = m;
    const read = this.part.read(m);
    m.at = at;
    return read === failed ? failed : undefined;
  }
}

// ---- from rows to parts

const made: (Part | undefined)[] = [];
const firstSets: (Uint8Array | undefined)[] = [];

function ruleAt(index: number): Part {
  made[index] ??= partOf(rules[index]!);
  return made[index];
}

function firstSet(index: number): Uint8Array | undefined {
  const set = sets[index];
  if (set === undefined) return undefined;
  let first = firstSets[index];
  if (first === undefined) {
    first = new Uint8Array(words.length + 1);
    for (const word of set) first[word] = 1;
    firstSets[index] = first;
  }
  return first;
}

// biome-ignore lint/suspicious/noExplicitAny: a row's shape hangs on its first cell
function partOf(row: readonly any[]): Part {
  const [is, a, b, c] = row;
  switch (is) {
    case "rule":
      return new Rule(a);
    case "word":
      return new Word(a);
    case "test":
      return new Test(a);
    case "take":
      return new Take(a);
    case "nothing":
      return new Nothing();
    case "pick":
      return new Sequence(a.map(partOf), b);
    case "sequence":
      return new Sequence(a.map(partOf), -1);
    case "action":
      return new Action(a.map(partOf), b, c);
    case "choice":
      return new Choice(a.map(partOf), b.map(firstSet));
    case "optional":
      return new Optional(partOf(a), firstSet(b));
    case "zero_or_more":
      return new Repeated(partOf(a), firstSet(b), 0);
    case "one_or_more":
      return new Repeated(partOf(a), firstSet(b), 1);
    case "simple_not":
      return new Not(partOf(a), firstSet(b));
    case "simple_and":
      return new Ahead(partOf(a));
    default:
      throw new Error(`the grammar's tables hold a row that nothing reads: ${is}`);
  }
}
