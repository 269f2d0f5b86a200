// Adds up what the test runners themselves say in a log: vitest's `Tests` lines and custody test's last line. Ends with
// `N passed, N failed`; fails when the tests' command failed, when anything failed, or when nothing ran.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

const [path, status] = process.argv.slice(2);
if (path === undefined || status === undefined) {
  console.error("usage: node .ci/count.mjs LOG STATUS");
  process.exit(2);
}
const lines = stripVTControlCharacters(readFileSync(path, "utf8")).split(/\r?\n/);

/** The number before a word in `1 failed | 3 passed (4)`. */
function count(line, word) {
  return Number(new RegExp(`(\\d+) ${word}\\b`).exec(line)?.[1] ?? 0);
}

let passed = 0;
let failed = 0;
for (const line of lines) {
  if (/^\s*Tests\s+\d/.test(line) || /^\d+ passed, \d+ failed$/.test(line)) {
    passed += count(line, "passed");
    failed += count(line, "failed");
  }
  // A file that could not even be loaded has no tests to count.
  if (/^\s*Test Files\s+\d/.test(line) && /^\s*Test Files.*failed/.test(line) && !lines.some((each) => /^\s*Tests\s.*failed/.test(each))) {
    failed += count(line, "failed");
  }
}
if (passed + failed === 0) console.log("no test ran");
if (status !== "0") console.log(`the tests ended with status ${status}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(status !== "0" || failed > 0 || passed === 0 ? 1 : 0);
