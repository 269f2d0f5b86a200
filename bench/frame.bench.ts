// The replay's first frame on a terminal of 80×24, as a process from its start until the frame's last row stands, against `node -e 0` on the
// same terminal, in interleaved rounds of the same run. Goal ≤ 2.8. The terminal is that of `script` (util-linux).

import { spawn } from "node:child_process";
import { median } from "./measure.js";

const rounds = 15;
const lesson = "scenarios/tour/03-a-snapshot-for-another-account.scenario";
const contestants: readonly {
  readonly name: string;
  readonly argv: string;
  readonly until?: string;
  readonly times: number[];
}[] = [
  { name: "node -e 0", argv: "-e 0", times: [] },
  { name: "custody run, lesson 3", argv: `dist/custody.cjs run ${lesson}`, times: [] },
  { name: "custody replay, first frame", argv: `dist/custody.cjs replay ${lesson}`, until: "q quit", times: [] },
];

/** Milliseconds until the terminal shows `until`, or without it until the program has ended. */
function timed(argv: string, until: string | undefined): Promise<number> {
  const command = `stty cols 80 rows 24; exec "${process.execPath}" ${argv}`;
  const begun = performance.now();
  const terminal = spawn("script", ["-qfec", command, "/dev/null"], { stdio: ["pipe", "pipe", "ignore"] });
  let shown = "";
  return new Promise((done) => {
    const finish = (): void => {
      done(performance.now() - begun);
      terminal.kill();
    };
    terminal.stdout.on("data", (bytes: Buffer) => {
      shown += bytes.toString("utf8");
      if (until !== undefined && shown.includes(until)) finish();
    });
    terminal.once("exit", finish);
  });
}

async function measure(): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const { argv, until, times } of contestants) times.push(await timed(argv, until));
  const least = median(contestants[0]!.times);
  for (const { name, times, until } of contestants) {
    const taken = median(times);
    const goal = until === undefined ? "" : "  goal ≤ 2.8";
    console.log(`${name.padEnd(32)} ${taken.toFixed(0).padStart(5)} ms  ${(taken / least).toFixed(2)} × node -e 0${goal}`);
  }
}

void measure();
