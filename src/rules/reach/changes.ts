// What differs between two versions of a table, remembered for the next who asks of the same two.

import type { Table } from "../../base/table.js";

const remembered = new WeakMap<Table<unknown>, { readonly before: Table<unknown>; readonly keys: ReadonlySet<string> }>();

export function changedKeys<V>(before: Table<V>, after: Table<V>): ReadonlySet<string> {
  const known = remembered.get(after);
  if (known?.before === before) return known.keys;
  const keys = after.changedSince(before);
  remembered.set(after, { before, keys });
  return keys;
}
