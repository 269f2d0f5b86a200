// What a command may touch of the outside: two streams, standard input, the environment. Commands get it as a value, so that tests run
// them in process, and so that every line passes `safeText` on its way out.

import { readFileSync } from "node:fs";
import { safeLine, safeText } from "../base/safe-text.js";
import type { Paint } from "../report/layout.js";
import { machineProblem } from "./exit.js";

export interface Io {
  /** Results. The text is written as it is: reports make theirs safe line by line and may be painted. */
  result(text: string): void;
  /** Everything else: problems, progress, hints. Made safe here. */
  note(text: string): void;
  /** Writes out what was gathered, before something else writes to the same screen. */
  flush(): void;
  /** Writes over the last line of standard error; only where that is a terminal. Empty text takes the line away. */
  readonly overwrite?: (text: string) => void;
  /** Standard input to its end, as bytes. */
  readInput(): Uint8Array;
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
    if (length > 0) process.stdout.write(waiting.join(""));
    waiting = [];
    length = 0;
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
      process.stderr.write(`${safeText(text)}\n`);
    },
    ...(process.stderr.isTTY === true && process.env.TERM !== "dumb"
      ? { overwrite: (text: string) => void process.stderr.write(`\r\u001b[K${safeLine(text)}`) }
      : {}),
    readInput() {
      try {
        return readFileSync(0);
      } catch (thrown) {
        throw machineProblem("read standard input", thrown);
      }
    },
    env: new Map(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))),
    workingFolder: process.cwd(),
    workerFile,
    interactive: process.stdout.isTTY === true && process.stdin.isTTY === true,
    paint,
  };
}
