// Whether a claim holds, in the world and the facts so far. A claim changes nothing, not even by asking.

import { unreachable } from "../../base/assert.js";
import type { Claim } from "../../language/syntax.js";
import type { Verdict } from "../log.js";
import { outcomeVerdict } from "../outcomes.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { diagnosticAt, Stop } from "../stop.js";
import { billVerdict } from "./bill.js";
import { asksToRead, canVerdict } from "./can.js";
import { callCountVerdict, keyCountVerdict } from "./counts.js";
import { placeVerdict, propertyVerdict } from "./properties.js";
import { readHolds } from "./read.js";
import { spanProblem } from "./time-spans.js";
import { trailVerdict } from "./trail.js";

/** As `claimVerdict(…).held`, without a word: what is asked after every step mostly holds. */
export function claimHolds(run: RunState, claim: Claim, scope: Scope): boolean {
  if (claim.is === "can" && !claim.only && asksToRead(run, claim.action, claim.object, scope))
    return readHolds(run, claim, scope);
  return claimVerdict(run, claim, scope).held;
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
      requireSpan(claim, scope);
      return billVerdict(run, claim, scope);
    case "trail":
      requireSpan(claim, scope);
      return trailVerdict(run, claim);
    case "count of keys":
      return keyCountVerdict(run, claim, scope);
    case "count of calls":
      return callCountVerdict(run, claim, scope);
    default:
      return unreachable(claim);
  }
}

/** The time that a hole was filled with may be none of a bill's. */
function requireSpan(claim: Extract<Claim, { is: "bill" | "trail" }>, scope: Scope): void {
  const why = spanProblem(claim);
  if (why !== undefined) throw new Stop(diagnosticAt(scope.file.name, claim, "expect/no-span", { why }));
}
