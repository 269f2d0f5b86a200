// The replay over 100,000 steps: how long from a log to the first frame, from a key to its frame, for a jump and a search, and what it
// keeps in memory. Goal: key to frame under 30 ms, whatever the length.

import { performance } from "node:perf_hooks";
import { simulate, theRegistry } from "../src/api/simulate.js";
import { runOnBranch } from "../src/engine/branch.js";
import { plainPaint, printLine } from "../src/report/layout.js";
import { frameOf } from "../src/tui/frame.js";
import { openReplay } from "../src/tui/opening.js";
import { reduce } from "../src/tui/reduce.js";
import { unicodeSigns } from "../src/tui/signs.js";
import type { BranchRunner, ReplayState } from "../src/tui/state.js";
import { bytesKept, median } from "./measure.js";

const stepCount = 100_000;
const text = `create key k1 in acct A region us-east-1\nrepeat ${stepCount - 2} times { encrypt "a" with k1 }\nexpect k1 is disabled\n`;
const branch: BranchRunner = (point, said) => runOnBranch(point, said, { registry: theRegistry() });

const started = performance.now();
const log = simulate({ text, name: "long", limits: { stepCountMax: stepCount + 1, resourceCountMax: stepCount + 1 } });
const ran = performance.now() - started;
console.log(
  `ran ${log.scenarios[0]?.steps.length ?? 0} steps in ${ran.toFixed(0)} ms, heap ${mebibytes(process.memoryUsage().heapUsed)}`,
);

for (const [columns, rows] of [
  [80, 24],
  [120, 40],
] as const) {
  const look = { signs: unicodeSigns, branch };
  const draw = (state: ReplayState): string =>
    frameOf(state, look)
      .map((line) => printLine(line, plainPaint))
      .join("\n");
  const press = (state: ReplayState, ...keys: readonly string[]): ReplayState =>
    keys.reduce((now, key) => reduce(now, { is: "key", key }, branch), state);
  let state = openReplay(log, { columns, rows });
  const first = timed(() => draw(state));
  const keyTimes: number[] = [];
  for (let count = 0; count < 200; count++)
    keyTimes.push(
      timed(() => {
        state = press(state, "right");
        draw(state);
      }),
    );
  const jumps = ["G", "g", "n", "N"].map((key) =>
    timed(() => {
      state = press(state, key);
      draw(state);
    }),
  );
  const search = timed(() => {
    state = press(state, "/", "d", "i", "s", "a", "b", "l", "e", "return");
    draw(state);
  });
  const sorted = [...keyTimes].sort((a, b) => a - b);
  console.log(
    `${columns}×${rows}  first frame ${first.toFixed(1)} ms · key to frame ${median(keyTimes).toFixed(1)} ms (95 in 100 under ${sorted[190]!.toFixed(1)}) · ` +
      `jumps ${jumps.map((each) => each.toFixed(1)).join(", ")} ms · search ${search.toFixed(0)} ms  goal: key < 30 ms`,
  );
}
console.log(
  `the replay itself keeps ${mebibytes(bytesKept(() => openReplay(log, { columns: 120, rows: 40 })))}; peak ${mebibytes(process.resourceUsage().maxRSS * 1024)} resident`,
);

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}
