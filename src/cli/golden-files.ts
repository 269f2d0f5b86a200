// Goldens on the disk: the accepted one beside its scenario, and what a test found different under .custody/pending/, which never
// overwrites the accepted one by itself. Nothing is written under CI.

import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { sortedTexts } from "../base/order.js";
import { normalGolden } from "../report/golden.js";
import { InputProblem, MachineProblem, machineProblem } from "./exit.js";
import type { Io } from "./io.js";
import { removeUnfinished, writeWhole } from "./write-whole.js";

const goldenBytesMax = 64 * 1024 * 1024;

export function isUnderCi(io: Io): boolean {
  const value = io.env.get("CI") ?? "";
  return value !== "" && value !== "0" && value !== "false";
}

/** The accepted golden; undefined when there is none. Anything but an ordinary file in its place is left alone, exit 3. */
export function readGolden(path: string): string | undefined {
  return readGoldenFile(path)?.text;
}

/** The golden as it was written, and whether a checkout gave it other line ends since. */
export function readGoldenFile(path: string): { readonly text: string; readonly hasCrlf: boolean } | undefined {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return undefined;
  if (!there.isFile()) throw new MachineProblem(`${path} is not an ordinary file; a golden belongs there`);
  if (there.size > goldenBytesMax)
    throw new MachineProblem(`${path} is larger than any golden (${goldenBytesMax / 1024 / 1024} MiB)`);
  try {
    // A damaged golden is one that differs, so bytes that are no text do not stop the test.
    const stored = readFileSync(path, "utf8");
    const text = normalGolden(stored);
    return { text, hasCrlf: text !== stored };
  } catch (thrown) {
    throw machineProblem(`read ${path}`, thrown);
  }
}

export function writeGolden(path: string, text: string, io: Io): void {
  if (isUnderCi(io))
    throw new InputProblem("goldens are not written under CI", "accept them where the change was made, and commit them");
  writeWhole(path, text);
  dropPending(path, io);
}

function pendingFolder(io: Io): string {
  return join(io.workingFolder, ".custody", "pending");
}

/** Where the pending form of a golden stands; a step out of the working folder is written `__`. */
export function pendingPath(golden: string, io: Io): string {
  const way = relative(io.workingFolder, resolve(io.workingFolder, golden));
  return join(pendingFolder(io), ...way.split(sep).map((part) => (part === ".." ? "__" : part)));
}

export function writePending(golden: string, text: string, io: Io): void {
  const path = pendingPath(golden, io);
  writeWhole(path, text);
  ignoreOwnFolder(io);
}

/** What stands under .custody/ belongs to this machine, and git does not see it. */
export function ignoreOwnFolder(io: Io): void {
  const ignore = join(io.workingFolder, ".custody", ".gitignore");
  if (!existsSync(ignore)) writeWhole(ignore, "*\n");
}

/** Takes an accepted golden away, whose scenario has another name now. */
export function removeGolden(path: string, io: Io): void {
  if (isUnderCi(io)) return;
  rmSync(path, { force: true });
  dropPending(path, io);
}

export function dropPending(golden: string, io: Io): void {
  if (!existsSync(pendingFolder(io))) return;
  rmSync(pendingPath(golden, io), { force: true });
}

export interface Pending {
  /** The golden that it would replace, relative to the working folder. */
  readonly golden: string;
  readonly path: string;
}

/** All pending goldens, by name; leftovers of writes that were killed are cleared away. */
export function pendingGoldens(io: Io): Pending[] {
  const root = pendingFolder(io);
  const found: string[] = [];
  if (existsSync(root)) collect(root, found);
  return sortedTexts(found).map((path) => {
    const way = relative(root, path).split(sep);
    return { path, golden: way.map((part) => (part === "__" ? ".." : part)).join(sep) };
  });
}

function collect(folder: string, found: string[]): void {
  removeUnfinished(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) collect(path, found);
    else if (entry.isFile() && entry.name.endsWith(".golden")) found.push(path);
  }
}

/** Folders of goldens, for clearing leftovers. */
export function clearLeftovers(goldens: Iterable<string>): void {
  for (const folder of new Set([...goldens].map((path) => dirname(path)))) if (existsSync(folder)) removeUnfinished(folder);
}
