// Questions that stand in a file: their answers go into the trace. Asking changes nothing.

import { sortedTexts } from "../../base/order.js";
import type { Question } from "../../language/syntax.js";
import { decisionLine, decisionLines } from "../../rules/authorize/words.js";
import { pending } from "../../world/queue.js";
import { formatInstant } from "../../world/time.js";
import { allPrincipals, decisionFor, principalsOf } from "../claims/can.js";
import { thingNamed } from "../claims/properties.js";
import { nameOf } from "../naming.js";
import { permissionOn } from "../permissions.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";

export function runAsk(run: RunState, question: Question, spec: StepSpec): void {
  run.look(spec, [{ is: "answer", lines: answer(run, question, spec) }]);
}

function answer(run: RunState, question: Question, spec: StepSpec): readonly string[] {
  switch (question.ask) {
    case "why can":
      return whyCan(run, question, spec);
    case "who can":
      return whoCan(run, question, spec);
    case "next events":
      return nextEvents(run, question.count);
    default:
      throw new Stop(diagnosticAt(spec.scope.file.name, question, "model/not-modelled", { what: `\`${question.ask}\`` }));
  }
}

function asked(
  run: RunState,
  action: string,
  object: Extract<Question, { ask: "who can" }>["object"] | undefined,
  spec: StepSpec,
) {
  const resource = object === undefined ? undefined : thingNamed(run, object, spec.scope);
  if (object !== undefined && resource === undefined) {
    throw new Stop(diagnosticAt(spec.scope.file.name, object, "name/unknown", { name: object.text, kind: "a resource" }));
  }
  const permission = permissionOn(run.parts.registry, action, resource);
  if (permission === undefined) throw new Stop(diagnosticAt(spec.scope.file.name, spec.node, "model/unknown-action", { action }));
  return { resource, permission };
}

function whyCan(run: RunState, question: Extract<Question, { ask: "why can" }>, spec: StepSpec): readonly string[] {
  const { resource, permission } = asked(run, question.action, question.object, spec);
  const lines: string[] = [];
  const name = nameOf(run.world);
  for (const ref of principalsOf(run, question.subject)) {
    const decision = decisionFor(run, ref, permission, resource);
    const on = question.object === undefined ? "" : ` on ${question.object.text}`;
    lines.push(`${ref} ${decision.allowed ? "can" : "cannot"} ${question.action}${on}: ${decisionLine(decision, name)}`);
    for (const line of decisionLines(decision, name)) lines.push(`  ${line}`);
  }
  return lines;
}

function whoCan(run: RunState, question: Extract<Question, { ask: "who can" }>, spec: StepSpec): readonly string[] {
  const { resource, permission } = asked(run, question.action, question.object, spec);
  const name = nameOf(run.world);
  const lines: string[] = [];
  for (const ref of sortedTexts(allPrincipals(run))) {
    const decision = decisionFor(run, ref, permission, resource);
    if (decision.allowed) lines.push(`${ref}: ${decisionLine(decision, name)}`);
  }
  return lines.length === 0 ? [`nobody can ${question.action} on ${question.object.text}`] : lines;
}

function nextEvents(run: RunState, count: number): readonly string[] {
  const lines: string[] = [];
  for (const timer of pending(run.world.queue)) {
    if (lines.length >= count) break;
    const words = run.parts.registry.vocabulary.eventWords.get(timer.work.event);
    lines.push(`${formatInstant(timer.due)}  ${words?.(timer.work) ?? `${timer.work.event} of ${timer.work.subject}`}`);
  }
  return lines.length === 0 ? ["nothing is due"] : lines;
}
