// What readers of policy elements share: how a problem is told, and the form that most elements have, one text or a list of texts.

import { suggest } from "../../base/suggest.js";
import type { LocatedText, Span } from "./document.js";
import type { JsonMember, JsonValue } from "./json.js";

/** Notes a problem at its place; `code` replaces the usual one. */
export type Report = (
  span: Span,
  message: string,
  more?: { readonly notModelled?: boolean; readonly code?: string; readonly meant?: string | undefined },
) => void;

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

/**
 * The members of an object by name. One with a name that is none of `names` is told; where it is a slip of a name, it is read as
 * that one, so that one slip is one problem.
 */
export function membersNamed(
  json: Extract<JsonValue, { is: "object" }>,
  names: ReadonlySet<string>,
  say: (key: string) => string,
  report: Report,
): Map<string, JsonMember> {
  const members = new Map<string, JsonMember>();
  for (const member of json.members) if (names.has(member.key)) members.set(member.key, member);
  for (const member of json.members) {
    if (names.has(member.key)) continue;
    const meant = suggest(member.key, names);
    report({ start: member.keyStart, end: member.keyEnd }, say(member.key), { meant });
    if (meant !== undefined && !members.has(meant)) members.set(meant, member);
  }
  return members;
}
