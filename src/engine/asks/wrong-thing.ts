// A question is about things of certain kinds: who asks it of another is told what that is, and not that there is none.

import type { Name } from "../../language/syntax.js";
import type { Resource } from "../../world/resource.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";

export function wrongThing(
  run: RunState,
  spec: StepSpec,
  name: Name,
  thing: Resource | undefined,
  verb: string,
  takes: string,
): Stop {
  const file = spec.scope.file.name;
  if (thing === undefined) return new Stop(diagnosticAt(file, name, "name/unknown-key", { name: name.text }));
  const is = run.parts.registry.kinds.get(thing.kind)?.article ?? thing.kind;
  return new Stop(diagnosticAt(file, name, "name/wrong-kind", { name: name.text, is, verb, takes }));
}
