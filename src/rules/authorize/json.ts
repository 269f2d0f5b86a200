// A reader for policy JSON that knows where everything stands and forgives nothing: a duplicate key, a comment or a trailing comma
// in a policy is a mistake at a place, not something to guess about. Depth is counted, so no input can exhaust the stack.

interface Located {
  /** Offsets in the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonValue;
}

export type JsonValue =
  | (Located & { readonly is: "string"; readonly value: string })
  | (Located & { readonly is: "number"; readonly text: string })
  | (Located & { readonly is: "boolean"; readonly value: boolean })
  | (Located & { readonly is: "null" })
  | (Located & { readonly is: "array"; readonly items: readonly JsonValue[] })
  | (Located & { readonly is: "object"; readonly members: readonly JsonMember[] });

export interface JsonProblem extends Located {
  readonly message: string;
}

export const jsonDepthMax = 32;

/** Reads one JSON value that fills the text; `what` is what messages call it. */
export function readJson(text: string, what = "policy"): { readonly value: JsonValue } | { readonly problem: JsonProblem } {
  try {
    return { value: new Reader(text, what).document() };
  } catch (thrown) {
    if (thrown instanceof Mistake) return { problem: { message: thrown.message, start: thrown.start, end: thrown.end } };
    throw thrown;
  }
}

class Mistake extends Error {
  readonly start: number;
  readonly end: number;
  constructor(message: string, start: number, end: number) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

const escapes = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordForm = /[A-Za-z]+/y;

class Reader {
  readonly #text: string;
  readonly #what: string;
  #at = 0;

  constructor(text: string, what: string) {
    this.#text = text;
    this.#what = what;
  }

  document(): JsonValue {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    const value = this.#value(1);
    this.#space();
    if (this.#at < this.#text.length) this.#fail(`there is more text after the end of the ${this.#what}`);
    return value;
  }

  #value(depth: number): JsonValue {
    this.#space();
    const start = this.#at;
    const first = this.#text[start];
    if (first === undefined) this.#fail("the text ends where a value should stand");
    if (depth > jsonDepthMax && (first === "{" || first === "[")) {
      this.#fail(`the ${this.#what} is nested deeper than ${jsonDepthMax} levels`);
    }
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#array(depth);
    if (first === '"') return { is: "string", value: this.#string(), start, end: this.#at };
    if (first === "-" || (first >= "0" && first <= "9")) return this.#number();
    return this.#word();
  }

  #object(depth: number): JsonValue {
    const start = this.#at++;
    const members: JsonMember[] = [];
    const seen = new Set<string>();
    this.#space();
    if (this.#take("}")) return { is: "object", members, start, end: this.#at };
    for (;;) {
      const keyStart = this.#at;
      if (this.#text[keyStart] !== '"') this.#fail('a name in "quotes" should stand here');
      const key = this.#string();
      const keyEnd = this.#at;
      if (seen.has(key)) throw new Mistake(`"${key}" stands twice in this object`, keyStart, keyEnd);
      seen.add(key);
      this.#space();
      if (!this.#take(":")) this.#fail(`a colon should stand after "${key}"`);
      members.push({ key, keyStart, keyEnd, value: this.#value(depth + 1) });
      this.#space();
      if (this.#take("}")) return { is: "object", members, start, end: this.#at };
      this.#comma("}");
    }
  }

  #array(depth: number): JsonValue {
    const start = this.#at++;
    const items: JsonValue[] = [];
    this.#space();
    if (this.#take("]")) return { is: "array", items, start, end: this.#at };
    for (;;) {
      items.push(this.#value(depth + 1));
      this.#space();
      if (this.#take("]")) return { is: "array", items, start, end: this.#at };
      this.#comma("]");
    }
  }

  /** The comma between two members or items, and the space behind it. */
  #comma(closing: string): void {
    const start = this.#at;
    if (!this.#take(",")) this.#fail(`a comma or ${closing} should stand here`);
    this.#space();
    if (this.#text[this.#at] === closing) throw new Mistake(`a comma stands before ${closing}: take it out`, start, start + 1);
  }

  #string(): string {
    const start = this.#at++;
    let value = "";
    for (;;) {
      const unit = this.#text[this.#at];
      if (unit === undefined) throw new Mistake("this string is never closed", start, this.#text.length);
      if (unit === '"') break;
      if (unit < " ") this.#fail("a control character stands inside a string: write it as an escape");
      if (unit === "\\") value += this.#escape();
      else {
        value += unit;
        this.#at++;
      }
    }
    this.#at++;
    return value;
  }

  #escape(): string {
    const start = this.#at;
    const letter = this.#text[start + 1] ?? "";
    const plain = escapes.get(letter);
    if (plain !== undefined) {
      this.#at += 2;
      return plain;
    }
    const digits = this.#text.slice(start + 2, start + 6);
    if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(digits))
      throw new Mistake("this escape is not one of JSON", start, Math.min(start + 2, this.#text.length));
    this.#at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #number(): JsonValue {
    const start = this.#at;
    numberForm.lastIndex = start;
    const text = numberForm.exec(this.#text)?.[0];
    if (text === undefined) this.#fail("this is not a number");
    this.#at += text.length;
    if (/[0-9.]/.test(this.#text[this.#at] ?? "")) this.#fail("this is not a number as JSON writes it");
    return { is: "number", text, start, end: this.#at };
  }

  #word(): JsonValue {
    const start = this.#at;
    wordForm.lastIndex = start;
    const word = wordForm.exec(this.#text)?.[0];
    const end = start + (word?.length ?? 1);
    this.#at = end;
    if (word === "true" || word === "false") return { is: "boolean", value: word === "true", start, end };
    if (word === "null") return { is: "null", start, end };
    if (this.#text[start] === "/" || this.#text[start] === "#") throw new Mistake("JSON has no comments", start, end);
    throw new Mistake(
      word === undefined ? "a value should stand here" : `"${word}" is not a JSON value: text stands in "quotes"`,
      start,
      end,
    );
  }

  #space(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === 32 || unit === 9 || unit === 10 || unit === 13) this.#at++;
      else break;
    }
    if (this.#text[this.#at] === "/")
      throw new Mistake("JSON has no comments", this.#at, Math.min(this.#at + 2, this.#text.length));
  }

  #take(unit: string): boolean {
    if (this.#text[this.#at] !== unit) return false;
    this.#at++;
    return true;
  }

  #fail(message: string): never {
    throw new Mistake(message, this.#at, Math.min(this.#at + 1, this.#text.length));
  }
}
