// Which things hold a document or a data key, kept up to date by what has changed from world to world.

import type { Table } from "../../base/table.js";
import type { Content } from "../../world/key.js";
import type { Resource } from "../../world/resource.js";
import type { ReadRule } from "./sources.js";

/** `document doc1`, `data-key data-key-3`; nothing for what nobody asks about. */
export function contentKey(content: Content): string | undefined {
  if (content.is === "document") return `document ${content.document}`;
  return content.is === "data-key" ? `data-key ${content.dataKey}` : undefined;
}

const NONE: readonly string[] = [];

export class SourceIndex {
  /** Grows whenever a data key comes to lie somewhere, or goes: what could not be opened before may open now. */
  dataKeyChanges = 0;
  #resources: Table<Resource> | undefined;
  readonly #holders = new Map<string, string[]>();
  readonly #held = new Map<string, string>();

  constructor(private readonly reads: ReadonlyMap<string, ReadRule>) {}

  /**
   * Ids of the things that hold it, or have held it, in the order in which they came: the list only grows, so that whoever has gone
   * through it goes on where it ended.
   */
  holders(resources: Table<Resource>, content: string): readonly string[] {
    this.follow(resources);
    return this.#holders.get(content) ?? NONE;
  }

  /** Takes in what has changed since the world before. */
  follow(resources: Table<Resource>): void {
    const before = this.#resources;
    if (before === resources) return;
    this.#resources = resources;
    for (const id of before === undefined ? resources.keys() : resources.changedSince(before)) this.#note(id, resources.get(id));
  }

  #note(id: string, resource: Resource | undefined): void {
    const content = resource === undefined ? undefined : this.reads.get(resource.kind)?.holds(resource);
    const key = content === undefined ? undefined : contentKey(content);
    const before = this.#held.get(id);
    if (key === before) return;
    if (key?.startsWith("data-key ") || before?.startsWith("data-key ")) this.dataKeyChanges += 1;
    if (key === undefined) this.#held.delete(id);
    else {
      this.#held.set(id, key);
      const holders = this.#holders.get(key);
      if (holders === undefined) this.#holders.set(key, [id]);
      else holders.push(id);
    }
  }
}
