// All keys, made from their table, those that are used together under one title; what is asked for at the moment first.

import type { Line } from "../../report/layout.js";
import { text, toWidth, wrapped } from "../columns.js";
import { KEY_GROUPS, type Key, keyInWords } from "../keys.js";

/** From this width on there is room for two columns. */
const twoColumnsMin = 110;
const keyColumns = 8;

/** As many lines as it takes; the frame shows a window of them. */
export function helpLines(columns: number, arrows: boolean, asked = false): readonly Line[] {
  const width = columns >= twoColumnsMin ? Math.floor(columns / 2) : columns;
  const isFirst = ({ title }: { readonly title: string }): boolean => asked && title === "Lessons";
  const groups = [...KEY_GROUPS.filter(isFirst), ...KEY_GROUPS.filter((group) => !isFirst(group))];
  const blocks = groups.map(({ title, keys }): Line[] => [
    [text(` ${title}`, "faint")],
    ...together(keys).flatMap((key) => {
      const shown = (arrows ? key.shown : keyInWords(key.shown)).padEnd(keyColumns);
      const [first = [], ...others] = wrapped([text(key.help)], width - keyColumns - 5);
      const indent = text(" ".repeat(keyColumns + 1));
      return [[text(`   ${shown}`, "title"), ...first], ...others.map((line) => [indent, ...line])];
    }),
  ]);
  const lines = blocks.flat();
  if (width === columns) return lines;
  // No group is broken: the second column begins where the two are most alike in height.
  const heights = blocks.map((_, count) => Math.max(blocks.slice(0, count).flat().length, blocks.slice(count).flat().length));
  const count = heights.indexOf(Math.min(...heights));
  const [left, right] = [blocks.slice(0, count).flat(), blocks.slice(count).flat()];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => [
    ...toWidth(left[at] ?? [], width),
    ...(right[at] ?? []),
  ]);
}

/** The numbers of the panes on one row. */
function together(keys: readonly Key[]): readonly Pick<Key, "shown" | "help">[] {
  const numbers = keys.filter(({ command }) => command.startsWith("pane-") && command !== "pane-next");
  if (numbers.length === 0) return keys;
  const shown = `${numbers[0]!.shown} - ${numbers.at(-1)!.shown}`;
  const row = { shown, help: numbers.map((key) => `${key.shown} ${key.help}`).join(", ") };
  return keys.flatMap((key): Pick<Key, "shown" | "help">[] => (key === numbers[0] ? [row] : numbers.includes(key) ? [] : [key]));
}
