// custody check: reads files and resolves their names, and runs nothing.

import { safeLine } from "../../base/safe-text.js";
import { positionOf } from "../../language/render.js";
import { textOf } from "../../report/diagnostics.js";
import { diagnosticJson } from "../../report/json.js";
import type { Arguments, CommandEntry } from "../command.js";
import { explainedConfig } from "../config.js";
import { Exit, type ExitCode, InputProblem, worst } from "../exit.js";
import { edited, editsFor, markOf } from "../fixes.js";
import type { Io } from "../io.js";
import { exitOf, noteDiagnostics, runFile } from "../scenario.js";
import { writeWhole } from "../write-whole.js";

/** An edit may uncover a mistake behind it; each pass mends at least one word. */
const PASSES_MAX = 10;

/** Writes the edits that the file's mistakes bring and says each; what is left is told by the check that follows. */
function mend(path: string, dryRun: boolean, io: Io): void {
  if (path === "-") throw new InputProblem("--fix writes to files, and standard input is none", "write custody check --fix FILE");
  let log = runFile(path, io, { checkOnly: true });
  const before = textOf({ file: path }, log);
  // What was no character would be written as one.
  if (before.includes("\uFFFD")) return;
  let text = before;
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const edits = editsFor(path, log.diagnostics);
    if (edits.length === 0) break;
    for (const { start, end, text: put } of edits) {
      const { line, column } = positionOf(text, start);
      const said = `\`${text.slice(start, end)}\` → \`${put}\``;
      io.note(safeLine(`${path}:${line}:${column}: ${dryRun ? "would write " : ""}${said}`));
    }
    text = edited(text, edits);
    log = runFile(path, io, { checkOnly: true, text });
  }
  if (text !== before && !dryRun) writeWhole(path, markOf(path) + text);
}

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
  if (args.flag("dry-run") && !args.flag("fix"))
    throw new InputProblem("--dry-run goes with --fix", "write custody check --fix --dry-run FILE");
  const codes: ExitCode[] = [];
  for (const path of args.positionals) {
    if (args.flag("fix")) mend(path, args.flag("dry-run"), io);
    const log = runFile(path, io, { checkOnly: true });
    codes.push(exitOf(log));
    if (args.flag("json")) for (const diagnostic of log.diagnostics) io.result(`${diagnosticJson(diagnostic, log)}\n`);
    else if (!noteDiagnostics(log, io)) io.note(`${path}: reads well`);
  }
  return worst(codes);
}
