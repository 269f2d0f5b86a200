// Where the program starts: the process's streams and signals around runProgram.

import { Exit } from "./exit.js";
import { processIo } from "./io.js";
import { runProgram } from "./program.js";
import { paintFor } from "./theme.js";

async function start(): Promise<void> {
  // `| head` closes the pipe when it has seen enough: that is no error of anybody's.
  process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
    if (problem.code === "EPIPE") process.exit(process.exitCode ?? Exit.ok);
    process.exitCode = Exit.machine;
  });
  process.stderr.on("error", () => undefined);
  process.on("SIGINT", () => process.exit(Exit.interrupted));
  const env = new Map(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const argv = process.argv.slice(2);
  const paint = paintFor(argv.includes("--no-color") ? new Map([...env, ["NO_COLOR", "1"]]) : env, process.stdout.isTTY === true);
  const io = processIo(paint);
  process.exitCode = await runProgram(argv, io);
  io.flush();
}

void start();
