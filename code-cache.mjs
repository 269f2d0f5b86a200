// Run by build.mjs in a process of its own: runs the first lesson once and keeps the code that V8 made of the program meanwhile, for
// src/cli/start.ts.
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

const program = readFileSync(filename);
const hash = createHash("sha256").update(program).digest("hex").slice(0, 32);
const script = new Script(program.toString("latin1"), { filename });
process.argv = [process.execPath, starter, "run", join(root, "scenarios/tour/01-first-sentence.scenario")];
process.on("exit", () => {
  const head = Buffer.from(`${hash} ${process.version} ${process.arch}`.padEnd(128));
  writeFileSync(join(dist, "program.cache"), Buffer.concat([head, script.createCachedData()]));
});
script.runInThisContext()(createRequire(starter), starter, dist);
