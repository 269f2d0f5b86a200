// Which things hold a document, a data key or a storage, and which roles trust somebody: kept up to date by what has changed from world
// to world.

import type { Table } from "../../base/table.js";
import type { Principal } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { Changes } from "./changes.js";
import type { Held, ReadRule } from "./sources.js";

/** `document doc1`, `data-key data-key-3`, `storage vol1#5`; nothing for what nobody asks about. */
export function contentKey(held: Held): string | undefined {
  switch (held.is) {
    case "document":
      return `document ${held.document}`;
    case "data-key":
      return `data-key ${held.dataKey}`;
    case "storage":
      return `storage ${held.storage}`;
    case "text":
    case "ciphertext":
      return undefined;
  }
}

const NONE: readonly string[] = [];

/** Something has come to hold a content. */
export interface Arrival {
  readonly content: string;
  /** Id of the thing. */
  readonly holder: string;
}

export class SourceIndex {
  #resources: Table<Resource> | undefined;
  #principals: Table<Principal> | undefined;
  readonly #holders = new Map<string, string[]>();
  readonly #held = new Map<string, readonly string[]>();
  readonly #arrivals: Arrival[] = [];
  readonly #roles: string[] = [];
  readonly #trusting = new Set<string>();
  readonly changes = new Changes();

  constructor(private readonly reads: ReadonlyMap<string, ReadRule>) {}

  /** Ids of the things that hold it, or have held it, in the order in which they came. */
  holders(content: string): readonly string[] {
    return this.#holders.get(content) ?? NONE;
  }

  /** Whether it holds it in the world that was followed last. */
  holds(holder: string, content: string): boolean {
    return this.#held.get(holder)?.includes(content) === true;
  }

  /** All of them, in their order. This list only grows, so that whoever has gone through it goes on where it ended. */
  get arrivals(): readonly Arrival[] {
    return this.#arrivals;
  }

  /** Roles that were told whom to trust, in the order in which they were; this list only grows, too. */
  get roles(): readonly string[] {
    return this.#roles;
  }

  /** Takes in what has changed since the world before. */
  follow({ resources, principals }: World): void {
    for (const id of this.#keysToNote(this.#resources, resources)) this.#noteResource(id, resources.get(id));
    for (const ref of this.#keysToNote(this.#principals, principals)) this.#noteRole(ref, principals.get(ref));
    this.#resources = resources;
    this.#principals = principals;
  }

  #keysToNote<V>(before: Table<V> | undefined, after: Table<V>): Iterable<string> {
    if (before === undefined) return after.keys();
    return before === after ? [] : this.changes.keys(before, after);
  }

  #noteResource(id: string, resource: Resource | undefined): void {
    const held = resource === undefined ? NONE : this.#keysIn(resource);
    const before = this.#held.get(id) ?? NONE;
    if (held.length === 0) this.#held.delete(id);
    else this.#held.set(id, held);
    for (const key of held) {
      if (before.includes(key)) continue;
      this.#arrivals.push({ content: key, holder: id });
      const holders = this.#holders.get(key);
      if (holders === undefined) this.#holders.set(key, [id]);
      else holders.push(id);
    }
  }

  #keysIn(resource: Resource): readonly string[] {
    const held = this.reads.get(resource.kind)?.holds(resource) ?? [];
    return held.map(contentKey).filter((key) => key !== undefined);
  }

  #noteRole(ref: string, principal: Principal | undefined): void {
    if (principal?.trust === undefined || this.#trusting.has(ref)) return;
    this.#trusting.add(ref);
    this.#roles.push(ref);
  }
}
