// The file that is installed as `custody`. It says the version at once, and otherwise runs the program beside it, with the code that
// V8 made of it when it was built: compiling it anew is most of what a short run would cost. Where that code is missing, of another
// build or of another Node, the program is compiled as ever.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { Exit } from "./exit.js";
import { writeError, writeOutput } from "./streams.js";
import { asksVersion, versionText } from "./version.js";

declare const PROGRAM_HASH: string;

/** The head of a cache that fits; as long as in code-cache.mjs, which writes it. */
function cacheHead(): Buffer {
  return Buffer.from(`${PROGRAM_HASH} ${process.version} ${process.arch}`.padEnd(128));
}

/** V8 itself tells programs apart by their length alone, so the head is compared first. */
function cachedCode(): Buffer | undefined {
  try {
    const cache = readFileSync(join(__dirname, process.argv[2] === "test" ? "test.cache" : "program.cache"));
    const head = cacheHead();
    return cache.subarray(0, head.length).equals(head) ? cache.subarray(head.length) : undefined;
  } catch {
    return undefined;
  }
}

function runProgramFile(): void {
  const filename = join(__dirname, "program.cjs");
  // The bundle is ASCII, and Latin-1 is read without decoding.
  const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData: cachedCode() });
  script.runInThisContext()(require, __filename, __dirname);
}

function sayVersion(): void {
  try {
    writeOutput(versionText());
  } catch (thrown) {
    writeError(`error: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.exitCode = Exit.machine;
  }
}

// A worker's first argument is its mark, so it asks for nothing here.
if (asksVersion(process.argv[2])) sayVersion();
else runProgramFile();
