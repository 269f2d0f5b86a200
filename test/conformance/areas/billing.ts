// The monthly bill of KMS, by its published prices.

import { theRegistry } from "../../../src/api/simulate.js";
import { type BillLine, billLines } from "../../../src/rules/billing.js";
import { formatMoney, sumMoney } from "../../../src/world/money.js";
import type { Area } from "../play.js";
import { type Stage, stageWith } from "../stage.js";

/** Lines of account A's bill in January 2026, up to its end. */
function january(s: Stage): readonly BillLine[] {
  s.say("advance to 2026-02-01");
  const lines = billLines(s.facts, s.world.now, theRegistry().vocabulary.prices);
  return lines.filter((line) => line.account === "A" && line.month === "2026-01" && line.service === "kms");
}

function total(lines: readonly BillLine[], item: string): string {
  return formatMoney(sumMoney(lines.filter((line) => line.item === item).map((line) => line.amount)));
}

/** So many requests with a key: one that encrypts, and the rest decrypt. */
function uses(s: Stage, count: number, region: string, key: string): void {
  const ciphertext = s.ciphertext(key);
  const caller = key.startsWith("aws/")
    ? ({ is: "principal", ref: "A/admin", via: { service: key.slice(4), region } } as const)
    : "A/admin";
  for (let made = 1; made < count; made++) s.ask(caller, "kms:Decrypt", { ciphertext }, { region });
}

function inJanuary(sentences: string): Stage {
  return stageWith(`clock 2026-01-01; ${sentences}`, "us-east-1");
}

export const billing: Area = {
  "billing-aws-managed-key": () => {
    const s = inJanuary("account A");
    s.managedKey("s3");
    uses(s, 50_000, "us-east-1", "aws/s3");
    const lines = january(s);
    return {
      answer: s.answerTo("account A"),
      also: [
        () => !lines.some((line) => line.item === "kms-key"),
        // 30,000 at $0.03 per 10,000.
        () => total(lines, "kms-request-symmetric") === "$0.09",
      ],
    };
  },
  "billing-free-tier-over-all-regions": () => {
    const s = inJanuary("create key k1; create key k2 region eu-west-1");
    // Making the keys were two requests of the month as well.
    uses(s, 14_999, "us-east-1", "k1");
    uses(s, 14_999, "eu-west-1", "k2");
    const lines = january(s).filter((line) => line.item === "kms-request-symmetric");
    const free = lines.reduce((sum, line) => sum + line.free, 0);
    // 10,000 at $0.03 per 10,000.
    return {
      answer: s.answerTo("account A"),
      also: [() => free === 20_000 && total(lines, "kms-request-symmetric") === "$0.03"],
    };
  },
  "billing-pending-deletion-free-unless-cancelled": () => {
    const cancelled = inJanuary("create key k1; delete k1 after 30 days; advance to 2026-01-20; cancel deletion of k1");
    const pending = inJanuary("create key k1; delete k1 after 30 days");
    return {
      answer: cancelled.answerTo("account A"),
      also: [
        () => total(january(cancelled), "kms-key") === "$1.00",
        () => Number(total(january(pending), "kms-key").slice(1)) < 0.01,
      ],
    };
  },
};
