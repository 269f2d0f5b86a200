// Two bills held against each other, account by account and line by line: what came, what went, and of what there is more or less. Months
// are added up, so that a design of three years is as short as one of a day.

import { compareText, sorted, sortedTexts } from "../../base/order.js";
import { quantityText } from "../../rules/bill-words.js";
import { type BillLine, billLines, billTotal } from "../../rules/billing.js";
import type { Fact } from "../../rules/facts.js";
import type { Price } from "../../rules/price.js";
import { formatMoney } from "../../world/money.js";
import type { Instant } from "../../world/time.js";

/** What was to be paid for until then. */
interface Billed {
  readonly facts: readonly Fact[];
  readonly at: Instant;
}

export function costLines(before: Billed, after: Billed, prices: ReadonlyMap<string, Price>): readonly string[] {
  const earlier = billLines(before.facts, before.at, prices);
  const later = billLines(after.facts, after.at, prices);
  const accounts = sortedTexts(new Set([...earlier, ...later].map((line) => line.account)));
  return accounts.flatMap((account) => accountLines(account, ofAccount(earlier, account), ofAccount(later, account)));
}

function ofAccount(lines: readonly BillLine[], account: string): readonly BillLine[] {
  return lines.filter((line) => line.account === account);
}

/** Told where money differs, and then of what differs at all: requests that are free today are not on a larger bill. */
function accountLines(account: string, earlier: readonly BillLine[], later: readonly BillLine[]): readonly string[] {
  const [were, are] = [itemsOf(earlier), itemsOf(later)];
  const all = sorted(new Set([...were.keys(), ...are.keys()]), compareText);
  const costsOther = (what: string): boolean => billTotal(were.get(what) ?? []) !== billTotal(are.get(what) ?? []);
  if (!all.some(costsOther)) return [];
  return [
    `~ bill of ${account}: ${formatMoney(billTotal(earlier))}, now ${formatMoney(billTotal(later))}`,
    ...all.flatMap((what) => differenceOf(what, worth(were.get(what)), worth(are.get(what)))),
  ];
}

function differenceOf(what: string, was: string | undefined, is: string | undefined): readonly string[] {
  if (was === is) return [];
  if (was === undefined) return [`  + ${what}: ${is}`];
  return is === undefined ? [`  - ${what}: ${was}`] : [`  ~ ${what}: ${was}, now ${is}`];
}

/** All months' lines of one item for one thing in one Region, by `us-east-1 kms-key k1`. */
function itemsOf(lines: readonly BillLine[]): ReadonlyMap<string, readonly BillLine[]> {
  const items = new Map<string, readonly BillLine[]>();
  for (const line of lines) {
    const what = `${line.region} ${line.item}${line.resource === "" ? "" : ` ${line.resource}`}`;
    items.set(what, [...(items.get(what) ?? []), line]);
  }
  return items;
}

/** `744 hours $1.00`. */
function worth(lines: readonly BillLine[] | undefined): string | undefined {
  const [first] = lines ?? [];
  if (lines === undefined || first === undefined) return undefined;
  const thousandths = lines.reduce((sum, line) => sum + line.quantityThousandths, 0n);
  return `${quantityText(thousandths, first.unit)} ${formatMoney(billTotal(lines))}`;
}
