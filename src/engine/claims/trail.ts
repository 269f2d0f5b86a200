// `trail of A has kms:Decrypt by B/backup denied`: counts the records that an account's trail got.

import { unreachable } from "../../base/assert.js";
import type { Claim, RecordValue } from "../../language/syntax.js";
import { valueText } from "../../language/value-text.js";
import { recordedCode, recordedTries } from "../../rules/audit.js";
import type { CallFact } from "../../rules/facts.js";
import { isDenial } from "../../rules/reply.js";
import { leavesOut } from "../../rules/trail-selectors.js";
import { callerAccount } from "../../world/principal.js";
import { formatDate } from "../../world/time.js";
import type { Verdict } from "../log.js";
import type { RunState } from "../run-state.js";

type TrailClaim = Extract<Claim, { is: "trail" }>;

export function trailVerdict(run: RunState, claim: TrailClaim): Verdict {
  let count = 0;
  for (const step of run.steps) {
    for (const fact of step.facts) if (fact.is === "call") count += matching(fact, claim);
  }
  const { op, count: said } = claim.quantity;
  return {
    held: holds(op, count, said),
    wanted: wantedText(claim),
    got: `${count} such record${count === 1 ? "" : "s"} in the trail of ${claim.account.text}`,
    ...leftOutOf(run, claim),
  };
}

/** Calls of the account that its trail was told to leave out when they were made. */
function leftOutOf(run: RunState, { account: { text: account }, action: { text: action } }: TrailClaim): Pick<Verdict, "why"> {
  let count = 0;
  for (const { facts, world } of run.steps) {
    if (!leavesOut(world, account, action)) continue;
    for (const fact of facts) if (fact.is === "call" && isOf(fact, action) && callerAccount(fact.caller) === account) count++;
  }
  if (count === 0) return {};
  const [service] = action.split(":");
  return { why: [`${count} such call${count === 1 ? " is" : "s are"} not in it: the trail of ${account} left out ${service}`] };
}

function isOf(fact: CallFact, action: string): boolean {
  return fact.action.toLowerCase() === action.toLowerCase();
}

function wantedText(claim: TrailClaim): string {
  const { op, count } = claim.quantity;
  const number = op === "has" ? "" : op === "has no" ? "no " : `${op.slice(4)} ${count} `;
  const by = claim.by === undefined ? "" : ` by ${claim.by.text}`;
  const on = claim.on === undefined ? "" : ` on ${claim.on.text}`;
  const context = claim.context === undefined ? "" : ` context ${valueText(claim.context)}`;
  const through = claim.through === undefined ? "" : ` through ${claim.through.text}`;
  const period = claim.period === undefined ? "" : ` in ${claim.period.text}`;
  const region = claim.region === undefined ? "" : ` in region ${claim.region.text}`;
  return `trail of ${claim.account.text} has ${number}${claim.action.text}${by}${claim.denied === true ? " denied" : ""}${claim.error === undefined ? "" : ` error ${claim.error}`}${on}${context}${through}${region}${period}`;
}

function holds(op: TrailClaim["quantity"]["op"], count: number, said: number): boolean {
  switch (op) {
    case "has":
      return count > 0;
    case "has no":
      return count === 0;
    case "has exactly":
      return count === said;
    case "has at least":
      return count >= said;
    case "has at most":
      return count <= said;
    default:
      return unreachable(op);
  }
}

/** How many records of a call match: tries that came to nothing have records of their own. */
function matching(fact: CallFact, claim: TrailClaim): number {
  if (!isOf(fact, claim.action.text)) return 0;
  if (fact.earlier === undefined) return matches(fact, claim) ? 1 : 0;
  return recordedTries(fact).filter((each) => matches(each, claim)).length;
}

function matches(fact: CallFact, claim: TrailClaim): boolean {
  if (!fact.recordedIn.includes(claim.account.text)) return false;
  if (claim.by !== undefined && !isBy(fact, claim.by.text)) return false;
  if (claim.denied === true && (fact.refused === undefined || !isDenial(fact.refused))) return false;
  if (claim.error !== undefined && !hasError(fact, claim.error)) return false;
  if (claim.on !== undefined && !fact.on.includes(claim.on.text)) return false;
  if (claim.context !== undefined && !hasContext(fact, claim.context)) return false;
  if (claim.through !== undefined && !isThrough(fact, claim.through.text)) return false;
  if (claim.region !== undefined && fact.place.region !== claim.region.text) return false;
  return claim.period === undefined || formatDate(fact.at).startsWith(claim.period.text);
}

/** By the code that the caller was told, or by that of the record, which says AccessDenied and EC2's codes with a side. */
function hasError(fact: CallFact, code: string): boolean {
  return fact.refused !== undefined && (fact.refused.code === code || recordedCode(fact.action, fact.refused) === code);
}

/** These pairs, among others: the record shows the context in clear. */
function hasContext({ encryptionContext }: CallFact, said: RecordValue): boolean {
  return said.entries.every(({ key, value }) => {
    const text = value.is === "text" ? value.value : value.is === "name" ? value.text : valueText(value);
    return encryptionContext?.get(key) === text;
  });
}

/** `invokedBy` of its record. */
function isThrough({ caller }: CallFact, service: string): boolean {
  return caller.is === "principal" && caller.via?.service === service;
}

function isBy(fact: CallFact, who: string): boolean {
  const { caller } = fact;
  if (caller.is === "principal") return caller.ref === who;
  return caller.is === "service" && (caller.service === who || `${caller.service}.amazonaws.com` === who);
}
