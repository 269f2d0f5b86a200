// The time that a claim is about: `bill of A in 2026-01`, `trail of A has kms:Encrypt in 2026-01-31`.

import type { Claim } from "../../language/syntax.js";
import { formatDate, type Instant } from "../../world/time.js";

/** A bill is of a month or a year; what stands in a trail is looked for by the day as well. */
const SPANS = { bill: /^\d{4}(?:-\d\d)?$/, trail: /^\d{4}(?:-\d\d(?:-\d\d)?)?$/ } as const;
/** One that is no date at all is told of where it is read. */
const LONGER = /^\d{4}-\d\d-\d\d(?:T|$)/;
const NAMED = {
  bill: "a bill is of a month or a year, such as `2026-01`",
  trail: "records are looked for by year, month or day",
} as const;

/** Why a claim cannot be about that time: it would hold or fail whatever had happened. */
export function spanProblem(claim: Claim): string | undefined {
  if (claim.is !== "bill" && claim.is !== "trail") return undefined;
  const text = claim.period?.is === "date" ? claim.period.text : "";
  return LONGER.test(text) && !SPANS[claim.is].test(text) ? NAMED[claim.is] : undefined;
}

/** The claim's time, where all of it lies ahead. */
export function spanToCome(claim: Claim, now: Instant): string | undefined {
  if ((claim.is !== "bill" && claim.is !== "trail") || claim.period?.is !== "date") return undefined;
  const { text } = claim.period;
  return text > formatDate(now).slice(0, text.length) ? text : undefined;
}
