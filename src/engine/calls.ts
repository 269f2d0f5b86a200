// `back-up(vol1, k1)`: the body of a definition with what its parameters stand for. Checking and running go in by the same door.

import type { Block, Flow } from "../language/syntax.js";
import { valueText } from "../language/value-text.js";
import { filledValue } from "./holes.js";
import type { Scope } from "./scope.js";
import { diagnosticAt, Stop } from "./stop.js";

/** Stops, with a diagnostic at the call, where there is no such definition, it is called by itself, or with too few or many values. */
export function enterDefinition(
  flow: Extract<Flow, { is: "call" }>,
  scope: Scope,
): { readonly body: Block; readonly scope: Scope } {
  const name = flow.name.text;
  const found = scope.definition(flow.name);
  if (found === undefined) {
    const near = scope.nearestDefinition(name);
    const more = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
    throw new Stop(diagnosticAt(scope.file.name, flow.name, "name/unknown-definition", { name }, more));
  }
  const { definition, file } = found;
  if (scope.calling(name)) {
    const chain = [...scope.callChain(), name].join(" → ");
    throw new Stop(diagnosticAt(scope.file.name, flow.name, "flow/calls-itself", { name: chain }));
  }
  const { parameters, body } = definition;
  if (parameters.length !== flow.arguments.length) {
    const args = { name, takes: String(parameters.length), given: String(flow.arguments.length) };
    throw new Stop(diagnosticAt(scope.file.name, flow, "flow/wrong-arguments", args));
  }
  const inner = scope.inFile(file, name);
  parameters.forEach((parameter, at) => {
    inner.set(parameter.text, valueText(filledValue(flow.arguments[at]!, scope)));
  });
  return { body, scope: inner };
}
