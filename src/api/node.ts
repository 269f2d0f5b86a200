// Files for the simulator: the only place that reads them. A scenario comes from a stranger, so the files that it names (includes,
// policies) stay inside one folder, whatever links and paths they are written with, and are ordinary files of bounded size in UTF-8.

import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { ReadAnswer } from "../engine/read-file.js";

/** A scenario file's largest size. */
export const fileBytesMax = 256 * 1024;

/**
 * What reading gave. `machine` tells a disk or a permission that failed from a file that cannot be a scenario;
 * a problem is a phrase that follows the file's name: `is not UTF-8 (line 3)`.
 */
export type FileText = { readonly text: string } | { readonly problem: string; readonly machine: boolean };

/** Reads one file that the user named. Devices, pipes and folders are refused without being opened. */
export function readTextFile(path: string, bytesMax: number = fileBytesMax, decode = textOf): FileText {
  try {
    const kind = statSync(path);
    if (kind.isDirectory()) return { problem: "is a folder", machine: false };
    // What the system makes up when it is read: the environment of this process, for one.
    if (!kind.isFile() || /^\/(?:proc|sys)\//.test(realpathSync(path)))
      return { problem: "is not an ordinary file", machine: false };
    return readOpened(path, bytesMax, decode);
  } catch (thrown) {
    return systemProblem(thrown);
  }
}

// Non-blocking: were the file exchanged for a pipe after it was looked at, opening it must not wait for a writer.
function readOpened(path: string, bytesMax: number, decode = textOf): FileText {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const kind = fstatSync(file);
    if (!kind.isFile()) return { problem: "is not an ordinary file", machine: false };
    // One byte more than there should be, so that a file that has grown is read on, and one that is too large is seen to be.
    let buffer = Buffer.allocUnsafe(Math.min(kind.size, bytesMax) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length <= bytesMax; length += read) {
      if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(2 * length, bytesMax + 1));
      read = readSync(file, buffer, length, buffer.length - length, null);
    }
    return decode(buffer.subarray(0, length), bytesMax);
  } finally {
    closeSync(file);
  }
}

/** Bytes as text: UTF-8, a byte order mark at the start ignored. */
export function textOf(bytes: Uint8Array, bytesMax: number = fileBytesMax): FileText {
  if (bytes.length > bytesMax) return { problem: `is larger than ${Math.floor(bytesMax / 1024)} KiB`, machine: false };
  if (!isUtf8(bytes)) {
    const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    return {
      problem: marked ? "is not UTF-8 but UTF-16: save it as UTF-8" : `is not UTF-8 (line ${brokenLine(bytes)})`,
      machine: false,
    };
  }
  return { text: new TextDecoder("utf-8").decode(bytes) };
}

/** As `textOf`, of bytes that may be packed by gzip, as CloudTrail delivers its logs; `bytesMax` holds of what is in them. */
export function unpackedTextOf(bytes: Uint8Array, bytesMax: number = fileBytesMax): FileText {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return textOf(bytes, bytesMax);
  try {
    // Loaded where it is needed: few runs unpack anything.
    const { gunzipSync } = process.getBuiltinModule("node:zlib");
    return textOf(gunzipSync(bytes, { maxOutputLength: bytesMax }), bytesMax);
  } catch (thrown) {
    const tooLarge = thrown instanceof Error && "code" in thrown && thrown.code === "ERR_BUFFER_TOO_LARGE";
    return {
      problem: tooLarge ? `is larger than ${Math.floor(bytesMax / 1024)} KiB unpacked` : "is not whole: gzip cannot unpack it",
      machine: false,
    };
  }
}

/** The first line that is not UTF-8, counted from 1. A line feed is never part of a longer character. */
function brokenLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, start)) {
    if (!isUtf8(bytes.subarray(start, at))) return line;
    line++;
    start = at + 1;
  }
  return line;
}

function systemProblem(thrown: unknown): FileText {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") return { problem: "is not there", machine: false };
  if (code === "ELOOP") return { problem: "is a link that leads to itself", machine: false };
  if (code === "ENAMETOOLONG") return { problem: "has a name that is too long", machine: false };
  return { problem: `cannot be read (${code === "" ? String(thrown) : code})`, machine: true };
}

/** Files that a scenario names, read from inside `root` only. Paths are relative to the file that names them, that one's to `workingFolder`. */
export function fileReader(root: string, workingFolder: string): (path: string, from: string) => ReadAnswer {
  const realRoot = realpathSync(root);
  return (path, from) => readInside(realRoot, resolve(workingFolder, root), path, resolve(workingFolder, dirname(from)));
}

function readInside(realRoot: string, root: string, path: string, folder: string): ReadAnswer {
  const odd = oddPath(path);
  if (odd !== undefined) return { problem: odd };
  const outside = { problem: "is outside the folder of the scenario" };
  const wanted = resolve(folder, path);
  try {
    // Lexically outside is refused before the disk is asked, so that nothing can be learnt of what is there.
    if (!isInside(root, wanted) && !isInside(realRoot, wanted)) return outside;
    const real = realpathSync(wanted);
    if (!isInside(realRoot, real)) return outside;
    const kind = lstatSync(real);
    if (kind.isDirectory()) return { problem: "is a folder" };
    if (!kind.isFile()) return { problem: "is not an ordinary file" };
    const read = readOpened(real, fileBytesMax);
    return "text" in read ? { text: read.text, same: real } : read;
  } catch (thrown) {
    return systemProblem(thrown);
  }
}

/** Paths that mean something else than a file beside the scenario, on this system or another. */
function oddPath(path: string): string | undefined {
  if (path === "") return "has no name";
  if (path.includes("\0")) return "has a NUL in its name";
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return "is an address, not a file beside the scenario";
  if (path.includes("\\")) return "is written with \\: paths are written with /";
  if (isAbsolute(path)) return "is outside the folder of the scenario";
  return undefined;
}

/** Why a path, that may be of a file yet to be written, is not below `folder`; undefined where it is, links followed. */
export function wayOut(path: string, folder: string): string | undefined {
  const outside = `leads out of ${basename(folder)}`;
  if (isAbsolute(path)) return outside;
  const odd = oddPath(path);
  if (odd !== undefined) return odd;
  const wanted = resolve(folder, path);
  if (!isInside(folder, wanted)) return outside;
  let there = wanted;
  while (lstatSync(there, { throwIfNoEntry: false }) === undefined) there = dirname(there);
  try {
    const [real, realFolder] = [realpathSync(there), realpathSync(folder)];
    return real === realFolder || isInside(realFolder, real) ? undefined : outside;
  } catch {
    return outside;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The folder that a scenario's files may come from: where the program was started if the scenario lies below, else the scenario's own. */
export function rootFor(scenarioPath: string, workingFolder: string): string {
  const own = dirname(resolve(workingFolder, scenarioPath));
  return own === workingFolder || isInside(workingFolder, own) ? workingFolder : own;
}

/** What a scenario file without a `scenario` block is called: its name without ending and without a number that only sorts it. */
export function scenarioName(path: string): string {
  const name = basename(path).replace(/\.scenario$/, "");
  return name.replace(/^\d+-(?=.)/, "");
}
