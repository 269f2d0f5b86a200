// Whether two steps would read the same, found out without writing either: what a `repeat` does forty thousand times is written once.
// It may say no for steps that do read the same (they are then written and compared), never yes for steps that do not.

import type { Step } from "../engine/log.js";
import type { Decision } from "../rules/authorize/decision.js";
import type { CallFact, Fact } from "../rules/facts.js";
import type { Caller } from "../world/principal.js";
import type { World } from "../world/world.js";
import { openedBy } from "./call-lines.js";

export function readAlike(a: Step, b: Step): boolean {
  if (a.text !== b.text || a.kind !== b.kind || a.outcome.is !== "ok" || b.outcome.is !== "ok") return false;
  if (a.expectation?.held === false || b.expectation?.held === false || a.facts.length !== b.facts.length) return false;
  for (let at = 0; at < a.facts.length; at++) if (!alikeFacts(a.facts[at]!, b.facts[at]!, a.world, b.world)) return false;
  return true;
}

/** Facts that name something new are not compared here. What is paid for by time does not show in a trace. */
function alikeFacts(a: Fact, b: Fact, before: World, after: World): boolean {
  if (a.is === "call") return b.is === "call" && alikeCalls(a, b) && openedBy(a, before) === openedBy(b, after);
  return (a.is === "holding" || a.is === "usage") && a.is === b.is;
}

function alikeCalls(a: CallFact, b: CallFact): boolean {
  return (
    a.refused === undefined &&
    b.refused === undefined &&
    a.action === b.action &&
    a.depth === b.depth &&
    a.late === b.late &&
    // Waits are drawn anew each time.
    a.attempts === undefined &&
    b.attempts === undefined &&
    a.answerMs === b.answerMs &&
    a.place.account === b.place.account &&
    a.place.region === b.place.region &&
    alikeCallers(a.caller, b.caller) &&
    a.on.length === b.on.length &&
    a.on.every((id, at) => id === b.on[at]) &&
    alikeContexts(a.encryptionContext, b.encryptionContext) &&
    alikeContexts(a.newEncryptionContext, b.newEncryptionContext) &&
    a.decisions.length === b.decisions.length &&
    a.decisions.every((decision, at) => alikeDecisions(decision, b.decisions[at]!))
  );
}

function alikeCallers(a: Caller, b: Caller): boolean {
  if (a === b) return true;
  if (a.is !== "principal" || b.is !== "principal") return false;
  return a.ref === b.ref && a.session === b.session && a.via?.service === b.via?.service;
}

function alikeContexts(a: CallFact["encryptionContext"], b: CallFact["encryptionContext"]): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

function alikeDecisions(a: Decision, b: Decision): boolean {
  if (a === b) return true;
  if (
    !a.allowed ||
    !b.allowed ||
    a.route !== b.route ||
    a.grant?.id !== b.grant?.id ||
    a.grant?.isEnding !== b.grant?.isEnding ||
    a.deciding.length !== b.deciding.length
  )
    return false;
  if (a.request.principal.arn !== b.request.principal.arn) return false;
  return a.deciding.every((ref, at) => ref.policy === b.deciding[at]!.policy && ref.statement === b.deciding[at]!.statement);
}
