// What differs between two versions of a table, remembered for the next who asks of the same two: all questions of a step do.

import type { Table } from "../../base/table.js";

interface Difference {
  readonly before: Table<unknown>;
  readonly after: Table<unknown>;
  readonly keys: ReadonlySet<string>;
}

/** So many of the last are kept: a step changes a few tables. */
const KEPT_MAX = 8;

export class Changes {
  readonly #last: Difference[] = [];
  #next = 0;

  keys<V>(before: Table<V>, after: Table<V>): ReadonlySet<string> {
    for (const each of this.#last) if (each.after === after && each.before === before) return each.keys;
    const keys = after.changedSince(before);
    this.#last[this.#next] = { before, after, keys };
    this.#next = (this.#next + 1) % KEPT_MAX;
    return keys;
  }
}
