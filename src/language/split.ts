// Where statements end, found without knowing any of them: one linear pass over quotes, braces, comments and line ends. It counts depth
// before the grammar is let in (a grammar recurses, this does not) and finds the way on after a statement that could not be read.
import { isNameCharacter } from "./characters.js";

export interface Bracket {
  readonly start: number;
  readonly sign: string;
}

const bracketOrText = /["#{}()[\]]/g;
const textEndOrEscape = /["\\\r\n]/g;
const lineEnds = /[\r\n]/g;

/** Where `pattern` (a class, global) is found next from `at` on, or the end of the text. */
function next(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - 1 : text.length;
}

/** The first bracket that stands deeper than `depthMax`, or undefined. Linear, and safe on any text. */
export function tooDeep(text: string, depthMax: number): Bracket | undefined {
  const at = bracketsFrom(text, 0, 0, (_, depth) => depth <= depthMax);
  return at < text.length ? { start: at, sign: text.charAt(at) } : undefined;
}

/** Not at a place where brackets are counted: within a text in quotes or a comment. */
export const UNCOUNTED = -1;

/**
 * How deep each of `places` (in their order, from `from` on) stands, if `from` stands `depth` deep; undefined where something is deeper than `depthMax`.
 */
export function depthsAt(
  text: string,
  from: number,
  depth: number,
  places: readonly number[],
  depthMax: number,
): number[] | undefined {
  const depths: number[] = [];
  let current = depth;
  let deepest = depth;
  // What stands before `end` was looked at; `skipped` is where a text or a comment in it begins.
  const note = (skipped: number, end: number) => {
    while (depths.length < places.length && places[depths.length]! < end)
      depths.push(places[depths.length]! <= skipped ? current : UNCOUNTED);
    return depths.length < places.length;
  };
  bracketsFrom(text, from, depth, (at, now, end) => {
    const goesOn = note(at, end);
    current = now;
    deepest = Math.max(deepest, now);
    return goesOn && now <= depthMax;
  });
  note(text.length, text.length + 1);
  return deepest > depthMax ? undefined : depths;
}

/**
 * Counts brackets from `from` on. `visit` is told of each bracket, text and comment: where it begins, how deep it is behind it, and where it ends;
 * where it says no, that place is returned, and else the end of the text.
 */
function bracketsFrom(
  text: string,
  from: number,
  depth: number,
  visit: (at: number, depth: number, end: number) => boolean,
): number {
  let now = depth;
  let end = from;
  for (let i = next(bracketOrText, text, from); i < text.length; i = next(bracketOrText, text, end)) {
    const code = text.charCodeAt(i);
    if (code === 34) end = afterText(text, i);
    else if (code === 35) end = lineEnd(text, i);
    else {
      if (code === 123 || code === 91 || code === 40) now++;
      else if (now > 0) now--;
      end = i + 1;
    }
    if (!visit(i, now, end)) return i;
  }
  return text.length;
}

/** After the text in quotes that opens at `at`; a line end closes a `"` that was forgotten. */
export function afterText(text: string, at: number): number {
  if (text.startsWith('"""', at)) {
    const close = text.indexOf('"""', at + 3);
    return close < 0 ? text.length : close + 3;
  }
  let i = at + 1;
  for (;;) {
    i = next(textEndOrEscape, text, i);
    const code = text.charCodeAt(i);
    if (code === 34) return i + 1;
    if (code !== 92) return i;
    const escaped = text.charCodeAt(i + 1);
    i += escaped === 10 || escaped === 13 || i + 1 >= text.length ? 1 : 2;
  }
}

export function lineEnd(text: string, at: number): number {
  return next(lineEnds, text, at);
}

// A record that was never closed must not swallow the rest of the file, nor cost a look at all of it for each such record.
const RECORD_LENGTH_MAX = 4096;

/**
 * The end of the statement that begins at `start`: before `;`, a line end that does not go on, a comment, a `}` that closes the block around it, or
 * the `{` of a block of its own (`block: true`).
 */
export function statementEnd(text: string, start: number): { readonly end: number; readonly block: boolean } {
  let goesOn = false;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 9) continue;
    if (code === 10 || code === 13) {
      if (!goesOn) return { end: i, block: false };
    } else if (code === 59 || code === 125) return { end: i, block: false };
    else if (code === 35) {
      if (!goesOn) return { end: i, block: false };
      i = lineEnd(text, i) - 1;
    } else if (code === 34) {
      i = afterText(text, i) - 1;
      goesOn = false;
    } else if (code === 123) {
      const close = afterRecord(text, i);
      if (close < 0) return { end: i, block: true };
      i = close - 1;
      goesOn = false;
    } else goesOn = code === 44 || (code === 92 && /^\\[ \t]*[\r\n]/.test(text.slice(i, i + 80)));
  }
  return { end: text.length, block: false };
}

/** After the record or list of names in braces at `at`; -1 where the brace opens a block. */
export function afterRecord(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length && /[ \t\r\n]/.test(text.charAt(i))) i++;
  if (text.charCodeAt(i) === 125) return i + 1;
  const wordStart = i;
  if (text.charCodeAt(i) === 34) i = afterText(text, i);
  else while (isNameCharacter(text.charCodeAt(i)) || text.charCodeAt(i) === 47) i++;
  if (i === wordStart) return -1;
  while (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9) i++;
  const next = text.charCodeAt(i);
  if (next !== 58 && next !== 44) return -1;
  let depth = 1;
  const last = Math.min(text.length, at + RECORD_LENGTH_MAX);
  for (; i < last; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) i = afterText(text, i) - 1;
    else if (code === 123) depth++;
    else if (code === 125 && --depth === 0) return i + 1;
  }
  return lineEnd(text, at);
}
