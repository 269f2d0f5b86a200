// `count of keys in acct A is 4`, `count of kms calls by A/app is under 3`.

import type { Claim } from "../../language/syntax.js";
import { type KeyData, keyKind } from "../../world/key.js";
import { isKind } from "../../world/resource.js";
import type { Verdict } from "../log.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { diagnosticAt, Stop } from "../stop.js";
import { comparesNumber } from "./comparing.js";

/** Customer managed keys that are not deleted yet. */
export function keyCountVerdict(run: RunState, claim: Extract<Claim, { is: "count of keys" }>, scope: Scope): Verdict {
  let count = 0;
  for (const resource of run.world.resources.values()) {
    if (!isKind(resource, keyKind) || resource.account !== claim.account.text || !isCounted(resource.data)) continue;
    if (claim.region === undefined || claim.region.text === resource.region) count++;
  }
  return numberVerdict(claim, count, scope, "keys");
}

function isCounted(key: KeyData): boolean {
  return key.manager === "CUSTOMER" && key.state.is !== "deleted";
}

/** Calls to a service by these principals; what a service calls in their name counts too. */
export function callCountVerdict(run: RunState, claim: Extract<Claim, { is: "count of calls" }>, scope: Scope): Verdict {
  const by = new Set(claim.by.map((name) => name.text));
  const prefix = `${claim.service.text}:`;
  let count = 0;
  for (const step of run.steps) {
    for (const fact of step.facts) {
      if (fact.is === "call" && fact.action.startsWith(prefix) && fact.caller.is === "principal" && by.has(fact.caller.ref))
        count++;
    }
  }
  return numberVerdict(claim, count, scope, "calls");
}

function numberVerdict(claim: Extract<Claim, { compare: unknown }>, count: number, scope: Scope, what: string): Verdict {
  const held = comparesNumber(claim.compare, count);
  if (held === undefined) throw new Stop(diagnosticAt(scope.file.name, claim.compare.value, "expect/not-a-number", {}));
  return { held, wanted: scope.file.text.slice(claim.start, claim.end), got: `${count} ${what}` };
}
