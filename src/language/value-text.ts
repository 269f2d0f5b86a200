// A value in the words of the language: what stands for a `<name>` is put in its place as text, so a value must be sayable again.

import { unreachable } from "../base/assert.js";
import type { ModeValue, Value } from "./syntax.js";

export function valueText(value: Value): string {
  switch (value.is) {
    case "name":
    case "hole":
    case "date":
      return value.text;
    case "text":
      return JSON.stringify(value.value);
    case "number":
    case "boolean":
      return String(value.value);
    case "duration":
      return `${value.count} ${value.unit}${value.count === 1 ? "" : "s"}`;
    case "money":
      return `$${value.text}`;
    case "percent":
      return `${value.text}%`;
    case "size":
      return sizeText(value.bytes);
    case "list":
      return `[${value.items.map(valueText).join(", ")}]`;
    case "record":
      return `{ ${value.entries.map((entry) => `${JSON.stringify(entry.key)}: ${valueText(entry.value)}`).join(", ")} }`;
    case "mode":
      return modeText(value);
    default:
      return unreachable(value);
  }
}

const UNITS = ["TiB", "GiB", "MiB", "KiB"] as const;

/** Sizes are whole KiB at least: the language has no smaller unit. */
function sizeText(bytes: number): string {
  let unitBytes = 1024 * 1024 * 1024 * 1024;
  for (const unit of UNITS) {
    if (bytes % unitBytes === 0) return `${bytes / unitBytes} ${unit}`;
    unitBytes /= 1024;
  }
  return `${bytes / 1024} KiB`;
}

function modeText({ mode, key, rawKey, bucketKey }: ModeValue): string {
  const raw = rawKey === undefined ? "" : ` ${JSON.stringify(rawKey.value)}`;
  const under = key === undefined ? raw : key.by === "alias" ? ` alias ${key.name.text}` : ` ${key.name.text}`;
  return `${mode}${under}${bucketKey ? " bucket key" : ""}`;
}
