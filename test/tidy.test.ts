// What a reviewer should never have to say: ends of lines, leftovers, places of one machine, files that grew beyond one concept.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const TEXTS = /\.(ts|tsx|mjs|peggy|ya?ml|md|scenario|golden|json)$/;
/** A file is one concept; beyond this it is two. */
const LINE_COUNT_MAX = 450;

function textsBelow(...folders: string[]): { path: string; text: string }[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !path.startsWith("src/generated/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

const code = textsBelow("src", "test", "bench", "grammar");
const everything = [...code, ...textsBelow("docs", "scenarios")];
// This file names what it looks for.
const others = code.filter(({ path }) => path !== "test/tidy.test.ts");

test("there are files to look at", () => {
  expect(code.length).toBeGreaterThan(10);
});

test("lines end in LF, and the last one does end", () => {
  const code = everything.filter(({ path }) => /\.(ts|tsx|mjs|peggy|yaml|md)$/.test(path));
  expect(
    code.filter(({ text }) => text.includes("\r\n") || (text !== "" && !text.endsWith("\n"))).map(({ path }) => path),
  ).toEqual([]);
});

test("nothing is left to be done later", () => {
  expect(others.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text)).map(({ path }) => path)).toEqual([]);
});

test("no place of one machine is written down", () => {
  const places = /(?:^|["'`\s(=])\/(?:work|home\/\w+|Users\/\w+|root)\//m;
  expect(others.filter(({ text }) => places.test(text)).map(({ path }) => path)).toEqual([]);
});

test("no character that an eye cannot see stands in the code", () => {
  const unseen = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/;
  expect(others.filter(({ text }) => unseen.test(text)).map(({ path }) => path)).toEqual([]);
});

test(`no source file is longer than ${LINE_COUNT_MAX} lines`, () => {
  const long = textsBelow("src").filter(({ path, text }) => /\.tsx?$/.test(path) && text.split("\n").length > LINE_COUNT_MAX);
  expect(long.map(({ path, text }) => `${path}: ${text.split("\n").length} lines`)).toEqual([]);
});
