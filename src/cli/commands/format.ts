// custody format: lays files out in the one way. A file with mistakes is told of them and left as it is.

import { fileBytesMax, readTextFile, textOf } from "../../api/node.js";
import { format } from "../../language/format.js";
import { parse } from "../../language/parse.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem, MachineProblem, worst } from "../exit.js";
import type { Io } from "../io.js";
import { noteDiagnostics, runFile } from "../scenario.js";
import { writeWhole } from "../write-whole.js";

export function run(args: Arguments, io: Io): ExitCode {
  if (args.positionals.length === 0)
    throw new InputProblem(
      "custody format needs a file",
      "write custody format FILE.scenario, or custody format - for standard input",
    );
  return worst(
    args.positionals.map((path) =>
      path === "-" ? formatInput(args.flag("check"), io) : formatFile(path, args.flag("check"), io),
    ),
  );
}

function formatInput(checkOnly: boolean, io: Io): ExitCode {
  const read = textOf(io.readInput(fileBytesMax));
  if ("problem" in read) throw new InputProblem(`standard input ${read.problem}`);
  const formatted = format(read.text);
  // What cannot be laid out is given back as it is: whoever puts the output in the place of the input loses nothing.
  if (!checkOnly) io.result(formatted);
  if (isMisread(read.text, "-", io)) return Exit.input;
  return checkOnly && formatted !== read.text ? Exit.failed : Exit.ok;
}

function formatFile(path: string, checkOnly: boolean, io: Io): ExitCode {
  const read = readTextFile(path);
  if ("problem" in read)
    throw read.machine ? new MachineProblem(`${path} ${read.problem}`) : new InputProblem(`${path} ${read.problem}`);
  const formatted = format(read.text);
  if (formatted === read.text) return isMisread(read.text, path, io) ? Exit.input : Exit.ok;
  if (checkOnly) {
    io.note(`${path} would change`);
    return Exit.failed;
  }
  writeWhole(path, formatted);
  io.note(`${path}: laid out`);
  return Exit.ok;
}

/** Whether the text has mistakes that keep it from being laid out; then they are told. Names are not looked up for that. */
function isMisread(text: string, path: string, io: Io): boolean {
  if (!parse(text, path).diagnostics.some(({ severity }) => severity === "error")) return false;
  noteDiagnostics(runFile(path, io, { checkOnly: true, text }), io);
  return true;
}
