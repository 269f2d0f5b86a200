// A `when { StringEquals: { "kms:ViaService": "…" } }` as the JSON of a policy's `Condition`: one reading for all policies in sentences.

import { unreachable } from "../base/assert.js";
import type { Name, RecordValue, Value } from "../language/syntax.js";

export function conditionJson(value: RecordValue | Value, arnOf: (name: Name, thing: string) => string): unknown {
  switch (value.is) {
    case "record":
      return Object.fromEntries(value.entries.map(({ key, value: inner }) => [key, conditionJson(inner, arnOf)]));
    case "list":
      return value.items.map((item) => conditionJson(item, arnOf));
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
    case "name": {
      const thing = arnIn(value);
      return thing === undefined ? value.text : arnOf(value, thing);
    }
    case "hole":
    case "date":
    case "percent":
      return value.text;
    default:
      return unreachable(value);
  }
}

/** The name of the thing whose ARN is meant: `k1` of `k1.arn`. Plain names hold no point. */
export function arnIn({ text }: Name): string | undefined {
  return text.endsWith(".arn") ? text.slice(0, -".arn".length) : undefined;
}
