// What an attempt has looked at, so that its outcome is kept for as long as nothing of that has changed. A world whose tables write down
// which keys were read; changes go to tables of the same kind and are thrown away with the trial.

import { Table } from "../../base/table.js";
import type { World } from "../../world/world.js";
import { changedKeys } from "./changes.js";

/** Names of tables with the keys that were read in them; `slice:…` is a table within a slice. */
export type Looked = Map<string, Set<string>>;

/** Stands for every key: the table was gone through as a whole. */
const ALL = "*";
const RESOURCES = "resources";
const WATCHED = ["accounts", "principals", "resources", "grants", "organizations"] as const;

class Recorded<V> {
  constructor(
    private readonly inner: Table<V>,
    private readonly name: string,
    private readonly looked: Looked,
  ) {}

  #note(key: string): void {
    const keys = this.looked.get(this.name);
    if (keys === undefined) this.looked.set(this.name, new Set([key]));
    else keys.add(key);
  }

  get size(): number {
    this.#note(ALL);
    return this.inner.size;
  }
  get(key: string): V | undefined {
    const value = this.inner.get(key);
    if (this.name === "slices" && value instanceof Table) return recorded(value, `slice:${key}`, this.looked) as unknown as V;
    this.#note(key);
    return value;
  }
  has(key: string): boolean {
    this.#note(key);
    return this.inner.has(key);
  }
  set(key: string, value: V): Recorded<V> {
    return new Recorded(this.inner.set(key, value), this.name, this.looked);
  }
  delete(key: string): Recorded<V> {
    return new Recorded(this.inner.delete(key), this.name, this.looked);
  }
  update(key: string, change: (value: V | undefined) => V): Recorded<V> {
    return this.set(key, change(this.get(key)));
  }
  entries(): IterableIterator<readonly [string, V]> {
    this.#note(ALL);
    return this.inner.entries();
  }
  keys(): IterableIterator<string> {
    this.#note(ALL);
    return this.inner.keys();
  }
  values(): IterableIterator<V> {
    this.#note(ALL);
    return this.inner.values();
  }
  [Symbol.iterator](): IterableIterator<readonly [string, V]> {
    return this.entries();
  }
}

/** The one cast: it answers all that a table answers. */
function recorded<V>(inner: Table<V>, name: string, looked: Looked): Table<V> {
  return new Recorded(inner, name, looked) as unknown as Table<V>;
}

export function recordedWorld(world: World, looked: Looked): World {
  return {
    ...world,
    accounts: recorded(world.accounts, "accounts", looked),
    principals: recorded(world.principals, "principals", looked),
    resources: recorded(world.resources, "resources", looked),
    grants: recorded(world.grants, "grants", looked),
    organizations: recorded(world.organizations, "organizations", looked),
    slices: recorded(world.slices, "slices", looked),
  };
}

/** Watchers that looked at the same things. */
interface Watching {
  readonly looked: Looked;
  readonly watchers: Set<string>;
}

/** So many of the last are compared with: attempts in a row are often alike. */
const ALIKE_MAX = 4;

/** Who rests on what: for each thing that was looked at, the attempts that looked at it. */
export class Watch {
  /** By table and key. */
  readonly #watching = new Map<string, Map<string, Set<Watching>>>();
  readonly #last: Watching[] = [];
  /** By the resource that is theirs. */
  readonly #own = new Map<string, Set<string>>();

  /** `own` is a resource that hardly anybody else looks at: put aside, what is left is often the same as for others. */
  add(watcher: string, looked: Looked, own?: string): void {
    if (own !== undefined && looked.get(RESOURCES)?.delete(own) === true)
      this.#own.set(own, (this.#own.get(own) ?? new Set<string>()).add(watcher));
    const alike = this.#last.find((each) => isSameLooked(each.looked, looked));
    if (alike !== undefined) {
      alike.watchers.add(watcher);
      return;
    }
    const watching = { looked, watchers: new Set([watcher]) };
    this.#register(watching);
    this.#last.unshift(watching);
    this.#last.length = Math.min(this.#last.length, ALIKE_MAX);
  }

  #register(watching: Watching): void {
    for (const [table, keys] of watching.looked) {
      const places = this.#watching.get(table) ?? new Map<string, Set<Watching>>();
      this.#watching.set(table, places);
      for (const key of keys) {
        const there = places.get(key);
        if (there === undefined) places.set(key, new Set([watching]));
        else there.add(watching);
      }
    }
  }

  /** The attempts that looked at something which is another in `after`. Costs what has changed, not what was looked at. */
  touched(before: World, after: World): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const name of WATCHED) this.#note<unknown>(touched, name, before[name], after[name]);
    if (before.slices === after.slices) return touched;
    for (const name of after.slices.changedSince(before.slices)) {
      this.#noteKey(touched, "slices", name);
      const [old, fresh] = [before.slices.get(name), after.slices.get(name)];
      if (old instanceof Table || fresh instanceof Table) this.#note(touched, `slice:${name}`, tableOr(old), tableOr(fresh));
    }
    return touched;
  }

  #note<V>(touched: Set<string>, table: string, before: Table<V>, after: Table<V>): void {
    if (before === after || (table !== RESOURCES && !this.#watching.has(table))) return;
    this.#noteKey(touched, table, ALL);
    for (const key of changedKeys(before, after)) this.#noteKey(touched, table, key);
  }

  #noteKey(touched: Set<string>, table: string, key: string): void {
    if (table === RESOURCES) for (const watcher of this.#own.get(key) ?? []) touched.add(watcher);
    for (const { watchers } of this.#watching.get(table)?.get(key) ?? []) for (const watcher of watchers) touched.add(watcher);
  }
}

function isSameLooked(a: Looked, b: Looked): boolean {
  if (a.size !== b.size) return false;
  for (const [table, keys] of a) {
    const others = b.get(table);
    if (others === undefined || others.size !== keys.size) return false;
    for (const key of keys) if (!others.has(key)) return false;
  }
  return true;
}

function tableOr(slice: unknown): Table<unknown> {
  return slice instanceof Table ? slice : Table.empty;
}
