// Data keys that a client keeps and uses again, as the SDK's caching cryptographic materials manager does: for messages under the same
// keys with the same context, for so long and so many messages. Meanwhile KMS is not asked, so it is not noticed that a key is disabled.

import { sortedTexts } from "../../base/order.js";
import { emptyTable, type Table } from "../../base/table.js";
import type { StatementContext } from "../../contract/statement.js";
import type { DurationValue, HoleValue } from "../../language/syntax.js";
import { type Caller, callerText } from "../../world/principal.js";
import { readSlice, slice, writeSlice } from "../../world/slice.js";
import { addDuration, type Instant } from "../../world/time.js";
import type { NewDataKey } from "./seal.js";

interface Kept {
  readonly made: NewDataKey;
  readonly until: Instant;
  readonly messageCount: number;
}
const keptDataKeys = slice<Table<Kept>>("client-data-keys", emptyTable());

/** Where a client keeps the data key for its messages under these keys with this context. */
export function cacheSlot(who: Caller, keyNames: readonly string[], context: ReadonlyMap<string, string>): string {
  const pairs = [...context].map(([name, value]) => `${name}=${value}`);
  return [callerText(who), ...keyNames, "", ...sortedTexts(pairs)].join("\n");
}

/** The data key that is kept there, if it may serve one more message. */
export function keptDataKey(ctx: StatementContext, slot: string, messageCountMax: number | undefined): NewDataKey | undefined {
  const kept = readSlice(ctx.world, keptDataKeys).get(slot);
  if (kept === undefined || ctx.now >= kept.until) return undefined;
  if (messageCountMax !== undefined && kept.messageCount >= messageCountMax) return undefined;
  keep(ctx, slot, { ...kept, messageCount: kept.messageCount + 1 });
  return kept.made;
}

export function keepDataKey(ctx: StatementContext, slot: string, made: NewDataKey, time: DurationValue): void {
  keep(ctx, slot, { made, until: addDuration(ctx.now, time), messageCount: 1 });
}

function keep(ctx: StatementContext, slot: string, kept: Kept): void {
  writeSlice(ctx.world, keptDataKeys, readSlice(ctx.world, keptDataKeys).set(slot, kept));
}

export function durationSaid(time: DurationValue | HoleValue | undefined): DurationValue | undefined {
  return time?.is === "duration" ? time : undefined;
}
