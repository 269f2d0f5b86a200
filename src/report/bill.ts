// The bill as a table, as CSV and as JSON: what each account owes, month by month, line by line, with totals that are the lines' sum.

import { sorted } from "../base/order.js";
import { safeLine } from "../base/safe-text.js";
import type { RunLog, ScenarioRun } from "../engine/log.js";
import { quantityOf, thousandths } from "../rules/bill-words.js";
import { type BillLine, billLines, billTotal } from "../rules/billing.js";
import { formatMoney } from "../world/money.js";
import type { Instant } from "../world/time.js";
import { padTo, widthOf } from "./layout.js";

export type BillFormat = "table" | "csv" | "json";

/** `until`: only what was owed by then; the run's end if absent. */
export function* billReport(log: RunLog, format: BillFormat, until?: Instant): Generator<string> {
  if (format === "csv") yield "scenario,account,month,region,service,item,resource,quantity,unit,free,usd";
  for (const run of log.scenarios) {
    const lines = billOf(run, log, until);
    if (format === "table") yield* tableLines(run, lines);
    else for (const line of lines) yield format === "csv" ? csvLine(run, line) : jsonLine(run, line);
  }
}

/** The bill of a scenario up to `until`, or its end. */
export function billOf(run: ScenarioRun, log: RunLog, until?: Instant): readonly BillLine[] {
  return billLines(
    run.steps.flatMap((step) => step.facts),
    until ?? run.steps.at(-1)?.at ?? run.startedAt,
    log.vocabulary.prices,
  );
}

function* tableLines(run: ScenarioRun, lines: readonly BillLine[]): Generator<string> {
  yield "";
  yield safeLine(`bill of ${run.name}`);
  if (lines.length === 0) yield "  nothing yet: what is paid for by time costs from the first `advance` on";
  for (const months of alikeMonths(lines)) {
    const [first] = months as [Month];
    yield "";
    yield safeLine(`  ${padTo(`${first.account}  ${headOf(months)}`, 100)}${formatMoney(billTotal(first.lines)).padStart(14)}`);
    for (const [at, line] of first.lines.entries()) {
      const left = `    ${padTo(line.region, 16)}${padTo(line.item, 30)}  ${padTo(line.resource, 22)}`;
      const width = Math.max(0, 102 - widthOf(left));
      const quantity = quantitiesOf(months.map((month) => month.lines[at]!));
      yield safeLine(`${left}${` ${quantity}`.padStart(width)}${formatMoney(line.amount).padStart(14)}`);
    }
  }
  if (lines.length > 0) {
    yield "";
    yield safeLine(`  ${padTo("total", 100)}${formatMoney(billTotal(lines)).padStart(14)}`);
  }
}

interface Month {
  readonly account: string;
  readonly month: string;
  readonly lines: readonly BillLine[];
}

/** The months of each account; those in a row that cost the same for the same things are together. */
function alikeMonths(lines: readonly BillLine[]): readonly (readonly Month[])[] {
  const months: (Month & { lines: BillLine[] })[] = [];
  for (const line of lines) {
    const last = months.at(-1);
    if (last?.account === line.account && last.month === line.month) last.lines.push(line);
    else months.push({ account: line.account, month: line.month, lines: [line] });
  }
  const groups: Month[][] = [];
  for (const month of months) {
    const group = groups.at(-1);
    if (group !== undefined && follows(group.at(-1)!, month)) group.push(month);
    else groups.push([month]);
  }
  return groups;
}

function follows(before: Month, month: Month): boolean {
  return (
    before.account === month.account &&
    nextMonth(before.month) === month.month &&
    before.lines.length === month.lines.length &&
    before.lines.every((line, at) => isSame(line, month.lines[at]!))
  );
}

/** Months have more hours and fewer: what costs the same for all of them is the same. */
function isSame(one: BillLine, other: BillLine): boolean {
  const text = ({ region, item, resource, unit, free, amount }: BillLine) =>
    `${region} ${item} ${resource} ${unit} ${free} ${amount}`;
  return text(one) === text(other) && (one.unit === "hour" || one.quantityThousandths === other.quantityThousandths);
}

function nextMonth(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

function headOf(months: readonly Month[]): string {
  const first = months[0]!.month;
  if (months.length === 1) return first;
  const all = formatMoney(billTotal(months.flatMap((month) => month.lines)));
  return `${first} to ${months.at(-1)!.month}, ${months.length} months alike, ${all} in all; each`;
}

/** `744 hours`, or `672 to 744 hours` where months differ. */
function quantitiesOf(lines: readonly BillLine[]): string {
  const ordered = sorted(lines, (a, b) => Number(a.quantityThousandths - b.quantityThousandths));
  const [least, most] = [ordered[0]!, ordered.at(-1)!];
  if (least.quantityThousandths === most.quantityThousandths) return quantityOf(least);
  return `${thousandths(least.quantityThousandths)} to ${quantityOf(most)}`;
}

function csvLine(run: ScenarioRun, line: BillLine): string {
  const cells = [run.name, line.account, line.month, line.region, line.service, line.item, line.resource];
  return [
    ...cells.map(csvCell),
    thousandths(line.quantityThousandths),
    line.unit,
    String(line.free),
    formatMoney(line.amount).replace("$", ""),
  ].join(",");
}

/** Quoted where needed; a text that a spreadsheet would run as a formula gets a quote sign before it. */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  const safe = safeLine(harmless);
  return /[",\n\r]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function jsonLine(run: ScenarioRun, line: BillLine): string {
  return JSON.stringify({ custody: 1, type: "bill", scenario: run.name, ...billLineJson(line) });
}

export function billLineJson(line: BillLine): Record<string, string | number> {
  const { account, month, region, service, item, resource, unit, free } = line;
  return {
    account,
    month,
    region,
    service,
    item,
    resource,
    quantity: thousandths(line.quantityThousandths),
    unit,
    free,
    usd: formatMoney(line.amount).replace("$", ""),
  };
}
