// A `when { StringEquals: { "kms:ViaService": "…" } }` as the JSON of a policy's `Condition`: one reading for all policies in sentences.

import { unreachable } from "../base/assert.js";
import type { RecordValue, Value } from "../language/syntax.js";

export function conditionJson(value: RecordValue | Value): unknown {
  switch (value.is) {
    case "record":
      return Object.fromEntries(value.entries.map(({ key, value: inner }) => [key, conditionJson(inner)]));
    case "list":
      return value.items.map(conditionJson);
    case "text":
      return value.value;
    // IAM compares texts: numbers and booleans stand in a policy as they are written.
    case "number":
    case "boolean":
      return String(value.value);
    case "money":
      return `$${value.text}`;
    case "size":
      return String(value.bytes);
    case "duration":
      return `${value.count} ${value.unit}s`;
    case "mode":
      return value.mode;
    case "name":
    case "hole":
    case "date":
    case "percent":
      return value.text;
    default:
      return unreachable(value);
  }
}
