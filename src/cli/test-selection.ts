// What of the files under test is wanted: paths, FILE:LINE, what failed the last time, a shard. What needs a file to be run first (names,
// tags) is decided there; here stands only which files, and which parts of them.

import { existsSync } from "node:fs";
import type { RunLog, ScenarioRun } from "../engine/log.js";
import { parse } from "../language/parse.js";
import { positionOf } from "../language/render.js";
import { InputProblem } from "./exit.js";
import type { FailedBefore } from "./last-failures.js";
import { type FoundFiles, findScenarios } from "./scenario-files.js";

/** One file under test. */
export interface Planned {
  readonly file: string;
  /** Only the scenarios at these lines, from 1; all where empty. */
  readonly lines: readonly number[];
  /** Only the scenarios of these names; all where undefined. */
  readonly names?: readonly string[];
  /** Under each of these seeds in turn, without its golden. */
  readonly seeds?: SeedRange;
}

/** Both ends belong to it. */
export interface SeedRange {
  readonly from: number;
  readonly to: number;
}

export interface Plan {
  readonly files: readonly Planned[];
  readonly orphans: readonly string[];
  /** There are files, and none of them falls to this shard. */
  readonly isEmptyShard: boolean;
}

/** Paths, folders and `FILE:LINE`. */
export function planned(paths: readonly string[]): Omit<Plan, "isEmptyShard"> {
  const lines = new Map<string, number[]>();
  const whole: string[] = [];
  for (const path of paths) {
    const place = existsSync(path) ? null : /^(.+):(\d{1,7})$/.exec(path);
    if (place === null) whole.push(path);
    else lines.set(place[1]!, [...(lines.get(place[1]!) ?? []), Number(place[2])]);
  }
  const found: FoundFiles = findScenarios(whole);
  const all = new Set(found.scenarios);
  // A file that is named as a whole as well is wanted as a whole.
  const atLines = findScenarios([...lines.keys()]).scenarios.filter((file) => !all.has(file));
  const files = [
    ...found.scenarios.map((file) => ({ file, lines: [] })),
    ...atLines.map((file) => ({ file, lines: lines.get(file) ?? [] })),
  ];
  return { files: files.toSorted((a, b) => (a.file < b.file ? -1 : 1)), orphans: lines.size > 0 ? [] : found.orphans };
}

/** Of these, what failed the last time. */
export function failedOf(files: readonly Planned[], failed: readonly FailedBefore[]): Planned[] {
  return files.flatMap((each) => {
    const before = failed.find(({ file }) => file === each.file);
    if (before === undefined) return [];
    return [before.scenarios.length === 0 ? each : { ...each, names: before.scenarios }];
  });
}

/** `1/4`: by the hash of the name, so that a new file does not move the others to another shard. */
export function shardOf<T extends { readonly file: string }>(files: readonly T[], shard: string | undefined): readonly T[] {
  if (shard === undefined) return files;
  const [, part = "", of = ""] = /^(\d{1,4})\/(\d{1,4})$/.exec(shard) ?? [];
  const [number, count] = [Number(part), Number(of)];
  if (part === "" || number < 1 || number > count)
    throw new InputProblem(`--shard takes a part and how many there are, not ${shard}`, "write --shard 1/4");
  return files.filter(({ file }) => hashOf(file) % count === number - 1);
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Whether a run is that of the scenario at one of the lines. A line of the file outside every `scenario` block belongs to all of it. */
export function isAtLines(run: ScenarioRun, file: string, lines: readonly number[], log: RunLog): boolean {
  const text = log.files.find(({ name }) => name === file)?.text;
  if (lines.length === 0 || text === undefined) return true;
  const blocks = parse(text, file).file.statements.filter((statement) => statement.is === "scenario");
  const last = positionOf(text, text.length).line;
  return lines.some((line) => {
    if (line < 1 || line > last) return false;
    const block = blocks.find(
      ({ start, end }) => positionOf(text, start).line <= line && line <= positionOf(text, Math.max(start, end - 1)).line,
    );
    if (block === undefined) return true;
    return run.steps.some((step) => step.file === file && block.start <= step.span.start && step.span.end <= block.end);
  });
}
