// The prices of a service's catalog.yaml, as the bill takes them.

import type { Price } from "../rules/price.js";
import { knownDollars } from "../world/money.js";

export interface CatalogPrice {
  readonly item: string;
  /** Dollars in decimals: exact, as no number of YAML is. */
  readonly usd: string;
  readonly per: number;
  readonly basis: Price["basis"];
  readonly free?: number;
}

export function catalogPrices(prices: readonly CatalogPrice[]): ReadonlyMap<string, Price> {
  return new Map(prices.map(({ item, usd, ...price }) => [item, { ...price, nanoUsd: knownDollars(usd) }]));
}
