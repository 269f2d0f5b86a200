// Who rests on what: for each thing that attempts looked at, the attempts that looked at it, so that a step costs what it changes and not
// what was ever tried. An attempt that is done is dropped with all that it looked at.

import { Table } from "../../base/table.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { Changes } from "./changes.js";
import { ALL, CLOCK, differInStateAlone, type Looked, RESOURCES, STATES } from "./recorded.js";

const WATCHED = ["accounts", "principals", "grants", "organizations"] as const;

/** Watchers that looked at the same things. */
interface Watching {
  readonly looked: Looked;
  readonly watchers: Set<string>;
}

/** So many of the last are compared with: attempts in a row are often alike. */
const ALIKE_MAX = 4;

export class Watch {
  constructor(private readonly changes: Changes) {}

  /** By table and key. */
  readonly #watching = new Map<string, Map<string, Set<Watching>>>();
  readonly #last: Watching[] = [];
  /** By watcher. */
  readonly #of = new Map<string, Watching | Watching[]>();
  /** By the resource that is theirs. */
  readonly #own = new Map<string, string | Set<string>>();

  /** `own` is a resource that hardly anybody else looks at: put aside, what is left is often the same as for others. */
  add(watcher: string, looked: Looked, own?: string): void {
    if (own !== undefined) this.#putAside(watcher, looked, own);
    if (looked.size === 0) return;
    const alike = this.#last.find((each) => isSameLooked(each.looked, looked));
    const watching = alike ?? { looked, watchers: new Set() };
    if (watching.watchers.has(watcher)) return;
    watching.watchers.add(watcher);
    const known = this.#of.get(watcher);
    if (known === undefined) this.#of.set(watcher, watching);
    else if (Array.isArray(known)) known.push(watching);
    else this.#of.set(watcher, [known, watching]);
    if (alike !== undefined) return;
    this.#register(watching);
    this.#last.unshift(watching);
    this.#last.length = Math.min(this.#last.length, ALIKE_MAX);
  }

  #putAside(watcher: string, looked: Looked, own: string): void {
    const resources = looked.get(RESOURCES);
    if (resources?.delete(own) !== true) return;
    if (resources.size === 0) looked.delete(RESOURCES);
    const there = this.#own.get(own);
    // One is the rule, and there may be as many as there are steps.
    if (there === undefined) this.#own.set(own, watcher);
    else if (typeof there !== "string") there.add(watcher);
    else if (there !== watcher) this.#own.set(own, new Set([there, watcher]));
  }

  /** Forgets a watcher: it is done, or is about to look anew. */
  drop(watcher: string, own?: string): void {
    if (own !== undefined) {
      const there = this.#own.get(own);
      if (there === watcher || (there instanceof Set && there.delete(watcher) && there.size === 0)) this.#own.delete(own);
    }
    for (const watching of [this.#of.get(watcher) ?? []].flat()) {
      watching.watchers.delete(watcher);
      if (watching.watchers.size === 0) this.#unregister(watching);
    }
    this.#of.delete(watcher);
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

  #unregister(watching: Watching): void {
    const last = this.#last.indexOf(watching);
    if (last >= 0) this.#last.splice(last, 1);
    for (const [table, keys] of watching.looked) {
      const places = this.#watching.get(table);
      for (const key of keys) {
        const there = places?.get(key);
        if (there?.delete(watching) === true && there.size === 0) places?.delete(key);
      }
    }
  }

  /** The attempts that looked at something which is another in `after`. Costs what has changed, not what was looked at. */
  touched(before: World, after: World): ReadonlySet<string> {
    const touched = new Set<string>();
    if (before.now !== after.now) this.#noteKey(touched, CLOCK, ALL);
    this.#noteResources(touched, before.resources, after.resources);
    for (const name of WATCHED) this.#note<unknown>(touched, name, before[name], after[name]);
    if (before.slices === after.slices) return touched;
    for (const name of this.changes.keys(before.slices, after.slices)) {
      this.#noteKey(touched, "slices", name);
      const [old, fresh] = [before.slices.get(name), after.slices.get(name)];
      if (old instanceof Table || fresh instanceof Table) this.#note(touched, `slice:${name}`, tableOr(old), tableOr(fresh));
    }
    return touched;
  }

  #noteResources(touched: Set<string>, before: Table<Resource>, after: Table<Resource>): void {
    if (before === after) return;
    this.#noteKey(touched, RESOURCES, ALL);
    for (const id of this.changes.keys(before, after)) {
      for (const watcher of this.#ownersOf(id)) touched.add(watcher);
      const looked = this.#watching.get(RESOURCES)?.has(id) === true;
      if (!looked) continue;
      this.#noteKey(touched, STATES, id);
      if (!differInStateAlone(before.get(id), after.get(id))) this.#noteKey(touched, RESOURCES, id);
    }
  }

  #ownersOf(id: string): Iterable<string> {
    const there = this.#own.get(id);
    return typeof there === "string" ? [there] : (there ?? []);
  }

  #note<V>(touched: Set<string>, table: string, before: Table<V>, after: Table<V>): void {
    if (before === after || !this.#watching.has(table)) return;
    this.#noteKey(touched, table, ALL);
    for (const key of this.changes.keys(before, after)) this.#noteKey(touched, table, key);
  }

  #noteKey(touched: Set<string>, table: string, key: string): void {
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
