// What RDS is paid for by time: a database's storage, and snapshots as far as they are more than all databases of the account in that
// Region. The first snapshot of a database holds all of it, those that follow what has changed since, which is nothing here; a copy holds all of
// it again. Source: RDS User Guide, USER_WorkingWithAutomatedBackups, read 2026-11-30. Items are those of catalog.yaml. Instances are not billed: a scenario names no class.

import type { WorldEditor } from "../../rules/operation.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type DatabaseData, databaseKind, databaseSnapshotKind } from "./state.js";

const STORAGE_ITEM = "rds-storage-gp3";
const BACKUP_ITEM = "rds-backup";
export const COPY_TRANSFER_ITEM = "rds-copy-transfer";

export function storageHolding(editor: WorldEditor, change: "begins" | "ends", database: Resource<DatabaseData>): void {
  const { id, account, region } = database;
  editor.holding(change, { id, account, region, item: STORAGE_ITEM, quantity: database.data.sizeGib });
}

/** GiB of backups beyond what comes with the databases. */
export function billedBackups(editor: WorldEditor, place: Place): number {
  let backups = 0;
  let databases = 0;
  const begun = new Set<string>();
  for (const each of editor.world.resources.values()) {
    if (each.account !== place.account || each.region !== place.region) continue;
    if (isKind(each, databaseSnapshotKind)) {
      const blocks = each.data.of.is === "database" ? (each.data.carries[0] ?? each.id) : each.id;
      if (!begun.has(blocks)) backups += each.data.sizeGib;
      begun.add(blocks);
    } else if (isKind(each, databaseKind)) databases += each.data.sizeGib;
  }
  return Math.max(0, backups - databases);
}

/** Runs `work`, which makes or takes away databases or snapshots, and bills the backups as they are after it. */
export function withBackups<T>(editor: WorldEditor, place: Place, work: () => T): T {
  const { account, region } = place;
  const before = billedBackups(editor, place);
  const result = work();
  const after = billedBackups(editor, place);
  const what = { id: `${account}/${region}/rds-backups`, account, region, item: BACKUP_ITEM };
  if (before !== after && before > 0) editor.holding("ends", { ...what, quantity: before });
  if (before !== after && after > 0) editor.holding("begins", { ...what, quantity: after });
  return result;
}
