// The line that closes a scenario's trace: how it came out, how much happened, and what it would cost to leave things as they are.

import { entriesByKey } from "../base/order.js";
import type { ScenarioRun, Vocabulary } from "../engine/log.js";
import { recordedTries } from "../rules/audit.js";
import { holdingsAt, itemService } from "../rules/billing.js";
import type { Fact } from "../rules/facts.js";
import { addMoney, formatMoney, type Money, multiplyMoney, NO_MONEY, nanoDollars } from "../world/money.js";
import { counted } from "./counted.js";
import { type Line, lineOf, lineWidthMax, piece, widthOf } from "./layout.js";

export function* closingLines(run: ScenarioRun, vocabulary: Vocabulary): Generator<Line> {
  const counts = countsOf(run);
  const steps = run.steps.length + run.notRun;
  const parts: string[] = [];
  const asides = [counts.implied > 0 ? `${counts.implied} implied` : "", run.notRun > 0 ? `${run.notRun} not run` : ""].filter(
    (each) => each !== "",
  );
  parts.push(`${counted(steps, "step")}${asides.length > 0 ? ` (${asides.join(", ")})` : ""}`);
  parts.push(counted(counts.calls, "call"));
  for (const [account, records] of entriesByKey(counts.records)) parts.push(`${counted(records, "trail record")} in ${account}`);
  const rates = ratesOf(run, vocabulary);
  for (const [index, rate] of rates.entries()) parts.push(index === rates.length - 1 ? `${rate} (see --bill)` : rate);
  const failure = run.failures[0];
  const verdict = failure === undefined ? piece("passed", "good") : piece(`failed at step ${failure.step}`, "bad");
  yield* joined(verdict, parts);
}

/** Parts with ` · ` between them; where a line is full, the next begins with the sign. */
function* joined(verdict: ReturnType<typeof piece>, parts: readonly string[]): Generator<Line> {
  let line: ReturnType<typeof piece>[] = [verdict];
  let width = widthOf(verdict.text);
  for (const part of parts) {
    const next = piece(` · ${part}`);
    if (width + widthOf(next.text) > lineWidthMax + 20) {
      yield line;
      line = [...lineOf(6)];
      width = 6;
    }
    line.push(next);
    width += widthOf(next.text);
  }
  yield line;
}

function countsOf(run: ScenarioRun): { calls: number; implied: number; records: Map<string, number> } {
  let calls = 0;
  let implied = 0;
  const records = new Map<string, number>();
  for (const step of run.steps) {
    implied += step.implied;
    for (const fact of step.facts) {
      if (fact.is !== "call") continue;
      calls++;
      for (const each of recordedTries(fact))
        for (const account of each.recordedIn) records.set(account, (records.get(account) ?? 0) + 1);
    }
  }
  return { calls, implied, records };
}

const NO_FACTS: readonly Fact[] = [];

function isHolding(fact: Fact): boolean {
  return fact.is === "holding";
}

/** `A's bill at this rate: kms $1.00 a month, ebs by the GiB-month`, one for each account that holds something which costs by time. */
function ratesOf(run: ScenarioRun, vocabulary: Vocabulary): string[] {
  const accounts = new Map<string, Map<string, Money | "by the GiB-month">>();
  const held = run.steps.flatMap(({ facts }) => (facts.some(isHolding) ? facts.filter(isHolding) : NO_FACTS));
  for (const holding of holdingsAt(held)) {
    const price = vocabulary.prices.get(holding.item);
    if (price === undefined || price.nanoUsd === 0n) continue;
    const services = accounts.get(holding.account) ?? new Map<string, Money | "by the GiB-month">();
    accounts.set(holding.account, services);
    const service = itemService(holding.item);
    if (price.basis === "gib-month") services.set(service, "by the GiB-month");
    else if (price.basis === "hour-of-month") {
      const before = services.get(service) ?? NO_MONEY;
      if (before !== "by the GiB-month")
        services.set(service, addMoney(before, multiplyMoney(nanoDollars(price.nanoUsd), holding.quantity)));
    }
  }
  return entriesByKey(accounts).map(([account, services]) => {
    const byService = entriesByKey(services);
    const inMoney = byService.filter(([, rate]) => typeof rate !== "string");
    const rates = [...inMoney, ...byService.filter(([, rate]) => typeof rate === "string")].map(
      ([service, rate]) => `${service} ${typeof rate === "string" ? rate : `${formatMoney(rate)} a month`}`,
    );
    return `${account}'s bill at this rate: ${rates.join(", ")}`;
  });
}
