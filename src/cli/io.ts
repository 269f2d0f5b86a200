// What a command may touch of the outside: two streams, standard input, the environment. Commands get it as a value, so that tests run
// them in process, and so that every line passes `safeText` on its way out.

import { readSync } from "node:fs";
import { safeLine, safeText } from "../base/safe-text.js";
import type { Paint } from "../report/layout.js";
import { machineProblem } from "./exit.js";
import { isTerminal, writeError, writeOutput } from "./streams.js";

export interface Io {
  /** Results. The text is written as it is: reports make theirs safe line by line and may be painted. */
  result(text: string): void;
  /** Everything else: problems, progress, hints. Made safe here. */
  note(text: string): void;
  /** Writes out what was gathered, before something else writes to the same screen. */
  flush(): void;
  /** Writes over the last line of standard error; only where that is a terminal. Empty text takes the line away. */
  readonly overwrite?: (text: string) => void;
  /** Standard input as bytes: to its end, or until there are more than `bytesMax`, since a device or a pipe may have no end. */
  readInput(bytesMax: number): Uint8Array;
  readonly env: ReadonlyMap<string, string>;
  readonly workingFolder: string;
  /** The program's own file, for starting workers; undefined where there can be none. */
  readonly workerFile: string | undefined;
  readonly interactive: boolean;
  /** Paints results; plain where standard output has no colours. */
  readonly paint: Paint;
}

const chunkLength = 64 * 1024;

/** The process's own streams. Output is gathered into chunks; `flush` writes what is left. */
export function processIo(paint: Paint, workerFile: string | undefined): Io {
  let waiting: string[] = [];
  let length = 0;
  const flush = (): void => {
    const text = waiting.join("");
    waiting = [];
    length = 0;
    if (text !== "") writeOutput(text);
  };
  return {
    result(text) {
      waiting.push(text);
      length += text.length;
      if (length >= chunkLength) flush();
    },
    flush,
    note(text) {
      flush();
      writeError(`${safeText(text)}\n`);
    },
    ...(process.env.TERM !== "dumb" && isTerminal(2)
      ? { overwrite: (text: string) => writeError(`\r\u001b[K${safeLine(text)}`) }
      : {}),
    readInput(bytesMax) {
      try {
        const chunks: Buffer[] = [];
        for (let total = 0, read = -1; read !== 0 && total <= bytesMax; total += read) {
          const chunk = Buffer.allocUnsafe(chunkLength);
          read = readSync(0, chunk, 0, chunk.length, null);
          chunks.push(chunk.subarray(0, read));
        }
        return Buffer.concat(chunks);
      } catch (thrown) {
        throw machineProblem("read standard input", thrown);
      }
    },
    env: new Map(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))),
    workingFolder: workingFolder(),
    workerFile,
    interactive: isTerminal(1) && isTerminal(0),
    paint,
  };
}

/** Throws a MachineProblem where the folder is gone, or may not be entered. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (thrown) {
    throw machineProblem("work in the folder that custody was started in", thrown);
  }
}
