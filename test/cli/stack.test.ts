// The program is one file of short names. The stack of a bug is told in files and lines of the sources all the same, or nobody could mend it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stackInSources } from "../../src/cli/stack.js";
import { Folder } from "../support/command-line.js";

const SOURCE = ["export function careful() {", "  const wrong = new Error('lost');", "  throw wrong;", "}", ""].join("\n");

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

async function stackOfBundle(sourcemap: boolean): Promise<string> {
  folder.write("src/careful.ts", SOURCE);
  const outfile = folder.at("dist/bundle.cjs");
  await build({
    absWorkingDir: folder.at("."),
    entryPoints: ["src/careful.ts"],
    ...{ outfile, bundle: true, minify: true, format: "cjs", logLevel: "error" },
    sourcemap: sourcemap ? "external" : false,
  });
  try {
    createRequire(import.meta.url)(outfile).careful();
  } catch (thrown) {
    return (thrown as Error).stack!;
  }
  throw new Error("it was to throw");
}

test("a frame in a bundle with a map says the source and its line", async () => {
  const [message, first] = stackInSources(await stackOfBundle(true)).split("\n");
  expect(message).toBe("Error: lost");
  expect(first).toBe("    at src/careful.ts:2");
});

test("without a map a frame stays as it is", async () => {
  const stack = await stackOfBundle(false);
  expect(stackInSources(stack)).toBe(stack);
});

test("the built program has its map: what it says of a bug lies in src/cli/program.ts", () => {
  const program = readFileSync("dist/program.cjs", "latin1");
  const at = program.indexOf("This is a bug of Custody");
  const before = program.slice(0, at).split("\n");
  const frame = `    at x (${process.cwd()}/dist/program.cjs:${before.length}:${before.at(-1)!.length + 1})`;
  expect(stackInSources(`Error: no\n${frame}`)).toMatch(/^Error: no\n {4}at src\/cli\/program\.ts:\d+$/);
});
