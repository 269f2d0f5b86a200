// `why can B/backup not kms:Decrypt on k1`, `who can kms:Decrypt on k1`: decided as a call would be, and told with all that was weighed.

import { sortedTexts } from "../../base/order.js";
import type { Question } from "../../language/syntax.js";
import type { Decision } from "../../rules/authorize/decide.js";
import { decisionLine, decisionLines } from "../../rules/authorize/words.js";
import { nameOf } from "../../rules/naming.js";
import type { Permission } from "../../rules/operation.js";
import { probe } from "../../rules/probe.js";
import type { Resource } from "../../world/resource.js";
import { decisionFor } from "../claims/can.js";
import { thingNamed } from "../claims/properties.js";
import { allPrincipals, principalsOf } from "../claims/subjects.js";
import { permissionOn } from "../permissions.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";
import { changeLines } from "./changes.js";
import { otherAskers } from "./held-access.js";
import { tableLines } from "./table.js";

type WhyCan = Extract<Question, { ask: "why can" }>;
type WhoCan = Extract<Question, { ask: "who can" }>;

function asked(run: RunState, question: WhyCan | WhoCan, spec: StepSpec) {
  const { action, object } = question;
  const resource = object === undefined ? undefined : thingNamed(run, object, spec.scope);
  if (object !== undefined && resource === undefined) {
    throw new Stop(diagnosticAt(spec.scope.file.name, object, "name/unknown", { name: object.text, kind: "a resource" }));
  }
  const permission = permissionOn(run.parts.registry, action.text, resource);
  if (permission === undefined)
    throw new Stop(diagnosticAt(spec.scope.file.name, action, "model/unknown-action", { action: action.text }));
  return { resource, permission };
}

/** Each policy weighed, what decided; for a no the changes that would turn it and what else these would open. */
export function whyCan(run: RunState, question: WhyCan, spec: StepSpec): readonly string[] {
  const { resource, permission } = asked(run, question, spec);
  const on = question.object === undefined ? "" : ` on ${question.object.text}`;
  return principalsOf(run, question.subject).flatMap((ref) => {
    const decision = decisionFor(run, ref, permission, resource);
    const name = nameOf(run.world, decision);
    const lines = [`${ref} ${decision.allowed ? "can" : "cannot"} ${question.action.text}${on}: ${decisionLine(decision, name)}`];
    for (const line of decisionLines(decision, name)) lines.push(`  ${line}`);
    if (!decision.allowed)
      for (const line of changeLines(run.world, run.parts.registry, decision, resource)) lines.push(`  ${line}`);
    return lines;
  });
}

/** Everybody who can, with the way: principals of the world, and services that a grant or the policy lets in. */
export function whoCan(run: RunState, question: WhoCan, spec: StepSpec): readonly string[] {
  const { resource, permission } = asked(run, question, spec);
  const rows: string[][] = [];
  for (const ref of sortedTexts(allPrincipals(run))) {
    const decision = decisionFor(run, ref, permission, resource);
    if (decision.allowed) rows.push([ref, `${routeWords(decision)}:`, decisionLine(decision, nameOf(run.world, decision))]);
  }
  for (const { name, decision } of serviceDecisions(run, permission, resource)) {
    if (decision.allowed) rows.push([name, `${routeWords(decision)}:`, decisionLine(decision, nameOf(run.world, decision))]);
  }
  return rows.length === 0 ? [`nobody can ${question.action.text} on ${question.object.text}`] : tableLines(rows);
}

/** Services and instances, each in the way in which a grant or the policy lets it ask. */
function serviceDecisions(run: RunState, permission: Permission, resource: Resource | undefined) {
  if (resource === undefined) return [];
  const { account, region } = resource;
  return otherAskers(run.world, resource).map(({ name, caller, context }) => ({
    name,
    decision: probe(run.world, caller, { account, region }, permission, context),
  }));
}

function routeWords(decision: Extract<Decision, { allowed: true }>): string {
  switch (decision.route) {
    case "grant":
      return "by a grant";
    case "resource-names-caller":
      return "named by the policy";
    case "resource-open-to-all":
      return "open to everyone";
    case "account-trust":
    case "both-accounts":
      return "through its account";
    case "identity":
      return "by its own policy";
    case "root-user":
      return "as root user";
  }
}
