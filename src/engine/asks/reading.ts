// `who can read doc1`, `why can A/bob read doc1`, `why can mallory not read doc1`: the path of a yes, the frontier of a no and the
// smallest change that would open it.

import { sortedTexts } from "../../base/order.js";
import type { Name, Question } from "../../language/syntax.js";
import type { Resource } from "../../world/resource.js";
import { thingNamed } from "../claims/properties.js";
import { everyReader, newAnswers, reachLines, reachOf, readersOf } from "../claims/read.js";
import type { Step } from "../log.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";

function targetOf(run: RunState, name: Name | undefined, spec: StepSpec): Resource {
  const found = name === undefined ? undefined : thingNamed(run, name, spec.scope);
  if (found !== undefined) return found;
  const args = { name: name?.text ?? "", kind: "thing that could be read" };
  throw new Stop(diagnosticAt(spec.scope.file.name, name ?? spec.node, "name/unknown", args));
}

export function whyCanRead(run: RunState, question: Extract<Question, { ask: "why can" }>, spec: StepSpec): readonly string[] {
  const target = targetOf(run, question.object, spec);
  const readers = readersOf(run, question.subject);
  if (readers.length === 0) return [`${question.subject.name.text} has no principal that could read ${target.name}`];
  return readers.flatMap((who) => reachLines(run, spec.scope, who, target, reachOf(run, who, target)));
}

export function whoCanRead(run: RunState, question: Extract<Question, { ask: "who can" }>, spec: StepSpec): readonly string[] {
  const target = targetOf(run, question.object, spec);
  const services = run.parts.registry.vocabulary.services.map((name) => `service ${name}`);
  const able = [...everyReader(run), ...sortedTexts(services)].flatMap((who) => {
    const reach = reachOf(run, who, target);
    return reach.can ? reachLines(run, spec.scope, who, target, reach) : [];
  });
  return able.length === 0 ? [`nobody can read ${target.name}`] : able;
}

/** The step from which on it has been so, asked of the world after each step. */
export function sinceWhen(run: RunState, question: Extract<Question, { ask: "since when" }>, spec: StepSpec): readonly string[] {
  const target = targetOf(run, question.object, spec);
  const readers = readersOf(run, question.subject);
  const past = newAnswers(run);
  let since: Step | undefined;
  let could = false;
  for (const step of run.steps) {
    const then = step.world.resources.get(target.id);
    const can = then !== undefined && readers.some((who) => past.ask(step.world, who, then).can);
    if (can !== could) since = step;
    could = can;
  }
  const who = question.subject.name.text;
  const verb = could ? "can" : "cannot";
  if (since === undefined) return [`${who} has never been able to read ${target.name}`];
  return [`${who} ${verb} read ${target.name} since step ${since.number}: ${since.text}`];
}
