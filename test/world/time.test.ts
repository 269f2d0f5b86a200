import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addDuration,
  addHours,
  addMonths,
  addYears,
  CLOCK_MAX,
  CLOCK_MIN,
  DEFAULT_CLOCK,
  dateOf,
  daysBetween,
  formatDate,
  formatDuration,
  formatInstant,
  hoursInMonth,
  type Instant,
  instant,
  instantFromText,
  isInClockRange,
  isoInstant,
  monthEnd,
  monthOf,
  monthStart,
  yearOf,
} from "../../src/world/time.js";

function at(text: string): Instant {
  const found = instantFromText(text);
  if (typeof found !== "number") throw new Error(`${text}: ${found.problem}`);
  return found;
}

describe("an instant as written", () => {
  test.each([
    ["1970-01-01", 0],
    ["1970-01-02", 86_400_000],
    ["2000-02-29", 951_782_400_000],
    ["2026-01-01", 1_767_225_600_000],
    ["2026-01-31T12:00:00Z", 1_769_860_800_000],
    ["2026-01-31T12:00:00", 1_769_860_800_000],
    ["2026-01-31 12:00:00Z", 1_769_860_800_000],
    ["2026-01-31T12:00", 1_769_860_800_000],
    ["2026-03-29T02:30:00", 1_774_751_400_000],
    ["2199-12-31T23:59:59Z", 7_258_118_399_000],
  ])("%s is %d ms after 1970", (text, milliseconds) => {
    expect(instantFromText(text)).toBe(milliseconds);
  });

  test.each([
    ["2026-02-30", "2026-02 has 28 days"],
    ["2025-02-29", "2025-02 has 28 days"],
    ["2100-02-29", "2100-02 has 28 days"],
    ["2024-02-30", "2024-02 has 29 days"],
    ["2026-04-31", "2026-04 has 30 days"],
    ["2026-13-01", "a month is 01 to 12"],
    ["2026-00-10", "a month is 01 to 12"],
    ["10000-01-01", "the clock runs from 1970 to 2199"],
    ["0000-00-00", "the clock runs from 1970 to 2199"],
    ["1969-12-31", "the clock runs from 1970 to 2199"],
    ["2200-01-01", "the clock runs from 1970 to 2199"],
    ["2026-12-31T23:59:60Z", "a second is 00 to 59; AWS does not show leap seconds"],
    ["2026-12-31T24:00:00Z", "an hour is 00 to 23"],
    ["2026-12-31T23:60:00Z", "a minute is 00 to 59"],
    ["2026-1-1", "a date is written 2026-01-31 or 2026-01-31T12:00:00Z"],
    ["2026-01-31T12:00:00+02:00", "a date is written 2026-01-31 or 2026-01-31T12:00:00Z"],
    ["٢٠٢٦-01-01", "a date is written 2026-01-31 or 2026-01-31T12:00:00Z"],
    ["1".repeat(100_000), "a date is written 2026-01-31 or 2026-01-31T12:00:00Z"],
  ])("%s is none", (text, problem) => {
    expect(instantFromText(text)).toEqual({ problem });
  });
});

describe("the calendar", () => {
  test("31 January and one month is the last of February, leap year or not", () => {
    expect(formatDate(addMonths(at("2026-01-31"), 1))).toBe("2026-02-28");
    expect(formatDate(addMonths(at("2028-01-31"), 1))).toBe("2028-02-29");
    expect(formatDate(addMonths(at("2026-03-31"), -1))).toBe("2026-02-28");
    expect(formatDate(addMonths(at("2026-12-31"), 2))).toBe("2027-02-28");
  });

  test("29 February and one year is 28 February; four years is 29 February", () => {
    expect(formatInstant(addYears(at("2028-02-29T06:00:00Z"), 1))).toBe("2029-02-28 06:00:00Z");
    expect(formatDate(addYears(at("2028-02-29"), 4))).toBe("2032-02-29");
  });

  test("days and hours pass month ends, leap days and the hours that clocks skip elsewhere", () => {
    expect(formatDate(addDays(at("2028-02-28"), 2))).toBe("2028-03-01");
    expect(formatDate(addDays(at("2026-12-31"), 1))).toBe("2027-01-01");
    expect(formatDate(addDays(at("2026-03-01"), -1))).toBe("2026-02-28");
    expect(formatInstant(addHours(at("2026-03-29T00:30:00Z"), 2))).toBe("2026-03-29 02:30:00Z");
  });

  test("a duration as written", () => {
    const start = at("2026-01-31T10:00:00Z");
    expect(formatInstant(addDuration(start, { count: 90, unit: "second" }))).toBe("2026-01-31 10:01:30Z");
    expect(formatInstant(addDuration(start, { count: 90, unit: "minute" }))).toBe("2026-01-31 11:30:00Z");
    expect(formatInstant(addDuration(start, { count: 36, unit: "hour" }))).toBe("2026-02-01 22:00:00Z");
    expect(formatInstant(addDuration(start, { count: 7, unit: "day" }))).toBe("2026-02-07 10:00:00Z");
    expect(formatInstant(addDuration(start, { count: 1, unit: "month" }))).toBe("2026-02-28 10:00:00Z");
    expect(formatInstant(addDuration(start, { count: 2, unit: "year" }))).toBe("2028-01-31 10:00:00Z");
    expect(formatDuration({ count: 1, unit: "day" })).toBe("1 day");
    expect(formatDuration({ count: 30, unit: "day" })).toBe("30 days");
  });

  test("a month holds its first instant and not the next one's", () => {
    const late = at("2026-01-31T23:59:59Z");
    expect(monthOf(late)).toBe("2026-01");
    expect(formatInstant(monthStart(late))).toBe("2026-01-01 00:00:00Z");
    expect(formatInstant(monthEnd(late))).toBe("2026-02-01 00:00:00Z");
    expect(monthOf(monthEnd(late))).toBe("2026-02");
    expect(formatDate(monthEnd(at("2026-12-05")))).toBe("2027-01-01");
  });

  test("hours of a month", () => {
    expect(["2026-02-10", "2028-02-10", "2026-04-10", "2026-01-10"].map((text) => hoursInMonth(at(text)))).toEqual([
      672, 696, 720, 744,
    ]);
  });

  test("days between two instants are whole", () => {
    expect(daysBetween(at("2026-01-01"), at("2026-03-01"))).toBe(59);
    expect(daysBetween(at("2026-01-01"), at("2026-01-07T23:59:59Z"))).toBe(6);
  });
});

test("how an instant is shown, and how AWS writes it", () => {
  expect(formatInstant(at("2026-01-31T12:00:00Z"))).toBe("2026-01-31 12:00:00Z");
  expect(isoInstant(at("2026-01-31T12:00:00Z"))).toBe("2026-01-31T12:00:00Z");
  expect(formatInstant(instant(1_769_860_800_007))).toBe("2026-01-31 12:00:00.007Z");
  expect(formatInstant(DEFAULT_CLOCK)).toBe("2026-01-01 00:00:00Z");
  expect(yearOf(DEFAULT_CLOCK)).toBe(2026);
});

test("the clock's range holds its two ends and nothing beyond", () => {
  expect(formatInstant(CLOCK_MIN)).toBe("1970-01-01 00:00:00Z");
  expect(formatInstant(CLOCK_MAX)).toBe("2199-12-31 23:59:59.999Z");
  expect([CLOCK_MIN, CLOCK_MAX].every(isInClockRange)).toBe(true);
  expect([CLOCK_MIN - 1, CLOCK_MAX + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY].some(isInClockRange)).toBe(false);
});

test("each day from 1970 to 2199 has the date that the machine's calendar gives it, in every time zone", () => {
  for (let day = 0; day * 86_400_000 <= CLOCK_MAX; day++) {
    const machine = new Date(day * 86_400_000);
    const { year, month, day: ofMonth } = dateOf(instant(day * 86_400_000));
    if (year !== machine.getUTCFullYear() || month !== machine.getUTCMonth() + 1 || ofMonth !== machine.getUTCDate()) {
      throw new Error(`${machine.toISOString()} became ${year}-${month}-${ofMonth}`);
    }
  }
});

test("what is shown can be read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7_258_118_399 }), (seconds) => {
      const moment = instant(seconds * 1_000);
      expect(instantFromText(formatInstant(moment))).toBe(moment);
      expect(instantFromText(isoInstant(moment))).toBe(moment);
      expect(isoInstant(moment)).toBe(new Date(moment).toISOString().replace(".000Z", "Z"));
    }),
    { numRuns: 2_000 },
  );
});
