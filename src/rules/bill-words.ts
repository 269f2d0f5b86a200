// How a bill reads: what one thing costs over all months, and quantities as exact decimals with their unit in the singular or the plural.

import { compareText, inOrderOf, sorted } from "../base/order.js";
import { nanoDollars } from "../world/money.js";
import type { BillLine } from "./billing.js";

/** What was paid for one item of one thing in one Region, whatever the month. */
export type WholeLine = Omit<BillLine, "month">;

/** The lines with their months added up, by account, Region, item and thing. */
export function overMonths(lines: Iterable<BillLine>): readonly WholeLine[] {
  const all = new Map<string, WholeLine>();
  for (const { month: _any, ...line } of lines) {
    const key = JSON.stringify([line.account, line.region, line.item, line.resource]);
    const before = all.get(key);
    if (before === undefined) all.set(key, line);
    else {
      all.set(key, {
        ...before,
        quantityThousandths: before.quantityThousandths + line.quantityThousandths,
        free: before.free + line.free,
        amount: nanoDollars(before.amount + line.amount),
      });
    }
  }
  return sorted(
    all.values(),
    inOrderOf<WholeLine>(
      (a, b) => compareText(a.account, b.account),
      (a, b) => compareText(a.region, b.region),
      (a, b) => compareText(a.item, b.item),
      (a, b) => compareText(a.resource, b.resource),
    ),
  );
}

/** `102 requests (3 free)`. */
export function quantityOf({ quantityThousandths, unit, free }: WholeLine): string {
  return `${quantityText(quantityThousandths, unit)}${free > 0 ? ` (${free} free)` : ""}`;
}

/** `744 hours`, `1.5 GiB-months`, `1 request`. */
export function quantityText(thousandthsOf: bigint, unit: BillLine["unit"]): string {
  return `${thousandths(thousandthsOf)} ${thousandthsOf === 1000n || unit === "GiB" ? unit : `${unit}s`}`;
}

/** `1234567n` is `1234.567`. */
export function thousandths(value: bigint): string {
  const decimals = String(value % 1000n)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${value / 1000n}${decimals === "" ? "" : `.${decimals}`}`;
}
