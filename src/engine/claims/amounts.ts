// Properties that can be more or less: numbers, sizes, days. They are compared with what a sentence says in their own sort.

import type { PropertyValue } from "../../contract/service.js";
import type { Value } from "../../language/syntax.js";
import { DAY_MS, instantFromText } from "../../world/time.js";

/** Undefined for a property that is no amount. */
export function amountOf(value: PropertyValue): number | undefined {
  switch (value.is) {
    case "number":
      return value.value;
    case "size":
      return value.bytes;
    case "days":
      return value.days;
    case "instant":
      return value.at;
    default:
      return undefined;
  }
}

/** Before or after the date that a sentence says, quoted or not: one without its time is the whole day. Undefined where it says no date. */
export function orderOfDates(at: number, said: Value): number | undefined {
  const text = said.is === "date" ? said.text : said.is === "text" ? said.value : "";
  const written = instantFromText(text);
  if (typeof written !== "number") return undefined;
  return (text.includes("T") ? at : Math.floor(at / DAY_MS) * DAY_MS) - written;
}

/** What a sentence says, counted as a property of that sort is; undefined where it says something else. Days may be said as a number, a number in quotes. */
export function amountSaid(said: Value, sort: PropertyValue["is"]): number | undefined {
  if (sort === "size") return said.is === "size" ? said.bytes : undefined;
  if (sort === "days" && said.is === "duration") return said.unit === "day" ? said.count : undefined;
  if (sort === "instant") return undefined;
  if (said.is === "number") return said.value;
  // `1.3` reads as the property `3` of a thing `1`.
  const text = said.is === "text" ? said.value : said.is === "name" ? said.text : "";
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** What to write behind the comparison. */
export const AMOUNT_WORDS: ReadonlyMap<PropertyValue["is"], string> = new Map([
  ["number", "a number such as `3`"],
  ["size", "a size such as `100 GiB`"],
  ["days", "days, such as `90 days`"],
  ["instant", "a date such as `2026-01-31`"],
]);
