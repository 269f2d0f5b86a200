// The names that a file has made up to a line, with the kind of each: what checking knows of a world that it does not run.

import { looksLike, suggest } from "../../base/suggest.js";
import type { Node } from "../../language/syntax.js";

export interface Declared {
  /** Undefined where only a run can tell. */
  readonly kind: string | undefined;
  readonly at: Node;
  /** Where it is, as far as the sentence and `default` say: `A us-east-1`. */
  readonly place?: string;
}

export class Symbols {
  readonly #names: Map<string, Declared>;
  /** Principals and people that some statement names (expectations do not count). */
  readonly actors: Set<string>;
  /** Words of lines that could not be read: each may be the name of something. */
  readonly unread: Set<string>;
  /** Names whose things were deleted, so that they may be given again. */
  readonly mayBeGone: Set<string>;
  /** Kind of what the statement before made. */
  lastMade: string | undefined;
  strict = false;

  constructor(from?: Symbols) {
    this.#names = new Map(from?.entries());
    this.actors = new Set(from?.actors);
    this.unread = new Set(from?.unread);
    this.mayBeGone = new Set(from?.mayBeGone);
    this.lastMade = from?.lastMade;
    this.strict = from?.strict ?? false;
  }

  get(name: string): Declared | undefined {
    return this.#names.get(name);
  }
  declare(name: string, declared: Declared): void {
    this.#names.set(name, declared);
  }
  entries(): Iterable<[string, Declared]> {
    return this.#names.entries();
  }

  /** Names of things of these kinds, in the order in which they were made; of all kinds if none is said. */
  ofKinds(kinds: readonly string[]): string[] {
    return [...this.#names]
      .filter(([, each]) => kinds.length === 0 || (each.kind !== undefined && kinds.includes(each.kind)))
      .map(([name]) => name);
  }

  /** The nearest name of a kind that would do. */
  nearest(name: string, kinds: readonly string[]): string | undefined {
    return suggest(name, this.ofKinds(kinds));
  }

  /** Whether only a run can tell that there is such a thing. */
  mayExist(name: string): boolean {
    return this.unread.has(name) || mayBeDerived(name);
  }

  /** Another name that a reader would take for this one. */
  lookalike(name: string): string | undefined {
    for (const other of this.#names.keys()) if (other !== name && looksLike(other, name)) return other;
    return undefined;
  }
}

/** `vol1-snap-1`: a name that Custody derives, so that only a run knows whether it is there. */
function mayBeDerived(name: string): boolean {
  return /-\d+$/.test(name);
}

/** `vo11` beside `vol1`, not `vol2`: differences in digits alone are what series of names are made of. */
export function nearName(name: string, others: Iterable<string>): string | undefined {
  const near = suggest(name, others);
  if (near === undefined) return undefined;
  const letters = (text: string) => text.replace(/\d/g, "");
  return letters(near) === letters(name) && !looksLike(near, name) ? undefined : near;
}
