// custody test: every scenario against its golden. Here the options are read; the run itself is src/cli/test-run.ts.

import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem } from "../exit.js";
import { isUnderCi } from "../golden-files.js";
import type { Io } from "../io.js";
import { lastFailures } from "../last-failures.js";
import { mergeReports } from "../merge-reports.js";
import { reportersOf } from "../reporters.js";
import type { CoverageDetail } from "../test-file.js";
import { orderOf } from "../test-order.js";
import { NothingFound, type RunSettings, runPlan } from "../test-run.js";
import { failedOf, type Plan, planned, type SeedRange, shardOf } from "../test-selection.js";
import { watch } from "../watch.js";

export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const settings = settingsOf(args, io);
  const merged = args.value("merge-reports");
  if (merged !== undefined) return mergeReports(merged, args, settings.reporters, io);
  if (args.flag("watch")) return watch(() => planOf(args), settings, io);
  const plan = planOf(args);
  const failed = args.flag("failed") ? failedBefore(plan, io) : plan;
  if (failed.files.length === 0 && plan.files.length > 0 && args.flag("failed")) {
    io.note("nothing failed the last time; custody test runs everything");
    return Exit.ok;
  }
  try {
    const { code } = await runPlan(failed, settings, io);
    return code;
  } catch (thrown) {
    if (!(thrown instanceof NothingFound) || !args.flag("pass-with-no-tests")) throw thrown;
    io.note(`note: ${thrown.message}`);
    return Exit.ok;
  }
}

function settingsOf(args: Arguments, io: Io): RunSettings {
  if (args.flag("accept") && isUnderCi(io))
    throw new InputProblem("--accept does not work under CI", "accept goldens where the change was made, and commit them");
  const reporters = reportersOf(args.value("reporter"), io);
  const isDrawn = reporters.some((each) => each.is === "mermaid");
  return {
    test: {
      seed: args.value("seed"),
      strict: args.flag("strict-golden") || isUnderCi(io),
      accept: args.flag("accept"),
      filter: args.value("filter"),
      tags: args.values("tag").map((tag) => tag.replace(/^@/, "")),
      coverage: coverageDetailOf(args),
      // What is not run cannot be drawn.
      isRemembered: !isDrawn && isRemembered(args, io),
      isDrawn,
    },
    seeds: seedsOf(args),
    reporters,
    order: orderOf(args),
    jobs: jobsOf(args),
    bail: args.flag("bail") ? Number(args.value("bail") || "1") : undefined,
    shard: args.value("shard"),
  };
}

/** Whole files under the usual seed, each once: what else is asked for is asked to be run. */
function isRemembered(args: Arguments, io: Io): boolean {
  const given = (name: string) => args.values(name).length > 0 || args.flag(name);
  return !isUnderCi(io) && !["no-cache", "seed", "seeds", "filter", "tag", "failed", "accept", "watch"].some(given);
}

function coverageDetailOf(args: Arguments): CoverageDetail {
  if (args.flag("coverage")) return "full";
  const isPart = ["filter", "tag", "failed", "shard", "bail", "watch", "seeds"].some(
    (name) => args.values(name).length > 0 || args.flag(name),
  );
  return isPart || args.positionals.length > 0 ? "none" : "line";
}

function planOf(args: Arguments): Plan {
  const plan = planned(args.positionals.length === 0 ? ["scenarios"] : args.positionals);
  const files = shardOf(plan.files, args.value("shard"));
  // The first shard speaks for the goldens of no scenario, so that they are not counted once a shard.
  const isFirst = args.value("shard")?.startsWith("1/") ?? true;
  return { files, orphans: isFirst ? plan.orphans : [], isEmptyShard: plan.files.length > 0 && files.length === 0 };
}

function failedBefore(plan: Plan, io: Io): Plan {
  const failed = lastFailures(io);
  if (failed === undefined)
    throw new InputProblem("nothing is known of a last time", "custody test, not under CI, remembers what failed");
  return { ...plan, files: failedOf(plan.files, failed), orphans: [] };
}

const jobCountMax = 64;

function jobsOf(args: Arguments): number | undefined {
  const text = args.value("jobs");
  if (text === undefined) return undefined;
  if (!/^[1-9]\d?$/.test(text) || Number(text) > jobCountMax)
    throw new InputProblem(`--jobs takes a number from 1 to ${jobCountMax}, not ${text}`);
  return Number(text);
}

const seedCountMax = 10_000;

/** `--seeds 1..200` */
function seedsOf(args: Arguments): SeedRange | undefined {
  const text = args.value("seeds");
  if (text === undefined) return undefined;
  const [, first = "", last = ""] = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first === "" || to < from)
    throw new InputProblem(`--seeds takes a first and a last seed, not ${text}`, "write --seeds 1..200");
  if (to - from >= seedCountMax) throw new InputProblem(`--seeds takes ${seedCountMax} seeds at most`);
  if (args.value("seed") !== undefined) throw new InputProblem("--seed and --seeds do not go together");
  return { from, to };
}
