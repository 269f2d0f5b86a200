// Start-up against the limit: `node -e 0`, the least that any Node program costs, in interleaved rounds of the same run.
// Goals: `--version` ≤ 1.1, `run` of the first sentence ≤ 1.4.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { median } from "./measure.js";

const root = process.cwd();
const custody = join(root, "dist/custody.cjs");
const rounds = 15;

const commands: readonly { name: string; goal?: number; arguments: readonly string[] }[] = [
  { name: "node -e 0", arguments: ["-e", "0"] },
  { name: "custody --version", goal: 1.1, arguments: [custody, "--version"] },
  { name: "custody run 01-first-sentence", goal: 1.4, arguments: [custody, "run", "scenarios/tour/01-first-sentence.scenario"] },
];

const { NODE_EXTRA_CA_CERTS: certificates, ...without } = process.env;

measure(process.env);
if (certificates !== undefined) {
  // Every Node program then reads them first, which can be more than half of `node -e 0`: the ratio is smaller than it is elsewhere.
  console.log("without NODE_EXTRA_CA_CERTS, which is set here:");
  measure(without);
}

function measure(env: NodeJS.ProcessEnv): void {
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    commands.forEach((command, at) => {
      const start = process.hrtime.bigint();
      const done = spawnSync(process.execPath, command.arguments, { cwd: root, stdio: "ignore", env });
      if (done.status !== 0) throw new Error(`${command.name} ended with ${done.status}`);
      times[at]!.push(Number(process.hrtime.bigint() - start) / 1e6);
    });
  }
  const medians = times.map(median);
  commands.forEach((command, at) => {
    const ratio = medians[at]! / medians[0]!;
    const goal = command.goal === undefined ? "" : `  goal ≤ ${command.goal}`;
    console.log(`${command.name.padEnd(32)} ${medians[at]!.toFixed(0).padStart(5)} ms  ${ratio.toFixed(2)} × node -e 0${goal}`);
  });
}
