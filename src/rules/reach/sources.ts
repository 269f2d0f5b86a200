// Where content lies and how it is got from there. A way is tried with the very calls that a scenario would make, on a copy of the world
// that is thrown away: nobody writes down a second time what a call needs.

import type { Content } from "../../world/key.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { ActionName, CallOptions, InputOf, OutputOf, WorldEditor } from "../operation.js";
import type { Reply } from "../reply.js";
import type { Storage } from "./storage.js";

/** What a way may do while it is tried. Nothing of it stays. */
export interface Trial extends WorldEditor {
  readonly reader: Caller;
  call<A extends ActionName>(
    action: A,
    input: InputOf<A>,
    region: string,
    options?: Pick<CallOptions, "grantTokens">,
  ): Reply<OutputOf<A>>;
}

export interface Way {
  /** `kms:Decrypt with k1`: what a proof says. */
  readonly how: string;
  /** All calls in turn; the first refusal ends it. */
  try(trial: Trial): Reply;
  /** A way round: that it is closed is told to nobody who asks why not. */
  readonly aside?: true;
}

/** What can lie somewhere: a content, or all that was on a volume or in a database. */
export type Held = Content | Storage;

export interface Alike {
  /** All that decides but the encryption context. */
  readonly shape: string;
  /** Counts where a policy or a grant asks for what is in it. */
  readonly context: ReadonlyMap<string, string>;
}

export interface ReadRule {
  /** What one has who has read it. What is read for its own sake holds its own storage, and comes first. */
  holds(resource: Resource): readonly Held[];
  /**
   * The ways that are open to this reader as far as its place goes; whether they are allowed shows when they are tried. `wanted` is what
   * is looked for, where several things lie in it; absent: anything.
   */
  ways(resource: Resource, world: World, reader: Caller, wanted: Held | undefined): readonly Way[];
  /** Things of one kind and place that say the same here are opened by the same calls, which differ in nothing but what comes out. */
  alike?(resource: Resource, world: World, reader: Caller): Alike | undefined;
}

/** One step of a proof: what it says, and what is done in whose name, if anything is called. */
export interface ProofStep {
  readonly says: string;
  /** It rests on what somebody has seen: when and how stands in the facts. */
  readonly knows?: { readonly who: string; readonly document: string };
  readonly does?: { readonly by: Caller; readonly work: (trial: Trial) => Reply };
}
