// What a design costs, month by month: one row a month and account, one column a service, so that three years are read at a glance. What
// each thing costs in all stands below.
// Every total is the sum of the bill's own lines.

import { compareText, sorted } from "../base/order.js";
import { safeLine } from "../base/safe-text.js";
import type { RunLog, ScenarioRun } from "../engine/log.js";
import { overMonths, quantityOf } from "../rules/bill-words.js";
import { type BillLine, billTotal } from "../rules/billing.js";
import { formatMoney } from "../world/money.js";
import { formatDate, type Instant } from "../world/time.js";
import { billOf } from "./bill.js";
import { padTo } from "./layout.js";

/** Each scenario's bill from its start to `until`, by month and in total. */
export function* forecastLines(log: RunLog, until: Instant | undefined): Generator<string> {
  for (const run of log.scenarios) {
    const lines = billOf(run, log, until);
    yield "";
    yield safeLine(`bill of ${run.name}, ${formatDate(run.startedAt)} to ${formatDate(until ?? endOf(run))}`);
    yield `prices in US dollars, list prices of ${log.vocabulary.priceDate} where no others were given`;
    if (lines.length === 0) yield "  nothing is paid for";
    else yield* tableOf(lines);
  }
}

function endOf(run: ScenarioRun): Instant {
  return run.steps.at(-1)?.at ?? run.startedAt;
}

function* tableOf(lines: readonly BillLine[]): Generator<string> {
  const services = distinct(lines.map((line) => line.service));
  for (const account of distinct(lines.map((line) => line.account))) {
    const own = lines.filter((line) => line.account === account);
    yield "";
    yield row(account, [...services, "total"]);
    for (const month of distinct(own.map((line) => line.month))) {
      yield amounts(
        `  ${month}`,
        services,
        own.filter((line) => line.month === month),
      );
    }
    yield amounts("  in all", services, own);
  }
  yield "";
  yield amounts("total", services, lines);
  yield "";
  yield "what it is for";
  for (const line of overMonths(lines)) {
    const left = `  ${padTo(line.account, 4)}${padTo(line.region, 16)}${padTo(line.item, 28)} ${padTo(line.resource, 20)}`;
    yield safeLine(`${padTo(left, 70)} ${quantityOf(line).padStart(28)} ${formatMoney(line.amount).padStart(16)}`);
  }
}

function amounts(title: string, services: readonly string[], lines: readonly BillLine[]): string {
  const parts = services.map((service) => lines.filter((line) => line.service === service));
  return row(
    title,
    [...parts, lines].map((part) => (part.length === 0 ? "" : formatMoney(billTotal(part)))),
  );
}

function row(title: string, cells: readonly string[]): string {
  return safeLine(padTo(title, 16) + cells.map((cell) => cell.padStart(18)).join("")).trimEnd();
}

function distinct(texts: readonly string[]): readonly string[] {
  return sorted(new Set(texts), compareText);
}
