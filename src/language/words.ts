// The words of the sentences, by number. A word is looked up by a hash that is worked out while its letters are read, so that no string is made
// of it: most words of a file are looked at, few are kept.
import { words } from "../generated/parser.js";

// What a letter of a word counts as, in small; 0 for what no plain word holds.
const smallLetters = new Uint8Array(128);
for (const letter of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
  smallLetters[letter.charCodeAt(0)] = letter.toLowerCase().charCodeAt(0);

export function smallLetter(code: number): number {
  return code < 128 ? smallLetters[code]! : 0;
}

export function nextHash(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + letter) | 0;
}

const TABLE_SIZE = 1024;
const numbersByHash = new Uint16Array(TABLE_SIZE);
for (const [index, word] of words.entries()) {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = nextHash(hash, word.charCodeAt(i));
  let slot = slotOf(hash);
  while (numbersByHash[slot] !== 0) slot = (slot + 1) % TABLE_SIZE;
  numbersByHash[slot] = index + 1;
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 10)) & (TABLE_SIZE - 1);
}

/** The number of the word that stands from `start` to `end`, its letters in any case; 0 for a word of no sentence. */
export function wordNumber(text: string, start: number, end: number, hash: number): number {
  for (let slot = slotOf(hash); ; slot = (slot + 1) % TABLE_SIZE) {
    const number = numbersByHash[slot]!;
    if (number === 0 || isWord(words[number - 1]!, text, start, end)) return number;
  }
}

function isWord(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (smallLetter(text.charCodeAt(start + i)) !== word.charCodeAt(i)) return false;
  return true;
}

/** The number of a word that is known to be in a sentence. */
export function numberOfWord(word: string): number {
  return words.indexOf(word) + 1;
}
