// `custody test` against cucumber-js, as processes from start to end, in interleaved rounds of the same run: 1,000 scenarios of ten steps each, a
// hundred files. Custody's steps are a key's life, with its decisions, trail, bill and golden; cucumber's are empty functions, so its figure
// is what running alone costs. Goal: ≥ 10 × its steps a second. Custody stands there twice: cold, with nothing kept of earlier runs, and
// again, where no file has changed since it passed and none is run: only the first says how quick its steps are.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { median } from "./measure.js";

const root = process.cwd();
const custody = join(root, "dist/custody.cjs");
const cucumber = join(root, "node_modules/@cucumber/cucumber/bin/cucumber.js");
const [fileCount, scenarioCount, stepCount, rounds] = [100, 10, 10, 5];
const steps = fileCount * scenarioCount * stepCount;

const KEY_LIFE = [
  "create key k1 in acct A region us-east-1",
  'encrypt "hello" with k1 as c1',
  "decrypt c1 expect ok",
  "decrypt c1 by A/app expect denied",
  "allow A/app to decrypt on k1",
  "decrypt c1 by A/app expect ok",
  "disable k1",
  "decrypt c1 expect error DisabledException",
  "advance 1 day",
  "expect k1 is disabled",
];

// Below the project, where cucumber's step file finds cucumber.
mkdirSync(join(root, ".custody"), { recursive: true });
const folder = mkdtempSync(join(root, ".custody", "bench-"));
try {
  writeFiles();
  const contestants = [
    { name: "node -e 0", argv: ["-e", "0"], steps: 0, times: [] as number[] },
    {
      name: "cucumber-js",
      argv: [cucumber, "features", "--require", "steps.cjs", "--format", "summary"],
      steps,
      times: [] as number[],
    },
    { name: "custody test", argv: [custody, "test", "scenarios"], steps, times: [] as number[] },
    { name: "the same again", argv: [custody, "test", "scenarios"], steps, times: [] as number[] },
  ];
  for (const each of contestants) timed(each); // warms the disk's cache, and writes Custody's goldens
  for (let round = 0; round < rounds; round++) for (const each of contestants) each.times.push(timed(each));
  const [start, peer] = contestants.map((each) => median(each.times)) as [number, number, number];
  for (const { name, times, steps: done } of contestants) {
    const taken = median(times);
    const rate = done === 0 ? "" : `${((done / taken) * 1_000).toFixed(0).padStart(9)} steps/s`;
    const ratio =
      done > 0 && name !== "cucumber-js"
        ? `  ${(peer / taken).toFixed(1)} × cucumber-js, ${((peer - start) / (taken - start)).toFixed(1)} × without node's own start`
        : "";
    console.log(`${name.padEnd(15)}${taken.toFixed(0).padStart(7)} ms${rate}${ratio}`);
  }
  console.log(`${steps} steps, ${availableParallelism()} cores; goal: ≥ 10 ×`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function timed({ name, argv }: { readonly name: string; readonly argv: readonly string[] }): number {
  const { CI: _, ...env } = process.env;
  if (name === "custody test") rmSync(join(folder, ".custody/passed.json"), { force: true });
  const begun = performance.now();
  const done = spawnSync(process.execPath, argv, { cwd: folder, env, encoding: "utf8" });
  const taken = performance.now() - begun;
  if (done.status !== 0)
    throw new Error(`${name} ended with ${done.status}:\n${done.stdout.slice(-500)}\n${done.stderr.slice(-500)}`);
  return taken;
}

function writeFiles(): void {
  mkdirSync(join(folder, "scenarios"));
  mkdirSync(join(folder, "features"));
  for (let file = 0; file < fileCount; file++) {
    const names = Array.from({ length: scenarioCount }, (_, at) => `scenario ${file}-${at}`);
    const blocks = names.map((name) => `scenario "${name}" {\n${KEY_LIFE.map((step) => `  ${step}\n`).join("")}}\n`);
    const gherkin = names.map((name) => `  Scenario: ${name}\n${KEY_LIFE.map((_, at) => `    Given step ${at}\n`).join("")}`);
    writeFileSync(join(folder, `scenarios/s${file}.scenario`), blocks.join("\n"));
    writeFileSync(join(folder, `features/f${file}.feature`), `Feature: ${file}\n${gherkin.join("\n")}`);
  }
  writeFileSync(join(folder, "steps.cjs"), 'require("@cucumber/cucumber").Given("step {int}", (_) => {});\n');
}
