// `every 1 day for 30 days`: how often a body runs.

import type { Value } from "../language/syntax.js";

const UNIT_SECONDS = { second: 1, minute: 60, hour: 3_600, day: 86_400, month: 30 * 86_400, year: 365 * 86_400 } as const;

/** How many whole periods fit; months count 30 days and years 365 here, as they do nowhere else. */
export function countOfPeriods(period: Value, total: Value): number | undefined {
  if (period.is !== "duration" || total.is !== "duration" || period.count <= 0) return undefined;
  return Math.floor((total.count * UNIT_SECONDS[total.unit]) / (period.count * UNIT_SECONDS[period.unit]));
}
