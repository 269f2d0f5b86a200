// Where each pane stands, by the size of the terminal: for drawing it, and for telling what a click has hit.

import type { PaneName, ReplayState } from "./state.js";

/** A pane with its border; columns and rows of the screen from 0. */
export interface Region {
  readonly pane: PaneName;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** The other panes' names stand in its title. */
  readonly tabs: boolean;
}

/** Rows above the panes: the head and the timeline. */
const topRows = 2;

export function isTooSmall({ columns, rows }: ReplayState): boolean {
  return columns < 30 || rows < 8;
}

/** Panes that stand beside one another, from the top. */
export function regionBands(state: ReplayState): readonly (readonly Region[])[] {
  const { columns } = state;
  // The last row of the terminal stays free, and the foot takes one.
  const rows = state.rows - 4;
  if (columns < 60 || rows < 12 || state.full) return [band(topRows, rows, [[state.focus, columns]])];
  if (columns < 100 || rows < 20) {
    const steps = Math.floor(columns * 0.4);
    return [
      band(
        topRows,
        rows,
        [
          ["steps", steps],
          [state.tab, columns - steps],
        ],
        true,
      ),
    ];
  }
  const strip = rows >= 26 ? 8 : 6;
  const [steps, world, trail] = [Math.floor(columns * 0.28), Math.floor(columns * 0.33), Math.floor(columns * 0.56)];
  return [
    band(topRows, rows - strip, [
      ["steps", steps],
      ["world", world],
      [state.tab === "diff" ? "diff" : "why", columns - steps - world],
    ]),
    band(topRows + rows - strip, strip, [
      ["trail", trail],
      ["bill", columns - trail],
    ]),
  ];
}

function band(top: number, rows: number, panes: readonly (readonly [PaneName, number])[], tabs = false): Region[] {
  let left = 0;
  return panes.map(([pane, columns]) => {
    const region = { pane, left, top, columns, rows, tabs: tabs && pane !== "steps" };
    left += columns;
    return region;
  });
}

/** The pane at a place of the screen, both from 0. */
export function regionAt(state: ReplayState, column: number, row: number): Region | undefined {
  return regionBands(state)
    .flat()
    .find(({ left, top, columns, rows }) => column >= left && column < left + columns && row >= top && row < top + rows);
}
