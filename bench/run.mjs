// Runs a benchmark: `node bench/run.mjs table`. Bundles it first, as the product is bundled, so that no loader is measured.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const [name, ...rest] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "custody-bench-"));
try {
  const outfile = join(folder, "bench.cjs");
  await build({
    entryPoints: [join(here, `${name}.bench.ts`)],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  const done = spawnSync(process.execPath, ["--expose-gc", "--max-old-space-size=4096", outfile, ...rest], { stdio: "inherit" });
  process.exitCode = done.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
