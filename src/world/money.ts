// Money as whole nano-dollars: AWS prices a request at $0.000003, and a float would lose that in a long bill. Nothing is rounded
// but where a caller names the rounding.
import { assert } from "../base/assert.js";

/** Nano-dollars (10^-9 US dollars). */
export type Money = bigint & { readonly unit: "nano-dollars" };

/** The one way in which amounts are divided: to the nearest nano-dollar, a tie to the even one. */
export type Rounding = "round-half-even";

const NANO_PER_DOLLAR = 1_000_000_000n;
const DECIMALS = 9;
/** 10^18 nano-dollars: a thousand million dollars. */
export const MONEY_MAX: Money = 1_000_000_000_000_000_000n as Money;
export const NO_MONEY: Money = 0n as Money;

const WRITTEN = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/;

/** An amount from nano-dollars. */
export function nanoDollars(amount: bigint): Money {
  return inRange(amount);
}

/** An amount as written, without the sign: `1.03`. Exact, or a problem that follows "because". */
export function dollars(text: string): Money | { readonly problem: string } {
  const parts = text.length > 80 ? null : WRITTEN.exec(text);
  if (parts === null) return { problem: "an amount is digits, with a point before the cents: $1.03" };
  const [, sign, whole, decimals = ""] = parts as unknown as [string, string, string, string?];
  if (decimals.length > DECIMALS) return { problem: "an amount has at most 9 decimals" };
  const amount = BigInt(whole) * NANO_PER_DOLLAR + BigInt(decimals.padEnd(DECIMALS, "0"));
  if (amount > MONEY_MAX) return { problem: "an amount is at most $1000000000" };
  return (sign === "-" ? -amount : amount) as Money;
}

/** An amount from our own tables; it must be well written there. */
export function knownDollars(text: string): Money {
  const amount = dollars(text);
  assert(typeof amount === "bigint", `the price ${text} is an amount`);
  return amount;
}

export function addMoney(a: Money, b: Money): Money {
  return inRange(a + b);
}

export function subtractMoney(a: Money, b: Money): Money {
  return inRange(a - b);
}

export function sumMoney(amounts: Iterable<Money>): Money {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return inRange(sum);
}

/** `count` times the amount; `count` is an integer. */
export function multiplyMoney(amount: Money, count: number | bigint): Money {
  return inRange(amount * integer(count));
}

/** `rate × numerator ÷ denominator`: $1 a month for 10 of 31 days is `prorate(oneDollar, 10, 31, "round-half-even")`. Integers; denominator > 0. */
export function prorate(rate: Money, numerator: number | bigint, denominator: number | bigint, _rounding: Rounding): Money {
  const divisor = integer(denominator);
  assert(divisor > 0n, "a share is of something");
  return inRange(divideHalfEven(rate * integer(numerator), divisor));
}

export function compareMoney(a: Money, b: Money): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Whether `amount`, rounded half to even to as many decimals as are written, is the amount written: `$1.0666` equals `1.07`, and not `1.0667`.
 * `written` must be well written (see `dollars`).
 */
export function equalsAsWritten(amount: Money, written: string): boolean {
  return asWritten(amount, written) === knownDollars(written);
}

/** `amount` rounded half to even to the decimals that `written` has. */
export function asWritten(amount: Money, written: string): Money {
  const point = written.indexOf(".");
  const unit = BigInt("1".padEnd(DECIMALS + 1 - (point === -1 ? 0 : written.length - point - 1), "0"));
  return (divideHalfEven(amount, unit) * unit) as Money;
}

/** `$1.03`, `$0.000003`, `-$2.00`: two decimals, and more where there are more. */
export function formatMoney(amount: Money): string {
  const absolute = amount < 0n ? -amount : amount;
  const whole = absolute / NANO_PER_DOLLAR;
  let decimals = String(absolute % NANO_PER_DOLLAR).padStart(DECIMALS, "0");
  while (decimals.length > 2 && decimals.endsWith("0")) decimals = decimals.slice(0, -1);
  return `${amount < 0n ? "-" : ""}$${whole}.${decimals}`;
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  const away = dividend < 0n ? -1n : 1n;
  const twice = 2n * (rest < 0n ? -rest : rest);
  if (twice < divisor || (twice === divisor && quotient % 2n === 0n)) return quotient;
  return quotient + away;
}

function integer(value: number | bigint): bigint {
  if (typeof value === "bigint") return value;
  assert(Number.isSafeInteger(value), "money is multiplied and divided by integers only");
  return BigInt(value);
}

function inRange(amount: bigint): Money {
  assert(amount <= MONEY_MAX && amount >= -MONEY_MAX, "an amount stays within a thousand million dollars");
  return amount as Money;
}
