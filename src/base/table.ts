// The collection for everything that grows with a scenario: an immutable map whose versions share all but the changed path, so that
// every world of a run can be kept and a step costs the same among 100,000 resources as among 100. It is a 4-way hash trie of our own:
// bench/table.bench.ts compares it with the `immutable` package, which costs more a step and more at start. Names such as `__proto__` are ordinary keys.
import { assert } from "./assert.js";

/** How many bits of the hash choose the child at one level. */
const LEVEL_BITS = 2;
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

/** A child for each value of the bits of its level. Fields and not an array: one small object, where an array is two and larger. */
class Branch<V> {
  constructor(
    readonly c0: Child<V> | undefined,
    readonly c1: Child<V> | undefined,
    readonly c2: Child<V> | undefined,
    readonly c3: Child<V> | undefined,
  ) {}
}

/** Different keys with one and the same hash. */
class Collision<V> {
  constructor(
    readonly hash: number,
    readonly entries: readonly Entry<V>[],
  ) {}
}

type Child<V> = Branch<V> | Leaf<V>;
type Leaf<V> = Entry<V> | Collision<V>;

function childAt<V>(branch: Branch<V>, at: number): Child<V> | undefined {
  switch (at) {
    case 0:
      return branch.c0;
    case 1:
      return branch.c1;
    case 2:
      return branch.c2;
    default:
      return branch.c3;
  }
}

function withChild<V>(branch: Branch<V>, at: number, child: Child<V> | undefined): Branch<V> {
  const { c0, c1, c2, c3 } = branch;
  switch (at) {
    case 0:
      return new Branch(child, c1, c2, c3);
    case 1:
      return new Branch(c0, child, c2, c3);
    case 2:
      return new Branch(c0, c1, child, c3);
    default:
      return new Branch(c0, c1, c2, child);
  }
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

function placeAt(hash: number, shift: number): number {
  return (hash >>> shift) & LEVEL_MASK;
}

function find<V>(root: Child<V> | undefined, key: string, hash: number): Entry<V> | undefined {
  let node = root;
  for (let rest = hash; node instanceof Branch; rest >>>= LEVEL_BITS) node = childAt(node, rest & LEVEL_MASK);
  if (node instanceof Entry) return node.key === key ? node : undefined;
  return node?.hash === hash ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** Adds an entry whose key is not there yet. */
function insert<V>(node: Child<V> | undefined, entry: Entry<V>, shift: number): Child<V> {
  if (node === undefined) return entry;
  if (node instanceof Branch) {
    const at = placeAt(entry.hash, shift);
    return withChild(node, at, insert(childAt(node, at), entry, shift + LEVEL_BITS));
  }
  if (node.hash !== entry.hash) return join(node, entry, shift);
  return new Collision(entry.hash, node instanceof Entry ? [node, entry] : [...node.entries, entry]);
}

const none: Branch<never> = new Branch(undefined, undefined, undefined, undefined);

/** A branch, or as many as their hashes agree for, over two leaves of different hashes. */
function join<V>(left: Leaf<V>, right: Entry<V>, shift: number): Branch<V> {
  assert(shift < HASH_BITS, "different hashes differ in some level");
  const at = placeAt(left.hash, shift);
  if (at === placeAt(right.hash, shift)) return withChild<V>(none, at, join(left, right, shift + LEVEL_BITS));
  return withChild(withChild<V>(none, at, left), placeAt(right.hash, shift), right);
}

/** Puts an entry in the place of the one with its key, which must be there. */
function replace<V>(node: Child<V> | undefined, entry: Entry<V>, shift: number): Child<V> {
  if (node instanceof Branch) {
    const at = placeAt(entry.hash, shift);
    return withChild(node, at, replace(childAt(node, at), entry, shift + LEVEL_BITS));
  }
  if (!(node instanceof Collision)) return entry;
  return new Collision(
    node.hash,
    node.entries.map((other) => (other.key === entry.key ? entry : other)),
  );
}

/** Takes out the entry of `key`, which must be there; undefined when nothing is left. A branch over one leaf becomes that leaf. */
function remove<V>(node: Child<V> | undefined, key: string, hash: number, shift: number): Child<V> | undefined {
  if (node instanceof Branch) {
    const at = placeAt(hash, shift);
    const rest = withChild(node, at, remove(childAt(node, at), key, hash, shift + LEVEL_BITS));
    const children = childrenOf(rest);
    return children.length > 1 || children[0] instanceof Branch ? rest : children[0];
  }
  if (!(node instanceof Collision)) return undefined;
  const rest = node.entries.filter((entry) => entry.key !== key);
  return rest.length === 1 ? rest[0]! : new Collision(hash, rest);
}

function childrenOf<V>(branch: Branch<V>): Child<V>[] {
  return [branch.c0, branch.c1, branch.c2, branch.c3].filter((child) => child !== undefined);
}

function collect<V>(node: Child<V>, found: Entry<V>[]): void {
  if (node instanceof Branch) for (const child of childrenOf(node)) collect(child, found);
  else if (node instanceof Entry) found.push(node);
  else found.push(...node.entries);
}

function differ<V>(a: Child<V> | undefined, b: Child<V> | undefined, changed: Set<string>): void {
  if (a === b) return;
  if (a instanceof Branch && b instanceof Branch) {
    for (let at = 0; at <= LEVEL_MASK; at++) differ(childAt(a, at), childAt(b, at), changed);
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

function entriesUnder<V>(node: Child<V> | undefined): Map<string, V> {
  const found: Entry<V>[] = [];
  if (node !== undefined) collect(node, found);
  return new Map(found.map((entry) => [entry.key, entry.value]));
}
