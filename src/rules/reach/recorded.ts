// What a search has looked at, so that its answer is kept for as long as nothing of that has changed. A world whose tables write down
// which keys were read; changes go to tables of the same kind and are thrown away with the trial.

import { Table } from "../../base/table.js";
import type { World } from "../../world/world.js";

/** Names of tables with the keys that were read in them; `slice:…` is a table within a slice. */
export type Looked = Map<string, Set<string>>;

/** Stands for every key: the table was gone through as a whole. */
const ALL = "*";
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

/** Whether all that was looked at in `before` is the same in `after`. Permissions may hang on the time of day. */
export function isUnchanged(looked: Looked, before: World, after: World): boolean {
  if (before === after) return true;
  if (before.now !== after.now) return false;
  return (
    WATCHED.every((name) => isSame<unknown>(looked.get(name), before[name], after[name])) && sameSlices(looked, before, after)
  );
}

function isSame<V>(keys: ReadonlySet<string> | undefined, before: Table<V>, after: Table<V>): boolean {
  if (before === after || keys === undefined) return true;
  if (keys.has(ALL)) return false;
  for (const key of after.changedSince(before)) if (keys.has(key)) return false;
  return true;
}

function sameSlices(looked: Looked, before: World, after: World): boolean {
  if (before.slices === after.slices) return true;
  for (const name of after.slices.changedSince(before.slices)) {
    if (looked.get("slices")?.has(name) === true) return false;
    const keys = looked.get(`slice:${name}`);
    const [old, fresh] = [before.slices.get(name), after.slices.get(name)];
    if (keys !== undefined && !(old instanceof Table && fresh instanceof Table && isSame(keys, old, fresh))) return false;
  }
  return true;
}
