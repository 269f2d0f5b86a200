// Ten years of 1,000 keys that rotate every 180 days: a whole run (parse, 1,000 creations, 20,000 rotations with their trail records and
// bill facts, every world kept) against the same number of bare timeouts of 1,000 SimPy processes, which do nothing when they fire.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { simulate } from "../src/api/simulate.js";
import { median } from "./measure.js";

const KEYS = 1_000;
const ROUNDS = 5;

function scenario(keys: number): string {
  const names = Array.from({ length: keys }, (_, at) => `k${at}`).join(", ");
  return [
    "clock 2026-01-01",
    "default in acct A region us-east-1",
    `for k in ${names} { create key <k>; enable rotation of <k> every 180 days }`,
    "advance 10 years",
  ].join("\n");
}

interface Run {
  readonly milliseconds: number;
  readonly rotations: number;
}

function custody(): Run {
  const text = scenario(KEYS);
  const start = performance.now();
  const log = simulate({ text, name: "ten-years" });
  const milliseconds = performance.now() - start;
  const rotations = log.scenarios[0]!.steps.at(-1)!.facts.filter(
    (fact) => fact.is === "call" && fact.action === "kms:RotateKey",
  ).length;
  return { milliseconds, rotations };
}

function simpy(): number | undefined {
  for (const python of ["/usr/bin/python3", "python3"]) {
    const done = spawnSync(python, [join(process.cwd(), "bench/simpy_rotation.py"), String(KEYS)], { encoding: "utf8" });
    if (done.status === 0) return Number(done.stdout);
  }
  return undefined;
}

custody();
const runs: Run[] = [];
const peers: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  runs.push(custody());
  const peer = simpy();
  if (peer !== undefined) peers.push(peer);
}
const milliseconds = median(runs.map((run) => run.milliseconds));
const { rotations } = runs[0]!;
const perSecond = (rotations / milliseconds) * 1_000;
console.log(`custody   ${rotations} rotations, whole run ${milliseconds.toFixed(0)} ms, ${perSecond.toFixed(0)} a second`);
console.log(`          peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
if (peers.length === 0) console.log("SimPy     not installed here (Debian: python3-simpy3)");
else {
  const peer = median(peers);
  console.log(
    `SimPy     ${peer.toFixed(0)} bare timeouts a second; custody's whole run is ${(perSecond / peer).toFixed(2)} of that`,
  );
}
