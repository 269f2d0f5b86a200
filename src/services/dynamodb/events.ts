// What becomes of a table whose key cannot be used: inaccessible once nobody's copy of the table key is fresh, and archived after seven
// days. Source: DynamoDB Developer Guide, encryption at rest: usage notes.

import type { EventContext, EventHandler } from "../../contract/service.js";
import { keyKind } from "../../world/key.js";
import { addDays } from "../../world/time.js";
import type { DueEvent } from "../../world/world.js";
import { type TableData, tableKind } from "./state.js";

/** DynamoDB looks whether a table's key can be used. */
export const KEY_CHECK_EVENT = "dynamodb:key-check";
/** The seven days are over. */
export const ARCHIVE_EVENT = "dynamodb:archive";
const ARCHIVE_DAYS = 7;

function keyCheck(ctx: EventContext, event: DueEvent): void {
  const table = ctx.find(tableKind, event.subject);
  if (table === undefined || table.data.encryption.is !== "kms" || table.data.status === "ARCHIVED") return;
  const usable = ctx.find(keyKind, table.data.encryption.key.id)?.data.state.is === "enabled";
  const status: TableData["status"] = usable ? "ACTIVE" : "INACCESSIBLE_ENCRYPTION_CREDENTIALS";
  if (status === table.data.status) return;
  ctx.put({ ...table, data: { ...table.data, status } }, status);
  if (usable) ctx.unschedule(ARCHIVE_EVENT, table.id);
  else ctx.schedule(addDays(ctx.now, ARCHIVE_DAYS), ARCHIVE_EVENT, table.id);
}

function archive(ctx: EventContext, event: DueEvent): void {
  const table = ctx.find(tableKind, event.subject);
  if (table?.data.status !== "INACCESSIBLE_ENCRYPTION_CREDENTIALS") return;
  ctx.put({ ...table, data: { ...table.data, status: "ARCHIVED" } }, "ARCHIVED");
}

export const events: ReadonlyMap<string, EventHandler> = new Map([
  [KEY_CHECK_EVENT, keyCheck],
  [ARCHIVE_EVENT, archive],
]);

export const eventWords: ReadonlyMap<string, (event: DueEvent) => string> = new Map([
  [KEY_CHECK_EVENT, (event: DueEvent) => `DynamoDB looks whether the key of ${event.subject} can be used`],
  [ARCHIVE_EVENT, (event: DueEvent) => `end of the 7 days after which ${event.subject} is archived`],
]);
