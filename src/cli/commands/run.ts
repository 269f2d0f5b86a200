// custody run: runs files and prints their traces, or their trails, bills, drawings or JSON.

import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { RunLog } from "../../engine/log.js";
import { type BillFormat, billReport } from "../../report/bill.js";
import { counted } from "../../report/counted.js";
import { jsonLines } from "../../report/json.js";
import { renderKeyGraph, renderSequence } from "../../report/mermaid.js";
import { traceLines } from "../../report/trace.js";
import { trailLines } from "../../report/trail.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem, worst } from "../exit.js";
import type { Io } from "../io.js";
import { pricesFrom } from "../prices.js";
import { exitOf, noteDiagnostics, runFile } from "../scenario.js";
import { requireReportFile, writeWhole } from "../write-whole.js";

export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  if (args.positionals.length === 0)
    throw new InputProblem("custody run needs a file", "write custody run FILE.scenario, or custody run - for standard input");
  const only = args.values("only");
  requireOneForm(args);
  const priceFile = args.value("prices");
  const prices = priceFile === undefined ? {} : { prices: pricesFrom(priceFile) };
  const page = args.value("html");
  if (page !== undefined) requirePlaceFor(page);
  const codes: ExitCode[] = [];
  const logs: RunLog[] = [];
  for (const path of args.positionals) {
    const log = runFile(path, io, { seed: args.value("seed"), only, ...prices });
    logs.push(log);
    noteDiagnostics(log, io);
    codes.push(exitOf(log));
    print(log, args, io);
    if (path !== "-" && isTrace(args)) noteQuestions(path, log, io);
  }
  if (only.length > 0 && codes.every((code) => code === Exit.ok) && logs.every((log) => log.scenarios.length === 0))
    throw nothingNamed(only);
  if (page !== undefined) await writePage(page, logs);
  return worst(codes);
}

function nothingNamed(only: readonly string[]): InputProblem {
  return new InputProblem(
    `no scenario is named ${only.map((name) => `"${name}"`).join(" or ")}`,
    "custody run FILE --quiet lists the scenarios of a file",
  );
}

/** What stands instead of the trace stands alone. */
function requireOneForm(args: Arguments): void {
  const [first, second] = ["json", "trail", "mermaid"].filter((name) => args.flag(name));
  if (first !== undefined && second !== undefined)
    throw new InputProblem(`--${first} and --${second} do not go together`, "each of them stands instead of the trace");
  const drawing = args.value("mermaid");
  if (drawing !== undefined && !DRAWINGS.has(drawing))
    throw new InputProblem(`--mermaid draws calls or keys, not ${drawing}`, "write --mermaid calls or --mermaid keys");
}

const DRAWINGS: ReadonlyMap<string, (log: RunLog) => Iterable<string>> = new Map([
  ["calls", renderSequence],
  ["keys", renderKeyGraph],
]);

function requirePlaceFor(path: string): void {
  requireReportFile(path);
  // A folder that a mistyped name would make is worse than a word about it.
  if (!existsSync(dirname(path)))
    throw new InputProblem(
      `there is no folder ${dirname(path)} to write ${basename(path)} into`,
      "make it first, or name another",
    );
}

async function writePage(path: string, logs: readonly RunLog[]): Promise<void> {
  const { htmlPage } = await import("../../report/html.js");
  writeWhole(path, htmlPage(logs));
}

function isTrace(args: Arguments): boolean {
  return !["json", "trail", "mermaid", "bill", "quiet"].some((name) => args.flag(name));
}

/** A trace answers what a lesson asks before anybody has thought about it: a reader at a terminal is told where it is asked. */
function noteQuestions(path: string, log: RunLog, io: Io): void {
  const count = log.scenarios.flatMap((each) => each.steps.filter((step) => step.kind === "predict")).length;
  if (io.interactive && count > 0)
    io.note(`\ncustody replay ${path} asks for the ${counted(count, "prediction")} before it shows the answers`);
}

function print(log: RunLog, args: Arguments, io: Io): void {
  const draw = DRAWINGS.get(args.value("mermaid") ?? "");
  const bill = args.flag("bill") ? ((args.value("bill") || "table") as BillFormat) : undefined;
  if (args.flag("json")) printLines(jsonLines(log), io);
  else if (draw !== undefined) printLines(draw(log), io);
  else if (args.flag("trail")) printLines(trailLines(log), io);
  else if (bill === undefined || bill === "table")
    printLines(traceLines(log, { paint: io.paint, quiet: args.flag("quiet") }), io);
  if (bill !== undefined) printLines(billReport(log, bill), io);
}

function printLines(lines: Iterable<string>, io: Io): void {
  for (const line of lines) io.result(`${line}\n`);
}
