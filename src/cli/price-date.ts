// The date of the price data, for `--version`, which must not load the services that hold the prices. A test compares it with theirs.

export const PRICE_DATE = "2026-11";
