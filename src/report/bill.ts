// The bill as a table, as CSV and as JSON: what each account owes, month by month, line by line, with totals that are the lines' sum.

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
  let account = "";
  let month = "";
  for (const line of lines) {
    if (line.account !== account || line.month !== month) {
      ({ account, month } = line);
      const own = lines.filter((each) => each.account === account && each.month === month);
      yield "";
      yield safeLine(`  ${padTo(`${account}  ${month}`, 100)}${formatMoney(billTotal(own)).padStart(14)}`);
    }
    const left = `    ${padTo(line.region, 16)}${padTo(line.item, 30)}  ${padTo(line.resource, 22)}`;
    const width = Math.max(0, 102 - widthOf(left));
    yield safeLine(`${left}${` ${quantityOf(line)}`.padStart(width)}${formatMoney(line.amount).padStart(14)}`);
  }
  if (lines.length > 0) {
    yield "";
    yield safeLine(`  ${padTo("total", 100)}${formatMoney(billTotal(lines)).padStart(14)}`);
  }
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
