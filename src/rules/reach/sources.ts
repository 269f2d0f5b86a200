// Where content lies and how it is got from there. A way is tried with the very calls that a scenario would make, on a copy of the world
// that is thrown away: nobody writes down a second time what a call needs.

import type { Content } from "../../world/key.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { ActionName, InputOf, OutputOf, WorldEditor } from "../operation.js";
import type { Reply } from "../reply.js";

/** What a way may do while it is tried. Nothing of it stays. */
export interface Trial extends WorldEditor {
  readonly reader: Caller;
  call<A extends ActionName>(action: A, input: InputOf<A>, region: string): Reply<OutputOf<A>>;
}

export interface Way {
  /** `kms:Decrypt with k1`: what a proof says. */
  readonly how: string;
  /** All calls in turn; the first refusal ends it. */
  try(trial: Trial): Reply;
}

export interface ReadRule {
  /** What one has who has read it; nothing where a thing is read for its own sake (a volume). */
  holds(resource: Resource): Content | undefined;
  /** The ways that are open to this reader as far as its place goes; whether they are allowed shows when they are tried. */
  ways(resource: Resource, world: World, reader: Caller): readonly Way[];
}
