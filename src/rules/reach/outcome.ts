// What a search comes to: a path that was walked, or where each path stops.

import type { Refused } from "../reply.js";
import type { ProofStep } from "./sources.js";

/** Where a path stops. */
export interface Stopped {
  /** Who asked: the reader, or a role that it may enter. */
  readonly by: string;
  readonly at: string;
  readonly how: string;
  readonly refused: Refused;
}

export type Reach =
  /** `path` in order, from what the reader starts with to what was asked for. */
  | { readonly can: true; readonly path: readonly ProofStep[] }
  /** Where they stop is found out again when somebody wants to know: most answers are only asked whether they are a no. */
  | { readonly can: false; readonly stops: Iterable<Stopped>; readonly stopCount: number };

/** A no that knows how many stops there are, and finds them when they are asked for. */
export class No {
  readonly can = false;
  constructor(
    private readonly attempts: ReadonlyMap<string, { readonly stopCount: number }>,
    private readonly found: () => Iterator<Stopped>,
  ) {}
  get stops(): Iterable<Stopped> {
    return { [Symbol.iterator]: this.found };
  }
  get stopCount(): number {
    let sum = 0;
    for (const each of this.attempts.values()) sum += each.stopCount;
    return sum;
  }
}
