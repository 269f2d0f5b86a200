// custody diff: two versions of a design held against each other, for a review: who gained and who lost access, what is there, what it costs.

import { theRegistry } from "../../api/simulate.js";
import { safeLine } from "../../base/safe-text.js";
import { compareLines, pointAfter } from "../../engine/asks/compare.js";
import type { ScenarioRun } from "../../engine/log.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem, worst } from "../exit.js";
import type { Io } from "../io.js";
import { pricesFrom } from "../prices.js";
import { exitOf, noteDiagnostics, runFile } from "../scenario.js";
import { requireAfterEnd, untilOf } from "../until.js";

export function run(args: Arguments, io: Io): ExitCode {
  const [left, right, ...more] = args.positionals;
  if (left === undefined || right === undefined || more.length > 0)
    throw new InputProblem("custody diff takes two files", "write custody diff before.scenario after.scenario");
  const prices = args.value("prices");
  const options = {
    seed: args.value("seed"),
    until: untilOf(args.value("until")),
    ...(prices === undefined ? {} : { prices: pricesFrom(prices) }),
  };
  const [before, after] = [left, right].map((path) => runFile(path, io, options));
  const wrong = [before!, after!].filter((log) => noteDiagnostics(log, io));
  if (wrong.length > 0) return worst(wrong.map(exitOf));
  for (const log of [before!, after!]) requireAfterEnd(options.until, log.scenarios);
  const registry = theRegistry();
  const vocabulary = { ...registry.vocabulary, prices: after!.vocabulary.prices };
  let differs = false;
  for (const line of unpaired(before!.scenarios, after!.scenarios)) {
    differs = true;
    io.result(`${safeLine(line)}\n`);
  }
  for (const { title, earlier, later } of pairs(before!.scenarios, after!.scenarios)) {
    const lines = compareLines(endOf(earlier), endOf(later), registry, vocabulary);
    if (lines.some((line) => /^[-+~]/.test(line))) differs = true;
    if (title !== "") io.result(`${safeLine(title)}\n`);
    for (const line of lines) io.result(`${safeLine(line)}\n`);
  }
  return differs && args.flag("exit-code") ? Exit.failed : Exit.ok;
}

interface Pair {
  readonly title: string;
  readonly earlier: ScenarioRun;
  readonly later: ScenarioRun;
}

/** Scenarios that the other version does not have. */
function unpaired(before: readonly ScenarioRun[], after: readonly ScenarioRun[]): readonly string[] {
  if (isOnePair(before, after)) return [];
  const only = (these: readonly ScenarioRun[], others: readonly ScenarioRun[]): readonly ScenarioRun[] =>
    these.filter(({ name }) => others.every((other) => other.name !== name));
  return [
    ...only(before, after).map(({ name }) => `- scenario ${name}`),
    ...only(after, before).map(({ name }) => `+ scenario ${name}`),
  ];
}

function isOnePair(before: readonly ScenarioRun[], after: readonly ScenarioRun[]): boolean {
  return before.length === 1 && after.length === 1;
}

/** Scenarios of the same name; two files of one scenario each are a pair whatever they are called. */
function pairs(before: readonly ScenarioRun[], after: readonly ScenarioRun[]): readonly Pair[] {
  if (isOnePair(before, after)) return [{ title: "", earlier: before[0]!, later: after[0]! }];
  return after.flatMap((later) => {
    const earlier = before.find((each) => each.name === later.name);
    return earlier === undefined ? [] : [{ title: later.name, earlier, later }];
  });
}

function endOf(run: ScenarioRun) {
  return pointAfter(run.steps, run.steps.length, run.worldAt(0));
}
