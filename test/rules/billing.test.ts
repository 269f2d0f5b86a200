// Prices: aws.amazon.com/kms/pricing (a key $1.00 a month by the hour, requests $0.03 for 10,000, the first 20,000 a month free over all
// Regions), aws.amazon.com/ebs/pricing (gp3 $0.08 a GiB-month).
import fc from "fast-check";
import { expect, test } from "vitest";
import { billLines, billTotal, holdingsAt } from "../../src/rules/billing.js";
import type { Fact } from "../../src/rules/facts.js";
import { formatMoney } from "../../src/world/money.js";
import { at, call, vocabulary } from "../support/hand-made.js";

function holds(change: "begins" | "ends", when: string, more: Partial<Extract<Fact, { is: "holding" }>> = {}): Fact {
  return {
    is: "holding",
    change,
    id: "k1",
    account: "A",
    region: "us-east-1",
    item: "kms-key",
    quantity: 1,
    at: at(when),
    ...more,
  };
}

function requests(count: number, when: string, region = "us-east-1", item = "kms-request-symmetric"): Fact[] {
  return Array.from({ length: count }, () =>
    call("kms:Decrypt", {
      at: at(when),
      on: ["k1"],
      place: { account: "A", region },
      metered: { account: "A", item, quantity: 1, resource: "k1" },
    }),
  );
}

function owed(facts: readonly Fact[], until: string): string[] {
  return billLines(facts, at(until), vocabulary.prices).map(
    (line) => `${line.account} ${line.month} ${line.region} ${line.item} ${formatMoney(line.amount)}`,
  );
}

test("a key costs a dollar for each whole month", () => {
  expect(owed([holds("begins", "2026-01-01")], "2026-03-01")).toEqual([
    "A 2026-01 us-east-1 kms-key $1.00",
    "A 2026-02 us-east-1 kms-key $1.00",
  ]);
});

test("a key that is kept for 10 of January's 31 days costs 10/31 of a dollar", () => {
  expect(owed([holds("begins", "2026-01-01"), holds("ends", "2026-01-11")], "2026-03-01")).toEqual([
    "A 2026-01 us-east-1 kms-key $0.322580645",
  ]);
});

test("a begun hour is charged as an hour, and a month's share falls into that month", () => {
  // One hour of February's 672.
  expect(owed([holds("begins", "2026-02-01T10:30:00Z"), holds("ends", "2026-02-01T10:31:00Z")], "2026-03-01")).toEqual([
    "A 2026-02 us-east-1 kms-key $0.001488095",
  ]);
  // From 23:30 the first hour begins in January, the second in February.
  expect(owed([holds("begins", "2026-01-31T23:30:00Z"), holds("ends", "2026-02-01T01:30:00Z")], "2026-03-01")).toEqual([
    "A 2026-01 us-east-1 kms-key $0.001344086",
    "A 2026-02 us-east-1 kms-key $0.001488095",
  ]);
});

test("a key made and sentenced to death at once costs nothing", () => {
  expect(owed([holds("begins", "2026-01-01"), holds("ends", "2026-01-01")], "2026-02-01")).toEqual([]);
});

test("a deletion that is cancelled is billed as though it had never been scheduled", () => {
  const facts = [holds("begins", "2026-01-01"), holds("ends", "2026-01-02T10:30:00Z"), holds("begins", "2026-01-02T10:30:00Z")];
  expect(owed(facts, "2026-02-01")).toEqual(["A 2026-01 us-east-1 kms-key $1.00"]);
  expect(holdingsAt(facts)).toHaveLength(1);
});

test("the first 20,000 requests of a month are free, the next 10,000 cost three cents", () => {
  expect(owed(requests(20_000, "2026-01-05"), "2026-02-01")).toEqual(["A 2026-01 us-east-1 kms-request-symmetric $0.00"]);
  expect(owed(requests(30_000, "2026-01-05"), "2026-02-01")).toEqual(["A 2026-01 us-east-1 kms-request-symmetric $0.03"]);
});

test("the free requests are counted over all Regions together", () => {
  expect(owed([...requests(15_000, "2026-01-05"), ...requests(15_000, "2026-01-06", "eu-west-1")], "2026-02-01")).toEqual([
    "A 2026-01 eu-west-1 kms-request-symmetric $0.03",
    "A 2026-01 us-east-1 kms-request-symmetric $0.00",
  ]);
});

test("a new month has free requests of its own", () => {
  expect(owed([...requests(15_000, "2026-01-31T23:59:59Z"), ...requests(15_000, "2026-02-01")], "2026-03-01")).toEqual([
    "A 2026-01 us-east-1 kms-request-symmetric $0.00",
    "A 2026-02 us-east-1 kms-request-symmetric $0.00",
  ]);
});

test("a request that names an asymmetric key is never free", () => {
  expect(owed(requests(1, "2026-01-05", "us-east-1", "kms-request-rsa-2048"), "2026-02-01")).toEqual([
    "A 2026-01 us-east-1 kms-request-rsa-2048 $0.000003",
  ]);
});

test("a volume of 100 GiB costs 8 dollars a month, to the second", () => {
  const volume = { id: "vol1", item: "ebs-volume-gp3", quantity: 100 };
  expect(owed([holds("begins", "2026-01-01", volume)], "2026-02-01")).toEqual(["A 2026-01 us-east-1 ebs-volume-gp3 $8.00"]);
  expect(owed([holds("begins", "2026-01-01", volume), holds("ends", "2026-01-16T12:00:00Z", volume)], "2026-02-01")).toEqual([
    "A 2026-01 us-east-1 ebs-volume-gp3 $4.00",
  ]);
});

test("what still stands is charged up to the instant that was asked for", () => {
  expect(owed([holds("begins", "2026-01-01")], "2026-01-16T12:00:00Z")).toEqual(["A 2026-01 us-east-1 kms-key $0.50"]);
});

test("lines add up to the total, whatever is held and asked for", () => {
  const moment = fc.integer({ min: at("2026-01-01"), max: at("2026-06-01") });
  const holding = fc.record({ id: fc.constantFrom("k1", "k2", "k3"), begins: moment, hours: fc.integer({ min: 0, max: 3000 }) });
  fc.assert(
    fc.property(fc.array(holding, { maxLength: 8 }), fc.integer({ min: 0, max: 50 }), (holdings, requestCount) => {
      const facts: Fact[] = holdings.flatMap(({ id, begins, hours }) => [
        { ...holds("begins", "2026-01-01"), id, at: begins } as Fact,
        { ...holds("ends", "2026-01-01"), id, at: begins + hours * 3_600_000 } as Fact,
      ]);
      const lines = billLines(
        [...facts, ...requests(requestCount, "2026-02-01", "us-east-1", "kms-request-rsa-2048")],
        at("2026-12-31"),
        vocabulary.prices,
      );
      const byMonth = new Map<string, bigint>();
      for (const line of lines) byMonth.set(line.month, (byMonth.get(line.month) ?? 0n) + line.amount);
      expect([...byMonth.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(billTotal(lines));
      expect(
        new Set(lines.map((line) => JSON.stringify([line.account, line.month, line.region, line.item, line.resource]))).size,
      ).toBe(lines.length);
    }),
  );
});
