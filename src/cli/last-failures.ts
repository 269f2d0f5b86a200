// What failed the last time, kept under .custody/ for `custody test --failed`. A run speaks only of the files that it ran; what it did not
// look at stays as it was. Nothing is kept under CI.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { by, sorted } from "../base/order.js";
import { ignoreOwnFolder, isUnderCi } from "./golden-files.js";
import type { Io } from "./io.js";
import type { TestResult } from "./test-file.js";
import { writeWhole } from "./write-whole.js";

/** A file that failed. */
export interface FailedBefore {
  readonly file: string;
  /** Those that failed; empty where the file failed as a whole. */
  readonly scenarios: readonly string[];
}

const version = 1;

function pathOf(io: Io): string {
  return join(io.workingFolder, ".custody", "last-failures.json");
}

/** Undefined when nothing was kept. A file that cannot be made out counts as none. */
export function lastFailures(io: Io): FailedBefore[] | undefined {
  if (!existsSync(pathOf(io))) return undefined;
  try {
    const kept: unknown = JSON.parse(readFileSync(pathOf(io), "utf8"));
    if (typeof kept !== "object" || kept === null || !("version" in kept) || kept.version !== version) return undefined;
    if (!("failed" in kept) || !Array.isArray(kept.failed)) return undefined;
    return kept.failed.flatMap((each: unknown) => failedBefore(each));
  } catch {
    return undefined;
  }
}

function failedBefore(value: unknown): FailedBefore[] {
  if (typeof value !== "object" || value === null || !("file" in value) || !("scenarios" in value)) return [];
  const { file, scenarios } = value;
  if (typeof file !== "string" || !Array.isArray(scenarios)) return [];
  return [{ file, scenarios: scenarios.filter((each): each is string => typeof each === "string") }];
}

export function rememberFailures(results: readonly TestResult[], io: Io): void {
  if (isUnderCi(io)) return;
  const failed = new Map((lastFailures(io) ?? []).map((each) => [each.file, each.scenarios]));
  for (const { file, scenarios, failures } of results) {
    const own = scenarios.filter((run) => run.failures.length > 0).map((run) => run.name);
    if (failures.length > 0) failed.set(file, []);
    else if (own.length > 0) failed.set(file, own);
    else failed.delete(file);
  }
  if (failed.size === 0 && !existsSync(pathOf(io))) return;
  const lines = sorted(
    failed,
    by(([file]) => file),
  ).map(([file, scenarios]) => ({ file, scenarios }));
  writeWhole(pathOf(io), `${JSON.stringify({ version, failed: lines })}\n`);
  ignoreOwnFolder(io);
}
