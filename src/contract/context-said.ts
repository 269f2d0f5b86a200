// An encryption context as a sentence has it.

import type { RecordValue } from "../language/syntax.js";
import type { StatementContext } from "./statement.js";

export function contextSaid(ctx: StatementContext, record: RecordValue | undefined): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const { key, value } of record?.entries ?? []) {
    if (value.is === "text") pairs.set(key, value.value);
    else if (value.is === "name") pairs.set(key, value.text);
    else if (value.is === "number" || value.is === "boolean") pairs.set(key, String(value.value));
    else ctx.fail("client/not-a-text", value, {});
  }
  return pairs;
}
