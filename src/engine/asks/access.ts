// `why can B/backup not kms:Decrypt on k1`, `who can kms:Decrypt on k1`: decided as a call would be, and told with all that was weighed.

import { sortedTexts } from "../../base/order.js";
import type { Question } from "../../language/syntax.js";
import type { Decision } from "../../rules/authorize/decide.js";
import { decisionLines } from "../../rules/authorize/words.js";
import { nameOf } from "../../rules/naming.js";
import { thingAt } from "../../rules/sentence-names.js";
import { type Ask, askedThing, askFor, decisionFor, decisionsFor } from "../claims/can.js";
import { couldLine } from "../claims/could.js";
import { allPrincipals, principalsOf } from "../claims/subjects.js";
import { inVain, permissionOn } from "../permissions.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";
import { changeLines } from "./changes.js";
import { otherAskers, requestOf } from "./held-access.js";
import { tableLines } from "./table.js";

type WhyCan = Extract<Question, { ask: "why can" }>;
type WhoCan = Extract<Question, { ask: "who can" }>;

function asked(run: RunState, question: WhyCan | WhoCan, spec: StepSpec): Ask {
  const { object } = question;
  const resource = object === undefined ? undefined : askedThing(run, object, spec.scope);
  if (object !== undefined && resource === undefined) {
    throw new Stop(diagnosticAt(spec.scope.file.name, object, "name/unknown", { name: object.text, kind: "resource" }));
  }
  return askFor(run, question.action, spec.scope, resource);
}

/** Each policy weighed, what decided; for a no the changes that would turn it and what else these would open. */
export function whyCan(run: RunState, question: WhyCan, spec: StepSpec): readonly string[] {
  const ask = asked(run, question, spec);
  const on = question.object === undefined ? "" : ` on ${question.object.text}`;
  const answers = principalsOf(run, question.subject).flatMap((ref) => {
    const decisions = decisionsFor(run, ref, ask);
    const deciding = decisions.find(({ allowed }) => !allowed) ?? decisions[0];
    const head = `${ref} ${deciding.allowed ? "can" : "cannot"} ${question.action.text}${on}`;
    if (decisions.length === 1) return [`${head}: ${couldLine(run.world, deciding)}`, ...evidence(run, ask, deciding, "  ")];
    return [
      `${head}: it takes ${decisions.length} permissions`,
      ...decisions.flatMap((decision) => [
        `  ${decision.request.action} on ${targetName(run, decision)}: ${decision.allowed ? "yes" : "no"}, ${couldLine(run.world, decision)}`,
        ...evidence(run, ask, decision, "    "),
      ]),
    ];
  });
  return [...answers, ...vainLines(run, ask)];
}

/** A permission alone may be no use. */
function vainLines(run: RunState, { action, resource }: Ask): readonly string[] {
  const vain = inVain(run.parts.registry, action, resource, run.world);
  return vain === undefined ? [] : [`whoever may: ${vain.words}`];
}

function targetName(run: RunState, { request }: Decision): string {
  return request.resource === "*" ? "everything" : nameOf(run.world)(request.resource);
}

function evidence(run: RunState, { resource }: Ask, decision: Decision, indent: string): readonly string[] {
  const lines = [...decisionLines(decision, nameOf(run.world, decision))];
  if (!decision.allowed) {
    const { arn = "" } = resource ?? {};
    // Of several permissions one may be on another thing: the alias, the replica.
    const on = decision.request.resource.startsWith(arn) ? resource : thingAt(run.world, decision.request.resource);
    lines.push(...changeLines(run.world, run.parts.registry, decision, on));
  }
  return lines.map((line) => indent + line);
}

/** Everybody who can, with the way: principals of the world, and services that a grant or the policy lets in. */
export function whoCan(run: RunState, question: WhoCan, spec: StepSpec): readonly string[] {
  const ask = asked(run, question, spec);
  const rows: string[][] = [];
  for (const ref of sortedTexts(allPrincipals(run))) {
    const decision = decisionFor(run, ref, ask);
    if (decision.allowed) rows.push([ref, `${routeWords(decision)}:`, couldLine(run.world, decision)]);
  }
  for (const { name, decision } of serviceDecisions(run, ask)) {
    if (decision.allowed) rows.push([name, `${routeWords(decision)}:`, couldLine(run.world, decision)]);
  }
  const answers = rows.length === 0 ? [`nobody can ${question.action.text} on ${question.object.text}`] : tableLines(rows);
  return [...answers, ...vainLines(run, ask)];
}

/** Services and instances, each in the way in which a grant or the policy lets it ask. */
function serviceDecisions(run: RunState, { action, resource }: Ask) {
  const permission = permissionOn(run.parts.registry, action, resource);
  if (resource === undefined || permission === undefined) return [];
  return otherAskers(run.world, resource).map((asker) => ({
    name: asker.name,
    decision: requestOf(run.world, asker, permission, resource).decision,
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
