// What becomes of a database whose key cannot be used: RDS notices after a while and stops it; seven days later it is lost, and only a
// backup brings it back. Source: RDS User Guide, Overview.Encryption; re:Post, rds-aurora-inaccessible-state.

import type { EventContext, EventHandler } from "../../contract/service.js";
import type { Resource } from "../../world/resource.js";
import { addDays } from "../../world/time.js";
import type { DueEvent } from "../../world/world.js";
import { storageHolding } from "./billing.js";
import { KEY_CHECK_EVENT, LOST_EVENT } from "./event-names.js";
import { openByRds } from "./kms-use.js";
import { canStop, type DatabaseData, type DatabaseState, databaseKind } from "./state.js";

const RECOVERABLE_DAYS = 7;

function keyCheck(ctx: EventContext, event: DueEvent): void {
  const database = ctx.find(databaseKind, event.subject);
  if (database === undefined || database.data.state.is !== "available" || database.data.encryption.is !== "kms") return;
  const { wrapped, grant } = database.data.encryption;
  const opened = openByRds(ctx, wrapped, { account: database.account, region: database.region, grant });
  if (opened.is === "ok") return;
  // What cannot be stopped cannot wait to be started again.
  if (!canStop(ctx, database)) {
    storageHolding(ctx, "ends", database);
    goTo(ctx, database, { is: "inaccessible-encryption-credentials" });
    return;
  }
  goTo(ctx, database, { is: "inaccessible-encryption-credentials-recoverable" });
  ctx.schedule(addDays(ctx.now, RECOVERABLE_DAYS), LOST_EVENT, database.id);
}

function lost(ctx: EventContext, event: DueEvent): void {
  const database = ctx.find(databaseKind, event.subject);
  if (database?.data.state.is !== "inaccessible-encryption-credentials-recoverable") return;
  // Nothing is charged for what is lost.
  storageHolding(ctx, "ends", database);
  goTo(ctx, database, { is: "inaccessible-encryption-credentials" });
}

function goTo(ctx: EventContext, database: Resource<DatabaseData>, state: DatabaseState): void {
  ctx.put({ ...database, data: { ...database.data, state } }, state.is);
}

export const events: ReadonlyMap<string, EventHandler> = new Map([
  [KEY_CHECK_EVENT, keyCheck],
  [LOST_EVENT, lost],
]);

export const eventWords: ReadonlyMap<string, (event: DueEvent) => string> = new Map([
  [KEY_CHECK_EVENT, (event: DueEvent) => `RDS looks whether the key of ${event.subject} can be used`],
  [LOST_EVENT, (event: DueEvent) => `end of the 7 days in which ${event.subject} can be started again`],
]);
