// The collection for everything that grows with a scenario: an immutable map whose versions share all but the changed path, so that
// every world of a run can be kept and a step costs the same among 100,000 resources as among 100. It is a 4-way hash trie of our own, and its
// nodes are not objects but four numbers each in one array, to which all versions of a table only ever add: nothing for the collector
// to walk through or to move, and a path that was copied lies in one piece. bench/table.bench.ts compares it with the `immutable` package.
// Names such as `__proto__` are ordinary keys.

/** How many bits of the hash choose the child at one level. */
const LEVEL_BITS = 2;
const WIDTH = 1 << LEVEL_BITS;
const LEVEL_MASK = WIDTH - 1;
/** So many levels until the bits of one hash are used up. */
const LEVELS_A_HASH = 32 / LEVEL_BITS;

/**
 * What stands for a child: 0 for none, a positive number for a node (where in `nodes` its four children begin), a negative one for an
 * entry (the complement of where in `cells` it begins).
 */
type Child = number;
const NONE: Child = 0;

const NO_NODES = new Int32Array(0);

/** Where the nodes and entries of all versions of a table lie. What is in it stays as it is; a version is a root and what can be reached from it. */
class Store {
  nodes = NO_NODES;
  /** Where the next node goes; the first place stays empty, as 0 stands for none. */
  top = WIDTH;
  readonly cells: unknown[] = [];

  addEntry(key: string, value: unknown, sequence: number): Child {
    const { cells } = this;
    const at = cells.length;
    cells.push(key, value, sequence);
    return ~at;
  }

  /** Room for `count` nodes from `top` on. */
  reserve(count: number): Int32Array {
    const needed = this.top + count * WIDTH;
    if (needed > this.nodes.length) {
      const nodes = new Int32Array(Math.max(needed, this.nodes.length * 2));
      nodes.set(this.nodes);
      this.nodes = nodes;
    }
    return this.nodes;
  }

  keyOf(entry: Child): string {
    return this.cells[~entry] as string;
  }
  valueOf(entry: Child): unknown {
    return this.cells[~entry + 1];
  }
  sequenceOf(entry: Child): number {
    return this.cells[~entry + 2] as number;
  }

  /** All entries under `child`, in no order that means anything. */
  collect(child: Child, found: Child[] = []): Child[] {
    if (child > 0) for (let slot = 0; slot < WIDTH; slot++) this.collect(this.nodes[child + slot]!, found);
    else if (child < 0) found.push(child);
    return found;
  }
}

/** That of the empty table, in which nothing is put. */
const NO_STORE = new Store();

/** The nodes from the root down to the place of the key that was last looked for by `descend`. Only good until the next look. */
const path: Child[] = [];
let depth = 0;

/** The bits that choose the way, sixteen levels at a time: of the hash, and where hashes are equal, of one letter of the text after another. */
function bitsOf(key: string, round: number): number {
  if (round === 0) return hashOf(key);
  return round <= key.length ? key.charCodeAt(round - 1) + 1 : 0;
}

function slotAt(key: string, hash: number, level: number): number {
  const bits = level < LEVELS_A_HASH ? hash : bitsOf(key, Math.floor(level / LEVELS_A_HASH));
  return (bits >>> ((level % LEVELS_A_HASH) * LEVEL_BITS)) & LEVEL_MASK;
}

/** What lies where `key` would be: its entry, the entry of another key, or nothing. Leaves the way there in `path`. */
function descend(nodes: Int32Array, root: Child, key: string, hash: number): Child {
  let child = root;
  let level = 0;
  while (child > 0) {
    path[level] = child;
    child = nodes[child + slotAt(key, hash, level++)]!;
  }
  depth = level;
  return child;
}

/**
 * An immutable map from text to `V`. Iteration is in the order of first insertion (an update keeps the place, delete and set again moves to the
 * end); that order is kept as a number in each entry, costs nothing to a change, and one linear pass to an iteration.
 * Safe as a field of an immer draft: immer neither drafts nor freezes into it. Put finished values in, never drafts.
 * What a version holds is let go of only with all the versions that came of the same empty table.
 */
export class Table<V> {
  private constructor(
    readonly size: number,
    private readonly store: Store,
    private readonly root: Child,
    private readonly nextSequence: number,
  ) {}

  static readonly empty: Table<never> = new Table<never>(0, NO_STORE, NONE, 0);

  /** The value under `key`, or undefined. */
  get(key: string): V | undefined {
    const entry = this.find(key);
    return entry === NONE ? undefined : (this.store.valueOf(entry) as V);
  }

  has(key: string): boolean {
    return this.find(key) !== NONE;
  }

  /** This table with `key` standing for `value`; itself when it already does. */
  set(key: string, value: V): Table<V> {
    const store = this.store === NO_STORE ? new Store() : this.store;
    const hash = hashOf(key);
    const there = descend(store.nodes, this.root, key, hash);
    if (there !== NONE && store.keyOf(there) === key) {
      if (Object.is(store.valueOf(there), value)) return this;
      const entry = store.addEntry(key, value, store.sequenceOf(there));
      return new Table(this.size, store, copyPath(store, key, hash, entry), this.nextSequence);
    }
    const entry = store.addEntry(key, value, this.nextSequence);
    const child = there === NONE ? entry : join(store, there, entry, hash, depth);
    return new Table(this.size + 1, store, copyPath(store, key, hash, child), this.nextSequence + 1);
  }

  /** This table without `key`; itself when there is none. */
  delete(key: string): Table<V> {
    const { store } = this;
    const hash = hashOf(key);
    const there = descend(store.nodes, this.root, key, hash);
    if (there === NONE || store.keyOf(there) !== key) return this;
    return new Table(this.size - 1, store, copyPath(store, key, hash, lift(store, there)), this.nextSequence);
  }

  /** `key` with what `change` makes of its value. */
  update(key: string, change: (value: V | undefined) => V): Table<V> {
    return this.set(key, change(this.get(key)));
  }

  /** Entries in the order of first insertion. */
  entries(): IterableIterator<readonly [string, V]> {
    return this.inOrder((store, entry) => [store.keyOf(entry), store.valueOf(entry) as V] as const);
  }

  keys(): IterableIterator<string> {
    return this.inOrder((store, entry) => store.keyOf(entry));
  }

  values(): IterableIterator<V> {
    return this.inOrder((store, entry) => store.valueOf(entry) as V);
  }

  [Symbol.iterator](): IterableIterator<readonly [string, V]> {
    return this.entries();
  }

  /** Keys that stand for another value than in `before`, or in one of the two only. Costs what has changed, not what there is. */
  changedSince(before: Table<V>): ReadonlySet<string> {
    const changed = new Set<string>();
    differ(before.store, before.root, this.store, this.root, changed);
    return changed;
  }

  /** Pairs in order, for JSON and for test output. */
  toJSON(): (readonly [string, V])[] {
    return [...this.entries()];
  }

  private find(key: string): Child {
    const { store, root } = this;
    const entry = descend(store.nodes, root, key, hashOf(key));
    return entry !== NONE && store.keyOf(entry) === key ? entry : NONE;
  }

  private inOrder<T>(take: (store: Store, entry: Child) => T): IterableIterator<T> {
    const { store } = this;
    const found = store.collect(this.root);
    // Few deletions: each entry goes straight to its place. Many: sorting beats walking the gaps.
    if (this.nextSequence > 4 * this.size + 32) {
      found.sort((a, b) => store.sequenceOf(a) - store.sequenceOf(b));
      return found.map((entry) => take(store, entry))[Symbol.iterator]();
    }
    const placed: Child[] = new Array(this.nextSequence).fill(NONE);
    for (const entry of found) placed[store.sequenceOf(entry)] = entry;
    const entries = this.nextSequence === this.size ? placed : placed.filter((entry) => entry !== NONE);
    return entries.map((entry) => take(store, entry))[Symbol.iterator]();
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

/** The way in `path`, copied with `child` at its end; the new root. */
function copyPath(store: Store, key: string, hash: number, child: Child): Child {
  const nodes = store.reserve(depth);
  let node = child;
  for (let level = depth - 1; level >= 0; level--) {
    const from = path[level]!;
    const to = store.top;
    nodes[to] = nodes[from]!;
    nodes[to + 1] = nodes[from + 1]!;
    nodes[to + 2] = nodes[from + 2]!;
    nodes[to + 3] = nodes[from + 3]!;
    nodes[to + slotAt(key, hash, level)] = node;
    store.top = to + WIDTH;
    node = to;
  }
  return node;
}

/** A node, or as many as the two keys choose the same way for, over two entries. */
function join(store: Store, left: Child, right: Child, rightHash: number, level: number): Child {
  const leftKey = store.keyOf(left);
  const rightKey = store.keyOf(right);
  const leftHash = hashOf(leftKey);
  let last = level;
  while (slotAt(leftKey, leftHash, last) === slotAt(rightKey, rightHash, last)) last++;
  const nodes = store.reserve(last - level + 1);
  let node = store.top;
  nodes[node + slotAt(leftKey, leftHash, last)] = left;
  nodes[node + slotAt(rightKey, rightHash, last)] = right;
  store.top += WIDTH;
  for (let each = last - 1; each >= level; each--) {
    const above = store.top;
    nodes[above + slotAt(leftKey, leftHash, each)] = node;
    store.top += WIDTH;
    node = above;
  }
  return node;
}

/** What stands at the end of `path` when `entry` is taken out of the last node: an entry left alone goes up as far as it is alone. Shortens `path`. */
function lift(store: Store, entry: Child): Child {
  let left: Child = NONE;
  let gone = entry;
  while (depth > 0) {
    const node = path[depth - 1]!;
    const others = [...store.nodes.subarray(node, node + WIDTH)].filter((child) => child !== NONE && child !== gone);
    if (left !== NONE) others.push(left);
    if (others.length !== 1 || others[0]! > 0) break;
    left = others[0]!;
    gone = node;
    depth--;
  }
  return left;
}

/** Notes the keys of entries under `left` and `right` that are not in both with the same value. */
function differ(before: Store, left: Child, after: Store, right: Child, changed: Set<string>): void {
  if (left === right && (before === after || left === NONE)) return;
  if (left > 0 && right > 0) {
    for (let slot = 0; slot < WIDTH; slot++)
      differ(before, before.nodes[left + slot]!, after, after.nodes[right + slot]!, changed);
    return;
  }
  const old = new Map(before.collect(left).map((entry) => [before.keyOf(entry), before.valueOf(entry)]));
  for (const entry of after.collect(right)) {
    const key = after.keyOf(entry);
    if (!old.has(key) || !Object.is(old.get(key), after.valueOf(entry))) changed.add(key);
    old.delete(key);
  }
  for (const key of old.keys()) changed.add(key);
}
