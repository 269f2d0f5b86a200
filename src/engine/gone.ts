// What was there and is not any more, or was to be made and was refused: AWS says so to whoever names it. A name that nothing ever had is a slip.

import type { Do } from "../language/syntax.js";
import type { Refused } from "../rules/reply.js";
import type { RunState } from "./run-state.js";
import type { Stop } from "./stop.js";

/** AWS's answer where a statement names such a thing; undefined where it is a slip. */
export function refusedAsGone(run: RunState, { diagnostic: { code, args } }: Stop): Refused | undefined {
  const { name } = args;
  if (code !== "name/unknown" || name === undefined) return undefined;
  const kind = kindThatWas(run, name);
  return kind === undefined ? undefined : run.parts.registry.kinds.get(kind)?.absent?.(name);
}

function kindThatWas(run: RunState, name: string): string | undefined {
  for (let at = run.steps.length - 1; at >= 0; at--) {
    const { world, facts } = run.steps[at]!;
    const was = world.resources.get(name)?.kind;
    if (was !== undefined) return was;
    for (const fact of facts) if (fact.is === "gone" && fact.id === name && fact.kind !== undefined) return fact.kind;
  }
  return run.unmade.get(name);
}

/** Notes what a refused statement would have made. */
export function noteUnmade(run: RunState, { verb, object, as }: Do): void {
  const entries = run.parts.registry.verbs.get(verb) ?? [];
  const on = object === undefined ? undefined : run.world.resources.get(object.text)?.kind;
  const entry = entries.find((each) => on !== undefined && Array.isArray(each.on) && each.on.includes(on)) ?? entries[0];
  const name = as ?? (entry?.on === "new" ? object : undefined);
  if (name !== undefined && entry?.makes !== undefined && !run.world.resources.has(name.text))
    run.unmade.set(name.text, entry.makes);
}
