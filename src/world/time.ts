// Time as AWS's clock tells it: whole milliseconds since 1970 in UTC, with a calendar of our own. The language's own calendar knows the
// machine's time zone and its locale; the same scenario would mean three instants in three offices.
import { unreachable } from "../base/assert.js";

/** Milliseconds since 1970-01-01 00:00:00 UTC; an integer. */
export type Instant = number & { readonly unit: "instant" };

export type DurationUnit = "millisecond" | "second" | "minute" | "hour" | "day" | "month" | "year";

/** A length of time as written: months and years are of the calendar, so their length depends on where they begin. */
export interface Duration {
  readonly count: number;
  readonly unit: DurationUnit;
}

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

// The civil calendar counted in eras of 400 years, whose days are always 146,097; a year begins in March, so that the leap day is its last
// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
const ERA_DAYS = 146_097;
const EPOCH_DAY = 719_468;

/** The clock's range; a scenario that leaves it is told so. */
export const YEAR_MIN = 1970;
export const YEAR_MAX = 2199;

/** An instant from milliseconds that are known to be whole. */
export function instant(milliseconds: number): Instant {
  return milliseconds as Instant;
}

/** Midnight of a date that is known to exist. */
export function instantOfDate(date: CalendarDate): Instant {
  return instant(daysSinceEpoch(date) * DAY_MS);
}

/** Where a scenario's clock stands before it says otherwise. */
export const DEFAULT_CLOCK: Instant = instantOfDate({ year: 2026, month: 1, day: 1 });
export const CLOCK_MIN: Instant = instantOfDate({ year: YEAR_MIN, month: 1, day: 1 });
/** The last millisecond of 2199. */
export const CLOCK_MAX: Instant = instant(instantOfDate({ year: YEAR_MAX + 1, month: 1, day: 1 }) - 1);

/** Whether the clock may stand there. */
export function isInClockRange(at: number): at is Instant {
  return Number.isSafeInteger(at) && at >= CLOCK_MIN && at <= CLOCK_MAX;
}

const WRITTEN = /^(\d{1,5})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?Z?)?$/;

/** `2026-01-31`, `2026-01-31T12:00`, `2026-01-31T12:00:00` or the same with `Z`; always UTC. A problem is a phrase that follows "because". */
export function instantFromText(text: string): Instant | { readonly problem: string } {
  const parts = text.length > 32 ? null : WRITTEN.exec(text);
  if (parts === null) return { problem: "a date is written 2026-01-31 or 2026-01-31T12:00:00Z" };
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => (part === undefined ? 0 : Number(part))) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < YEAR_MIN || year > YEAR_MAX) return { problem: `the clock runs from ${YEAR_MIN} to ${YEAR_MAX}` };
  if (month < 1 || month > 12) return { problem: "a month is 01 to 12" };
  const length = daysInMonth(year, month);
  if (day < 1 || day > length) return { problem: `${formatMonth(year, month)} has ${length} days` };
  if (hour > 23) return { problem: "an hour is 00 to 23" };
  if (minute > 59) return { problem: "a minute is 00 to 59" };
  if (second > 59) return { problem: "a second is 00 to 59; AWS does not show leap seconds" };
  return instant(instantOfDate({ year, month, day }) + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS);
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_DAYS[month - 1]!;
}

function daysSinceEpoch({ year, month, day }: CalendarDate): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - EPOCH_DAY;
}

/** The date on which `at` falls. */
export function dateOf(at: Instant): CalendarDate {
  const days = Math.floor(at / DAY_MS) + EPOCH_DAY;
  const era = Math.floor(days / ERA_DAYS);
  const dayOfEra = days - era * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** Milliseconds since midnight. */
function timeOfDay(at: Instant): number {
  return at - Math.floor(at / DAY_MS) * DAY_MS;
}

export function addMilliseconds(at: Instant, milliseconds: number): Instant {
  return instant(at + milliseconds);
}

export function addHours(at: Instant, hours: number): Instant {
  return instant(at + hours * HOUR_MS);
}

/** Whole days of 24 hours; UTC has no other. */
export function addDays(at: Instant, days: number): Instant {
  return instant(at + days * DAY_MS);
}

/** Calendar months: 31 January and one month is the last of February. */
export function addMonths(at: Instant, months: number): Instant {
  const date = dateOf(at);
  const count = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  const day = Math.min(date.day, daysInMonth(year, month));
  return instant(instantOfDate({ year, month, day }) + timeOfDay(at));
}

/** Calendar years: 29 February and one year is 28 February. */
export function addYears(at: Instant, years: number): Instant {
  return addMonths(at, years * 12);
}

/** `at` and a duration as written. The result may lie outside the clock's range: ask `isInClockRange`. */
export function addDuration(at: Instant, duration: Duration): Instant {
  const { count, unit } = duration;
  switch (unit) {
    case "millisecond":
      return instant(at + count);
    case "second":
      return instant(at + count * SECOND_MS);
    case "minute":
      return instant(at + count * MINUTE_MS);
    case "hour":
      return addHours(at, count);
    case "day":
      return addDays(at, count);
    case "month":
      return addMonths(at, count);
    case "year":
      return addYears(at, count);
    default:
      return unreachable(unit);
  }
}

/** Milliseconds from `start` to `end`; negative when `end` lies before. */
export function millisecondsBetween(start: Instant, end: Instant): number {
  return end - start;
}

/** Whole days from `start` to `end`, what is left over cut off. */
export function daysBetween(start: Instant, end: Instant): number {
  return Math.trunc((end - start) / DAY_MS);
}

export function yearOf(at: Instant): number {
  return dateOf(at).year;
}

/** `2026-01`: the month on whose bill `at` falls. */
export function monthOf(at: Instant): string {
  const { year, month } = dateOf(at);
  return formatMonth(year, month);
}

/** The first instant of the month of `at`. */
export function monthStart(at: Instant): Instant {
  const { year, month } = dateOf(at);
  return instantOfDate({ year, month, day: 1 });
}

/** The first instant of the month after that of `at`: a month holds its start and not its end. */
export function monthEnd(at: Instant): Instant {
  return addMonths(monthStart(at), 1);
}

/** 672, 696, 720 or 744. */
export function hoursInMonth(at: Instant): number {
  return (monthEnd(at) - monthStart(at)) / HOUR_MS;
}

/** `2026-01-31`. */
export function formatDate(at: Instant): string {
  const { year, month, day } = dateOf(at);
  return `${formatMonth(year, month)}-${padded(day, 2)}`;
}

/** `2026-01-31 12:00:00Z`, with `.123` before the `Z` where the milliseconds are not zero. */
export function formatInstant(at: Instant): string {
  return `${formatDate(at)} ${formatTime(at)}`;
}

/** `2026-01-31T12:00:00Z`, as AWS writes an event's time. */
export function isoInstant(at: Instant): string {
  return `${formatDate(at)}T${formatTime(at)}`;
}

/** `Jan 31, 2026, 1:05:00 PM`, as a record of CloudTrail's shows a time that stands in a response. */
export function responseInstant(at: Instant): string {
  const { year, month, day } = dateOf(at);
  const time = timeOfDay(at);
  const hour = Math.floor(time / HOUR_MS);
  const minute = padded(Math.floor(time / MINUTE_MS) % 60, 2);
  const second = padded(Math.floor(time / SECOND_MS) % 60, 2);
  return `${MONTHS[month - 1]} ${day}, ${year}, ${hour % 12 === 0 ? 12 : hour % 12}:${minute}:${second} ${hour < 12 ? "AM" : "PM"}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** `30 days`, `1 hour`. */
export function formatDuration({ count, unit }: Duration): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function formatMonth(year: number, month: number): string {
  return `${padded(year, 4)}-${padded(month, 2)}`;
}

function formatTime(at: Instant): string {
  const time = timeOfDay(at);
  const hour = padded(Math.floor(time / HOUR_MS), 2);
  const minute = padded(Math.floor(time / MINUTE_MS) % 60, 2);
  const second = padded(Math.floor(time / SECOND_MS) % 60, 2);
  const milliseconds = time % SECOND_MS;
  return `${hour}:${minute}:${second}${milliseconds === 0 ? "" : `.${padded(milliseconds, 3)}`}Z`;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
