// All keys, made from their table.

import type { Line } from "../../report/layout.js";
import { text } from "../columns.js";
import { KEYS, keyInWords } from "../keys.js";

export function helpLines(columns: number, rows: number, arrows: boolean): readonly Line[] {
  const cells = KEYS.map((key) => `${(arrows ? key.shown : keyInWords(key.shown)).padEnd(8)}${key.help}`);
  const perColumn = Math.max(1, columns >= 110 ? Math.ceil(cells.length / 2) : cells.length);
  if (perColumn === cells.length && cells.length > rows) {
    // A small screen: what there is in two columns of short words.
    const half = Math.ceil(cells.length / 2);
    const width = Math.floor(columns / 2);
    return rowsOf(cells, half, width);
  }
  return rowsOf(cells, perColumn, Math.floor(columns / Math.ceil(cells.length / perColumn)));
}

function rowsOf(cells: readonly string[], count: number, width: number): Line[] {
  return Array.from({ length: count }, (_, at): Line => {
    const row = [];
    for (let index = at; index < cells.length; index += count) row.push(text(cells[index]!.slice(0, width - 2).padEnd(width)));
    return row;
  });
}
