// What an attempt has looked at, so that its outcome is kept for as long as nothing of that has changed. A world whose tables write down
// which keys were read; changes go to tables of the same kind and are thrown away with the trial.

import { Table } from "../../base/table.js";
import { type KeyData, keyKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { Instant } from "../../world/time.js";
import type { Noting, World } from "../../world/world.js";

/** Names of tables with the keys that were read in them; `slice:…` is a table within a slice. */
export type Looked = Map<string, Set<string>>;

/** Stands for every key: the table was gone through as a whole. */
export const ALL = "*";
export const RESOURCES = "resources";
/** Keys whose state was read: whoever a policy refuses does not come to it. */
export const STATES = "states of keys";
/** The clock, where something is decided by it. */
export const CLOCK = "clock";
/** What is in an encryption context. It is the attempt's own, and no world changes it. */
export const CONTEXT = "encryption context";

export function note(looked: Looked, table: string, key: string): void {
  const keys = looked.get(table);
  if (keys === undefined) looked.set(table, new Set([key]));
  else keys.add(key);
}

class Recorded<V> {
  constructor(
    private readonly inner: Table<V>,
    private readonly name: string,
    private readonly looked: Looked,
  ) {}

  #note(key: string): void {
    note(this.looked, this.name, key);
  }

  get size(): number {
    this.#note(ALL);
    return this.inner.size;
  }
  get(key: string): V | undefined {
    const value = this.inner.get(key);
    if (this.name === "slices" && value instanceof Table) return recorded(value, `slice:${key}`, this.looked) as unknown as V;
    this.#note(key);
    return this.name === RESOURCES ? (statesNoted(value as Resource | undefined, this.looked) as V | undefined) : value;
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

/** A key whose state, when it is read, is noted by itself. */
function statesNoted(resource: Resource | undefined, looked: Looked): Resource | undefined {
  if (!isKind<KeyData>(resource, keyKind)) return resource;
  const { state } = resource.data;
  const data = { ...resource.data };
  Object.defineProperty(data, "state", {
    enumerable: true,
    get() {
      note(looked, STATES, resource.id);
      return state;
    },
  });
  return { ...resource, data };
}

/** Whether two versions of a thing are the same but for the state of a key. */
export function differInStateAlone(before: Resource | undefined, after: Resource | undefined): boolean {
  if (!isKind<KeyData>(before, keyKind) || !isKind<KeyData>(after, keyKind)) return false;
  return sameBut("data", before, after) && sameBut("state", before.data, after.data);
}

function sameBut<T extends object>(aside: keyof T, before: T, after: T): boolean {
  const names = Object.keys(before) as (keyof T)[];
  return (
    names.length === Object.keys(after).length && names.every((name) => name === aside || Object.is(before[name], after[name]))
  );
}

/** Its clock is one that notes who reads it, and so has to be asked, not copied; its tables are made for who asks for them. */
class RecordedWorld implements World {
  #accounts: World["accounts"] | undefined;
  #principals: World["principals"] | undefined;
  #resources: World["resources"] | undefined;
  #grants: World["grants"] | undefined;
  #organizations: World["organizations"] | undefined;
  #slices: World["slices"] | undefined;

  constructor(
    readonly inner: World,
    readonly looked: Looked,
  ) {}

  get rng(): World["rng"] {
    return this.inner.rng;
  }
  get sequence(): World["sequence"] {
    return this.inner.sequence;
  }
  get counters(): World["counters"] {
    return this.inner.counters;
  }
  get knowledge(): World["knowledge"] {
    return this.inner.knowledge;
  }
  get faults(): World["faults"] {
    return this.inner.faults;
  }
  get queue(): World["queue"] {
    return this.inner.queue;
  }
  get accounts(): World["accounts"] {
    this.#accounts ??= recorded(this.inner.accounts, "accounts", this.looked);
    return this.#accounts;
  }
  get principals(): World["principals"] {
    this.#principals ??= recorded(this.inner.principals, "principals", this.looked);
    return this.#principals;
  }
  get resources(): World["resources"] {
    this.#resources ??= recorded(this.inner.resources, "resources", this.looked);
    return this.#resources;
  }
  get grants(): World["grants"] {
    this.#grants ??= recorded(this.inner.grants, "grants", this.looked);
    return this.#grants;
  }
  get organizations(): World["organizations"] {
    this.#organizations ??= recorded(this.inner.organizations, "organizations", this.looked);
    return this.#organizations;
  }
  get slices(): World["slices"] {
    this.#slices ??= recorded(this.inner.slices, "slices", this.looked);
    return this.#slices;
  }
  get now(): Instant {
    note(this.looked, CLOCK, ALL);
    return this.inner.now;
  }
  get noting(): Noting {
    return this;
  }
  get stamp(): Instant {
    return this.inner.now;
  }
  askedForContext(): void {
    note(this.looked, CONTEXT, ALL);
  }
}

export function recordedWorld(world: World, looked: Looked): World {
  return new RecordedWorld(world, looked);
}
