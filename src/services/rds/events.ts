// What RDS does by itself. A database whose key cannot be used is stopped after a while; seven days later it is lost, and only a backup brings
// it back. One that somebody stopped is started again after seven days.
// Source: RDS User Guide, Overview.Encryption; re:Post, rds-aurora-inaccessible-state; RDS API reference, StopDBInstance (read 2026-11-30).

import type { EventContext, EventHandler } from "../../contract/service.js";
import { rdsCatalog } from "../../generated/catalogs.js";
import type { Resource } from "../../world/resource.js";
import { addDays } from "../../world/time.js";
import type { DueEvent } from "../../world/world.js";
import { storageHolding } from "./billing.js";
import { KEY_CHECK_EVENT, LOST_EVENT, START_AGAIN_EVENT } from "./event-names.js";
import { openByRds } from "./kms-use.js";
import { canStop, type DatabaseData, type DatabaseState, databaseKind } from "./state.js";

function keyCheck(ctx: EventContext, event: DueEvent): void {
  const database = ctx.find(databaseKind, event.subject);
  if (database?.data.state.is === "available") opens(ctx, database);
}

/** Whether RDS can use its key; if not, the database stands still from now on. */
function opens(ctx: EventContext, database: Resource<DatabaseData>): boolean {
  const { encryption } = database.data;
  if (encryption.is !== "kms") return true;
  const { wrapped, grant } = encryption;
  const opened = openByRds(ctx, wrapped, { account: database.account, region: database.region, grant });
  if (opened.is === "ok") return true;
  // What cannot be stopped cannot wait to be started again.
  if (!canStop(ctx, database)) {
    storageHolding(ctx, "ends", database);
    goTo(ctx, database, { is: "inaccessible-encryption-credentials" });
    return false;
  }
  goTo(ctx, database, { is: "inaccessible-encryption-credentials-recoverable" });
  ctx.schedule(addDays(ctx.now, rdsCatalog.days.recoverable), LOST_EVENT, database.id);
  return false;
}

/** So that it does not fall behind in its maintenance. No call: RDS tells of it by an event of its own, RDS-EVENT-0154. */
function startAgain(ctx: EventContext, event: DueEvent): void {
  const database = ctx.find(databaseKind, event.subject);
  if (database?.data.state.is !== "stopped" || !opens(ctx, database)) return;
  ctx.put({ ...database, data: { ...database.data, state: { is: "available" } } }, "started by RDS");
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
  [START_AGAIN_EVENT, startAgain],
  [LOST_EVENT, lost],
]);

export const eventWords: ReadonlyMap<string, (event: DueEvent) => string> = new Map([
  [KEY_CHECK_EVENT, (event: DueEvent) => `RDS looks whether the key of ${event.subject} can be used`],
  [START_AGAIN_EVENT, (event: DueEvent) => `RDS starts ${event.subject} again`],
  [LOST_EVENT, (event: DueEvent) => `end of the 7 days in which ${event.subject} can be started again`],
]);
