// What a scenario claims: checked against the world and the facts so far. A claim changes nothing, not even by asking.

import type { Claim, Expect } from "../../language/syntax.js";
import type { Fact } from "../../rules/facts.js";
import { formatDate } from "../../world/time.js";
import { askedOf } from "../asks/fork.js";
import { neverUsed } from "../claims/can.js";
import { spanToCome } from "../claims/time-spans.js";
import { claimHolds, claimVerdict } from "../claims/verdict.js";
import { filledStatement, oneLine } from "../holes.js";
import type { RunState, StepSpec } from "../run-state.js";
import { verdictWithin } from "./within.js";

export function runExpect(run: RunState, { claim, within }: Expect, spec: StepSpec): void {
  // What was wanted is said as it stands in the step, its holes filled.
  const found = askedOf(run, subjectsOf(claim), () =>
    within === undefined ? claimVerdict(run, claim, spec.scope) : verdictWithin(run, claim, within, spec),
  );
  const verdict = { ...found, wanted: spec.text.replace(/^expect\s+/i, "") };
  const step = run.look(spec, verdict.held ? warnings(run, claim, spec, within !== undefined) : [], verdict);
  if (verdict.held) return;
  run.fail(step, "expect", [`wanted ${verdict.wanted}`, `got ${verdict.got}`, ...(verdict.why ?? [])]);
}

/** What holds, and is mostly not what was meant: a permission that nothing can be done with, a time that has not begun. */
function warnings(run: RunState, claim: Claim, { scope }: StepSpec, isWithin: boolean): readonly Fact[] {
  const ahead = isWithin ? undefined : spanToCome(claim, run.world.now);
  if (ahead !== undefined) {
    const message = `${ahead} has not begun, and this holds of nothing: it is ${formatDate(run.world.now)} now`;
    return [{ is: "warning", code: "expect/time-to-come", args: { message } }];
  }
  const words = claim.is === "can" && !claim.negated ? neverUsed(run, claim, scope) : undefined;
  const message = `the permission is there, and nothing can be done with it: ${words}`;
  return words === undefined ? [] : [{ is: "warning", code: "expect/permission-alone", args: { message } }];
}

function subjectsOf(claim: Claim): readonly string[] {
  return claim.is === "can" ? claim.subjects.flatMap(({ is, name }) => (is === "name" ? [name.text] : [])) : [];
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
    if (claimHolds(run, filled.claim, scope) === (invariant.mode === "always")) continue;
    watched.broken = true;
    const verdict = askedOf(run, subjectsOf(filled.claim), () => claimVerdict(run, filled.claim, scope));
    const said = oneLine(scope.file.text.slice(invariant.start, invariant.end));
    run.fail(step, invariant.mode, [
      run.steps.length === watched.after
        ? `\`${said}\` does not hold where it is said`
        : `\`${said}\` is broken by step ${step.number}: ${step.text}`,
      `got ${verdict.got}`,
      ...(verdict.why ?? []),
    ]);
  }
}
