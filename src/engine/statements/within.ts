// `expect … within 3 days`: the claim need not hold yet. The world is run on by itself, on a branch, and the claim is looked at where
// something falls due, up to the last instant; the run's own clock stays where it is.

import type { Claim, DurationValue } from "../../language/syntax.js";
import { peek } from "../../world/queue.js";
import { formatInstant } from "../../world/time.js";
import { claimHolds, claimVerdict } from "../claims/verdict.js";
import type { Verdict } from "../log.js";
import { RunState, type StepSpec } from "../run-state.js";
import { after, moveTo } from "../scheduler.js";
import { diagnosticAt, Stop } from "../stop.js";

/** The claim's verdict at the first instant at which it holds, else at the last one. `at` is left out where it holds at once. */
export function verdictWithin(run: RunState, claim: Claim, within: DurationValue, spec: StepSpec): Verdict {
  if (claim.is === "outcome") throw new Stop(diagnosticAt(spec.scope.file.name, within, "expect/outcome-within", {}));
  const deadline = after(run.world.now, within, within, spec);
  if (claimHolds(run, claim, spec.scope)) return claimVerdict(run, claim, spec.scope);
  const branch = new RunState(run.parts, run.world, run);
  for (;;) {
    const due = peek(branch.world.queue)?.due ?? deadline;
    const at = due < deadline ? due : deadline;
    moveTo(branch, at, spec);
    const holds = claimHolds(branch, claim, spec.scope);
    if (!holds && at !== deadline) continue;
    const verdict = claimVerdict(branch, claim, spec.scope);
    return holds ? { ...verdict, at } : { ...verdict, got: `${verdict.got}, and so it stays until ${formatInstant(deadline)}` };
  }
}
