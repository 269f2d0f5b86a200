// The closing line of CI is added up from what the runners say, and is never kinder than they are.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

function count(log: string, status: string): { readonly last: string; readonly code: number | null } {
  const path = folder.write("log", log);
  const done = spawnSync(process.execPath, [join(import.meta.dirname, "../../.ci/count.mjs"), path, status], {
    encoding: "utf8",
  });
  return { last: done.stdout.trimEnd().split("\n").at(-1) ?? "", code: done.status };
}

test("vitest's and custody's numbers are added up, colours or not", () => {
  const log = "\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[32m21 passed\u001b[39m\u001b[22m (21)\n\n12 passed, 0 failed\n";
  expect(count(log, "0")).toEqual({ last: "33 passed, 0 failed", code: 0 });
});

test("a failure of either fails", () => {
  expect(count(" Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 21 passed (22)\n", "1")).toEqual({
    last: "21 passed, 1 failed",
    code: 1,
  });
  expect(count("      Tests  21 passed (21)\n3 passed, 2 failed\n", "1")).toEqual({ last: "24 passed, 2 failed", code: 1 });
});

test("a file that could not be loaded is a failure", () => {
  expect(count(" Test Files  1 failed (1)\n      Tests  no tests\n", "1")).toEqual({ last: "0 passed, 1 failed", code: 1 });
});

test("a status that is not 0 fails, whatever the numbers, and so does a run without tests", () => {
  expect(count("      Tests  21 passed (21)\n", "2")).toEqual({ last: "21 passed, 0 failed", code: 1 });
  expect(count("npm ERR!\n", "0")).toEqual({ last: "0 passed, 0 failed", code: 1 });
});
