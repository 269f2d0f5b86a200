// Comparing what is with what was said: numbers, money to the digits written, names and words.

import { unreachable } from "../../base/assert.js";
import { compareNumber } from "../../base/order.js";
import type { Comparison } from "../../language/syntax.js";

/** `order` is the sign of (what is − what was said). */
export function compares(op: Comparison["op"], order: number): boolean {
  switch (op) {
    case "is":
      return order === 0;
    case "is not":
      return order !== 0;
    case "is under":
      return order < 0;
    case "is over":
      return order > 0;
    case "is at least":
      return order >= 0;
    case "is at most":
      return order <= 0;
    default:
      return unreachable(op);
  }
}

/** Undefined when the value said is no number. */
export function comparesNumber(compare: Comparison, actual: number): boolean | undefined {
  return compare.value.is === "number" ? compares(compare.op, compareNumber(actual, compare.value.value)) : undefined;
}
