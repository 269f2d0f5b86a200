// The words of the sentences, by number: a choice of the grammar asks for the next word, and a number is an index. A word is found by its length and
// three of its letters, so that no string is made of it: most words of a file are looked at, few are kept.
import { words } from "../generated/parser.js";

const BUCKET_COUNT = 1024;

/** The numbers of the words that have those letters in common. */
const buckets: (readonly number[] | undefined)[] = new Array(BUCKET_COUNT).fill(undefined);
for (const [index, word] of words.entries()) {
  const bucket = bucketOf(word, 0, word.length);
  buckets[bucket] = [...(buckets[bucket] ?? []), index + 1];
}

/** 32 is what makes a capital small; on all that is no letter it does no harm here. */
function bucketOf(text: string, start: number, end: number): number {
  const first = text.charCodeAt(start) | 32;
  const second = text.charCodeAt(start + 1) | 32;
  const last = text.charCodeAt(end - 1) | 32;
  return (first + second * 7 + last * 43 + (end - start) * 131) % BUCKET_COUNT;
}

/** The number of the word that stands from `start` to `end`, its letters in any case; 0 for one that is in no sentence. */
export function wordNumber(text: string, start: number, end: number): number {
  if (end - start < 2) return 0;
  const bucket = buckets[bucketOf(text, start, end)];
  if (bucket === undefined) return 0;
  for (const number of bucket) {
    const word = words[number - 1]!;
    if (word.length !== end - start) continue;
    if (text.startsWith(word, start) || text.slice(start, end).toLowerCase() === word) return number;
  }
  return 0;
}

/** The number of a word that is known to be in a sentence. */
export function numberOfWord(word: string): number {
  return wordNumber(word, 0, word.length);
}
