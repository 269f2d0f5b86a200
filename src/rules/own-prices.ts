// The user's own prices over ours, as JSON: an item's name and what it costs. Told at the place in the file when an item is none of ours
// or an amount cannot be one, since a misread price makes a bill that looks right.

import { suggest } from "../base/suggest.js";
import { dollars, type Money } from "../world/money.js";
import { type JsonMember, type JsonValue, readJson } from "./authorize/json.js";
import type { Price } from "./price.js";

/** What is wrong in a file of prices; offsets in its text, the end exclusive. */
export interface PriceProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

type Read<T> = { readonly value: T } | { readonly problem: PriceProblem };

/**
 * `{ "kms-key": "0.90", "kms-request-symmetric": { "usd": "0.025", "per": 10000, "free": 0 } }` over `ours`. An item keeps its basis
 * (by the hour, by the GiB-month), and what is not said. All problems are given, in the order of the text.
 */
export function readPrices(
  text: string,
  ours: ReadonlyMap<string, Price>,
): { readonly prices: ReadonlyMap<string, Price> } | { readonly problems: readonly PriceProblem[] } {
  const read = readJson(text, "file of prices");
  if ("problem" in read) return { problems: [read.problem] };
  if (read.value.is !== "object") return { problems: [at(read.value, 'prices are an object of items: { "kms-key": "1.00" }')] };
  const prices = new Map(ours);
  const problems: PriceProblem[] = [];
  for (const member of read.value.members) {
    const price = ours.get(member.key);
    const made =
      price === undefined ? { problem: unknown(member, "there is no item", ours.keys()) } : priceOf(member.value, price);
    if ("problem" in made) problems.push(made.problem);
    else prices.set(member.key, made.value);
  }
  return problems.length > 0 ? { problems } : { prices };
}

function priceOf(value: JsonValue, ours: Price): Read<Price> {
  if (value.is !== "object") {
    const amount = amountOf(value);
    return "problem" in amount ? amount : { value: { ...ours, nanoUsd: amount.value } };
  }
  let price = ours;
  for (const member of value.members) {
    const part = partOf(member, ours);
    if ("problem" in part) return part;
    price = { ...price, ...part.value };
  }
  return { value: price };
}

const PARTS = ["usd", "per", "free"] as const;

function partOf(member: JsonMember, ours: Price): Read<Partial<Price>> {
  switch (member.key) {
    case "usd": {
      const amount = amountOf(member.value);
      return "problem" in amount ? amount : { value: { nanoUsd: amount.value } };
    }
    case "per": {
      const count = countOf(member.value, 1);
      return "problem" in count ? count : { value: { per: count.value } };
    }
    case "free": {
      if (ours.basis !== "request") return { problem: at(member.value, "only requests can have a free allowance") };
      const count = countOf(member.value, 0);
      return "problem" in count ? count : { value: { free: count.value } };
    }
    default:
      return { problem: unknown(member, "a price has no", PARTS) };
  }
}

/** Dollars in quotes, to the nano-dollar; a whole number may stand without them. */
function amountOf(value: JsonValue): Read<Money> {
  if (value.is === "number" && !/^-?\d+$/.test(value.text))
    return { problem: at(value, `write "${value.text}" in quotes: a number with decimals is not exact in JSON`) };
  if (value.is !== "string" && value.is !== "number") return { problem: at(value, 'an amount is dollars in quotes: "0.03"') };
  const amount = dollars(value.is === "string" ? value.value : value.text);
  if (typeof amount !== "bigint") return { problem: at(value, amount.problem) };
  return amount < 0n ? { problem: at(value, "a price is not negative") } : { value: amount };
}

const COUNT_MAX = 1_000_000_000;

function countOf(value: JsonValue, least: number): Read<number> {
  const count = value.is === "number" && /^\d{1,10}$/.test(value.text) ? Number(value.text) : Number.NaN;
  return count >= least && count <= COUNT_MAX
    ? { value: count }
    : { problem: at(value, `this is a whole number from ${least} to ${COUNT_MAX}`) };
}

function unknown(member: JsonMember, what: string, known: Iterable<string>): PriceProblem {
  const near = suggest(member.key, known);
  const hint = near === undefined ? "" : `: did you mean "${near}"?`;
  return { message: `${what} "${member.key}"${hint}`, start: member.keyStart, end: member.keyEnd };
}

function at(value: JsonValue, message: string): PriceProblem {
  return { message, start: value.start, end: value.end };
}
