// The bill up to the step: what each account owes by month, its lines, and what this step added.

import { by, inOrderOf, sorted } from "../../base/order.js";
import type { Line } from "../../report/layout.js";
import { type BillLine, billTotal } from "../../rules/billing.js";
import { addMoney, compareMoney, formatMoney, type Money, NO_MONEY } from "../../world/money.js";
import { addedAtOnceMax, billAt, costOf, meteredCount } from "../bills.js";
import { text } from "../columns.js";
import { runOf } from "../state.js";
import type { View } from "./view.js";

/** Of more lines than these the amounts of some may stick out. */
const alignedMax = 500;

export function billPane({ state, signs, rows }: View): readonly Line[] {
  const run = runOf(state);
  const count = meteredCount(run, state.step);
  if (count > addedAtOnceMax && state.focus !== "bill" && !(state.tab === "bill" && state.columns < 100))
    return [[text(`${count} metered calls and holdings: 5 adds them up`, "faint")]];
  const lines = billAt(run, state.step, state.log);
  if (lines.length === 0) return [[text("nothing yet: what is paid for by time costs from the first advance on", "faint")]];
  const cost = costOf(run, state.step, state.log);
  const before = cost === undefined ? undefined : amountsOf(billAt(run, state.step - 1, state.log));
  const width = Math.max(...lines.slice(0, alignedMax).map(({ amount }) => formatMoney(amount).length));
  // Of a bill of thousands of lines only those are put into words that may be seen.
  const seen = state.focus === "bill" ? state.scroll + 2 * rows : rows;
  const shown: Line[] = [];
  const months = new Map<string, Money>();
  for (const [title, own] of newestFirst(grouped(lines))) {
    shown.push([text(`${title}  ${formatMoney(billTotal(own))}`, "title")]);
    for (const line of dearestFirst(own)) {
      months.set(line.month, addMoney(months.get(line.month) ?? NO_MONEY, line.amount));
      if (shown.length >= seen) {
        shown.push([]);
        continue;
      }
      const isNew = before !== undefined && before.get(keyOf(line)) !== line.amount;
      shown.push([
        text(isNew ? "+ " : "  ", "made"),
        text(`${formatMoney(line.amount).padStart(width)}  ${line.item}`, isNew ? "title" : "plain"),
        text(`${line.resource === "" ? "" : ` ${line.resource}`}  ${line.region}`),
      ]);
    }
  }
  const total = `total  ${formatMoney(billTotal(lines))}`;
  const bars = months.size > 1 ? `${sparkline([...months.values()].reverse(), signs.bars)}  by month  ` : "";
  const added: Line[] = cost === undefined || cost === NO_MONEY ? [] : [[text(`+ ${formatMoney(cost)} in this step`, "made")]];
  return [[text(bars), text(total, "title")], ...added, ...shown];
}

function keyOf({ account, month, region, item, resource }: BillLine): string {
  return [account, month, region, item, resource].join(" ");
}

function amountsOf(lines: readonly BillLine[]): ReadonlyMap<string, Money> {
  return new Map(lines.map((line) => [keyOf(line), line.amount]));
}

function dearestFirst(lines: readonly BillLine[]): BillLine[] {
  return lines.toSorted((a, b) => compareMoney(b.amount, a.amount));
}

/** The month that runs is what one looks for. */
function newestFirst(groups: ReadonlyMap<string, readonly BillLine[]>): [string, readonly BillLine[]][] {
  return sorted(
    groups,
    inOrderOf(
      by(([, own]) => -Number(own[0]!.month.replace("-", ""))),
      by(([title]) => title),
    ),
  );
}

function grouped(lines: readonly BillLine[]): Map<string, BillLine[]> {
  const groups = new Map<string, BillLine[]>();
  for (const line of lines) {
    const title = `${line.account}  ${line.month}`;
    const own = groups.get(title);
    if (own === undefined) groups.set(title, [line]);
    else own.push(line);
  }
  return groups;
}

/** `▁▂▅▇`: the greatest is the highest bar. */
export function sparkline(amounts: readonly Money[], bars: readonly string[]): string {
  let most: bigint = 1n;
  for (const amount of amounts) if (amount > most) most = amount;
  return amounts.map((amount) => bars[Number((BigInt(bars.length - 1) * amount) / most)]).join("");
}
