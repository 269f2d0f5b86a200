// All keys, made from their table.

import type { Line } from "../../report/layout.js";
import { text, toWidth, wrapped } from "../columns.js";
import { KEYS, keyInWords } from "../keys.js";

/** From this width on there is room for two columns. */
const twoColumnsMin = 110;
const keyColumns = 8;

/** As many lines as it takes; the frame shows a window of them. */
export function helpLines(columns: number, arrows: boolean): readonly Line[] {
  const width = columns >= twoColumnsMin ? Math.floor(columns / 2) : columns;
  const lines = KEYS.flatMap((key) => {
    const shown = (arrows ? key.shown : keyInWords(key.shown)).padEnd(keyColumns);
    const [first = [], ...others] = wrapped([text(key.help)], width - keyColumns - 3);
    const indent = text(" ".repeat(keyColumns));
    return [[text(` ${shown}`, "title"), ...first], ...others.map((line) => [indent, ...line])];
  });
  if (width === columns) return lines;
  const half = Math.ceil(lines.length / 2);
  return Array.from({ length: half }, (_, at) => [...toWidth(lines[at]!, width), ...(lines[half + at] ?? [])]);
}
