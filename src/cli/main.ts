// Where the program starts: the process's streams and signals around runProgram.

import { isMainThread } from "node:worker_threads";
import { Exit, machineProblem } from "./exit.js";
import { processIo } from "./io.js";
import { runProgram } from "./program.js";
import { paintFor } from "./theme.js";

async function start(): Promise<void> {
  // `| head` closes the pipe when it has seen enough: that is no error of anybody's.
  process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
    if (problem.code === "EPIPE") process.exit(process.exitCode ?? Exit.ok);
    process.stderr.write(`error: ${machineProblem("write standard output", problem).message}\n`);
    process.exitCode = Exit.machine;
  });
  process.stderr.on("error", () => undefined);
  // No handler for Ctrl-C: a run is synchronous and would only hear of it at its end. The system ends it at once, which shells see as 130.
  const env = new Map(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const argv = process.argv.slice(2);
  const paint = paintFor(argv.includes("--no-color") ? new Map([...env, ["NO_COLOR", "1"]]) : env, process.stdout.isTTY === true);
  // The bundle is one CommonJS file and knows its own name.
  const io = processIo(paint, typeof __filename === "string" ? __filename : undefined);
  process.exitCode = await runProgram(argv, io);
  io.flush();
}

/** A worker runs this same file. */
async function serve(): Promise<void> {
  const { serveTests } = await import("./test-worker.js");
  serveTests();
}

void (isMainThread ? start() : serve());
