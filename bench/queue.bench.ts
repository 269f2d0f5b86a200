// Timers a second with as many pending as said: the earliest is taken out and a new one put in at a random time after it, each time in a
// new immutable queue. Goal: at least twice SimPy (run in turn, where SimPy 3 is installed: Debian's python3-simpy3).
import { spawnSync } from "node:child_process";
import { join } from "node:path";
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

function simpy(manner: "process" | "callback", pending: number): number | undefined {
  // Debian's Python first: python3-simpy3 installs for that one, which need not be the first in the path.
  for (const python of ["/usr/bin/python3", "python3"]) {
    const done = spawnSync(python, [join(process.cwd(), "bench/simpy_timers.py"), manner, String(pending), "200000"], {
      encoding: "utf8",
    });
    if (done.status === 0) return Number(done.stdout);
  }
  return undefined;
}

console.log(row("", "custody", "SimPy processes", "ratio", "SimPy callbacks", "ratio"));
for (const pending of PENDING) {
  const cells: string[] = [];
  const own: number[] = [];
  for (const manner of ["process", "callback"] as const) {
    const peers = [simpy(manner, pending)];
    const rate = rates([{ name: "custody", run: holdModel(pending) }]).get("custody")!;
    own.push(rate);
    peers.push(simpy(manner, pending), simpy(manner, pending));
    const peer = peers.includes(undefined) ? undefined : median(peers as number[]);
    cells.push(...(peer === undefined ? ["not installed", "-"] : [thousands(peer), `${(rate / peer).toFixed(2)} ×`]));
  }
  console.log(row(`${pending} pending`, thousands(median(own)), ...cells));
}
