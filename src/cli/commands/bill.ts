// custody bill: what a design costs, month by month, run on to a date if one is given.

import type { BillFormat } from "../../report/bill.js";
import { billReport } from "../../report/bill.js";
import { forecastLines } from "../../report/forecast.js";
import type { Arguments } from "../command.js";
import { type ExitCode, InputProblem, worst } from "../exit.js";
import type { Io } from "../io.js";
import { pricesFrom } from "../prices.js";
import { exitOf, noteDiagnostics, runFile } from "../scenario.js";
import { requireAfterStart, untilOf } from "../until.js";

export function run(args: Arguments, io: Io): ExitCode {
  if (args.positionals.length === 0)
    throw new InputProblem("custody bill needs a file", "write custody bill FILE.scenario --until 2029-01-01");
  const until = untilOf(args.value("until"));
  const format = formatOf(args.value("format"));
  const prices = args.value("prices");
  const codes: ExitCode[] = [];
  for (const path of args.positionals) {
    const log = runFile(path, io, {
      seed: args.value("seed"),
      until,
      ...(prices === undefined ? {} : { prices: pricesFrom(prices) }),
    });
    noteDiagnostics(log, io);
    requireAfterStart(until, log.scenarios);
    codes.push(exitOf(log));
    for (const { name, failures } of log.scenarios) {
      const [first] = failures;
      if (first !== undefined) io.note(`note: ${name} failed at step ${first.step}: its bill is that of what was run`);
    }
    const lines = format === "table" ? forecastLines(log, until) : billReport(log, format, until);
    for (const line of lines) io.result(`${line}\n`);
  }
  return worst(codes);
}

function formatOf(text: string | undefined): BillFormat {
  if (text === undefined || text === "table") return "table";
  if (text === "csv" || text === "json") return text;
  throw new InputProblem(`--format is table, csv or json, not ${text}`);
}
