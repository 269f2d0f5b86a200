// What the sentences' own functions (src/generated/parser.js, which build-parser.mjs makes of grammar/) are put together from. What reads a part of
// a sentence gives its value, or gives `failed` and leaves the place as it was.
import type { Reading } from "./reading.js";

/** What is given where a part could not be read. */
export const failed: unique symbol = Symbol("failed");

/** What a repetition gives that found nothing. */
export const none: readonly never[] = [];

/** Where reading stands. */
export interface Place {
  at: number;
  readonly lexer: Reading;
}

/** A name or a literal that the scanner found, or nothing. */
export function taken(m: Place, node: { readonly end: number } | undefined): unknown {
  if (node === undefined) return failed;
  m.at = node.end;
  return node;
}

/** The sentences' words by number, from 1, and the sets of those that a part may begin with. */
export class Words {
  #setTexts: readonly string[] | undefined;
  readonly #sets: (readonly number[] | undefined)[] = [];

  /** `sets` as text, a line of JSON each, since most files need few of them: a bit for each word, in numbers of 32 bits. */
  constructor(
    private readonly words: readonly string[],
    private readonly sets: string,
  ) {}

  /** The word with that number. */
  read(m: Place, number: number): unknown {
    const { lexer } = m;
    if (lexer.word(m.at) === number) {
      m.at = lexer.tokenEnd;
      return undefined;
    }
    if (lexer.recording) lexer.missKeyword(m.at, this.words[number - 1]!);
    return failed;
  }

  /** Whether the next word is in that set; while a mistake is looked for, all is tried. */
  isAhead(m: Place, set: number): boolean {
    return m.lexer.recording || this.#isIn(set, m.lexer.word(m.at));
  }

  /** Which of a choice's alternatives, by number, may begin with the next word; a set below 0 is any. */
  fitting(m: Place, choice: Choice): readonly number[] {
    const { sets, known } = choice;
    if (m.lexer.recording) return choice.all;
    const word = m.lexer.word(m.at);
    known[word] ??= choice.all.filter((one) => sets[one]! < 0 || this.#isIn(sets[one]!, word));
    return known[word];
  }

  #isIn(set: number, word: number): boolean {
    let bits = this.#sets[set];
    if (bits === undefined) {
      this.#setTexts ??= this.sets.split("\n");
      bits = JSON.parse(this.#setTexts[set]!) as readonly number[];
      this.#sets[set] = bits;
    }
    return ((bits[word >> 5]! >> (word & 31)) & 1) === 1;
  }
}

/** A choice among many: the set of each alternative, all of them by number, and those that fit a word as far as they were asked for. */
export class Choice {
  readonly known: (readonly number[] | undefined)[] = [];
  #all: readonly number[] | undefined;
  constructor(readonly sets: readonly number[]) {}

  get all(): readonly number[] {
    this.#all ??= [...this.sets.keys()];
    return this.#all;
  }
}
