// Where the program starts: the process's streams and signals around runProgram.

import { Exit, type ExitCode, MachineProblem } from "./exit.js";
import { type Io, processIo } from "./io.js";
import { runProgram } from "./program.js";
import { isTerminal, writeError } from "./streams.js";
import { paintFor } from "./theme.js";
import { isWorker } from "./worker-mark.js";

async function start(): Promise<void> {
  // No handler for Ctrl-C: a run is synchronous and would only hear of it at its end. The system ends it at once, which shells see as 130.
  const env = new Map(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  const argv = process.argv.slice(2);
  const paint = paintFor(argv.includes("--no-color") ? new Map([...env, ["NO_COLOR", "1"]]) : env, isTerminal(1));
  let io: Io;
  try {
    // The bundle is one CommonJS file and knows its own name.
    io = processIo(paint, typeof __filename === "string" ? __filename : undefined);
  } catch (thrown) {
    if (!(thrown instanceof MachineProblem)) throw thrown;
    writeError(`error: ${thrown.message}\n`);
    process.exitCode = Exit.machine;
    return;
  }
  const code = await runProgram(argv, io);
  process.exitCode = flushed(io, code);
}

/** Results that could not be written are no results. */
function flushed(io: Io, code: ExitCode): ExitCode {
  try {
    io.flush();
    return code;
  } catch (thrown) {
    if (!(thrown instanceof MachineProblem)) throw thrown;
    io.note(`error: ${thrown.message}`);
    return Exit.machine;
  }
}

/** A worker runs this same file. */
async function serve(): Promise<void> {
  const { serveTests } = await import("./test-worker.js");
  serveTests();
}

void (isWorker() ? serve() : start());
