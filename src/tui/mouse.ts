// The mouse, where it is asked for: a click goes to a step or into a pane, the wheel scrolls what is under it. Off, the terminal keeps the
// mouse to itself, and its user can select text.

import { regionAt } from "./regions.js";
import type { ReplayState } from "./state.js";
import { isHere, rowsInWindow } from "./views/steps.js";

/** Reports of buttons, with places that may lie beyond column 223. */
export const MOUSE_ON = "\u001B[?1000h\u001B[?1006h";
export const MOUSE_OFF = "\u001B[?1000l\u001B[?1006l";

export interface MouseAction {
  readonly is: "mouse";
  readonly what: "click" | "wheel-up" | "wheel-down";
  /** From 0. */
  readonly column: number;
  readonly row: number;
}

/** What a terminal says of the mouse, its Escape left out: `[<0;12;5M`. Undefined for anything else; a button let go is nothing. */
export function mouseAction(input: string): MouseAction | "nothing" | undefined {
  const said = /^\[<(\d+);(\d+);(\d+)([Mm])$/.exec(input);
  if (said === null) return undefined;
  const [, button = "", column = "", row = "", end] = said;
  const what =
    button === "0" && end === "M" ? "click" : button === "64" ? "wheel-up" : button === "65" ? "wheel-down" : undefined;
  return what === undefined ? "nothing" : { is: "mouse", what, column: Number(column) - 1, row: Number(row) - 1 };
}

/** In the steps a click goes to one and the wheel steps; in another pane a click focuses it and the wheel scrolls it. */
export function moused(state: ReplayState, { what, column, row }: MouseAction): ReplayState {
  const region = regionAt(state, column, row);
  if (region === undefined) return state;
  const { pane } = region;
  const focused = { ...state, focus: pane, tab: pane === "steps" ? state.tab : pane, message: "" };
  const by = what === "wheel-down" ? 1 : -1;
  if (pane !== "steps") {
    const from = state.focus === pane ? state.scroll : 0;
    return { ...focused, scroll: what === "click" ? from : Math.max(0, from + by) };
  }
  const rows = rowsInWindow(state, region.rows - 2);
  const wheel = rows.findIndex((row) => isHere(row, state)) + by;
  const hit = rows[what === "click" ? row - region.top - 1 : wheel];
  return hit === undefined ? focused : { ...focused, step: hit.step.number, whole: hit.block, due: hit.due, scroll: 0 };
}
