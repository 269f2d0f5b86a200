// Properties that can be more or less: numbers, sizes, days. They are compared with what a sentence says in their own sort.

import type { PropertyValue } from "../../contract/service.js";
import type { Value } from "../../language/syntax.js";

/** Undefined for a property that is no amount. */
export function amountOf(value: PropertyValue): number | undefined {
  switch (value.is) {
    case "number":
      return value.value;
    case "size":
      return value.bytes;
    case "days":
      return value.days;
    default:
      return undefined;
  }
}

/** What a sentence says, counted as a property of that sort is; undefined where it says something else. Days may be said as a number. */
export function amountSaid(said: Value, sort: PropertyValue["is"]): number | undefined {
  if (sort === "size") return said.is === "size" ? said.bytes : undefined;
  if (sort === "days" && said.is === "duration") return said.unit === "day" ? said.count : undefined;
  return said.is === "number" ? said.value : undefined;
}

/** What to write behind the comparison. */
export const AMOUNT_WORDS: ReadonlyMap<PropertyValue["is"], string> = new Map([
  ["number", "a number such as `3`"],
  ["size", "a size such as `100 GiB`"],
  ["days", "days, such as `90 days`"],
]);
