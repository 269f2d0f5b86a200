// The bill up to the step: what each account owes by month, its lines, and what this step added.

import { by, inOrderOf, sorted } from "../../base/order.js";
import type { Line } from "../../report/layout.js";
import { type BillLine, billTotal } from "../../rules/billing.js";
import { addMoney, formatMoney, type Money, NO_MONEY } from "../../world/money.js";
import { billAt, meteredCount } from "../bills.js";
import { text } from "../columns.js";
import { runOf } from "../state.js";
import type { View } from "./view.js";

/** More metered calls than these take longer to add up than a key may take to its frame. */
const addedAtOnceMax = 10_000;

export function billPane({ state, signs }: View): readonly Line[] {
  const run = runOf(state);
  const count = meteredCount(run, state.step);
  if (count > addedAtOnceMax && state.focus !== "bill" && !(state.tab === "bill" && state.columns < 100))
    return [[text(`${count} metered calls and holdings: 5 adds them up`, "faint")]];
  const lines = billAt(run, state.step, state.log);
  if (lines.length === 0) return [[text("nothing yet: what is paid for by time costs from the first advance on", "faint")]];
  const shown: Line[] = [];
  const months = new Map<string, Money>();
  for (const [title, own] of newestFirst(grouped(lines))) {
    shown.push([text(`${title}  ${formatMoney(billTotal(own))}`, "title")]);
    for (const line of own) {
      months.set(line.month, addMoney(months.get(line.month) ?? NO_MONEY, line.amount));
      shown.push([
        text(
          `  ${formatMoney(line.amount).padStart(14)}  ${line.item}${line.resource === "" ? "" : ` ${line.resource}`}  ${line.region}`,
        ),
      ]);
    }
  }
  const total = `total  ${formatMoney(billTotal(lines))}`;
  const bars = months.size > 1 ? `${sparkline([...months.values()].reverse(), signs.bars)}  by month  ` : "";
  return [[text(bars), text(total, "title")], ...shown];
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
