// The screen as rows of pieces, for any size: what is drawn where. Never taller than the terminal less one row: at its full height ink
// would erase the terminal's own scrollback.

import { assert } from "../base/assert.js";
import type { Line } from "../report/layout.js";
import { columnsOf, cut, text, toWidth, twoEnds, wrapped } from "./columns.js";
import { isAsked } from "./guesses.js";
import { KEYS, keyInWords } from "./keys.js";
import { failedSteps } from "./marks.js";
import { PROMPT_SIGNS } from "./prompts.js";
import { isTooSmall, type Region, regionBands } from "./regions.js";
import type { Signs } from "./signs.js";
import { type BranchRunner, PANES, type PaneName, type ReplayState, referenceOf, runOf } from "./state.js";
import { timelineLine } from "./timeline.js";
import { billPane } from "./views/bill.js";
import { diffPane } from "./views/diff.js";
import { helpLines } from "./views/help.js";
import { stepsPane } from "./views/steps.js";
import { recordCount, trailPane } from "./views/trail.js";
import type { Pane } from "./views/view.js";
import { whyPane } from "./views/why.js";
import { worldPane } from "./views/world.js";

export interface Look {
  readonly signs: Signs;
  readonly branch: BranchRunner;
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

/** Rows of the screen, each as wide as the terminal. */
export function frameOf(state: ReplayState, look: Look): readonly Line[] {
  const columns = Math.max(1, state.columns);
  const rows = Math.max(1, state.rows - 1);
  const frame = screenOf(state, look, columns, rows).slice(0, rows);
  assert(frame.length <= Math.max(1, state.rows - 1), "a frame leaves the terminal's last row alone");
  return frame.map((line) => toWidth(line, columns, look.signs.ellipsis));
}

function screenOf(state: ReplayState, look: Look, columns: number, rows: number): Line[] {
  if (isTooSmall(state)) return [[text("too small")], [text(`step ${state.step}/${runOf(state).steps.length}`)]];
  if (state.help) return helpScreen(state, look.signs, columns, rows);
  const middle = regionBands(state).flatMap((band) => beside(band.map((region) => box(state, look, region))));
  return [
    headLine(state, columns, look.signs),
    timelineLine(state, columns, look.signs),
    ...middle,
    footLine(state, columns, look.signs),
  ];
}

function helpScreen(state: ReplayState, signs: Signs, columns: number, rows: number): Line[] {
  const lines = helpLines(columns, signs.arrowKeys);
  const window = rows - 2;
  const from = Math.max(0, Math.min(state.scroll, lines.length - window));
  const left = lines.length - from - window;
  const more = left > 0 ? `${left} more: down and PgDn show them; any other key closes this` : "any other key closes this";
  return [[text(" Keys", "title")], ...lines.slice(from, from + window), [text(` ${more}`, "faint")]];
}

/** A pane with its border. */
function box(state: ReplayState, look: Look, { pane, columns, rows, tabs }: Region): Line[] {
  const { signs } = look;
  const inner = { columns: columns - 3, rows: rows - 2 };
  const lines = PANE_LINES[pane]({ state, ...look, ...inner }).flatMap((line) =>
    pane === "steps" || (pane === "world" && !state.full) ? [line] : wrapped(line, inner.columns),
  );
  const focused = state.focus === pane;
  // An unfocused trail shows its newest records.
  const most = Math.max(0, lines.length - inner.rows);
  const from =
    pane === "steps"
      ? 0
      : pane === "trail"
        ? Math.max(0, most - (focused ? state.scroll : 0))
        : Math.min(focused ? state.scroll : 0, most);
  const [topLeft, topRight, bottomLeft, bottomRight] = signs.corners;
  const title = tabs
    ? tabsOf(state, signs)
    : ` ${focused ? signs.selected : ""}${PANES.indexOf(pane) + 1} ${titleOf(state, pane)} `;
  const shown = cut(title, columns - 4, signs.ellipsis);
  const role = focused ? "title" : "faint";
  const more = lines.length - from - inner.rows;
  const foot = pane !== "steps" && more > 0 ? ` ${more} more ` : "";
  const side = text(signs.vertical, "faint");
  return [
    [text(topLeft, role), text(shown, role), text(signs.horizontal.repeat(columns - 2 - columnsOf(shown)) + topRight, role)],
    ...Array.from(
      { length: inner.rows },
      (_, at): Line => [side, text(" "), ...toWidth(lines[from + at] ?? [], inner.columns, signs.ellipsis), side],
    ),
    [text(`${bottomLeft}${signs.horizontal.repeat(Math.max(0, columns - 2 - foot.length))}${foot}${bottomRight}`, role)],
  ];
}

function titleOf(state: ReplayState, pane: PaneName): string {
  if (pane === "world")
    return `World at ${state.step}, against ${state.comparing && state.mark !== undefined ? `mark ${state.mark}` : referenceOf(state)}`;
  if (pane === "trail") return `Trail (new in this step: ${recordCount(runOf(state), state.step)})`;
  if (pane === "why" && state.whatIf !== undefined) return "What if";
  return TITLES[pane];
}

/** `2 Why · 3 World`: the shown one in brackets, which no colour has to tell. */
function tabsOf(state: ReplayState, signs: Signs): string {
  const names = PANES.slice(1).map((pane, at) =>
    pane === state.tab ? `[${at + 2} ${TITLES[pane]}]` : `${at + 2} ${TITLES[pane]}`,
  );
  return ` ${state.focus === "steps" ? "" : signs.selected}${names.join(signs.dot)} `;
}

function beside(boxes: readonly (readonly Line[])[]): Line[] {
  return boxes[0]!.map((_, row) => boxes.flatMap((lines) => lines[row] ?? []));
}

function headLine(state: ReplayState, columns: number, signs: Signs): Line {
  const run = runOf(state);
  const failed = failedSteps(run).length;
  const several = state.log.scenarios.length > 1 ? `  scenario ${state.scenario + 1}/${state.log.scenarios.length}` : "";
  const right: Line = [
    text(several, "faint"),
    text(`  step ${state.step}/${run.steps.length}  `),
    text(failed === 0 ? `${signs.ok} passed` : `${signs.failed} ${failed}`, failed === 0 ? "good" : "bad"),
    text(columns >= 100 ? `  seed ${run.seed}` : "", "faint"),
  ];
  const file = run.file.slice(run.file.lastIndexOf("/") + 1);
  return twoEnds(
    [text(` ${cut(file, Math.floor(columns / 4), signs.ellipsis)} > `, "faint"), text(run.name, "title")],
    right,
    columns,
  );
}

function footLine(state: ReplayState, columns: number, signs: Signs): Line {
  if (state.prompt !== undefined)
    return [text(` ${PROMPT_SIGNS[state.prompt.is]}`, "title"), text(tail(state.prompt.text, columns - 16)), text("_", "title")];
  if (state.message !== "") return [text(` ${state.message}`, "warning")];
  const search =
    state.search === undefined
      ? ""
      : ` /${state.search.query} ${state.search.hits.indexOf(state.step) + 1}/${state.search.hits.length} ${signs.dot}`;
  return [text(`${search} ${keyBar(columns - columnsOf(search) - 2, signs.arrowKeys, isAsked(state))}`)];
}

/** The end of what is typed: where the hand is. */
function tail(typed: string, columns: number): string {
  const characters = [...typed];
  while (characters.length > 0 && columnsOf(characters.join("")) > columns) characters.shift();
  return characters.join("");
}

/** The key bar gives way from the right, but `? keys` and `q quit` stay; where a prediction is asked for, its answers come first. */
export function keyBar(columns: number, arrows = true, asked = false): string {
  const wordsOf = (part: "asked" | "bar"): string[] =>
    KEYS.flatMap((key) => (key[part] === undefined ? [] : [`${arrows ? key.shown : keyInWords(key.shown)} ${key[part]}`]));
  const words = asked ? [...wordsOf("asked"), ...wordsOf("bar")] : wordsOf("bar");
  const last = words.splice(-2);
  const fits = (): string => [...words, ...last].join("  ");
  while (words.length > 0 && columnsOf(fits()) > columns) words.pop();
  return fits();
}
