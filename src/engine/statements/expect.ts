// What a scenario claims: checked against the world and the facts so far. A claim changes nothing, not even by asking.

import { unreachable } from "../../base/assert.js";
import type { Claim, Expect } from "../../language/syntax.js";
import { billVerdict } from "../claims/bill.js";
import { canVerdict } from "../claims/can.js";
import { callCountVerdict, keyCountVerdict } from "../claims/counts.js";
import { placeVerdict, propertyVerdict } from "../claims/properties.js";
import { trailVerdict } from "../claims/trail.js";
import { filledStatement, oneLine } from "../holes.js";
import type { Verdict } from "../log.js";
import { outcomeVerdict } from "../outcomes.js";
import type { RunState, StepSpec } from "../run-state.js";
import type { Scope } from "../scope.js";
import { diagnosticAt, Stop } from "../stop.js";

export function runExpect(run: RunState, statement: Expect, spec: StepSpec): void {
  // What was wanted is said as it stands in the step, its holes filled.
  const verdict = { ...claimVerdict(run, statement.claim, spec.scope), wanted: spec.text.replace(/^expect\s+/i, "") };
  const step = run.look(spec, [], verdict);
  if (verdict.held) return;
  run.fail(step, "expect", [`wanted ${verdict.wanted}`, `got ${verdict.got}`, ...(verdict.why ?? [])]);
}

export function claimVerdict(run: RunState, claim: Claim, scope: Scope): Verdict {
  switch (claim.is) {
    case "outcome": {
      const before = run.steps.findLast((step) => step.kind === "do");
      if (before === undefined) throw new Stop(diagnosticAt(scope.file.name, claim, "expect/nothing-before", {}));
      return outcomeVerdict(before, claim.outcome);
    }
    case "property":
      return propertyVerdict(run, claim, scope);
    case "place":
      return placeVerdict(run, claim, scope);
    case "can":
      return canVerdict(run, claim, scope);
    case "bill":
      return billVerdict(run, claim, scope);
    case "trail":
      return trailVerdict(run, claim);
    case "count of keys":
      return keyCountVerdict(run, claim, scope);
    case "count of calls":
      return callCountVerdict(run, claim, scope);
    default:
      return unreachable(claim);
  }
}

/** `never` and `always`, after each step: the first step that breaks one is named, once. */
export function checkInvariants(run: RunState): void {
  const step = run.steps.at(-1);
  if (step === undefined) return;
  for (const watched of run.watched) {
    if (watched.broken) continue;
    const { invariant, scope } = watched;
    const filled = invariant.holes === true ? filledStatement(invariant, scope).statement : invariant;
    if (filled.is !== "invariant") continue;
    const verdict = claimVerdict(run, filled.claim, scope);
    if (verdict.held === (invariant.mode === "always")) continue;
    watched.broken = true;
    const said = oneLine(scope.file.text.slice(invariant.start, invariant.end));
    run.fail(step, invariant.mode, [
      `\`${said}\` is broken by step ${step.number}: ${step.text}`,
      `got ${verdict.got}`,
      ...(verdict.why ?? []),
    ]);
  }
}
