// Answers that are kept while they stand: `never mallory can read doc1` is asked after each step, and most steps change nothing that it
// rests on.

import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { OperationRegistry } from "../call.js";
import type { Reach } from "./outcome.js";
import { Search } from "./search.js";
import { SourceIndex } from "./source-index.js";
import type { ReadRule } from "./sources.js";

export class Answers {
  readonly #index: SourceIndex;
  readonly #searches = new Map<string, Search>();

  constructor(
    private readonly operations: OperationRegistry,
    private readonly reads: ReadonlyMap<string, ReadRule>,
  ) {
    this.#index = new SourceIndex(reads);
  }

  /** Whether `who` can read `target` in this world. */
  ask(world: World, who: string, target: Resource): Reach {
    this.#index.follow(world);
    const name = `${who}\n${target.id}`;
    let search = this.#searches.get(name);
    if (search === undefined) {
      search = new Search({ operations: this.operations, reads: this.reads, index: this.#index }, who);
      this.#searches.set(name, search);
    }
    return search.find(world, target);
  }
}
