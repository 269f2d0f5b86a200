// custody check: reads files and resolves their names, and runs nothing.

import { safeLine } from "../../base/safe-text.js";
import { diagnosticJson } from "../../report/json.js";
import type { Arguments, CommandEntry } from "../command.js";
import { explainedConfig } from "../config.js";
import { Exit, type ExitCode, InputProblem, worst } from "../exit.js";
import type { Io } from "../io.js";
import { exitOf, noteDiagnostics, runFile } from "../scenario.js";

export function run(args: Arguments, io: Io, table: readonly CommandEntry[]): ExitCode {
  if (args.flag("explain-config")) {
    for (const line of explainedConfig(io, table)) io.result(`${safeLine(line)}\n`);
    if (args.positionals.length === 0) return Exit.ok;
  }
  if (args.positionals.length === 0)
    throw new InputProblem(
      "custody check needs a file",
      "write custody check FILE.scenario, or custody check - for standard input",
    );
  const codes: ExitCode[] = [];
  for (const path of args.positionals) {
    const log = runFile(path, io, { checkOnly: true });
    codes.push(exitOf(log));
    if (args.flag("json")) for (const diagnostic of log.diagnostics) io.result(`${diagnosticJson(diagnostic, log)}\n`);
    else if (!noteDiagnostics(log, io)) io.note(`${path}: reads well`);
  }
  return worst(codes);
}
