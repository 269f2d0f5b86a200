// The screen as rows of pieces, for any size: what is drawn where. Never taller than the terminal less one row: at its full height ink
// would erase the terminal's own scrollback.

import { assert } from "../base/assert.js";
import type { Line } from "../report/layout.js";
import { columnsOf, cut, text, toWidth, twoEnds } from "./columns.js";
import { isAsked } from "./guesses.js";
import { KEYS, keyInWords } from "./keys.js";
import { failedSteps } from "./marks.js";
import { box, type Look, scrollMost } from "./panes.js";
import { PROMPT_SIGNS } from "./prompts.js";
import { isTooSmall, regionBands } from "./regions.js";
import { inAscii, type Signs } from "./signs.js";
import { type Prompt, type ReplayState, runOf } from "./state.js";
import { timelineLine } from "./timeline.js";
import { helpLines } from "./views/help.js";

/** Rows of the screen, each as wide as the terminal. */
export function frameOf(state: ReplayState, look: Look): readonly Line[] {
  const columns = Math.max(1, state.columns);
  const rows = Math.max(1, state.rows - 1);
  const frame = screenOf(state, look, columns).slice(0, rows);
  assert(frame.length <= Math.max(1, state.rows - 1), "a frame leaves the terminal's last row alone");
  const lines = frame.map((line) => toWidth(line, columns, look.signs.ellipsis));
  return look.onlyAscii === true ? lines.map((line) => line.map((each) => ({ ...each, text: inAscii(each.text) }))) : lines;
}

/** The state with its scroll no further than there is something to see, so that the way back begins at once. */
export function withinReach(state: ReplayState, look: Look): ReplayState {
  if (state.scroll === 0 || isTooSmall(state)) return state;
  const most = state.help
    ? Math.max(0, helpLines(state.columns, look.signs.arrowKeys, isAsked(state)).length - helpRows(state))
    : Math.max(
        0,
        ...regionBands(state)
          .flat()
          .map((region) => (region.pane === state.focus ? scrollMost(state, look, region) : 0)),
      );
  return state.scroll > most ? { ...state, scroll: most } : state;
}

function screenOf(state: ReplayState, look: Look, columns: number): Line[] {
  if (isTooSmall(state)) return [[text("too small")], [text(`step ${state.step}/${runOf(state).steps.length}`)]];
  if (state.help) return helpScreen(state, look.signs, columns);
  const middle = regionBands(state).flatMap((band) => beside(band.map((region) => box(state, look, region))));
  return [
    headLine(state, columns, look.signs),
    timelineLine(state, columns, look.signs),
    ...middle,
    footLine(state, columns, look.signs),
  ];
}

/** Rows between the title of the help and its last line. */
function helpRows(state: ReplayState): number {
  return Math.max(1, state.rows - 3);
}

function helpScreen(state: ReplayState, signs: Signs, columns: number): Line[] {
  const lines = helpLines(columns, signs.arrowKeys, isAsked(state));
  const window = helpRows(state);
  const from = Math.max(0, Math.min(state.scroll, lines.length - window));
  const left = lines.length - from - window;
  const more = left > 0 ? `${left} more: j and PgDn show them; any other key closes this` : "any other key closes this";
  return [[text(" Keys", "title")], ...lines.slice(from, from + window), [text(` ${more}`, "faint")]];
}

function beside(boxes: readonly (readonly Line[])[]): Line[] {
  return boxes[0]!.map((_, row) => boxes.flatMap((lines) => lines[row] ?? []));
}

function headLine(state: ReplayState, columns: number, signs: Signs): Line {
  const run = runOf(state);
  const failed = failedSteps(run).length;
  const several = state.log.scenarios.length > 1 ? `  scenario ${state.scenario + 1}/${state.log.scenarios.length}` : "";
  const right: Line = [
    text(state.stale === undefined ? "" : "  an older run", "warning"),
    text(several, "faint"),
    text(`  step ${state.step}/${run.steps.length}  `),
    text(failed === 0 ? `${signs.ok} passed` : `${signs.failed} ${failed}`, failed === 0 ? "good" : "bad"),
    text(run.notRun === 0 || columns < 100 ? "" : `  ${run.notRun} not run`, "faint"),
    text(columns >= 100 ? `  seed ${run.seed}` : "", "faint"),
  ];
  const file = run.file.slice(run.file.lastIndexOf("/") + 1);
  return twoEnds(
    [text(` ${cut(file, Math.floor(columns / 4), signs.ellipsis)} > `, "faint"), text(run.name, "title")],
    right,
    columns,
    signs.ellipsis,
  );
}

function footLine(state: ReplayState, columns: number, signs: Signs): Line {
  if (state.prompt !== undefined) return promptLine(state, state.prompt, columns);
  if (state.message !== "") return [text(` ${state.message}`, "warning")];
  const search =
    state.search === undefined
      ? ""
      : ` /${state.search.query} ${state.search.hits.indexOf(state.step) + 1}/${state.search.hits.length} ${signs.dot}`;
  return [text(`${search} ${keyBar(columns - columnsOf(search) - 2, signs.arrowKeys, isAsked(state))}`)];
}

const promptHelp = "Enter does it, Esc leaves, up: earlier ones";
const promptHelpMin = 70;

function promptLine(state: ReplayState, prompt: Prompt, columns: number): Line {
  const help = state.message !== "" ? state.message : columns >= promptHelpMin && prompt.text === "" ? promptHelp : "";
  const room = columns - columnsOf(PROMPT_SIGNS[prompt.is]) - columnsOf(help) - 5;
  const left: Line = [
    text(` ${PROMPT_SIGNS[prompt.is]}`, "title"),
    text(tail(prompt.text.replaceAll("\n", "; "), room)),
    text("_", "title"),
  ];
  return twoEnds(left, [text(help === "" ? "" : `${help} `, state.message === "" ? "faint" : "warning")], columns);
}

/** The end of what is typed: where the hand is. */
function tail(typed: string, columns: number): string {
  const characters = [...typed];
  let width = 0;
  let from = characters.length;
  while (from > 0) {
    width += columnsOf(characters[from - 1]!);
    if (width > columns) break;
    from--;
  }
  return characters.slice(from).join("");
}

/** The key bar gives way from the right, but `? keys` and `q quit` stay; where a prediction is asked for, its answers come first. */
export function keyBar(columns: number, arrows = true, asked = false): string {
  const wordsOf = (part: "asked" | "bar"): string[] =>
    KEYS.flatMap((key) => {
      const shown = part === "bar" ? (key.barKeys ?? key.shown) : key.shown;
      return key[part] === undefined ? [] : [`${arrows ? shown : keyInWords(shown)} ${key[part]}`];
    });
  const words = asked ? [...wordsOf("asked"), ...wordsOf("bar")] : wordsOf("bar");
  const last = words.splice(-2);
  const fits = (): string => [...words, ...last].join("  ");
  while (words.length > 0 && columnsOf(fits()) > columns) words.pop();
  return fits();
}
