// The only place where anything is sorted. Order is by UTF-16 code unit and by exact number: the same on every machine, whatever
// its locale (`ä` stands after `Z` in Swedish and before it in German; here it always stands after `z`).

/** Negative, zero or positive, as sorting wants it. Zero must mean "cannot be told apart", or the input's order would show. */
export type Compare<T> = (a: T, b: T) => number;

/** By code unit: `A` < `Z` < `a` < `é`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By value; numbers and bigints alike. */
export function compareNumber<N extends number | bigint>(a: N, b: N): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of `key(item)`: `sorted(keys, by((key) => key.name))`. */
export function by<T, K extends string | number | bigint>(key: (item: T) => K): Compare<T> {
  return (a, b) => {
    const left = key(a);
    const right = key(b);
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

/** The first comparison that tells two items apart decides. */
export function inOrderOf<T>(...comparisons: readonly Compare<T>[]): Compare<T> {
  return (a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** The same order, back to front. */
export function descending<T>(compare: Compare<T>): Compare<T> {
  return (a, b) => compare(b, a);
}

/** A new array in the order of `compare`; the input is left alone. */
export function sorted<T>(items: Iterable<T>, compare: Compare<T>): T[] {
  return [...items].sort(compare);
}

/** A new array of texts by code unit. */
export function sortedTexts<S extends string>(texts: Iterable<S>): S[] {
  return [...texts].sort(compareText);
}

/** Keys by code unit; for every map (also a Table) whose insertion order is not what the reader should see. */
export function keysInOrder<K extends string>(map: Pick<ReadonlyMap<K, unknown>, "keys">): K[] {
  return [...map.keys()].sort(compareText);
}

/** Entries by the code units of their keys. */
export function entriesByKey<K extends string, V>(map: { entries(): Iterable<readonly [K, V]> }): (readonly [K, V])[] {
  return [...map.entries()].sort((a, b) => compareText(a[0], b[0]));
}

/** Values by the code units of their keys. */
export function valuesByKey<K extends string, V>(map: { entries(): Iterable<readonly [K, V]> }): V[] {
  return entriesByKey(map).map((entry) => entry[1]);
}
