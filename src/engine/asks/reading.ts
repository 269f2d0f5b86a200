// `who can read doc1`, `why can A/bob read doc1`, `why can mallory not read doc1`: the path of a yes, the frontier of a no and the
// smallest change that would open it.

import type { Name, Question } from "../../language/syntax.js";
import type { Resource } from "../../world/resource.js";
import { thingNamed } from "../claims/properties.js";
import { everyReader, reachLines, reachOf, readersOf } from "../claims/read.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";

function targetOf(run: RunState, name: Name | undefined, spec: StepSpec): Resource {
  const found = name === undefined ? undefined : thingNamed(run, name, spec.scope);
  if (found !== undefined) return found;
  const args = { name: name?.text ?? "", kind: "a thing that could be read" };
  throw new Stop(diagnosticAt(spec.scope.file.name, name ?? spec.node, "name/unknown", args));
}

export function whyCanRead(run: RunState, question: Extract<Question, { ask: "why can" }>, spec: StepSpec): readonly string[] {
  const target = targetOf(run, question.object, spec);
  const readers = readersOf(run, question.subject);
  if (readers.length === 0) return [`${question.subject.name.text} has no principal that could read ${target.name}`];
  return readers.flatMap((who) => reachLines(run, who, target, reachOf(run, who, target)));
}

export function whoCanRead(run: RunState, question: Extract<Question, { ask: "who can" }>, spec: StepSpec): readonly string[] {
  const target = targetOf(run, question.object, spec);
  const services = [...run.world.knowledge.keys()].filter((who) => who.startsWith("service "));
  const able = [...everyReader(run), ...services].flatMap((who) => {
    const reach = reachOf(run, who, target);
    return reach.can ? reachLines(run, who, target, reach) : [];
  });
  return able.length === 0 ? [`nobody can read ${target.name}`] : able;
}
