// Texts in quotes: `"one line"` with escapes, and `"""` blocks, which hold JSON and are taken as they are. A text that is not closed
// is told of at its opening quote.
import { holeEnd, isControl } from "./characters.js";
import type { Problem } from "./diagnostic.js";
import type { TextValue } from "./syntax.js";

export interface ReadText {
  readonly value: TextValue;
  readonly problems: readonly Problem[];
  /** Offset of the last `<name>` in the text, or -1. */
  readonly lastHole: number;
}

// What needs no care: neither quote, escape, line end, control nor half of a surrogate pair.
const plainText = /[^"\\\0-\x08\x0A-\x1F\x7F-\x9F\uD800-\uDFFF]*/y;
const noProblems: readonly Problem[] = [];
const escapes = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["<", "<"],
]);

/** Reads the text whose opening quote is at `start`. */
export function readText(text: string, start: number): ReadText {
  return text.startsWith('"""', start) ? readBlock(text, start) : readLine(text, start);
}

function readBlock(text: string, start: number): ReadText {
  const inner = start + 3;
  const close = text.indexOf('"""', inner);
  const end = close < 0 ? text.length : close;
  const value = text.slice(inner, end);
  const problems: Problem[] = close < 0 ? [{ code: "syntax/text-not-closed", start, end: inner, args: { quote: '"""' } }] : [];
  return {
    value: { is: "text", start, end: close < 0 ? end : end + 3, value, inner },
    problems,
    lastHole: lastHoleIn(value, inner),
  };
}

function readLine(text: string, start: number): ReadText {
  const inner = start + 1;
  plainText.lastIndex = inner;
  plainText.test(text);
  const i = plainText.lastIndex;
  if (text.charCodeAt(i) === 34) {
    const value = text.slice(inner, i);
    return { value: { is: "text", start, end: i + 1, value, inner }, problems: noProblems, lastHole: lastHoleIn(value, inner) };
  }
  return readUnusual(text, start, i);
}

/** From the first character on that needs care: an escape, a line end, a control. */
function readUnusual(text: string, start: number, from: number): ReadText {
  const inner = start + 1;
  const problems: Problem[] = [];
  let value = text.slice(inner, from);
  let i = from;
  for (;;) {
    const code = text.charCodeAt(i);
    if (i >= text.length || code === 10 || code === 13) {
      problems.push({ code: "syntax/text-not-closed", start, end: inner, args: { quote: '"' } });
      break;
    }
    if (code === 34) break;
    if (code === 92) {
      const read = readEscape(text, i);
      if (read.problem !== undefined) problems.push(read.problem);
      value += read.value;
      i = read.end;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(i)!);
    const whole = text.codePointAt(i)!;
    if (isControl(code) || (whole >= 0xd800 && whole < 0xe000)) problems.push(notAllowed(whole, i, i + 1));
    value += character;
    i += character.length;
  }
  const end = text.charCodeAt(i) === 34 ? i + 1 : i;
  return { value: { is: "text", start, end, value, inner }, problems, lastHole: lastHoleIn(text.slice(inner, i), inner) };
}

function notAllowed(code: number, start: number, end: number): Problem {
  return { code: "syntax/character", start, end, args: { character: `U+${code.toString(16).toUpperCase().padStart(4, "0")}` } };
}

function readEscape(text: string, at: number): { value: string; end: number; problem?: Problem } {
  const letter = text.charAt(at + 1);
  const plain = escapes.get(letter);
  if (plain !== undefined) return { value: plain, end: at + 2 };
  const unicode = /\\u(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4}))/y;
  unicode.lastIndex = at;
  const found = unicode.exec(text);
  if (found === null) {
    const end = Math.min(text.length, at + (/[\r\n]|^$/.test(letter) ? 1 : 2));
    return {
      value: letter === "\n" || letter === "\r" ? "" : letter,
      end,
      problem: { code: "syntax/escape", start: at, end, args: { text: text.slice(at, end) } },
    };
  }
  const code = Number.parseInt(found[1] ?? found[2]!, 16);
  const end = unicode.lastIndex;
  if (code >= 0xd800 && code < 0xdc00 && found[1] === undefined) {
    unicode.lastIndex = end;
    const low = unicode.exec(text);
    const lowCode = Number.parseInt(low?.[2] ?? "0", 16);
    if (lowCode >= 0xdc00 && lowCode < 0xe000)
      return { value: String.fromCodePoint(0x10000 + ((code - 0xd800) << 10) + (lowCode - 0xdc00)), end: unicode.lastIndex };
  }
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000) || (isControl(code) && code !== 0x1b && code !== 7))
    return { value: "\uFFFD", end, problem: notAllowed(code, at, end) };
  return { value: String.fromCodePoint(code), end };
}

/** `inner` is what stands between the quotes, from `from` on: searching the file backwards would run to its start, for each text. */
function lastHoleIn(inner: string, from: number): number {
  let i = inner.lastIndexOf("<");
  while (i >= 0) {
    if (inner.charCodeAt(i - 1) !== 92 && holeEnd(inner, i) > 0) return from + i;
    i = i === 0 ? -1 : inner.lastIndexOf("<", i - 1);
  }
  return -1;
}
