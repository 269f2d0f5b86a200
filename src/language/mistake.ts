// From "the grammar came no further" to a sentence that helps: which word is wrong, what would have been right there, and which right word
// is near. A slip may sit one word before the place where reading stopped: in `copy wiht k2` the grammar takes `wiht` for the object.
import { compareText, sorted } from "../base/order.js";
import { suggest } from "../base/suggest.js";
import { isControl, isNameCharacter } from "./characters.js";
import type { Problem } from "./diagnostic.js";
import { firstWords } from "./first-words.js";
import type { Lexer } from "./lexer.js";
import { unitWords } from "./literals.js";
import { readText } from "./text.js";

const EXPECTED_COUNT_MAX = 8;
const SHOWN_LENGTH_MAX = 40;

const ARN_LENGTH_MAX = 2048;
const notAnArn = "say the name that it has in the scenario, not its ARN";

/** In `in acc A` the slip is taken for the account, and the error falls on its name. */
const accountWords = ["acct", "account"];

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Explains the statement at `start`, after it was read again with `recording` on. */
export function explainMistake(lexer: Lexer, start: number): Problem {
  const { text, furthest } = lexer;
  const character = characterAt(text, furthest);
  if (character !== undefined) return character;
  if (text.charCodeAt(furthest) === 34) return strayText(lexer);
  const first = wordAt(text, start);
  const found = wordAt(text, furthest);
  // A call of a definition begins with any word, and its bracket is behind it.
  if (!firstWords.has(first.text.toLowerCase()) && furthest <= first.end) return unknownStatement(first, text, start);
  const words = lexer.expected.filter((one) => one.startsWith("`")).map((one) => one.slice(1, -1));
  const near = suggestWord(found.text, words);
  if (near !== undefined) return mistaken(found, near, lexer.expected);
  const before = wordBefore(text, start, furthest);
  const slip =
    before.start > start ? suggestWord(before.text, found.text === "" ? words : [...words, ...accountWords]) : undefined;
  if (slip !== undefined)
    return mistaken(before, slip, accountWords.includes(slip) ? [`\`${accountWords[0]}\``, "an account"] : lexer.expected);
  const unit = numberWithoutUnit(lexer, before, found);
  if (unit !== undefined) return unit;
  if (found.text === ":" && before.text === "arn") return anArn(lexer, before.start);
  const hint = found.text === "'" ? { hint: 'texts stand in double quotes `"`' } : {};
  const code = found.text === "" ? "syntax/more-expected" : "syntax/not-expected";
  return {
    code,
    start: found.start,
    end: found.end,
    args: { found: short(found.text), expected: list(lexer.expected) },
    ...hint,
  };
}

/** An ARN where a name belongs. */
function anArn(lexer: Lexer, start: number): Problem {
  const arn = /^\S+/.exec(lexer.text.slice(start, start + ARN_LENGTH_MAX))![0];
  const args = { found: short(arn), expected: list(lexer.expected) };
  return { code: "syntax/not-expected", start, end: start + arn.length, args, hint: notAnArn };
}

/** The same problem told as that of a character that may stand nowhere, if one is to blame. */
export function wrongCharacter(text: string, problem: Problem): Problem | undefined {
  return problem.code === "syntax/not-expected" ? characterAt(text, problem.start) : undefined;
}

/** Where AWS or the reader has another word than Custody: the sentence to say instead. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ["schedule", "delete k1 after 14 days"],
  ["wait", "advance 10 days"],
  ["sleep", "advance 10 days"],
  ["upload", "put doc1 in b1"],
  ["store", "put doc1 in b1"],
  ["read", "get doc1 from b1"],
  ["backup", "snapshot vol1"],
  ["assume", "as A/app assumed by B/operator { … }"],
  ["show", "explain` or `list grants on k1"],
  ["assert", "expect k1 is enabled"],
  ["check", "expect k1 is enabled"],
  ["while", "repeat 10 times { … }"],
  ["until", "every 1 day for 30 days { … }"],
  ["function", "define back-up(volume) { … }"],
  ["macro", "define back-up(volume) { … }"],
  ["key", "policy of k1 …` or `create key k1"],
  ["bucket", "policy of b1 …` or `create bucket b1"],
  ["volume", "create volume vol1"],
  ["database", "create database db1"],
  ["scp", "service control policy of prod is …"],
  ["rcp", "resource control policy of prod is …"],
]);

/** How a line of the AWS CLI, or the name of an operation, begins. */
const awsWords: ReadonlySet<string> = new Set("aws kms ec2 ebs rds s3 s3api iam sts ssm secretsmanager".split(" "));

const conditionWords: ReadonlySet<string> = new Set(["if", "unless", "else", "otherwise", "switch", "case"]);

/** They go on with a sentence and begin none. */
const tailWords: ReadonlySet<string> = new Set(
  "when in by context to from on of spec usage described tags expiring over".split(" "),
);

function unknownStatement(first: Word, text: string, start: number): Problem {
  const end = first.end > start ? first.end : start + 1;
  const args = { found: short(text.slice(start, end)) };
  const instead = otherWords.get(first.text.toLowerCase());
  if (tailWords.has(first.text.toLowerCase()))
    return { code: "syntax/unknown-statement", start, end, args, hint: "to go on from the line before, end that line in `\\`" };
  if (instead !== undefined) return { code: "syntax/unknown-statement", start, end, args, hint: `say \`${instead}\`` };
  if (awsWords.has(first.text.toLowerCase()))
    return { code: "syntax/unknown-statement", start, end, args, hint: "a sentence begins with what is done: `create key k1`" };
  if (first.text === "<")
    return {
      code: "syntax/unknown-statement",
      start,
      end,
      args,
      hint: "a `<name>` stands for a name or a value, not for what is done",
    };
  if (conditionWords.has(first.text.toLowerCase()))
    return {
      code: "syntax/unknown-statement",
      start,
      end,
      args,
      hint: "nothing is done on a condition: say what must hold, `expect k1 is enabled`, or write a scenario for each case",
    };
  const dashed = first.text.toLowerCase().split("-");
  if (dashed.length > 1 && otherWords.has(dashed[0]!)) return unknownStatement({ ...first, text: dashed[0]! }, text, start);
  if (dashed.length > 1 && firstWords.has(dashed[0]!)) {
    const words = dashed.join(" ");
    return { code: "syntax/unknown-statement", start, end, args, hint: `write it in words: \`${words}\``, fix: words };
  }
  const near = suggestWord(first.text, firstWords.keys());
  if (near === undefined) return { code: "syntax/unknown-statement", start, end, args };
  return { code: "syntax/unknown-statement", start, end, args, hint: `did you mean \`${near}\`?`, fix: near };
}

/** A text in quotes where none may stand, mostly a name that was quoted. */
function strayText(lexer: Lexer): Problem {
  const read = readText(lexer.text, lexer.furthest);
  const open = read.problems.find((problem) => problem.code === "syntax/text-not-closed");
  if (open !== undefined) return open;
  const { start, end, value } = read.value;
  const args = { found: short(value), expected: list(lexer.expected) };
  const problem: Problem = { code: "syntax/text-not-expected", start, end, args };
  const name =
    lexer.expected.some((one) => /^(?:a name|the name|an account$|an error code$)/.test(one)) &&
    /^[A-Za-z][A-Za-z0-9_/-]*$|^\d{12}$/.test(value);
  if (value.startsWith("arn:")) return { ...problem, hint: notAnArn };
  const identity = /^([\w-]+)\/([\w+=,.@/-]+)$/.exec(value);
  if (identity !== null && lexer.expected.some((one) => one.includes("an actor") || one.startsWith("a name"))) {
    const fix = /[+=,.@]/.test(value) ? `${identity[1]}/"${identity[2]}"` : value;
    return { ...problem, hint: `the account stands before the quotes: \`${fix}\``, fix };
  }
  return name ? { ...problem, hint: `names stand without quotes: \`${value}\``, fix: value } : problem;
}

function mistaken(word: Word, near: string, expected: readonly string[]): Problem {
  const args = { found: short(word.text), expected: list(expected) };
  return { code: "syntax/not-expected", start: word.start, end: word.end, args, hint: `did you mean \`${near}\`?`, fix: near };
}

/** Units that people write and that are near to none of ours. */
const otherUnits: ReadonlyMap<string, string> = new Map([
  ["kb", "KiB"],
  ["mb", "MiB"],
  ["gb", "GiB"],
  ["tb", "TiB"],
  ["ms", "milliseconds"],
  ["msec", "milliseconds"],
  ["sec", "seconds"],
  ["secs", "seconds"],
  ["min", "minutes"],
  ["mins", "minutes"],
  ["hr", "hours"],
  ["hrs", "hours"],
  ["wk", "weeks"],
  ["wks", "weeks"],
  ["yr", "years"],
  ["yrs", "years"],
]);

/** `7 dyas`: the number was read, its unit was not. */
function numberWithoutUnit(lexer: Lexer, before: Word, found: Word): Problem | undefined {
  const number = /^[0-9][0-9.]*[ \t]+([A-Za-z]+)/.exec(lexer.text.slice(found.start, found.start + 80));
  const digits = /^[0-9.]+[ \t]*/.exec(lexer.text.slice(found.start, found.start + 80));
  const character = digits === null ? undefined : characterAt(lexer.text, found.start + digits[0].length);
  if (character !== undefined) return character;
  const unit = number?.[1] ?? (/^[0-9.]+$/.test(before.text) ? found.text : undefined);
  if (unit === undefined || unit === "" || unitWords.includes(unit.toLowerCase())) return undefined;
  const near = otherUnits.get(unit.toLowerCase()) ?? suggestWord(unit, unitWords);
  if (near === undefined) return undefined;
  const start = number === null ? found.start : found.start + number[0].length - unit.length;
  return mistaken({ start, end: start + unit.length, text: unit }, near, lexer.expected);
}

/** The nearest right word; a word whose letters are only in another order (`whit`) is near however many of them moved. */
function suggestWord(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length < 2) return undefined;
  const lower = word.toLowerCase();
  const others = [...candidates].filter((one) => one !== lower);
  const sameLetters = word.length > 2 && word.length <= 20 ? others.find((one) => letters(one) === letters(lower)) : undefined;
  return (
    suggest(word, others) ??
    sameLetters ??
    (lower.length === 2 ? others.find((one) => one.length === 3 && one.startsWith(lower)) : undefined)
  );
}

function short(text: string): string {
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
}

function letters(word: string): string {
  return sorted(word, compareText).join("");
}

/** What stands at `at`: a word, a quoted text's beginning, one sign, or nothing (the end of the line). */
function wordAt(text: string, at: number): Word {
  let start = at;
  while (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9) start++;
  let end = start;
  while (end < text.length && (isNameCharacter(text.charCodeAt(end)) || text.charCodeAt(end) === 47)) end++;
  if (end === start && end < text.length && !/[\r\n;#]/.test(text.charAt(end))) end += text.codePointAt(end)! > 0xffff ? 2 : 1;
  return { start, end, text: text.slice(start, end) };
}

function wordBefore(text: string, first: number, at: number): Word {
  let end = at;
  while (end > first && /[\s,]/.test(text.charAt(end - 1))) end--;
  let start = end;
  while (start > first && (isNameCharacter(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === 47)) start--;
  return { start, end, text: text.slice(start, end) };
}

function characterAt(text: string, at: number): Problem | undefined {
  const code = text.codePointAt(at);
  if (code === undefined || code < 128 === !isControl(code)) return undefined;
  const character = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const end = at + (code > 0xffff ? 2 : 1);
  const problem: Problem = { code: "syntax/character", start: at, end, args: { character } };
  if (code >= 0x201c && code <= 0x201f) return { ...problem, hint: 'write the straight quote `"`', fix: '"' };
  if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a)) return { ...problem, hint: "write a plain blank", fix: " " };
  if (code >= 0x2010 && code <= 0x2015) return { ...problem, hint: "write the plain hyphen `-`", fix: "-" };
  return problem;
}

/** `in`, `with` or the end of the statement; the end of the statement comes last, and is never among what is left out. */
function list(expected: readonly string[]): string {
  const end = "the end of the statement";
  const words = expected.filter((one) => one !== end && one !== "`account`");
  const some = words.slice(0, EXPECTED_COUNT_MAX);
  if (words.length > some.length) some.push("…");
  if (expected.includes(end)) some.push(end);
  const last = some.at(-1);
  if (last === undefined) return "something else";
  if (last === "…") return some.join(", ");
  return some.length === 1 ? last : `${some.slice(0, -1).join(", ")} or ${last}`;
}
