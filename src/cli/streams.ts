// The process's own output, written at once. Asking Node for `process.stdout` loads some forty modules of its own, which is a good part of what a
// short run costs; a screen (src/tui) or a question to the user still does.

import { fstatSync, statSync, writeSync } from "node:fs";
import { Exit, machineProblem } from "./exit.js";

/** Standard input, output, error. */
export type Descriptor = 0 | 1 | 2;

/** Only a device can be a terminal, and not the null device: most that is none is told apart without Node's module for it. */
export function isTerminal(descriptor: Descriptor): boolean {
  try {
    const stream = fstatSync(descriptor);
    if (!stream.isCharacterDevice() || stream.rdev === statSync("/dev/null", { throwIfNoEntry: false })?.rdev) return false;
    return process.getBuiltinModule("node:tty").isatty(descriptor);
  } catch {
    return false;
  }
}

/** Results. `| head` closes the pipe when it has seen enough: that is no error of anybody's, and ends the process. Throws a MachineProblem. */
export function writeOutput(text: string): void {
  try {
    writeAll(1, text);
  } catch (thrown) {
    if (codeOf(thrown) === "EPIPE") process.exit(process.exitCode ?? Exit.ok);
    throw machineProblem("write standard output", thrown);
  }
}

/** Everything else; where it cannot be written there is nobody to tell. */
export function writeError(text: string): void {
  try {
    writeAll(2, text);
  } catch {}
}

function writeAll(descriptor: Descriptor, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (thrown) {
      // A pipe that its reader keeps from blocking is full.
      if (codeOf(thrown) !== "EAGAIN") throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}
