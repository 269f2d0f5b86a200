// The words of the sentences, by number: a choice of the grammar asks for the next word, and a number is an index. A word is found by its length and
// three of its letters, so that no string is made of it: most words of a file are looked at, few are kept.
import { words } from "../generated/parser.js";

const BUCKET_COUNT = 1024;

/** The number of the last word with those letters, and for each word the number of the one before it that has them too. */
const last = new Uint16Array(BUCKET_COUNT);
const before = new Uint16Array(words.length + 1);
for (const [index, word] of words.entries()) {
  const bucket = bucketOf(word, 0, word.length);
  before[index + 1] = last[bucket]!;
  last[bucket] = index + 1;
}

/** 32 is what makes a capital small; on all that is no letter it does no harm here. */
function bucketOf(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) | 32;
  const second = text.charCodeAt(start + 1) | 32;
  const final = text.charCodeAt(end - 1) | 32;
  return (first + second * 7 + final * 43 + (end - start) * 131) & (BUCKET_COUNT - 1);
}

/** The number of the word that stands from `start` to `end`, its letters in any case; 0 for one that is in no sentence. */
export function wordNumber(text: string, start: number, end: number): number {
  if (end - start < 2) return 0;
  let number = last[bucketOf(text, start, end)]!;
  while (number !== 0) {
    const word = words[number - 1]!;
    if (word.length === end - start && (text.startsWith(word, start) || text.slice(start, end).toLowerCase() === word))
      return number;
    number = before[number]!;
  }
  return 0;
}

/** The number of a word that is known to be in a sentence. */
export function numberOfWord(word: string): number {
  return wordNumber(word, 0, word.length);
}
