// The words under the grammar. Peggy reads a character class one test at a time; a scan by hand reads a file about twice as fast, so
// the terminals of grammar/lexical.peggy come here. Each method takes an offset and skips the inline space before it.
import { holeEnd, isNameCharacter, letterOfAnotherScript, looksLikeRegion, quotedNameEnd } from "./characters.js";
import type { Problem } from "./diagnostic.js";
import type { TextLimits } from "./limits.js";
import { readLiteral } from "./literals.js";
import { lineEnd, statementEnd } from "./split.js";
import type { HoleValue, Name, Node, TextValue, Value } from "./syntax.js";
import { readText } from "./text.js";
import { wordNumber } from "./words.js";

// Sticky patterns whose answer is `lastIndex`: single classes, so that they are linear, and native from the first line on.
const blanks = /[ \t]*/y;
const lineSpace = /[ \t\r\n\uFEFF]*/y;
const statementSpace = /[ \t\r\n\uFEFF;]*/y;
const holeValue =
  /\$?<[A-Za-z_][A-Za-z0-9_-]*>(?:%|[ \t]+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|[KMGTkmgt]i[Bb])(?![A-Za-z0-9_-]))?/y;
const whiteSpace = /\s*/y;
const plainWord = /[A-Za-z0-9_-]*/y;
// A word in small letters is taken too, unless it can go on a sentence: it is told as a code that nobody answers with.
const errorCode = /[A-Z][A-Za-z0-9_.-]*|(?!within\b)[a-z]{6,}[A-Za-z0-9_.-]*/y;
const actionName = /[A-Za-z][A-Za-z0-9-]*:[A-Za-z0-9*?]+|[A-Za-z][A-Za-z0-9-]*\*?/y;

export class Lexer {
  readonly problems: Problem[] = [];
  /** While a statement that could not be read is tried again: how far reading came, and what would have been right there. */
  recording = false;
  furthest = 0;
  readonly expected: string[] = [];
  /** Offset of the last hole that was read: a statement that begins before it has holes. */
  lastHole = -1;

  // The word or name that was looked at last. These are read some ten times a word, and V8 reads a `#field` several times as slowly before it optimizes.
  private tokenAt = -1;
  private tokenStart = 0;
  /** Where it ends. */
  tokenEnd = 0;
  private tokenHole = -1;
  private tokenStrange = false;
  private tokenQuoted = false;
  private tokenWord = 0;
  readonly #told = new Set<string>();
  readonly #strangeNames = new Set<string>();

  constructor(
    readonly text: string,
    readonly limits: TextLimits,
  ) {}

  problem(problem: Problem): void {
    const key = `${problem.start} ${problem.code}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.problems.push(problem);
  }

  /** Takes back that a part is missing in a sentence that turned out not to be at its end. */
  withdraw(from: number, code = "syntax/part-missing"): void {
    while (this.problems.at(-1)?.code === code && this.problems.at(-1)!.start >= from) this.problems.pop();
  }

  /** Says that `what` would have been right at `at`; heard only while recording. Always -1, the answer of a failed read. */
  miss(at: number, what: string): -1 {
    if (!this.recording || at < this.furthest) return -1;
    if (at > this.furthest) {
      this.furthest = at;
      this.expected.length = 0;
    }
    if (!this.expected.includes(what)) this.expected.push(what);
    return -1;
  }

  // ---- space

  /** After blanks, tabs and `\` before a line end. */
  space(at: number): number {
    const first = this.text.charCodeAt(at);
    if (first !== 32 && first !== 9 && first !== 92) return at;
    // One blank is what mostly stands between two words.
    const second = this.text.charCodeAt(at + 1);
    if (first === 32 && second > 32 && second !== 92) return at + 1;
    blanks.lastIndex = at;
    blanks.test(this.text);
    const end = blanks.lastIndex;
    if (this.text.charCodeAt(end) !== 92) return end;
    const next = this.#afterBackslash(end);
    return next < 0 ? end : this.#afterContinuations(next);
  }

  /** Line after line that holds `\` alone. */
  #afterContinuations(at: number): number {
    let i = at;
    for (;;) {
      blanks.lastIndex = i;
      blanks.test(this.text);
      const end = blanks.lastIndex;
      const next = this.text.charCodeAt(end) === 92 ? this.#afterBackslash(end) : -1;
      if (next < 0 || next === i) return end;
      i = next;
    }
  }

  #afterBackslash(at: number): number {
    let i = at + 1;
    while (this.text.charCodeAt(i) === 32 || this.text.charCodeAt(i) === 9) i++;
    const code = this.text.charCodeAt(i);
    const isLineEnd = code === 10 || code === 13;
    if (!isLineEnd && i < this.text.length) return -1;
    whiteSpace.lastIndex = i;
    whiteSpace.test(this.text);
    if (whiteSpace.lastIndex >= this.text.length)
      this.problem({ code: "syntax/goes-on-to-nothing", start: at, end: at + 1, args: { sign: "\\" } });
    return code === 13 && this.text.charCodeAt(i + 1) === 10 ? i + 2 : Math.min(i + 1, this.text.length);
  }

  /** After everything that means nothing within a list: space, line ends, comments. */
  lines(at: number): number {
    return this.#skip(at, lineSpace);
  }

  /** After everything that stands between two statements. */
  gap(at: number): number {
    return this.#skip(at, statementSpace);
  }

  #skip(at: number, space: RegExp): number {
    let i = at;
    for (;;) {
      space.lastIndex = i;
      space.test(this.text);
      i = space.lastIndex;
      const code = this.text.charCodeAt(i);
      if (code === 35) i = lineEnd(this.text, i);
      else if (code === 92) {
        const next = this.#afterBackslash(i);
        if (next < 0) return i;
        i = next;
      } else return i;
    }
  }

  /** At the end of a statement: a line end, `;`, a comment, `}` or the end of the file. */
  ends(at: number): number {
    const i = this.space(at);
    const code = this.text.charCodeAt(i);
    if (i >= this.text.length || code === 10 || code === 13 || code === 59 || code === 35 || code === 125) return i;
    return this.miss(i, "the end of the statement");
  }

  // ---- words and names

  #token(at: number): void {
    const { text } = this;
    const start = this.space(at);
    plainWord.lastIndex = start;
    plainWord.test(text);
    const end = plainWord.lastIndex;
    const code = text.charCodeAt(end);
    this.tokenAt = at;
    this.tokenHole = -1;
    this.tokenStrange = false;
    this.tokenQuoted = false;
    this.tokenStart = start;
    this.tokenEnd = code === 60 || code === 47 || code > 127 ? this.#restOfToken(end) : end;
    this.tokenWord = this.tokenEnd > end ? 0 : wordNumber(text, start, end);
  }

  /** Goes on over holes, `/` and letters outside a–z. What stands in quotes behind a `/` ends it: `A/"my.role"`. */
  #restOfToken(at: number): number {
    const { text } = this;
    let i = at;
    for (;;) {
      const code = text.charCodeAt(i);
      if (code === 60) {
        const end = holeEnd(text, i);
        if (end < 0) return i;
        this.tokenHole = i;
        i = end;
      } else if (code === 47) {
        const next = text.charCodeAt(i + 1);
        if (next === 34) {
          const end = quotedNameEnd(text, i + 1);
          if (end < 0) return i;
          this.tokenQuoted = true;
          const hole = text.slice(i, end).lastIndexOf("<");
          if (hole >= 0) this.tokenHole = i + hole;
          return end;
        }
        if (!isNameCharacter(next) && next !== 60) return i;
        i++;
      } else if (isNameCharacter(code)) {
        if (code > 127) this.tokenStrange = true;
        i++;
      } else return i;
    }
  }

  /** The next word, by its number in `words` (words.ts); 0 where it is in no sentence, or there is none. */
  word(at: number): number {
    if (this.tokenAt !== at) this.#token(at);
    return this.tokenWord;
  }

  /** Whether a word or name stands next. */
  atWord(at: number): boolean {
    if (this.tokenAt !== at) this.#token(at);
    return this.tokenEnd > this.tokenStart;
  }

  /** Notes that `keyword` would have been right at `at`. */
  missKeyword(at: number, keyword: string): void {
    if (this.tokenAt !== at) this.#token(at);
    this.miss(this.tokenStart, `\`${keyword}\``);
  }

  /** After the sign, or -1; `across` skips line ends and comments before it, as within records and lists. */
  sign(at: number, code: number, across: boolean): number {
    const start = across ? this.lines(at) : this.space(at);
    if (this.text.charCodeAt(start) === code) return start + 1;
    return this.recording ? this.miss(start, `\`${String.fromCharCode(code)}\``) : -1;
  }

  name(at: number, what: string): Name | undefined {
    if (this.tokenAt !== at) this.#token(at);
    const start = this.tokenStart;
    const end = this.tokenEnd;
    if (end === start) {
      this.miss(start, what);
      return undefined;
    }
    const written = this.text.slice(start, end);
    if (end - start > this.limits.nameLengthMax) this.#tooLong("name", start, end, this.limits.nameLengthMax);
    if (this.tokenHole >= 0) {
      if (this.tokenHole > this.lastHole) this.lastHole = this.tokenHole;
      return { is: "name", start, end, text: written, holes: true };
    }
    if (this.tokenStrange) this.#warnOfStrangeLetters(written, start, end);
    return { is: "name", start, end, text: this.tokenQuoted ? written.replaceAll('"', "") : written };
  }

  #tooLong(kind: "name" | "text", start: number, end: number, most: number): void {
    this.problem({ code: `limit/${kind}-length`, start, end, args: { length: String(end - start), most: String(most) } });
  }

  #warnOfStrangeLetters(name: string, start: number, end: number): void {
    if (this.#strangeNames.has(name)) return;
    this.#strangeNames.add(name);
    const strange = letterOfAnotherScript(name);
    const composed = name.normalize("NFC");
    const letter = strange ?? name.replace(/[ -~]/g, "").charAt(0);
    const args = { name, letter: `U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`, other: composed };
    if (composed !== name) this.problem({ code: "name/composition", severity: "warning", start, end, args });
    else if (strange !== undefined) this.problem({ code: "name/letters", severity: "warning", start, end, args });
  }

  region(at: number): Name | undefined {
    if (this.atWord(at) && looksLikeRegion(this.text.slice(this.tokenStart, this.tokenEnd).toLowerCase()))
      return this.name(at, "a region");
    this.miss(this.tokenStart, "a region such as `us-east-1`");
    return undefined;
  }

  /** The name of a definition with `(` right behind it. */
  callee(at: number): Name | undefined {
    if (!this.atWord(at) || this.text.charCodeAt(this.tokenEnd) !== 40) return undefined;
    return this.name(at, "a name");
  }

  /** `kms:Decrypt`, `read`, `decrypt`, `s3:*`. */
  action(at: number): Name | undefined {
    const start = this.space(at);
    const hole = this.name(at, "an action such as `kms:Decrypt`");
    if (hole?.holes === true) return hole;
    actionName.lastIndex = start;
    const found = actionName.exec(this.text);
    if (found === null) return undefined;
    return { is: "name", start, end: actionName.lastIndex, text: found[0] };
  }

  // ---- values

  textValue(at: number): TextValue | undefined {
    const start = this.space(at);
    if (this.text.charCodeAt(start) !== 34) {
      this.miss(start, "a text in quotes");
      return undefined;
    }
    const read = readText(this.text, start);
    for (const problem of read.problems) this.problem(problem);
    if (read.lastHole > this.lastHole) this.lastHole = read.lastHole;
    const { value } = read;
    if (value.end - value.start > this.limits.textLengthMax)
      this.#tooLong("text", value.start, value.end, this.limits.textLengthMax);
    return value;
  }

  literal(at: number, kind: Value["is"] | undefined, what: string): Value | undefined {
    const start = this.space(at);
    const read = readLiteral(this.text, start);
    if (read === undefined || (kind !== undefined && read.value.is !== kind)) {
      this.miss(start, what);
      return undefined;
    }
    if (read.problem !== undefined) this.problem(read.problem);
    return read.value;
  }

  /** `<n>`, `<n> days`, `<p>%`, `$<amount>`: a hole with what belongs to it, as written. */
  hole(at: number): HoleValue | undefined {
    const start = this.space(at);
    const first = this.text.charCodeAt(start);
    if (first !== 60 && first !== 36) return undefined;
    holeValue.lastIndex = start;
    const found = holeValue.exec(this.text);
    if (found === null) return undefined;
    const end = holeValue.lastIndex;
    const next = this.text.charCodeAt(end);
    if (isNameCharacter(next) || next === 47 || next === 60) return undefined;
    if (start > this.lastHole) this.lastHole = start;
    return { is: "hole", start, end, text: found[0] };
  }

  /** The rest of the statement, as it is written; it begins with a letter. */
  raw(at: number): (Node & { readonly text: string }) | undefined {
    const start = this.space(at);
    if (!/[A-Za-z]/.test(this.text.charAt(start))) return undefined;
    const end = start + this.text.slice(start, statementEnd(this.text, start).end).trimEnd().length;
    return end > start ? { start, end, text: this.text.slice(start, end) } : undefined;
  }

  /** An error code as AWS and TLS write them: it begins with a capital. */
  errorCode(at: number): Name | undefined {
    const name = this.name(at, "an error code");
    if (name === undefined || name.holes === true) return name;
    errorCode.lastIndex = name.start;
    const found = errorCode.exec(this.text);
    return found === null ? undefined : { is: "name", start: name.start, end: errorCode.lastIndex, text: found[0] };
  }

  /** `.key` right behind a name. */
  property(at: number): Name | undefined {
    if (this.text.charCodeAt(at) !== 46 || !isNameCharacter(this.text.charCodeAt(at + 1))) return undefined;
    return this.name(at + 1, "a property");
  }

  /** After the comma that ended at `at`, over line ends and comments: a list goes on. */
  afterComma(at: number): number {
    const next = this.lines(at);
    if (next >= this.text.length)
      this.problem({ code: "syntax/goes-on-to-nothing", start: at - 1, end: at, args: { sign: "," } });
    return next;
  }
}
