// The names that a file has made up to a line, with the kind of each: what checking knows of a world that it does not run.

import { looksLike, skeleton, suggest } from "../../base/suggest.js";
import type { Node } from "../../language/syntax.js";

export interface Declared {
  /** Undefined where only a run can tell. */
  readonly kind: string | undefined;
  readonly at: Node;
  /** Where it is, as far as the sentence and `default` say: `A us-east-1`. */
  readonly place?: string;
}

/** Names, and how often each was said. */
export class NameCounts {
  readonly #counts: Map<string, number>;
  constructor(from?: NameCounts) {
    this.#counts = from === undefined ? new Map() : new Map(from.#counts);
  }
  add(name: string): void {
    this.#counts.set(name, this.count(name) + 1);
  }
  has(name: string): boolean {
    return this.#counts.has(name);
  }
  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }
  names(): Iterable<string> {
    return this.#counts.keys();
  }
}

export class Symbols {
  readonly #names: Map<string, Declared>;
  /** Names by what they look like on a screen. */
  readonly #bySkeleton: Map<string, string>;
  /** Principals and people that some statement names (expectations do not count). */
  readonly actors: NameCounts;
  /** Accounts and principals named up to this line. */
  readonly namedActors: Set<string>;
  /** Sids that statements gave to the policy of a thing; undefined where only a run can tell. */
  readonly sids: Map<string, ReadonlySet<string> | undefined>;
  /** Accounts by the numbers that the file gives them. */
  readonly accountNumbers: Map<string, string>;
  /** Aliases have names of their own: a key may be called as one is. */
  readonly aliases: Set<string>;
  /** Words of lines that could not be read: each may be the name of something. */
  readonly unread: Set<string>;
  /** Names whose things were deleted, so that they may be given again. */
  readonly mayBeGone: Set<string>;
  /** Kind of what the statement before made. */
  lastMade: string | undefined;
  strict = false;

  constructor(from?: Symbols) {
    this.#names = new Map(from?.entries());
    this.#bySkeleton = from === undefined ? new Map() : new Map(from.#bySkeleton);
    this.actors = new NameCounts(from?.actors);
    this.namedActors = new Set(from?.namedActors);
    this.sids = new Map(from?.sids);
    this.accountNumbers = new Map(from?.accountNumbers);
    this.aliases = new Set(from?.aliases);
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
    const seen = skeleton(name);
    if (!this.#bySkeleton.has(seen)) this.#bySkeleton.set(seen, name);
  }
  get nameCount(): number {
    return this.#names.size;
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

  /** Whether only a run can tell that there is such a thing. */
  mayExist(name: string): boolean {
    return this.unread.has(name) || mayBeDerived(name);
  }

  /** Another name that a reader would take for this one. */
  lookalike(name: string): string | undefined {
    const other = this.#bySkeleton.get(skeleton(name));
    return other === name ? undefined : other;
  }
}

/** `vol1-snap-1`: a name that Custody derives, so that only a run knows whether it is there. */
function mayBeDerived(name: string): boolean {
  return /-\d+$/.test(name);
}

/** Among more names than these, one that is close to another belongs to a list; and to compare all with all would take too long. */
export const NAMES_COMPARED_MAX = 1000;

/** `vo11` beside `vol1`, not `vol2`: differences in digits alone are what series of names are made of. */
export function nearName(name: string, others: Iterable<string>): string | undefined {
  const near = suggest(name, others);
  if (near === undefined) return undefined;
  const letters = (text: string) => text.replace(/\d/g, "");
  return letters(near) === letters(name) && !looksLike(near, name) ? undefined : near;
}
