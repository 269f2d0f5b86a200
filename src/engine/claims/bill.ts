// `bill of A for kms in 2026-01 is $1.00`: the account's lines of that period, compared to the digits written.

import { by, sorted } from "../../base/order.js";
import type { Claim, Value } from "../../language/syntax.js";
import { billLines, billTotal } from "../../rules/billing.js";
import type { Fact } from "../../rules/facts.js";
import { asWritten, compareMoney, dollars, formatMoney, type Money } from "../../world/money.js";
import type { Verdict } from "../log.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { diagnosticAt, Stop } from "../stop.js";
import { compares } from "./comparing.js";

type BillClaim = Extract<Claim, { is: "bill" }>;

export function billVerdict(run: RunState, claim: BillClaim, scope: Scope): Verdict {
  const { value, op } = claim.compare;
  const said = moneySaid(value, scope);
  const { prices, itemServices } = run.parts.registry.vocabulary;
  const lines = billLines(allFacts(run), run.world.now, prices).filter(
    (line) =>
      line.account === claim.account.text &&
      line.month.startsWith(claim.period.text) &&
      (claim.service === undefined || [line.service, itemServices.get(line.item)].includes(claim.service.text)),
  );
  const actual = billTotal(lines);
  const held = compares(op, compareMoney(asWritten(actual, said.text), said.money));
  const shown = sorted(
    lines,
    by((line) => line.month),
  ).slice(0, 20);
  return {
    held,
    wanted: scope.file.text.slice(claim.start, claim.end),
    got: formatMoney(actual),
    why: shown.map(
      (line) =>
        `${line.month} ${line.region} ${line.item}${line.resource === "" ? "" : ` ${line.resource}`} ${formatMoney(line.amount)}`,
    ),
  };
}

function moneySaid(value: Value, scope: Scope): { readonly text: string; readonly money: Money } {
  const money = moneyOf(value);
  if (value.is === "money" && money !== undefined) return { text: value.text, money };
  throw new Stop(diagnosticAt(scope.file.name, value, "expect/not-money", {}));
}

export function moneyOf(value: Value): Money | undefined {
  const money = value.is === "money" ? dollars(value.text) : undefined;
  return typeof money === "bigint" ? money : undefined;
}

function* allFacts(run: RunState): Generator<Fact> {
  for (const step of run.steps) yield* step.facts;
}
