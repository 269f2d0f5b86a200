// JSON that a terminal and a CI log can take: what `safeText` would change is written as an escape instead, so that a reader of the
// JSON gets the text as it was.

import { safeText } from "../base/safe-text.js";

/** One value on one line. */
export function safeJson(value: unknown): string {
  const text = JSON.stringify(value);
  return safeText(text) === text
    ? text
    : [...text]
        .map((character) => escaped(character))
        .join("")
        .replaceAll("##[", "#\\u0023[");
}

function escaped(character: string): string {
  if (safeText(`x${character}`) === `x${character}`) return character;
  let units = "";
  for (let at = 0; at < character.length; at++) units += `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
  return units;
}
