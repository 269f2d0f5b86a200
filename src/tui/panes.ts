// A pane with its border: which of its lines the window shows, what stays at its foot, and how much there is beyond.

import type { Line } from "../report/layout.js";
import { columnsOf, cut, text, toWidth, wrapped } from "./columns.js";
import { openWhatIf } from "./prompts.js";
import type { Region } from "./regions.js";
import type { Signs } from "./signs.js";
import { type BranchRunner, PANES, type PaneName, type ReplayState, referenceOf, runOf } from "./state.js";
import { billPane } from "./views/bill.js";
import { diffPane } from "./views/diff.js";
import { stepsPane } from "./views/steps.js";
import { recordCount, trailPane } from "./views/trail.js";
import type { Pane } from "./views/view.js";
import { watchLines, whyPane } from "./views/why.js";
import { worldPane } from "./views/world.js";

export interface Look {
  readonly signs: Signs;
  readonly branch: BranchRunner;
  /** Whether the terminal knows no letters but those of ASCII. */
  readonly onlyAscii?: boolean;
}

const PANE_LINES: Readonly<Record<PaneName, Pane>> = {
  steps: stepsPane,
  why: whyPane,
  world: worldPane,
  trail: trailPane,
  bill: billPane,
  diff: diffPane,
};
const TITLES: Readonly<Record<PaneName, string>> = {
  steps: "Steps",
  why: "Why",
  world: "World",
  trail: "Trail",
  bill: "Bill",
  diff: "Diff",
};

/** What a pane holds: lines that scroll, and some that stay at its foot. */
interface Content {
  readonly lines: readonly Line[];
  readonly pinned: readonly Line[];
  /** Rows for the lines that scroll. */
  readonly rows: number;
  /** The first that is shown. */
  readonly from: number;
  /** The furthest that it goes. */
  readonly most: number;
}

function contentOf(state: ReplayState, look: Look, region: Region): Content {
  const { pane } = region;
  const inner = { columns: region.columns - 3, rows: region.rows - 2 };
  const view = { state, ...look, ...inner };
  const lines = PANE_LINES[pane](view).flatMap((line) =>
    pane === "steps" || (pane === "world" && !state.full) ? [line] : wrapped(line, inner.columns),
  );
  // What is watched is looked at from step to step: it keeps its place, in up to half of the pane.
  const watches = pane === "why" ? watchLines(view).flatMap((line) => wrapped(line, inner.columns)) : [];
  const pinned = watches.slice(0, Math.floor(inner.rows / 2));
  const rows = inner.rows - pinned.length;
  const most = pane === "steps" ? 0 : Math.max(0, lines.length - rows);
  const scroll = state.focus === pane ? Math.min(state.scroll, most) : 0;
  // The newest records are what one looks for.
  return { lines, pinned, rows, from: pane === "trail" ? most - scroll : scroll, most };
}

/** How far the focused pane scrolls in this region. */
export function scrollMost(state: ReplayState, look: Look, region: Region): number {
  return contentOf(state, look, region).most;
}

export function box(state: ReplayState, look: Look, region: Region): Line[] {
  const { pane, columns } = region;
  const { signs } = look;
  const { lines, pinned, rows, from } = contentOf(state, look, region);
  const focused = state.focus === pane;
  const [topLeft, topRight, bottomLeft, bottomRight] = signs.corners;
  const title = region.tabs
    ? tabsOf(state, signs)
    : ` ${focused ? signs.selected : ""}${PANES.indexOf(pane) + 1} ${titleOf(state, pane)} `;
  const shown = cut(title, columns - 4, signs.ellipsis);
  const role = focused ? "title" : "faint";
  const foot = cut(footOf(state, pane, lines.length - from - rows, from), columns - 4, signs.ellipsis);
  const side = text(signs.vertical, "faint");
  const blank: readonly Line[] = Array.from({ length: Math.max(0, rows - lines.length) }, () => []);
  const all = [...lines.slice(from, from + rows), ...blank, ...pinned];
  return [
    [text(topLeft, role), text(shown, role), text(signs.horizontal.repeat(columns - 2 - columnsOf(shown)) + topRight, role)],
    ...all.map((line): Line => [side, text(" "), ...toWidth(line, columns - 3, signs.ellipsis), side]),
    [text(`${bottomLeft}${signs.horizontal.repeat(Math.max(0, columns - 2 - columnsOf(foot)))}${foot}${bottomRight}`, role)],
  ];
}

/** How much there is that does not show, and which keys show it. */
function footOf(state: ReplayState, pane: PaneName, below: number, above: number): string {
  if (pane === "steps") return "";
  const more = pane === "trail" ? above : below;
  if (more <= 0) return "";
  const key = `${PANES.indexOf(pane) + 1}`;
  const way = pane === "trail" ? "k" : "j";
  return state.focus === pane ? ` ${more} more: ${way} ` : ` ${more} more: ${key} ${way} `;
}

function titleOf(state: ReplayState, pane: PaneName): string {
  if (pane === "world")
    return `World at ${state.step}, against ${state.comparing && state.mark !== undefined ? `mark ${state.mark}` : referenceOf(state)}`;
  if (pane === "trail") return `Trail (new in this step: ${recordCount(runOf(state), state.step)})`;
  return nameOf(state, pane);
}

function nameOf(state: ReplayState, pane: PaneName): string {
  return pane === "why" && openWhatIf(state) !== undefined ? "What if" : TITLES[pane];
}

/** `2 Why · 3 World`: the shown one in brackets, which no colour has to tell. */
function tabsOf(state: ReplayState, signs: Signs): string {
  const here = state.focus === "steps" ? "" : signs.selected;
  const names = PANES.slice(1).map((pane, at) =>
    pane === state.tab ? `[${here}${at + 2} ${nameOf(state, pane)}]` : `${at + 2} ${nameOf(state, pane)}`,
  );
  return ` ${names.join(signs.dot)} `;
}
