// What readers of policy elements share: how a problem is told, and the form that most elements have, one text or a list of texts.

import type { LocatedText, Span } from "./document.js";
import type { JsonValue } from "./json.js";

/** Notes a problem at its place; `code` replaces the usual one. */
export type Report = (span: Span, message: string, more?: { readonly notModelled?: boolean; readonly code?: string }) => void;

/** A string or a list of strings. */
export function readTexts(value: JsonValue, element: string, report: Report): readonly LocatedText[] {
  const items = value.is === "array" ? value.items : [value];
  const texts: LocatedText[] = [];
  for (const item of items) {
    if (item.is === "string") texts.push({ text: item.value, start: item.start, end: item.end });
    else report(item, `${element} is a string or a list of strings`);
  }
  if (items.length === 0) report(value, `${element} is empty`);
  return texts;
}
