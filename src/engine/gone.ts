// What was there and is not any more, or was to be made and was refused: AWS says so to whoever names it. A name that nothing ever had is a slip.

import type { Do } from "../language/syntax.js";
import type { Refused } from "../rules/reply.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import type { Step } from "./log.js";
import type { RunState } from "./run-state.js";
import type { Stop } from "./stop.js";

/** What is gone from the worlds of a run, by its name; looked through as far as the run has come when somebody asks. */
export class Gone {
  readonly #lastSeen = new Map<string, Resource>();
  /** Of what did not live to the end of its step. */
  readonly #kinds = new Map<string, string>();
  #before: World | undefined;
  #lookedThrough = 0;

  constructor(private readonly run: RunState) {}

  /** For a run that goes on from where another one was. */
  remember(earlier: readonly Step[]): void {
    for (const step of earlier) this.#lookThrough(step);
  }

  /** As it was when it was last there, where AWS has an answer to who names one that is not there: the call is made, and does not find it. */
  readonly resource = (name: string): Resource | undefined => {
    this.#lookOn();
    const was = this.#lastSeen.get(name);
    return was === undefined || this.run.parts.registry.kinds.get(was.kind)?.absent === undefined ? undefined : was;
  };

  kind(name: string): string | undefined {
    this.#lookOn();
    return this.#lastSeen.get(name)?.kind ?? this.#kinds.get(name) ?? this.run.unmade.get(name);
  }

  #lookOn(): void {
    const { steps } = this.run;
    for (; this.#lookedThrough < steps.length; this.#lookedThrough++) this.#lookThrough(steps[this.#lookedThrough]!);
  }

  #lookThrough({ facts, world }: Step): void {
    for (const fact of facts) {
      if (fact.is !== "gone") continue;
      const was = this.#before?.resources.get(fact.id);
      if (was !== undefined) this.#lastSeen.set(was.name, was);
      else if (fact.kind !== undefined) this.#kinds.set(fact.id, fact.kind);
    }
    this.#before = world;
  }
}

/** AWS's answer where a statement names what never came about, by no call: there is no ID that one could have. Undefined where it is a slip. */
export function refusedAsGone(run: RunState, { diagnostic: { code, args } }: Stop): Refused | undefined {
  return code === "name/unknown" && args.name !== undefined ? absenceOf(run, args.name) : undefined;
}

export function absenceOf(run: RunState, name: string): Refused | undefined {
  const kind = run.gone.kind(name);
  return kind === undefined ? undefined : run.parts.registry.kinds.get(kind)?.absent?.(name);
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
