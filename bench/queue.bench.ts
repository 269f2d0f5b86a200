// Timers a second with as many pending as said: the earliest is taken out and a new one put in at a random time after it, each time in a
// new immutable queue. Goal: at least twice SimPy (run in turn, where Debian's python3-simpy is installed).
import { spawnSync } from "node:child_process";
import { emptyQueue, pop, type Queue, schedule } from "../src/world/queue.js";
import { addMilliseconds, DEFAULT_CLOCK } from "../src/world/time.js";
import { median, rates, row, thousands } from "./measure.js";

const PENDING = [1_000, 100_000];
let state = 42;
const delays = Array.from({ length: 65_536 }, () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return 1 + (state % 1_000_000);
});

function holdModel(pending: number): (count: number) => void {
  let at = 0;
  let queue: Queue<string> = emptyQueue();
  const delay = () => delays[at++ & 0xffff]!;
  for (let index = 0; index < pending; index++) queue = schedule(queue, addMilliseconds(DEFAULT_CLOCK, delay()), "work");
  return (count) => {
    for (let index = 0; index < count; index++) {
      const next = pop(queue)!;
      queue = schedule(next.queue, addMilliseconds(next.timer.due, delay()), next.timer.work);
    }
  };
}

function simpy(pending: number): number | undefined {
  const script = new URL("simpy_timers.py", `file://${process.cwd()}/bench/`);
  const done = spawnSync("/usr/bin/python3", [script.pathname, String(pending), "200000"], { encoding: "utf8" });
  return done.status === 0 ? Number(done.stdout) : undefined;
}

console.log(row("", "custody", "SimPy", "ratio"));
for (const pending of PENDING) {
  const peers = [simpy(pending), simpy(pending)];
  const rate = rates([{ name: "custody", run: holdModel(pending) }]).get("custody")!;
  peers.push(simpy(pending));
  if (peers.includes(undefined)) console.log(row(`${pending} pending`, thousands(rate), "not installed"));
  else {
    const peer = median(peers as number[]);
    console.log(row(`${pending} pending`, thousands(rate), thousands(peer), `${(rate / peer).toFixed(2)} ×`));
  }
}
