// A replay in process: the tour's third lesson, keys by name, the frame as text.

import { readFileSync } from "node:fs";
import { simulate, theRegistry } from "../../src/api/simulate.js";
import { runOnBranch } from "../../src/engine/branch.js";
import type { RunLog } from "../../src/engine/log.js";
import { plainPaint, printLine } from "../../src/report/layout.js";
import { frameOf } from "../../src/tui/frame.js";
import { openReplay } from "../../src/tui/opening.js";
import { reduce } from "../../src/tui/reduce.js";
import { asciiSigns, unicodeSigns } from "../../src/tui/signs.js";
import type { BranchRunner, ReplayState } from "../../src/tui/state.js";

export const branch: BranchRunner = (point, text) => runOnBranch(point, text, { registry: theRegistry() });

const lesson = "03-a-snapshot-for-another-account";
export function tourLog(): RunLog {
  const text = readFileSync(new URL(`../../scenarios/tour/${lesson}.scenario`, import.meta.url), "utf8");
  return simulate({ text, name: "a-snapshot-for-another-account", file: `${lesson}.scenario` });
}

export function opened(log: RunLog, columns = 80, rows = 24): ReplayState {
  return openReplay(log, { columns, rows });
}

/** Presses keys by name; a text in angle brackets is typed letter by letter. */
export function press(state: ReplayState, ...keys: readonly string[]): ReplayState {
  let now = state;
  for (const key of keys) {
    const typed = /^<(.*)>$/.exec(key)?.[1];
    const names = typed === undefined ? [key] : [...typed].map((character) => (character === " " ? "space" : character));
    for (const name of names) now = reduce(now, { is: "key", key: name }, branch);
  }
  return now;
}

export function screen(state: ReplayState, ascii = false): string[] {
  return frameOf(state, { signs: ascii ? asciiSigns : unicodeSigns, branch, onlyAscii: ascii }).map((line) =>
    printLine(line, plainPaint),
  );
}
