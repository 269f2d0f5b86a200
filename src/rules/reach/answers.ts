// Answers that are kept while they stand: `never mallory can read doc1` is asked after each step, and most steps change nothing that it
// rests on.

import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { OperationRegistry } from "../call.js";
import { isUnchanged } from "./recorded.js";
import { type Reach, Search } from "./search.js";
import { SourceIndex } from "./source-index.js";
import type { ReadRule } from "./sources.js";

interface Kept {
  readonly search: Search;
  readonly dataKeyChanges: number;
  world: World;
  reach: Reach;
}

export class Answers {
  readonly #index: SourceIndex;
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly operations: OperationRegistry,
    private readonly reads: ReadonlyMap<string, ReadRule>,
  ) {
    this.#index = new SourceIndex(reads);
  }

  /** Whether `who` can read `target` in this world. */
  ask(world: World, who: string, target: Resource): Reach {
    const name = `${who}\n${target.id}`;
    const kept = this.#kept.get(name);
    this.#index.follow(world.resources);
    const { dataKeyChanges } = this.#index;
    if (kept?.dataKeyChanges !== dataKeyChanges || !isUnchanged(kept.search.looked, kept.world, world))
      return this.#afresh(name, world, who, target);
    // A yes rests on what was looked at, and knowledge does not go away. A no may have new things to try.
    kept.world = world;
    if (!kept.reach.can) kept.reach = kept.search.find(world, target);
    return kept.reach;
  }

  #afresh(name: string, world: World, who: string, target: Resource): Reach {
    const search = new Search({ operations: this.operations, reads: this.reads, index: this.#index }, who);
    const reach = search.find(world, target);
    this.#kept.set(name, { search, dataKeyChanges: this.#index.dataKeyChanges, world, reach });
    return reach;
  }
}
