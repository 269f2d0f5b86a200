// The program as one file, for tests that need a process of its own: signals, workers, terminals, shells.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(import.meta.dirname, "../..");

export class WholeProgram {
  readonly folder = mkdtempSync(join(tmpdir(), "custody-program-"));
  readonly file = join(this.folder, "custody.cjs");

  constructor() {
    buildSync({
      absWorkingDir: root,
      entryPoints: ["src/cli/main.ts"],
      outfile: this.file,
      ...{ bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "error" },
      external: ["ink", "react", "react/*"],
    });
    // As it is called in a shell.
    writeFileSync(join(this.folder, "custody"), `#!/bin/sh\nexec "${process.execPath}" "${this.file}" "$@"\n`);
    chmodSync(join(this.folder, "custody"), 0o755);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
