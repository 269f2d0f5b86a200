// One test run from its plan to its report, for `custody test` and for each round of `--watch`.

import { joinedBy } from "../base/listed.js";
import { suggestions } from "../base/suggest.js";
import { counted } from "../report/counted.js";
import { isSameUnderOtherName } from "../report/golden-change.js";
import { Exit, type ExitCode, InputProblem, worst } from "./exit.js";
import { clearLeftovers, readGolden, removeGolden } from "./golden-files.js";
import type { Io } from "./io.js";
import { rememberFailures } from "./last-failures.js";
import { PassedBefore } from "./passed-before.js";
import type { Reporter } from "./reporters.js";
import { goldenPath } from "./scenario-files.js";
import { testUnderSeeds } from "./seed-sweep.js";
import type { TestOptions, TestResult } from "./test-file.js";
import { type Order, runningOrder } from "./test-order.js";
import { testAll } from "./test-pool.js";
import { Progress } from "./test-progress.js";
import { failureCount, reportRun } from "./test-report.js";
import type { Plan, SeedRange } from "./test-selection.js";

export interface RunSettings {
  readonly test: TestOptions;
  /** Runs each file under every one of these instead. */
  readonly seeds: SeedRange | undefined;
  readonly reporters: readonly Reporter[];
  readonly order: Order;
  readonly jobs: number | undefined;
  /** Stops when so many have failed. */
  readonly bail: number | undefined;
  readonly shard: string | undefined;
}

export interface Finished {
  readonly code: ExitCode;
  readonly results: readonly TestResult[];
}

export async function runPlan(plan: Plan, settings: RunSettings, io: Io): Promise<Finished> {
  const { test } = settings;
  if (!test.strict) clearLeftovers(plan.files.map(({ file }) => goldenPath(file)));
  const { all, ended } = await runFiles(plan, settings, io);
  const results = all.filter((result) => result.scenarios.length + result.failures.length > 0);
  const choosing = test.filter !== undefined || test.tags.length > 0;
  const { orphans, moved } = movedGoldens(results, choosing ? [] : plan.orphans, test.strict, io);
  if (results.length === 0 && orphans.length === 0 && !plan.isEmptyShard) throw nothingFound(test, all, plan.files);
  rememberFailures(results, io);
  const ranCount = all.filter((result) => result.isUnchanged !== true).length;
  if (settings.order.is === "random" && plan.files.length > 1 && ranCount > 0)
    io.note(`random order ${settings.order.seed}: --seed-order ${settings.order.seed} runs in it again`);
  for (const [golden, before] of moved) io.result(`moved: ${before} is now ${golden}\n`);
  const notRun = plan.files.length - all.length;
  // What moved along is not new.
  const told = results.map((each) => (each.newGolden !== undefined && moved.has(each.newGolden) ? { ...each, notes: [] } : each));
  const report = { results: told, orphans, strict: test.strict, shard: settings.shard, notRun, coverage: test.coverage };
  const code = reportRun(report, settings.reporters, io);
  return { code: ended === "by a signal" ? worst([code, Exit.machine]) : code, results };
}

async function runFiles(
  { files }: Plan,
  { test, seeds, order, jobs, bail }: RunSettings,
  io: Io,
): Promise<{ readonly all: readonly TestResult[]; readonly ended: "no" | "by failures" | "by a signal" }> {
  const byIndex: TestResult[] = [];
  const before = test.isRemembered ? PassedBefore.of(io) : undefined;
  for (const [index, plan] of files.entries()) {
    const known = before?.resultOf(plan, test.coverage !== "none");
    if (known !== undefined) byIndex[index] = known;
  }
  const progress = new Progress(io, files.length);
  const unchanged = byIndex.filter((result) => result !== undefined).length;
  let [done, failed, ended]: [number, number, "no" | "by failures" | "by a signal"] = [unchanged, 0, "no"];
  // What was run so far is still worth a report: a build server that ends us reads it.
  const terminate = (): void => {
    ended = "by a signal";
  };
  process.once("SIGTERM", terminate);
  try {
    const indexes = runningOrder(files.length, order).filter((index) => byIndex[index] === undefined);
    const options = { test, jobs };
    const running =
      seeds === undefined ? testAll(files, indexes, options, io) : testUnderSeeds(files, indexes, seeds, options, io);
    for await (const { index, result } of running) {
      byIndex[index] = result;
      before?.add(result);
      done++;
      failed += failureCount(result);
      progress.show(done, failed, result.file);
      if (bail !== undefined && failed >= bail) ended = "by failures";
      if (ended !== "no") break;
    }
  } finally {
    process.removeListener("SIGTERM", terminate);
    progress.end();
  }
  before?.write();
  return { all: byIndex.filter((result) => result !== undefined), ended: done === files.length ? "no" : ended };
}

/** A golden of no scenario that a new one equals is the same golden: its scenario was moved, and it moves along. */
function movedGoldens(
  results: readonly TestResult[],
  orphans: readonly string[],
  strict: boolean,
  io: Io,
): { readonly orphans: readonly string[]; readonly moved: ReadonlyMap<string, string> } {
  if (strict) return { orphans, moved: new Map() };
  const left = new Set(orphans);
  const moved = new Map<string, string>();
  for (const { newGolden } of results) {
    const text = newGolden === undefined ? undefined : readGolden(newGolden);
    if (newGolden === undefined || text === undefined) continue;
    const old = [...left].find((orphan) => isSameUnderOtherName(readGolden(orphan) ?? "", text));
    if (old === undefined) continue;
    removeGolden(old, io);
    left.delete(old);
    moved.set(newGolden, old);
  }
  return { orphans: [...left], moved };
}

/** Nothing was there, or nothing was asked for that is there. */
export class NothingFound extends InputProblem {}

function nothingFound({ filter, tags }: TestOptions, all: readonly TestResult[], files: Plan["files"]): NothingFound {
  if (all.length === 0)
    return new NothingFound("no scenario was found", "scenario files end in .scenario; custody init writes a first one");
  const asked = [...(filter === undefined ? [] : [filter]), ...tags.map((tag) => `@${tag}`)];
  const near = nearest(filter, tags, all);
  const places = files.flatMap(({ file, lines }) => lines.map((line) => `${file}:${line}`));
  const gone = places.length === 0 ? "is there any more of those asked for" : `stands at ${joinedBy("or", places)}`;
  return new NothingFound(
    asked.length === 0 ? `no scenario ${gone}` : `no scenario matches ${asked.join(" and ")}`,
    `${counted(all.length, "file")} looked at${near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`}`,
  );
}

function nearest(filter: string | undefined, tags: readonly string[], all: readonly TestResult[]): string[] {
  const others = all.flatMap((result) => result.others);
  const names = others.filter((name) => !name.startsWith("@"));
  const files = all.map(({ file }) => file.replace(/^.*\//, "").replace(/\.scenario$/, ""));
  const words = [...names, ...files].flatMap((name) => name.split(/[\s-]+/));
  const ofTags = tags.flatMap((tag) =>
    suggestions(
      `@${tag}`,
      others.filter((name) => name.startsWith("@")),
      2,
    ),
  );
  return filter === undefined ? ofTags : [...suggestions(filter, [...names, ...files, ...words], 3), ...ofTags];
}
