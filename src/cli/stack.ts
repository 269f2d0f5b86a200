// Where a bug of ours lies, in the words of its sources: the program is one file of short names, and a map beside it says what each place was.
// It is read for a bug alone.

import { readFileSync } from "node:fs";
import type { SourceMap, SourceMapPayload } from "node:module";

/** A place in a bundle at the end of a frame, in brackets or alone: its path, line and column. */
const PLACE = /^(\s+at )(?:.* \()?((?:file:\/\/)?[^\s():]*\.[cm]js):(\d+):(\d+)\)?$/;

/** A stack whose frames in a file with a map beside it say file and line of the source instead. Never throws. */
export function stackInSources(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  return stack
    .split("\n")
    .map((line) => {
      const [, at, path, row, column] = PLACE.exec(line) ?? [];
      if (path === undefined) return line;
      if (!maps.has(path)) maps.set(path, mapBeside(path));
      return sourceLine(maps.get(path), Number(row), Number(column), at!) ?? line;
    })
    .join("\n");
}

function sourceLine(map: SourceMap | undefined, row: number, column: number, at: string): string | undefined {
  const entry = map?.findEntry(row - 1, column - 1);
  if (entry === undefined || !("originalSource" in entry)) return undefined;
  return `${at}${entry.originalSource.replace(/^(\.\.\/)+/, "")}:${entry.originalLine + 1}`;
}

function mapBeside(path: string): SourceMap | undefined {
  try {
    const text = readFileSync(`${path.replace(/^file:\/\//, "")}.map`, "utf8");
    return new (process.getBuiltinModule("node:module").SourceMap)(JSON.parse(text) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
