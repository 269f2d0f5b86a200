// Definitions that call themselves, in one step or in several, and that nothing else calls: a call from outside would have been told of already.

import type { File, Statement } from "../../language/syntax.js";
import type { Definition } from "../scope.js";
import { bodyOf } from "./bodies.js";
import type { Here } from "./checking.js";

type Call = Extract<Statement, { is: "call" }>;

export function checkRings(file: File, here: Here): void {
  const definitions = new Map(file.statements.flatMap((each) => (each.is === "define" ? [[each.name.text, each] as const] : [])));
  const done = new Set<string>();
  const follow = (definition: Definition, chain: readonly string[]): void => {
    const name = definition.name.text;
    if (done.has(name)) return;
    for (const call of callsIn(definition.body.statements)) {
      const called = call.name.text;
      const ring = [...chain, name].indexOf(called);
      const next = definitions.get(called);
      if (ring >= 0) here.tell(call.name, "flow/calls-itself", { name: [...[...chain, name].slice(ring), called].join(" → ") });
      else if (next !== undefined) follow(next, [...chain, name]);
    }
    done.add(name);
  };
  for (const each of definitions.values()) follow(each, []);
}

function callsIn(statements: readonly Statement[]): readonly Call[] {
  return statements.flatMap((each) => (each.is === "call" ? [each] : callsIn(bodyOf(each)?.statements ?? [])));
}
