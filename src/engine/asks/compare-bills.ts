// Two bills held against each other, account by account and line by line: what came, what went, and of what there is more or less. Months
// are added up, so that a design of three years is as short as one of a day.

import { compareText, sorted, sortedTexts } from "../../base/order.js";
import { overMonths, quantityText, type WholeLine } from "../../rules/bill-words.js";
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
  const costOf = (line: WholeLine | undefined): bigint => line?.amount ?? 0n;
  const costsOther = (what: string): boolean => costOf(were.get(what)) !== costOf(are.get(what));
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

/** What was paid for over all months, by `us-east-1 kms-key k1`. */
function itemsOf(lines: readonly BillLine[]): ReadonlyMap<string, WholeLine> {
  return new Map(
    overMonths(lines).map((line) => [`${line.region} ${line.item}${line.resource === "" ? "" : ` ${line.resource}`}`, line]),
  );
}

/** `744 hours $1.00`. */
function worth(line: WholeLine | undefined): string | undefined {
  return line === undefined ? undefined : `${quantityText(line.quantityThousandths, line.unit)} ${formatMoney(line.amount)}`;
}
