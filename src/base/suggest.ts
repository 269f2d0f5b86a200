// "did you mean": the nearest name among those in scope. The measure is Damerau-Levenshtein (insert, delete, replace, swap neighbours),
// cut off at a third of the word, so that a suggestion is a likely slip and never a guess; the cut also bounds the cost on hostile lengths.
import { compareText, sorted } from "./order.js";

/** Longer words are not compared: no name may be longer (128), and the cost grows with the square of the length. */
const WORD_LENGTH_MAX = 128;

/** The nearest candidate, or undefined when none is near; ties go to the first by code unit. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > WORD_LENGTH_MAX) return undefined;
  const lower = word.toLowerCase();
  let found: string | undefined;
  // Only what is as near as the nearest so far is worth counting out: a file may have thousands of names that are alike.
  let limit = slipsAllowed(word.length);
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > WORD_LENGTH_MAX) continue;
    const distance = slips(word, lower, candidate, limit);
    if (distance > limit) continue;
    if (found === undefined || distance < limit || compareText(candidate, found) < 0) found = candidate;
    limit = distance;
  }
  return found;
}

/** Up to `countMax` candidates that are near, nearest first. Never the word itself. */
export function suggestions(word: string, candidates: Iterable<string>, countMax = 3): string[] {
  return ranked(word, candidates)
    .slice(0, countMax)
    .map(([candidate]) => candidate);
}

/** The candidates than which none is nearer: more than one where it cannot be told which was meant. */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  const near = ranked(word, candidates);
  return near.filter(([, distance]) => distance === near[0]![1]).map(([candidate]) => candidate);
}

/** Candidates that are near with how far they are, nearest first, ties by code unit. */
function ranked(word: string, candidates: Iterable<string>): (readonly [string, number])[] {
  if (word.length > WORD_LENGTH_MAX) return [];
  const limit = slipsAllowed(word.length);
  const lower = word.toLowerCase();
  const near = new Map<string, number>();
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > WORD_LENGTH_MAX || near.has(candidate)) continue;
    const distance = slips(word, lower, candidate, limit);
    if (distance <= limit || distance === 0) near.set(candidate, distance);
  }
  return sorted(near, (a, b) => a[1] - b[1] || compareText(a[0], b[0]));
}

function slipsAllowed(length: number): number {
  return Math.floor(length / 3);
}

/** A difference of case alone counts as nothing: `K1` for `k1` is always the nearest, however short. */
function slips(word: string, lower: string, candidate: string, limit: number): number {
  const candidateLower = candidate.toLowerCase();
  if (candidateLower === lower) return 0;
  if (limit === 0) return 1;
  return Math.min(editDistance(word, candidate, limit), 1 + editDistance(lower, candidateLower, limit - 1));
}

/** Edits between two words, counting a swap of neighbours as one; anything above `limit` comes back as `limit + 1`. */
export function editDistance(a: string, b: string, limit: number): number {
  const tooFar = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return tooFar;
  // Names of a series begin alike, and often end alike: only what lies between can differ.
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < most - start && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++;
  return distanceBetween(a.slice(start, a.length - tail), b.slice(start, b.length - tail), tooFar);
}

function distanceBetween(a: string, b: string, tooFar: number): number {
  if (a.length === 0 || b.length === 0) return Math.min(a.length + b.length, tooFar);
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let cost = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && swapped(a, row, b, column)) cost = Math.min(cost, twoAbove[column - 2]! + 1);
      current.push(cost);
      if (cost < best) best = cost;
    }
    // A swap reaches back two rows, so one bad row alone does not settle it; but costs only grow, and a swap adds one.
    if (best > tooFar) return tooFar;
    twoAbove = above;
    above = current;
  }
  return Math.min(above[b.length]!, tooFar);
}

function swapped(a: string, row: number, b: string, column: number): boolean {
  return a.charCodeAt(row - 1) === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
}

// What a reader takes for one another: Cyrillic and Greek letters drawn as Latin ones, and the digits drawn as letters.
const LOOKS_LIKE = new Map<string, string>(
  Object.entries({
    а: "a",
    в: "b",
    с: "c",
    ԁ: "d",
    е: "e",
    һ: "h",
    і: "i",
    ј: "j",
    к: "k",
    ӏ: "l",
    м: "m",
    н: "h",
    о: "o",
    р: "p",
    ԛ: "q",
    ѕ: "s",
    т: "t",
    у: "y",
    ѵ: "v",
    ԝ: "w",
    х: "x",
    А: "A",
    В: "B",
    С: "C",
    Е: "E",
    Н: "H",
    І: "I",
    Ј: "J",
    К: "K",
    М: "M",
    О: "O",
    Р: "P",
    Ѕ: "S",
    Т: "T",
    У: "Y",
    Х: "X",
    α: "a",
    ε: "e",
    ι: "i",
    κ: "k",
    ν: "v",
    ο: "o",
    ρ: "p",
    τ: "t",
    υ: "u",
    χ: "x",
    γ: "y",
    ϲ: "c",
    Α: "A",
    Β: "B",
    Ε: "E",
    Ζ: "Z",
    Η: "H",
    Ι: "I",
    Κ: "K",
    Μ: "M",
    Ν: "N",
    Ο: "O",
    Ρ: "P",
    Τ: "T",
    Υ: "Y",
    Χ: "X",
  }),
);
const DRAWN_ALIKE = new Map<string, string>([
  ["1", "l"],
  ["I", "l"],
  ["|", "l"],
  ["0", "O"],
]);

/** What `text` looks like on a screen: two texts with equal skeletons are easily taken for one another. */
export function skeleton(text: string): string {
  let out = "";
  for (const character of text.normalize("NFKC")) {
    const latin = LOOKS_LIKE.get(character) ?? character;
    out += DRAWN_ALIKE.get(latin) ?? latin;
  }
  return out;
}

/**
 * Whether two different names look the same: `vоl1` (Cyrillic о) and `vol1`, `é` composed and decomposed, `vol1` and `voll`, `kO` and `k0`.
 * False for equal names.
 */
export function looksLike(a: string, b: string): boolean {
  if (a === b || a.length > 4 * WORD_LENGTH_MAX || b.length > 4 * WORD_LENGTH_MAX) return false;
  return skeleton(a) === skeleton(b);
}
