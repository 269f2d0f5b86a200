// The bill as it stands at a step. The bill of a long run is dear to work out, so the last ones are kept, and breakpoints on an amount
// halve the run instead of walking it: a bill never falls.

import type { RunLog, ScenarioRun } from "../engine/log.js";
import { type BillLine, billLines, billTotal } from "../rules/billing.js";
import type { Fact } from "../rules/facts.js";
import { type Money, subtractMoney } from "../world/money.js";

interface Kept {
  readonly run: ScenarioRun;
  readonly step: number;
  readonly lines: readonly BillLine[];
}
/** The newest first: a step is compared with the one before it. */
let kept: readonly Kept[] = [];
const keptMax = 4;

const metered = new WeakMap<ScenarioRun, { readonly facts: readonly Fact[]; readonly counts: Int32Array }>();

/** Facts that a bill is made from, and how many of them there are up to each step. */
function meteredOf(run: ScenarioRun) {
  let found = metered.get(run);
  if (found === undefined) {
    const facts: Fact[] = [];
    const counts = new Int32Array(run.steps.length + 1);
    for (const [at, step] of run.steps.entries()) {
      for (const fact of step.facts) {
        if (fact.is === "holding" || fact.is === "usage" || (fact.is === "call" && fact.metered !== undefined)) facts.push(fact);
      }
      counts[at + 1] = facts.length;
    }
    found = { facts, counts };
    metered.set(run, found);
  }
  return found;
}

/** How many facts the bill at the step is made from. */
export function meteredCount(run: ScenarioRun, step: number): number {
  return meteredOf(run).counts[step] ?? 0;
}

/** Lines of the bill of everything up to and including the step. */
export function billAt(run: ScenarioRun, step: number, log: RunLog): readonly BillLine[] {
  const found = kept.find((each) => each.run === run && each.step === step);
  if (found !== undefined) return found.lines;
  const { facts, counts } = meteredOf(run);
  const until = run.steps[step - 1]?.at ?? run.startedAt;
  const lines = billLines(facts.slice(0, counts[step]), until, log.vocabulary.prices);
  kept = [{ run, step, lines }, ...kept.slice(0, keptMax - 1)];
  return lines;
}

/** More metered calls than these take longer to add up than a key may take to its frame. */
export const addedAtOnceMax = 1_000;

/** What a step added to the bill; undefined where that would take too long to say. */
export function costOf(run: ScenarioRun, step: number, log: RunLog): Money | undefined {
  if (meteredCount(run, step) > addedAtOnceMax) return undefined;
  return subtractMoney(billTotal(billAt(run, step, log)), billTotal(billAt(run, step - 1, log)));
}

/** The first step at which the bill (of one account, if given) is above the amount. */
export function firstAbove(run: ScenarioRun, amount: Money, account: string | undefined, log: RunLog): number | undefined {
  const above = (step: number): boolean =>
    billTotal(billAt(run, step, log).filter((line) => account === undefined || line.account === account)) > amount;
  let low = 1;
  let high = run.steps.length + 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (above(middle)) high = middle;
    else low = middle + 1;
  }
  return low > run.steps.length ? undefined : low;
}
