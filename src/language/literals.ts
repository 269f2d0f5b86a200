// Numbers and what is made of them: durations, sizes, dates, money, percents. A literal that is written wrongly is still read as
// something, so that its mistake is told once and the sentence around it goes on.
import type { Problem } from "./diagnostic.js";
import type { DurationValue, Value } from "./syntax.js";

const durationUnits = new Map<string, { unit: DurationValue["unit"]; times: number }>();
for (const unit of ["millisecond", "second", "minute", "hour", "day", "month", "year"] as const) {
  durationUnits.set(unit, { unit, times: 1 });
  durationUnits.set(`${unit}s`, { unit, times: 1 });
}
durationUnits.set("week", { unit: "day", times: 7 });
durationUnits.set("weeks", { unit: "day", times: 7 });

const sizeUnits = new Map<string, number>([
  ["b", 1],
  ["byte", 1],
  ["bytes", 1],
  ["kib", 1024],
  ["mib", 1_048_576],
  ["gib", 1_073_741_824],
  ["tib", 1_099_511_627_776],
]);

export const unitWords: readonly string[] = [...durationUnits.keys(), "KiB", "MiB", "GiB", "TiB"];

const lexeme = /[0-9][0-9A-Za-z_.:+-]*/y;
const moneyLexeme = /[-+]?[0-9A-Za-z_.]*/y;
const unitWord = /[ \t]*[A-Za-z]+/y;
const gluedUnit = /^(0|[1-9]\d{0,14})([A-Za-z]+)$/;
const plainNumber = /^(0|[1-9]\d{0,14})(\.\d{1,12})?$/;
const plainDate = /^(\d{4,5})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?Z?)?)?$/;

export interface ReadLiteral {
  readonly value: Value;
  readonly problem?: Problem;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Reads the literal at `start` (a digit, `$`, or a sign before a digit); undefined where there is none. */
export function readLiteral(text: string, start: number): ReadLiteral | undefined {
  const first = text.charCodeAt(start);
  if (first === 36) return readMoney(text, start);
  const signed = (first === 45 || first === 43) && isDigitAt(text, start + 1);
  if (!signed && !isDigitAt(text, start)) return undefined;
  const digits = signed ? start + 1 : start;
  lexeme.lastIndex = digits;
  lexeme.test(text);
  const end = lexeme.lastIndex;
  const written = text.slice(digits, end);
  const sign: Problem | undefined = signed
    ? { code: "number/signed", start, end, args: { text: text.slice(start, end) }, hint: `write \`${written}\`` }
    : undefined;
  if (/^\d{4,5}-\d/.test(written))
    return withProblem({ is: "date", start, end, text: written }, sign ?? dateProblem(written, start, end));
  const read = readQuantity(text, start, end, written);
  return withProblem(read.value, sign ?? read.problem);
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function withProblem(value: Value, problem: Problem | undefined): ReadLiteral {
  return problem === undefined ? { value } : { value, problem };
}

function readQuantity(text: string, start: number, end: number, written: string): ReadLiteral {
  const good = plainNumber.test(written);
  const count = good ? Number(written) : 1;
  const bad: Problem | undefined = good
    ? undefined
    : { code: "number/unreadable", start, end, args: { text: written }, hint: numberHint(written) };
  if (text.charCodeAt(end) === 37) {
    const problem =
      bad ?? (count > 100 ? { code: "number/percent-over-100", start, end: end + 1, args: { text: `${written}%` } } : undefined);
    return withProblem({ is: "percent", start, end: end + 1, text: written }, problem);
  }
  const glued = good ? null : gluedUnit.exec(written);
  if (glued !== null)
    return readQuantityWithUnit(start, end, {
      count: Number(glued[1]),
      written,
      word: glued[2]!.toLowerCase(),
      unitEnd: end,
      bad,
    });
  unitWord.lastIndex = end;
  if (unitWord.test(text)) {
    const unitEnd = unitWord.lastIndex;
    return readQuantityWithUnit(start, end, {
      count,
      written,
      word: text.slice(end, unitEnd).trim().toLowerCase(),
      unitEnd,
      bad,
    });
  }
  return withProblem({ is: "number", start, end, value: count }, bad);
}

interface Quantity {
  readonly count: number;
  readonly written: string;
  readonly word: string;
  readonly unitEnd: number;
  readonly bad: Problem | undefined;
}

/** A duration or a size; a bare number where the word behind it is no unit. */
function readQuantityWithUnit(start: number, end: number, { count, written, word, unitEnd, bad }: Quantity): ReadLiteral {
  const duration = durationUnits.get(word);
  if (duration !== undefined) {
    const problem =
      bad ?? (Number.isInteger(count) ? undefined : { code: "number/not-whole", start, end, args: { text: written, of: word } });
    return withProblem(
      { is: "duration", start, end: unitEnd, count: Math.floor(count) * duration.times, unit: duration.unit },
      problem,
    );
  }
  const size = sizeUnits.get(word);
  if (size !== undefined && word !== "bytes") {
    const bytes = count * size;
    const whole = Number.isSafeInteger(bytes);
    const unit = unitWords.find((each) => each.toLowerCase() === word) ?? word;
    const tooLarge: Problem = { code: "number/too-large", start, end: unitEnd, args: { text: `${written} ${unit}` } };
    const inParts: Problem = { code: "number/not-whole", start, end, args: { text: written, of: "bytes" } };
    const problem = bad ?? (whole ? undefined : bytes > Number.MAX_SAFE_INTEGER ? tooLarge : inParts);
    return withProblem({ is: "size", start, end: unitEnd, bytes: whole ? bytes : size }, problem);
  }
  return withProblem({ is: "number", start, end, value: count }, bad);
}

function numberHint(written: string): string {
  if (/^0[0-9]+$/.test(written)) return `write \`${written.replace(/^0+(?=.)/, "")}\``;
  if (/^[0-9_]+$/.test(written)) return `write \`${written.replaceAll("_", "")}\``;
  const range = /^(\d+)\.{2,}(\d+)$/.exec(written);
  if (range !== null) return `a range is written \`${range[1]} to ${range[2]}\``;
  const glued = gluedUnit.exec(written);
  if (glued !== null && (durationUnits.has(glued[2]!.toLowerCase()) || sizeUnits.has(glued[2]!.toLowerCase())))
    return `write \`${glued[1]} ${glued[2]}\``;
  return "a number is digits, with at most one point: `90`, `0.5`";
}

function readMoney(text: string, start: number): ReadLiteral | undefined {
  const written = match(moneyLexeme, text, start + 1)?.[0] ?? "";
  if (written === "") return undefined;
  const end = start + 1 + written.length;
  const good = /^(0|[1-9]\d{0,8})(\.\d{1,9})?$/.test(written);
  if (good) return { value: { is: "money", start, end, text: written } };
  return {
    value: { is: "money", start, end, text: "0" },
    problem: { code: "number/money", start, end, args: { text: `$${written}` } },
  };
}

/** `2026-1-31` for `2026-01-31`. */
function paddedOffer(written: string): Pick<Problem, "hint" | "fix"> {
  const parts = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(written);
  if (parts === null) return {};
  const padded = parts.slice(1).flatMap((part) => (part === undefined ? [] : [part.padStart(2, "0")]));
  const fix = padded.join("-");
  return dateProblem(fix, 0, 0) === undefined ? { hint: `write \`${fix}\``, fix } : {};
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Checks against the calendar: 1970 to 2199, months, lengths of months, no leap seconds. */
function dateProblem(written: string, start: number, end: number): Problem | undefined {
  const say = (why: string): Problem => ({ code: "date/not-in-the-calendar", start, end, args: { text: written, why } });
  const parts = plainDate.exec(written);
  if (parts === null) return { code: "date/unreadable", start, end, args: { text: written }, ...paddedOffer(written) };
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (year! < 1970 || year! > 2199) return say("years go from 1970 to 2199");
  if (month! < 1 || month! > 12) return say("months go from 01 to 12");
  const leap = (year! % 4 === 0 && year! % 100 !== 0) || year! % 400 === 0;
  const length = month === 2 && leap ? 29 : monthLengths[month! - 1]!;
  if (day !== undefined && (day < 1 || day > length)) return say(`that month has ${length} days`);
  if ((hour ?? 0) > 23) return say("hours go from 00 to 23");
  if ((minute ?? 0) > 59) return say("minutes go from 00 to 59");
  if ((second ?? 0) > 59) return say("seconds go from 00 to 59, there are no leap seconds here");
  return undefined;
}
