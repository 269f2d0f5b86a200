// Writes a file whole or not at all: into a temporary file of the same folder, to the disk, and then renamed over the old one.
// Whoever is killed in between leaves the old file as it was.

import { closeSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputProblem, MachineProblem, machineProblem } from "./exit.js";

/** What names the files of an unfinished write. */
const unfinished = ".custody-tmp";

/** Writes `text` to `path`, making its folder. Refuses to replace what is not an ordinary file. */
export function writeWhole(path: string, text: string): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${process.pid}${unfinished}`);
  let begun = false;
  try {
    mkdirSync(folder, { recursive: true });
    refuseSpecial(path);
    const file = openSync(temporary, "wx", 0o644);
    begun = true;
    try {
      writeAll(file, Buffer.from(text, "utf8"));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    syncFolder(folder);
  } catch (thrown) {
    if (begun) rmSync(temporary, { force: true });
    throw thrown instanceof MachineProblem ? thrown : machineProblem(`write ${path}`, thrown);
  }
}

/** Refuses, before anything is run, a report's file that would take the place of what it reports on. */
export function requireReportFile(path: string): void {
  if (/\.(?:scenario|golden)$/.test(path))
    throw new InputProblem(`${path} is no place for a report: it is the name of a scenario or a golden`, "name another file");
}

/** Removes what a killed write has left in a folder; what another process is still writing stays. */
export function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(unfinished)) continue;
    const writer = Number(/\.(\d+)$/.exec(name.slice(0, -unfinished.length))?.[1] ?? 0);
    if (writer === process.pid || !isAlive(writer)) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    // Signal 0 asks only whether there is someone to get it.
    return processId > 0 && process.kill(processId, 0);
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown && thrown.code === "EPERM";
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
}

function refuseSpecial(path: string): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile())
    throw new MachineProblem(`cannot write ${path}: something that is not an ordinary file has its name`);
}

// The rename itself is on the disk only once its folder is.
function syncFolder(folder: string): void {
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
