// `every 1 day for 30 days`: how often a body runs.

import type { DurationValue, Value } from "../language/syntax.js";
import { addDuration, DEFAULT_CLOCK, type Instant } from "../world/time.js";

const MONTHS = new Map<string, number>([
  ["month", 1],
  ["year", 12],
]);
const MILLISECONDS = new Map<string, number>([
  ["millisecond", 1],
  ["second", 1_000],
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
]);

/** Beyond this many turns nothing runs, and it does not matter how many they are. */
const COUNTED_MAX = 1_000_000;

/** How many whole periods fit. Months and years are those of the calendar, from `start` where it takes one to compare them with days. */
export function countOfPeriods(period: Value, total: Value, start: Instant = DEFAULT_CLOCK): number | undefined {
  if (period.is !== "duration" || total.is !== "duration" || period.count <= 0) return undefined;
  for (const units of [MONTHS, MILLISECONDS]) {
    const [one, all] = [units.get(period.unit), units.get(total.unit)];
    if (one !== undefined && all !== undefined) return Math.floor((total.count * all) / (period.count * one));
  }
  return countOnCalendar(period, total, start);
}

function countOnCalendar(period: DurationValue, total: DurationValue, start: Instant): number {
  const end = addDuration(start, total);
  const times = (count: number): Instant => addDuration(start, { count: period.count * count, unit: period.unit });
  let count = Math.floor((end - start) / (times(1) - start));
  if (count > COUNTED_MAX) return count;
  while (count > 0 && times(count) > end) count--;
  while (times(count + 1) <= end) count++;
  return count;
}
