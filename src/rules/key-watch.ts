// Who wants to be told when a key's state changes: a database or a table that cannot run on without its key. The service looks a while
// later, by an event of its own, what has become of the key by then.

import { emptyTable, type Table } from "../base/table.js";
import { type KeyData, keyKind } from "../world/key.js";
import { isKind, type Resource } from "../world/resource.js";
import { readSlice, slice, writeSlice } from "../world/slice.js";
import { addMilliseconds } from "../world/time.js";
import type { WorldEditor } from "./operation.js";

export interface KeyWatcher {
  /** Event of the service that watches. */
  readonly event: string;
  /** Resource id of what is under the key. */
  readonly subject: string;
  /** How long after the change the service notices. */
  readonly afterMs: number;
}

const keyWatchers = slice<Table<readonly KeyWatcher[]>>("key-watchers", emptyTable());

export function watchKey(editor: WorldEditor, key: string, watcher: KeyWatcher): void {
  const all = readSlice(editor.world, keyWatchers);
  writeSlice(editor.world, keyWatchers, all.set(key, [...(all.get(key) ?? []), watcher]));
}

export function unwatchKey(editor: WorldEditor, key: string, subject: string): void {
  const all = readSlice(editor.world, keyWatchers);
  const left = (all.get(key) ?? []).filter((watcher) => watcher.subject !== subject);
  writeSlice(editor.world, keyWatchers, left.length === 0 ? all.delete(key) : all.set(key, left));
}

/** `after` is about to take the place of what has its id. */
export function tellKeyWatchers(editor: WorldEditor, after: Resource): void {
  if (!isKind<KeyData>(after, keyKind)) return;
  const watchers = readSlice(editor.world, keyWatchers).get(after.id);
  if (watchers === undefined) return;
  const before = editor.find(keyKind, after.id);
  if (before === undefined || before.data.state.is === after.data.state.is) return;
  for (const { event, subject, afterMs } of watchers) {
    editor.schedule(addMilliseconds(editor.now, afterMs), event, subject);
  }
}
