// Run by build.mjs in a process of its own, `node code-cache.mjs FILE ARGUMENT…`: runs the program once with these arguments and keeps the
// code that V8 made of it meanwhile, for src/cli/start.ts.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = join(root, "dist");
const starter = join(dist, "custody.cjs");
const filename = join(dist, "program.cjs");
const [, , cache, ...args] = process.argv;

const program = readFileSync(filename);
const hash = createHash("sha256").update(program).digest("hex").slice(0, 32);
const script = new Script(program.toString("latin1"), { filename });
process.argv = [process.execPath, starter, ...args];
process.on("exit", () => {
  const head = Buffer.from(`${hash} ${process.version} ${process.arch}`.padEnd(128));
  writeFileSync(join(dist, cache), Buffer.concat([head, script.createCachedData()]));
  // However the run came out: a golden may differ while one works on it.
  process.exitCode = 0;
});
script.runInThisContext()(createRequire(starter), starter, dist);
