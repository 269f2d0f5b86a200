// `explain` as a statement: why the step before it went as it did, each decision with all that was weighed.

import { decisionLine, decisionLines } from "../../rules/authorize/words.js";
import { nameOf } from "../../rules/naming.js";
import { causes } from "../../rules/reply.js";
import { callerText } from "../../world/principal.js";
import type { RunState } from "../run-state.js";
import { changeLines } from "./changes.js";

export function explainLast(run: RunState): readonly string[] {
  const step = [...run.steps].reverse().find((each) => each.kind === "do");
  if (step === undefined) return ["nothing has been done yet"];
  const name = nameOf(step.world);
  const lines = [`step ${step.number}, ${step.text}`];
  for (const fact of step.facts) {
    if (fact.is !== "call") continue;
    const indent = "  ".repeat(fact.depth + 1);
    const on = fact.on.length === 0 ? "" : ` on ${fact.on.join(", ")}`;
    lines.push(
      `${indent}${callerText(fact.caller)} ${fact.action}${on}: ${fact.refused === undefined ? "done" : fact.refused.code}`,
    );
    for (const decision of fact.decisions) {
      lines.push(`${indent}  ${decision.request.action}: ${decisionLine(decision, name)}`);
      for (const line of decisionLines(decision, name)) lines.push(`${indent}    ${line}`);
      if (decision.allowed) continue;
      const resource = [...step.world.resources.values()].find((each) => each.arn === decision.request.resource);
      for (const line of changeLines(step.world, run.parts.registry, decision, resource)) lines.push(`${indent}    ${line}`);
    }
    if (fact.refused !== undefined && fact.decisions.every((each) => each.allowed))
      for (const cause of causes(fact.refused)) lines.push(`${indent}  ${cause.code}: ${cause.message}`);
  }
  return lines;
}
