// The collection for everything that grows with a scenario: an immutable map whose versions share all but the changed path, so that
// every world of a run can be kept and a step costs the same among 100,000 resources as among 100. It is a 16-way hash trie of our own:
// bench/table.bench.ts compares it with the `immutable` package, which costs more a step and more at start. Names such as `__proto__` are ordinary keys.
import { assert } from "./assert.js";

/** How many bits of the hash choose the child at one level. */
const LEVEL_BITS = 4;
const LEVEL_MASK = (1 << LEVEL_BITS) - 1;
const HASH_BITS = 32;

/** One key with its value; `sequence` is its place in the order of first insertion. */
class Entry<V> {
  constructor(
    readonly key: string,
    readonly hash: number,
    readonly sequence: number,
    readonly value: V,
  ) {}
}

/** The bitmap of the places taken, then a child for each bit that is set: one array, because an object around it costs a third more memory a step. */
type Branch<V> = readonly (number | Child<V>)[];

/** Different keys with one and the same hash. */
class Collision<V> {
  constructor(
    readonly hash: number,
    readonly entries: readonly Entry<V>[],
  ) {}
}

type Child<V> = Branch<V> | Leaf<V>;
type Leaf<V> = Entry<V> | Collision<V>;

function isBranch<V>(node: Child<V> | undefined): node is Branch<V> {
  return Array.isArray(node);
}

function bitmapOf(branch: Branch<unknown>): number {
  return branch[0] as number;
}

function childAt<V>(branch: Branch<V>, place: number): Child<V> {
  return branch[place] as Child<V>;
}

/**
 * An immutable map from text to `V`. Iteration is in the order of first insertion (an update keeps the place, delete and set again moves to the
 * end); that order is kept as a number in each entry, costs nothing to a change, and one linear pass to an iteration.
 * Safe as a field of an immer draft: immer neither drafts nor freezes into it. Put finished values in, never drafts.
 */
export class Table<V> {
  private constructor(
    readonly size: number,
    private readonly root: Child<V> | undefined,
    private readonly nextSequence: number,
  ) {}

  static readonly empty: Table<never> = new Table<never>(0, undefined, 0);

  /** The value under `key`, or undefined. */
  get(key: string): V | undefined {
    return find(this.root, key, hashOf(key))?.value;
  }

  has(key: string): boolean {
    return find(this.root, key, hashOf(key)) !== undefined;
  }

  /** This table with `key` standing for `value`; itself when it already does. */
  set(key: string, value: V): Table<V> {
    const hash = hashOf(key);
    const { root } = this;
    if (root === undefined) return new Table(1, new Entry(key, hash, this.nextSequence, value), this.nextSequence + 1);
    const before = find(root, key, hash);
    if (before === undefined) {
      return new Table(this.size + 1, insert(root, new Entry(key, hash, this.nextSequence, value), 0), this.nextSequence + 1);
    }
    if (Object.is(before.value, value)) return this;
    return new Table(this.size, replace(root, new Entry(key, hash, before.sequence, value), 0), this.nextSequence);
  }

  /** This table without `key`; itself when there is none. */
  delete(key: string): Table<V> {
    const hash = hashOf(key);
    if (this.root === undefined || find(this.root, key, hash) === undefined) return this;
    return new Table(this.size - 1, remove(this.root, key, hash, 0), this.nextSequence);
  }

  /** `key` with what `change` makes of its value. */
  update(key: string, change: (value: V | undefined) => V): Table<V> {
    return this.set(key, change(this.get(key)));
  }

  /** Entries in the order of first insertion. */
  entries(): IterableIterator<readonly [string, V]> {
    return this.inOrder()
      .map((entry) => [entry.key, entry.value] as const)
      [Symbol.iterator]();
  }

  keys(): IterableIterator<string> {
    return this.inOrder()
      .map((entry) => entry.key)
      [Symbol.iterator]();
  }

  values(): IterableIterator<V> {
    return this.inOrder()
      .map((entry) => entry.value)
      [Symbol.iterator]();
  }

  [Symbol.iterator](): IterableIterator<readonly [string, V]> {
    return this.entries();
  }

  /** Keys that stand for another value than in `before`, or in one of the two only. Costs what has changed, not what there is. */
  changedSince(before: Table<V>): ReadonlySet<string> {
    const changed = new Set<string>();
    differ(before.root, this.root, changed);
    return changed;
  }

  /** Pairs in order, for JSON and for test output. */
  toJSON(): (readonly [string, V])[] {
    return [...this.entries()];
  }

  private inOrder(): Entry<V>[] {
    const found: Entry<V>[] = [];
    if (this.root !== undefined) collect(this.root, found);
    // Few deletions: each entry goes straight to its place. Many: sorting beats walking the gaps.
    if (this.nextSequence > 4 * this.size + 32) return found.sort((a, b) => a.sequence - b.sequence);
    const placed: (Entry<V> | undefined)[] = new Array(this.nextSequence).fill(undefined);
    for (const entry of found) placed[entry.sequence] = entry;
    return this.nextSequence === this.size ? (placed as Entry<V>[]) : placed.filter((entry) => entry !== undefined);
  }
}

/** The table with nothing in it. */
export function emptyTable<V>(): Table<V> {
  return Table.empty;
}

/** A table of `entries`, in their order; a later entry with the same key replaces the value. */
export function tableFrom<V>(entries: Iterable<readonly [string, V]>): Table<V> {
  let table = emptyTable<V>();
  for (const [key, value] of entries) table = table.set(key, value);
  return table;
}

// FNV-1a with a last mix, so that names that differ in their last digit spread over the first level. Only integers, the same everywhere.
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) | 0;
}

function bitOf(hash: number, shift: number): number {
  return 1 << ((hash >>> shift) & LEVEL_MASK);
}

/** Where in a branch the child of `bit` is or would be: one behind the children of all lower bits. */
function placeOf(bitmap: number, bit: number): number {
  let below = bitmap & (bit - 1);
  below -= (below >>> 1) & 0x55555555;
  below = (below & 0x33333333) + ((below >>> 2) & 0x33333333);
  return 1 + (Math.imul((below + (below >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24);
}

function find<V>(root: Child<V> | undefined, key: string, hash: number): Entry<V> | undefined {
  let node = root;
  for (let shift = 0; isBranch(node); shift += LEVEL_BITS) {
    const bit = bitOf(hash, shift);
    const bitmap = bitmapOf(node);
    if ((bitmap & bit) === 0) return undefined;
    node = childAt(node, placeOf(bitmap, bit));
  }
  if (node instanceof Entry) return node.key === key ? node : undefined;
  return node?.hash === hash ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** Adds an entry whose key is not there yet. */
function insert<V>(node: Child<V>, entry: Entry<V>, shift: number): Child<V> {
  if (!isBranch(node)) {
    if (node.hash !== entry.hash) return join(node, entry, shift);
    return new Collision(entry.hash, node instanceof Entry ? [node, entry] : [...node.entries, entry]);
  }
  const bit = bitOf(entry.hash, shift);
  const bitmap = bitmapOf(node);
  const place = placeOf(bitmap, bit);
  if ((bitmap & bit) !== 0) return withChild(node, place, insert(childAt(node, place), entry, shift + LEVEL_BITS));
  // As long as it is and no longer: an array made by spreading keeps room for sixteen more.
  const copy = (node as (number | Child<V>)[]).concat(entry);
  copy.copyWithin(place + 1, place, node.length);
  copy[place] = entry;
  copy[0] = bitmap | bit;
  return copy;
}

/** A branch, or as many as their hashes agree for, over two leaves of different hashes. */
function join<V>(left: Leaf<V>, right: Entry<V>, shift: number): Branch<V> {
  assert(shift < HASH_BITS, "different hashes differ in some level");
  const leftBit = bitOf(left.hash, shift);
  const rightBit = bitOf(right.hash, shift);
  if (leftBit === rightBit) return [leftBit, join(left, right, shift + LEVEL_BITS)];
  // By unsigned value, as `placeOf` counts.
  return leftBit >>> 0 < rightBit >>> 0 ? [leftBit | rightBit, left, right] : [leftBit | rightBit, right, left];
}

/** Puts an entry in the place of the one with its key, which must be there. */
function replace<V>(node: Child<V>, entry: Entry<V>, shift: number): Child<V> {
  if (isBranch(node)) {
    const place = placeOf(bitmapOf(node), bitOf(entry.hash, shift));
    return withChild(node, place, replace(childAt(node, place), entry, shift + LEVEL_BITS));
  }
  if (node instanceof Entry) return entry;
  return new Collision(
    node.hash,
    node.entries.map((other) => (other.key === entry.key ? entry : other)),
  );
}

/** Takes out the entry of `key`, which must be there; undefined when nothing is left. A branch over one leaf becomes that leaf. */
function remove<V>(node: Child<V>, key: string, hash: number, shift: number): Child<V> | undefined {
  if (node instanceof Entry) return undefined;
  if (!isBranch(node)) {
    const rest = node.entries.filter((entry) => entry.key !== key);
    return rest.length === 1 ? rest[0]! : new Collision(hash, rest);
  }
  const bit = bitOf(hash, shift);
  const place = placeOf(bitmapOf(node), bit);
  const child = remove(childAt(node, place), key, hash, shift + LEVEL_BITS);
  if (child !== undefined) return node.length === 2 && !isBranch(child) ? child : withChild(node, place, child);
  if (node.length === 2) return undefined;
  const rest = [bitmapOf(node) & ~bit, ...node.slice(1, place), ...node.slice(place + 1)];
  return rest.length === 2 && !isBranch(childAt(rest, 1)) ? childAt(rest, 1) : rest;
}

function withChild<V>(branch: Branch<V>, place: number, child: Child<V>): Branch<V> {
  const copy = branch.slice();
  copy[place] = child;
  return copy;
}

function collect<V>(node: Child<V>, found: Entry<V>[]): void {
  if (isBranch(node)) for (let place = 1; place < node.length; place++) collect(childAt(node, place), found);
  else if (node instanceof Entry) found.push(node);
  else found.push(...node.entries);
}

function differ<V>(a: Child<V> | undefined, b: Child<V> | undefined, changed: Set<string>): void {
  if (a === b) return;
  if (isBranch(a) && isBranch(b)) {
    if (bitmapOf(a) === bitmapOf(b)) {
      for (let place = 1; place < b.length; place++)
        if (a[place] !== b[place]) differ(childAt(a, place), childAt(b, place), changed);
      return;
    }
    for (let at = 0; at <= LEVEL_MASK; at++) differ(childOfBit(a, 1 << at), childOfBit(b, 1 << at), changed);
    return;
  }
  if ((a === undefined || a instanceof Entry) && (b === undefined || b instanceof Entry)) {
    if (a !== undefined && a.key !== b?.key) changed.add(a.key);
    if (b !== undefined && (a?.key !== b.key || !Object.is(a.value, b.value))) changed.add(b.key);
    return;
  }
  const before = entriesUnder(a);
  for (const [key, value] of entriesUnder(b)) {
    if (!before.has(key) || !Object.is(before.get(key), value)) changed.add(key);
    before.delete(key);
  }
  for (const key of before.keys()) changed.add(key);
}

function childOfBit<V>(branch: Branch<V>, bit: number): Child<V> | undefined {
  const bitmap = bitmapOf(branch);
  return (bitmap & bit) === 0 ? undefined : childAt(branch, placeOf(bitmap, bit));
}

function entriesUnder<V>(node: Child<V> | undefined): Map<string, V> {
  const found: Entry<V>[] = [];
  if (node !== undefined) collect(node, found);
  return new Map(found.map((entry) => [entry.key, entry.value]));
}
