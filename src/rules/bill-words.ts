// How quantities read: exact decimals, with their unit in the singular or the plural.

import type { BillLine } from "./billing.js";

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
