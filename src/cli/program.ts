// From an argument vector to an exit code: finds the command, loads it, and turns every way of going wrong into a sentence and a code.
// A stack trace is printed for our own bugs only.

import { BrokenAssertion } from "../base/assert.js";
import { suggest } from "../base/suggest.js";
import { type CommandEntry, readArguments } from "./command.js";
import { COMMANDS } from "./commands.js";
import { configured } from "./config.js";
import { Exit, type ExitCode, InputProblem, Interrupted, MachineProblem } from "./exit.js";
import { commandHelp, programHelp } from "./help.js";
import type { Io } from "./io.js";
import { stackInSources } from "./stack.js";
import { asksVersion, programVersion, versionText } from "./version.js";

export async function runProgram(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (thrown) {
    return report(thrown, io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === undefined || first === "--help" || first === "-h") return say(io, programHelp());
  if (first === "help") return say(io, rest[0] === undefined ? programHelp() : commandHelp(commandNamed(rest[0])));
  if (asksVersion(first)) return say(io, versionText());
  if (first.startsWith("-") && first !== "-") {
    throw new InputProblem(
      `custody has no option ${first}`,
      "options stand after a command: custody run FILE --quiet; custody --help lists the commands",
    );
  }
  const command = commandNamed(first);
  if (rest.includes("--help") || rest.includes("-h")) return say(io, commandHelp(command));
  const args = configured(readArguments(command, rest), command, io, COMMANDS);
  const { run } = await command.load();
  return run(args, io, COMMANDS);
}

function say(io: Io, text: string): ExitCode {
  io.result(text);
  return Exit.ok;
}

function commandNamed(name: string): CommandEntry {
  const found = COMMANDS.find((command) => command.name === name);
  if (found !== undefined) return found;
  const near = suggest(
    name,
    COMMANDS.map((command) => command.name),
  );
  if (near === undefined && name.endsWith(".scenario"))
    throw new InputProblem(`${name} is a file, not a command`, `write custody run ${name}`);
  throw new InputProblem(
    `custody has no command ${name}`,
    near === undefined ? "custody --help lists the commands" : `did you mean custody ${near}?`,
  );
}

function report(thrown: unknown, io: Io): ExitCode {
  if (thrown instanceof InputProblem) {
    io.note(`error: ${thrown.message}${thrown.help === undefined ? "" : `\n  ${thrown.help}`}`);
    return Exit.input;
  }
  if (thrown instanceof MachineProblem) {
    io.note(`error: ${thrown.message}`);
    return Exit.machine;
  }
  if (thrown instanceof Interrupted) {
    io.flush();
    process.kill(process.pid, "SIGINT");
    return Exit.failed;
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const why = thrown instanceof BrokenAssertion ? `this had to hold and does not: ${message}` : message;
  const stack = thrown instanceof Error ? `\n${stackInSources(thrown.stack ?? "")}` : "";
  io.note(
    `This is a bug of Custody, not of your scenario.\n  ${why}\n  custody ${programVersion()}, node ${process.versions.node}; please report it with the file.${stack}`,
  );
  return Exit.bug;
}
