import { describe, expect, test } from "vitest";
import {
  addMoney,
  asWritten,
  compareMoney,
  dollars,
  equalsAsWritten,
  formatMoney,
  knownDollars,
  MONEY_MAX,
  multiplyMoney,
  NO_MONEY,
  nanoDollars,
  prorate,
  subtractMoney,
  sumMoney,
} from "../../src/world/money.js";

describe("an amount as written", () => {
  test.each([
    ["1.03", 1_030_000_000n],
    ["1.005", 1_005_000_000n],
    ["0.000003", 3_000n],
    ["0.000000001", 1n],
    ["1", 1_000_000_000n],
    ["-0", 0n],
    ["-1.50", -1_500_000_000n],
    ["1000000000", 1_000_000_000_000_000_000n],
  ])("$%s is exact", (text, nano) => {
    expect(dollars(text)).toBe(nano);
  });

  test.each([
    ["0.0000000001", "an amount has at most 9 decimals"],
    ["1000000000.000000001", "an amount is at most $1000000000"],
    ["99999999999999999999", "an amount is at most $1000000000"],
    ["1e9", "an amount is digits, with a point before the cents: $1.03"],
    ["1,000", "an amount is digits, with a point before the cents: $1.03"],
    [".5", "an amount is digits, with a point before the cents: $1.03"],
    ["1.", "an amount is digits, with a point before the cents: $1.03"],
    ["", "an amount is digits, with a point before the cents: $1.03"],
    ["٣", "an amount is digits, with a point before the cents: $1.03"],
    ["9".repeat(100_000), "an amount is digits, with a point before the cents: $1.03"],
  ])("$%s is none", (text, problem) => {
    expect(dollars(text)).toEqual({ problem });
  });
});

test("three times $0.1 is $0.30", () => {
  const dime = knownDollars("0.1");
  expect(addMoney(addMoney(dime, dime), dime)).toBe(knownDollars("0.30"));
  expect(sumMoney([dime, dime, dime])).toBe(knownDollars("0.30"));
  expect(multiplyMoney(dime, 3)).toBe(knownDollars("0.30"));
  expect(subtractMoney(dime, dime)).toBe(NO_MONEY);
});

test("what is not an integer multiplies and divides no money", () => {
  expect(() => multiplyMoney(knownDollars("1"), 0.5)).toThrow("integers only");
  expect(() => prorate(knownDollars("1"), 1, 0, "round-half-even")).toThrow("a share is of something");
  expect(() => addMoney(MONEY_MAX, nanoDollars(1n))).toThrow("within a thousand million dollars");
});

test("a share is rounded to the nearest nano-dollar, a tie to the even one", () => {
  expect(prorate(knownDollars("1"), 10, 31, "round-half-even")).toBe(322_580_645n);
  expect(prorate(knownDollars("1"), 2, 3, "round-half-even")).toBe(666_666_667n);
  expect(prorate(nanoDollars(1n), 1, 2, "round-half-even")).toBe(0n);
  expect(prorate(nanoDollars(3n), 1, 2, "round-half-even")).toBe(2n);
  expect(prorate(nanoDollars(-1n), 1, 2, "round-half-even")).toBe(0n);
  expect(prorate(nanoDollars(-3n), 1, 2, "round-half-even")).toBe(-2n);
  expect(prorate(nanoDollars(-2n), 2, 3, "round-half-even")).toBe(-1n);
  expect(prorate(knownDollars("0.03"), 20_001, 10_000, "round-half-even")).toBe(60_003_000n);
});

test("two decimals are shown, and more where there are more", () => {
  expect(formatMoney(knownDollars("1.03"))).toBe("$1.03");
  expect(formatMoney(knownDollars("2"))).toBe("$2.00");
  expect(formatMoney(knownDollars("0.1"))).toBe("$0.10");
  expect(formatMoney(knownDollars("0.000003"))).toBe("$0.000003");
  expect(formatMoney(knownDollars("1.100000001"))).toBe("$1.100000001");
  expect(formatMoney(knownDollars("-2.5"))).toBe("-$2.50");
  expect(formatMoney(NO_MONEY)).toBe("$0.00");
});

describe("compared to the digits written", () => {
  test.each([
    ["1.066666667", "1.07", true],
    ["1.066666667", "1.0667", true],
    ["1.066666667", "1.067", true],
    ["1.066666667", "1.06", false],
    ["1.065", "1.06", true],
    ["1.075", "1.08", true],
    ["1.065000001", "1.07", true],
    ["0.5", "0", true],
    ["1.5", "2", true],
    ["0.000003", "0.00", true],
    ["0.000003", "0.000003", true],
    ["0.000004", "0.000003", false],
    ["1", "1.000", true],
  ])("$%s against $%s: %s", (amount, written, equal) => {
    expect(equalsAsWritten(knownDollars(amount), written)).toBe(equal);
  });

  test("less and more are told at the same digits", () => {
    expect(asWritten(knownDollars("1.066666667"), "1.00")).toBe(knownDollars("1.07"));
    expect(compareMoney(knownDollars("1.06"), knownDollars("1.07"))).toBe(-1);
    expect(compareMoney(knownDollars("1.07"), knownDollars("1.07"))).toBe(0);
    expect(compareMoney(knownDollars("1.08"), knownDollars("1.07"))).toBe(1);
  });
});
