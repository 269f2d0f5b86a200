// The command line in process: a folder of its own, streams as text.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Io } from "../../src/cli/io.js";
import { runProgram } from "../../src/cli/program.js";
import { plainPaint } from "../../src/report/layout.js";

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export class Folder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), "custody-")));

  write(name: string, text: string | Uint8Array): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  at(name: string): string {
    return join(this.path, name);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  async run(
    argv: readonly string[],
    more: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> } = {},
  ): Promise<Finished> {
    let out = "";
    let err = "";
    const io: Io = {
      result: (text) => {
        out += text;
      },
      note: (text) => {
        err += `${text}\n`;
      },
      flush: () => undefined,
      readInput: () => Buffer.from(more.input ?? ""),
      env: new Map(Object.entries(more.env ?? {})),
      workingFolder: this.path,
      workerFile: undefined,
      interactive: false,
      paint: plainPaint,
    };
    const before = process.cwd();
    process.chdir(this.path);
    try {
      return { code: await runProgram(argv, io), out, err };
    } finally {
      process.chdir(before);
    }
  }
}
