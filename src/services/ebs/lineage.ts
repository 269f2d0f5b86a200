// Which snapshots share stored blocks. A second snapshot of a volume, and a further copy to the same place under the same key, store only
// what changed; nothing changes on a volume here, so they store nothing of their own. The blocks are paid for until the last one that
// needs them is deleted.

import { emptyTable, type Table } from "../../base/table.js";
import type { WorldEditor } from "../../rules/operation.js";
import { storageOf } from "../../rules/reach/storage.js";
import type { Place } from "../../world/place.js";
import type { Resource } from "../../world/resource.js";
import { readSlice, slice, writeSlice } from "../../world/slice.js";
import type { World } from "../../world/world.js";
import { SNAPSHOT_ITEM } from "./items.js";
import { type SnapshotData, snapshotKind, type VolumeData } from "./state.js";

/** How many snapshots need a set of blocks. */
const usersSlice = slice<Table<number>>("ebs-block-users", emptyTable());
/** The most recent snapshot of a lineage in a place, by lineage and place. */
const latestSlice = slice<Table<string>>("ebs-latest", emptyTable());

/** What all snapshots of one volume, and their copies, have in common. A new volume of an old name begins another. */
export function lineageOf(volume: Resource<VolumeData>): string {
  return storageOf(volume);
}

function latestKey(place: Place, lineage: string, how: "taken" | "copied"): string {
  return `${how} ${place.account}/${place.region} ${lineage}`;
}

/** The most recent snapshot (or copy) of that lineage in a place, if it is still there. */
export function latestIn(
  world: World,
  place: Place,
  lineage: string,
  how: "taken" | "copied",
): Resource<SnapshotData> | undefined {
  const id = readSlice(world, latestSlice).get(latestKey(place, lineage, how));
  const found = id === undefined ? undefined : world.resources.get(id);
  if (found?.kind !== snapshotKind.name) return undefined;
  const snapshot = found as Resource<SnapshotData>;
  return snapshot.data.lineage === lineage && snapshot.data.state.is === "completed" ? snapshot : undefined;
}

/** A set of blocks for a new snapshot: that of `before`, on which it builds, or one of its own. */
export function blocksFor(editor: WorldEditor, id: string, before: Resource<SnapshotData> | undefined): string {
  if (before !== undefined) return before.data.blocks;
  // Blocks are called after the snapshot that brought them; they may outlive it, and its name may be given again.
  return readSlice(editor.world, usersSlice).has(id) ? editor.derive(`${id}-blocks`) : id;
}

/** A snapshot is stored: it is the latest of its lineage there, and its blocks are paid for. */
export function stored(editor: WorldEditor, snapshot: Resource<SnapshotData>, how: "taken" | "copied"): void {
  const { blocks, lineage } = snapshot.data;
  const latest = readSlice(editor.world, latestSlice);
  writeSlice(editor.world, latestSlice, latest.set(latestKey(snapshot, lineage, how), snapshot.id));
  const users = readSlice(editor.world, usersSlice);
  const count = users.get(blocks) ?? 0;
  writeSlice(editor.world, usersSlice, users.set(blocks, count + 1));
  if (count === 0) editor.holding("begins", holdingOf(snapshot));
}

/** A snapshot is deleted; its blocks go with the last one that needs them. */
export function unstored(editor: WorldEditor, snapshot: Resource<SnapshotData>): void {
  const { blocks } = snapshot.data;
  const users = readSlice(editor.world, usersSlice);
  const count = users.get(blocks) ?? 0;
  writeSlice(editor.world, usersSlice, count > 1 ? users.set(blocks, count - 1) : users.delete(blocks));
  if (count === 1) editor.holding("ends", holdingOf(snapshot));
}

function holdingOf(snapshot: Resource<SnapshotData>) {
  const { account, region, data } = snapshot;
  return { id: data.blocks, account, region, item: SNAPSHOT_ITEM, quantity: data.sizeGib };
}
