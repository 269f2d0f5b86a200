// The bill: what the facts of a run cost, exactly. Every amount is a line's own, rounded to the nano-dollar in the line, so that lines
// always add up to their total. Sources: KMS pricing page (requests, 20,000 of them free a month over all Regions; a key by the begun hour).

import { assert, unreachable } from "../base/assert.js";
import { compareText, inOrderOf, sorted } from "../base/order.js";
import { type Money, multiplyMoney, nanoDollars, prorate, sumMoney } from "../world/money.js";
import { HOUR_MS, hoursInMonth, type Instant, monthEnd, monthOf, monthStart } from "../world/time.js";
import type { Fact } from "./facts.js";
import type { Price } from "./price.js";

/** One line of a bill. */
export interface BillLine {
  /** Who pays, by the scenario's name. */
  readonly account: string;
  /** `2026-01`. */
  readonly month: string;
  readonly region: string;
  /** `kms`. */
  readonly service: string;
  /** Of the catalog: `kms-key`. */
  readonly item: string;
  /** Id of what it was for; empty where it is for none. */
  readonly resource: string;
  /** In thousandths of `unit`, rounded half to even, for reading: the amount is worked out from the exact figure. */
  readonly quantityThousandths: bigint;
  readonly unit: "request" | "hour" | "GiB-month" | "GiB" | "unit";
  /** How much of the quantity was free, in whole units. */
  readonly free: number;
  readonly amount: Money;
}

/** What is paid for by time and stands until `endsAt`; open where that is absent. */
export interface Holding {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly item: string;
  readonly quantity: number;
  readonly startsAt: Instant;
  readonly endsAt?: Instant;
}

/** The bill of everything up to `until`; holdings that still stand are charged up to it. Lines by account, month, Region, item, resource. */
export function billLines(facts: Iterable<Fact>, until: Instant, prices: ReadonlyMap<string, Price>): BillLine[] {
  const all = [...facts];
  const lines = [...countedLines(all, until, prices), ...heldLines(allHoldings(all), until, prices)];
  return sorted(
    lines,
    inOrderOf<BillLine>(
      (a, b) => compareText(a.account, b.account),
      (a, b) => compareText(a.month, b.month),
      (a, b) => compareText(a.region, b.region),
      (a, b) => compareText(a.item, b.item),
      (a, b) => compareText(a.resource, b.resource),
    ),
  );
}

export function billTotal(lines: Iterable<BillLine>): Money {
  const amounts: Money[] = [];
  for (const line of lines) amounts.push(line.amount);
  return sumMoney(amounts);
}

/** The service on whose part of the bill an item stands: `kms` of `kms-key`. */
export function itemService(item: string): string {
  const end = item.search(/[-:./]/);
  return end === -1 ? item : item.slice(0, end);
}

/** Holdings that stand open after all of `facts`. */
export function holdingsAt(facts: Iterable<Fact>): Holding[] {
  return allHoldings(facts).filter((holding) => holding.endsAt === undefined);
}

interface Counted {
  readonly account: string;
  readonly month: string;
  readonly region: string;
  readonly item: string;
  readonly resource: string;
  quantity: number;
  free: number;
}

/** Requests and one-time quantities. The free ones are the month's first of the account, whatever their Region. */
function countedLines(facts: readonly Fact[], until: Instant, prices: ReadonlyMap<string, Price>): BillLine[] {
  const counted = new Map<string, Counted>();
  const freeUsed = new Map<string, number>();
  for (const use of usesOf(facts)) {
    if (use.at > until) continue;
    const price = priceOf(use.item, prices);
    const month = monthOf(use.at);
    const key = `${use.account}\n${month}\n${use.region}\n${use.item}\n${use.resource}`;
    let line = counted.get(key);
    if (line === undefined) {
      line = { ...use, month, quantity: 0, free: 0 };
      counted.set(key, line);
    }
    line.quantity += use.quantity;
    if (price.free !== undefined) {
      // One allowance for all items of a service that have one.
      const pool = `${use.account}\n${month}\n${itemService(use.item)}`;
      const used = freeUsed.get(pool) ?? 0;
      const free = Math.max(0, Math.min(use.quantity, price.free - used));
      freeUsed.set(pool, used + free);
      line.free += free;
    }
  }
  return [...counted.values()].map((line) => countedLine(line, priceOf(line.item, prices)));
}

/** What is counted has a price: nothing is on a bill for zero because its price is not known. */
function priceOf(item: string, prices: ReadonlyMap<string, Price>): Price {
  const price = prices.get(item);
  assert(price !== undefined, `${item} has a price`);
  return price;
}

function countedLine({ account, month, region, item, resource, quantity, free }: Counted, price: Price): BillLine {
  const amount = prorate(nanoDollars(price.nanoUsd), quantity - free, price.per, "round-half-even");
  const unit = price.basis === "request" ? "request" : price.basis === "gib" || price.basis === "gib-month" ? "GiB" : "unit";
  return {
    account,
    month,
    region,
    service: itemService(item),
    item,
    resource,
    quantityThousandths: BigInt(quantity) * 1000n,
    unit,
    free,
    amount,
  };
}

function* usesOf(
  facts: readonly Fact[],
): Generator<{ account: string; region: string; item: string; resource: string; quantity: number; at: Instant }> {
  for (const fact of facts) {
    if (fact.is === "call" && fact.metered !== undefined) {
      yield { ...fact.metered, region: fact.place.region, at: fact.at };
    } else if (fact.is === "usage") {
      yield { account: fact.account, region: fact.region, item: fact.item, resource: "", quantity: fact.quantity, at: fact.at };
    }
  }
}

type OpenHolding = { -readonly [K in keyof Holding]: Holding[K] };

/** Pairs what begins with what ends. A quantity that ends closes the latest first. */
function allHoldings(facts: Iterable<Fact>): Holding[] {
  const all: OpenHolding[] = [];
  const bySubject = new Map<string, OpenHolding[]>();
  for (const fact of facts) {
    if (fact.is !== "holding") continue;
    const key = `${fact.account}\n${fact.region}\n${fact.item}\n${fact.id}`;
    const own = bySubject.get(key) ?? [];
    bySubject.set(key, own);
    if (fact.change === "ends") endLatest(own, fact.quantity, fact.at);
    else if (!resumes(own, fact.quantity, fact.at)) {
      const { id, account, region, item, quantity } = fact;
      const begun: OpenHolding = { id, account, region, item, quantity, startsAt: fact.at };
      own.push(begun);
      all.push(begun);
    }
  }
  return all;
}

function endLatest(own: readonly OpenHolding[], quantity: number, at: Instant): void {
  let left = quantity;
  for (let index = own.length - 1; index >= 0 && left > 0; index--) {
    const holding = own[index]!;
    if (holding.endsAt !== undefined) continue;
    holding.endsAt = at;
    left -= holding.quantity;
  }
}

/** What begins at the instant at which the same ended goes on: a deletion that was cancelled is billed as though never scheduled. */
function resumes(own: readonly OpenHolding[], quantity: number, at: Instant): boolean {
  const ended = own.findLast((holding) => holding.endsAt === at && holding.quantity === quantity);
  if (ended === undefined) return false;
  delete ended.endsAt;
  return true;
}

function heldLines(holdings: readonly Holding[], until: Instant, prices: ReadonlyMap<string, Price>): BillLine[] {
  const lines = new Map<string, BillLine>();
  for (const holding of holdings) {
    const price = priceOf(holding.item, prices);
    for (const line of monthsOf(holding, until, price)) {
      const key = JSON.stringify([line.account, line.month, line.region, line.item, line.resource]);
      const before = lines.get(key);
      if (before === undefined) lines.set(key, line);
      else {
        const quantityThousandths = before.quantityThousandths + line.quantityThousandths;
        lines.set(key, { ...before, quantityThousandths, amount: nanoDollars(before.amount + line.amount) });
      }
    }
  }
  return [...lines.values()];
}

/** A holding cut into months. */
function* monthsOf(holding: Holding, until: Instant, price: Price): Generator<BillLine> {
  const end = holding.endsAt !== undefined && holding.endsAt < until ? holding.endsAt : until;
  for (let month = monthStart(holding.startsAt); month < end; month = monthEnd(month)) {
    const share = shareOf(holding, end, month, price);
    if (share.numerator === 0n) continue;
    yield {
      account: holding.account,
      month: monthOf(month),
      region: holding.region,
      service: itemService(holding.item),
      item: holding.item,
      resource: holding.id,
      quantityThousandths: share.quantityThousandths,
      unit: share.unit,
      free: 0,
      amount: prorate(
        multiplyMoney(nanoDollars(price.nanoUsd), holding.quantity),
        share.numerator,
        share.denominator * BigInt(price.per),
        "round-half-even",
      ),
    };
  }
}

interface Share {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly quantityThousandths: bigint;
  readonly unit: "hour" | "GiB-month" | "unit";
}

/** Which part of a month, and how much that is in the item's unit. */
function shareOf(holding: Holding, end: Instant, month: Instant, price: Price): Share {
  switch (price.basis) {
    case "hour-of-month": {
      const hours = begunHours(holding.startsAt, end, month);
      return {
        numerator: hours,
        denominator: BigInt(hoursInMonth(month)),
        quantityThousandths: hours * BigInt(holding.quantity) * 1000n,
        unit: "hour",
      };
    }
    case "gib-month":
    case "gib":
    case "unit":
    case "request": {
      const next = monthEnd(month);
      const held = BigInt(Math.min(end, next) - Math.max(holding.startsAt, month));
      const whole = BigInt(next - month);
      const quantityThousandths = (held * BigInt(holding.quantity) * 2000n + whole) / (2n * whole);
      return {
        numerator: held,
        denominator: whole,
        quantityThousandths,
        unit: price.basis === "gib-month" ? "GiB-month" : "unit",
      };
    }
    default:
      return unreachable(price.basis);
  }
}

/** Hours that begin in the month, of those counted from the start of the holding; an hour begun is an hour charged. */
function begunHours(start: Instant, end: Instant, month: Instant): bigint {
  const before = (at: number): number => Math.max(0, Math.ceil((at - start) / HOUR_MS));
  return BigInt(Math.max(0, Math.min(before(end), before(monthEnd(month))) - before(month)));
}
