// A diagnostic as people read it: the sentence, the place, the line with carets under the word, notes. Lines and columns are worked out
// here and nowhere else; everything a user wrote goes through safeText.
import { safeLine, safeText } from "../base/safe-text.js";
import type { CodeTable } from "./codes.js";
import type { Diagnostic, Span } from "./diagnostic.js";

/** Characters of a line that are shown; a longer line is cut to a window around the place. */
const WINDOW = 100;

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** The place of an offset. LF, CR LF and CR alone each end a line. */
export function positionOf(text: string, offset: number): Position {
  const starts = lineStarts(text);
  let [line, after] = [0, starts.length];
  while (after - line > 1) {
    const middle = (line + after) >> 1;
    if (starts[middle]! <= offset) line = middle;
    else after = middle;
  }
  return { line: line + 1, column: offset - starts[line]! + 1 };
}

/** Of the text that was asked about last: a report asks for each step of a file. */
let counted = { text: "", starts: [0] as readonly number[] };

function lineStarts(text: string): readonly number[] {
  if (counted.text === text) return counted.starts;
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  counted = { text, starts };
  return starts;
}

/** The sentence of a diagnostic: its code's words with its arguments in them. A code that no table knows is said as it is. */
export function sentenceOf(diagnostic: Diagnostic, tables: readonly CodeTable[]): string {
  for (const table of tables) {
    const words = table.get(diagnostic.code);
    if (words !== undefined) return safeLine(fillWords(words.say, diagnostic.args));
  }
  const args = Object.entries(diagnostic.args).map(([name, value]) => `${name} ${value}`);
  return safeLine([diagnostic.code, ...args].join(", "));
}

function fillWords(say: string, args: Diagnostic["args"]): string {
  return say.replace(/\{([a-zA-Z]+)\}/g, (all, name: string) => (Object.hasOwn(args, name) ? args[name]! : all));
}

/** As in the reference: `error code: sentence`, ` --> file:line:column`, the line, carets and hint, notes. No line end at the end. */
export function renderDiagnostic(diagnostic: Diagnostic, text: string, tables: readonly CodeTable[]): string {
  const { line, column } = positionOf(text, diagnostic.span.start);
  const lines = [
    `${diagnostic.severity} ${diagnostic.code}: ${sentenceOf(diagnostic, tables)}`,
    `  --> ${safeLine(diagnostic.file)}:${line}:${column}`,
    ...excerpt(text, diagnostic.span, line, diagnostic.hint ?? ""),
  ];
  for (const note of diagnostic.notes) {
    const place = note.span === undefined ? undefined : positionOf(text, note.span.start);
    lines.push(`  note: ${safeLine(note.text)}${place === undefined ? "" : ` (line ${place.line})`}`);
  }
  return lines.join("\n");
}

function excerpt(text: string, span: Span, line: number, hint: string): string[] {
  const start = lineStart(text, span.start);
  const end = lineEnd(text, span.start);
  const from = windowStart(start, end, span.start);
  const to = Math.min(end, from + WINDOW);
  const left = from > start ? "…" : "";
  const right = to < end ? "…" : "";
  const before = left + shown(text.slice(from, span.start));
  const marked = shown(text.slice(span.start, Math.min(span.end, to)));
  const after = shown(text.slice(Math.min(span.end, to), to)) + right;
  const number = String(line).padStart(3, " ");
  const carets = "^".repeat(Math.max(1, width(marked)));
  return [
    `  ${number} | ${safeText(before + marked + after)}`.trimEnd(),
    `  ${" ".repeat(number.length)} | ${" ".repeat(width(before))}${carets}${hint === "" ? "" : ` ${safeLine(hint)}`}`,
  ];
}

/** Made safe piece by piece, so that carets count what is shown. */
function shown(piece: string): string {
  return safeLine(piece.replaceAll("\t", " "));
}

function width(piece: string): number {
  let count = 0;
  for (const character of piece)
    count += /\p{M}/u.test(character)
      ? 0
      : /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u.test(
            character,
          )
        ? 2
        : 1;
  return count;
}

function windowStart(start: number, end: number, at: number): number {
  if (end - start <= WINDOW) return start;
  return Math.max(start, Math.min(at - Math.floor(WINDOW / 2), end - WINDOW));
}

function lineStart(text: string, at: number): number {
  let i = at;
  while (i > 0 && text.charCodeAt(i - 1) !== 10 && text.charCodeAt(i - 1) !== 13) i--;
  return i;
}

function lineEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length && text.charCodeAt(i) !== 10 && text.charCodeAt(i) !== 13) i++;
  return i;
}
