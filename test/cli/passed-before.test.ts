// What passed is not run again as long as nothing that it rests on has changed; whatever has changed, it is run. Looked at from outside: the
// program is run as it is installed.

import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const dist = join(import.meta.dirname, "../../dist");
const UNCHANGED = "1 file unchanged since it passed: not run again (--no-cache)\n";
const PASSED = "\n1 passed, 0 failed\n";

const SCENARIO = ['include "common.scenario"', 'policy of k1 is from "p.json"', "decrypt c1 expect ok", ""].join("\n");
const COMMON = 'create key k1 in acct A region us-east-1\nencrypt "hello" with k1 as c1\n';

function policy(sid: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: sid, Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action: "kms:*", Resource: "*" },
    ],
  });
}

/** The product is built before it is tested; alone, these tests have nothing to look at. */
describe.skipIf(!existsSync(join(dist, "program.cjs")))("a file that passed", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "custody-passed-"));
    mkdirSync(join(folder, "scenarios"));
    write("scenarios/one.scenario", SCENARIO);
    write("scenarios/common.scenario", COMMON);
    write("scenarios/p.json", policy("first"));
    // The first run writes the golden, the second holds the run against it and keeps what passed.
    run("scenarios/one.scenario");
    expect(run("scenarios/one.scenario").stdout).toBe(PASSED);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
  }

  function runIn(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const { CI: _, GITHUB_ACTIONS: __, ...own } = process.env;
    const argv = [join(program, "custody.cjs"), "test", ...args];
    return spawnSync(process.execPath, argv, { cwd: folder, env: { ...own, ...env }, encoding: "utf8" });
  }
  function run(...args: string[]) {
    return runIn(dist, args);
  }

  test("is not run again, which is said, and counts as passed", () => {
    const again = run("scenarios/one.scenario");
    expect(again.stdout).toBe(UNCHANGED + PASSED);
    expect(again.status).toBe(0);
  });

  test.each([
    ["the scenario", "scenarios/one.scenario", `${SCENARIO}decrypt c1 expect denied\n`, "wanted  denied"],
    [
      "a file that it includes",
      "scenarios/common.scenario",
      COMMON.replace("hello", "goodbye").replace("k1 in", "k1 spec RSA_2048 in"),
      "",
    ],
    ["a policy that it reads", "scenarios/p.json", policy("first").replace('"kms:*"', '"kms:PutKeyPolicy"'), "denied"],
    ["its golden", "scenarios/one.golden", "custody golden 1\n", "scenarios/one.golden differs"],
  ])("is run again when %s has changed, and fails where it should", (_, name, text, said) => {
    const before = readFileSync(join(folder, name), "utf8");
    write(name, text);
    const changed = run("scenarios/one.scenario");
    expect(changed.status).not.toBe(0);
    expect(changed.stdout).toContain(said);
    expect(changed.stdout).not.toContain("unchanged");
    expect(run("scenarios/one.scenario").stdout, "what failed is never remembered").toBe(changed.stdout);
    write(name, before);
    expect(run("scenarios/one.scenario").stdout, "and is run once more when it is as it was").toBe(PASSED);
    expect(run("scenarios/one.scenario").stdout).toBe(UNCHANGED + PASSED);
  });

  test("is run again when a file that it includes is gone", () => {
    rmSync(join(folder, "scenarios/common.scenario"));
    expect(run("scenarios/one.scenario").status).toBe(2);
  });

  test("is run where it is asked for, under another seed, and by its line", () => {
    for (const args of [["--no-cache"], ["--seed", "7"], ["--seeds", "1..2"], ["--filter", "one"]])
      expect(run("scenarios/one.scenario", ...args).stdout, args.join(" ")).not.toContain("unchanged");
    expect(run("scenarios/one.scenario:2").stdout).not.toContain("unchanged");
  });

  test("is always run under CI, which keeps nothing either", () => {
    expect(runIn(dist, ["scenarios/one.scenario"], { CI: "true" }).stdout).toBe(PASSED);
    rmSync(join(folder, ".custody/passed.json"));
    runIn(dist, ["scenarios/one.scenario"], { CI: "true" });
    expect(existsSync(join(folder, ".custody/passed.json"))).toBe(false);
  });

  test("is run again where what was kept of it was damaged", () => {
    const kept = join(folder, ".custody/passed.json");
    const text = readFileSync(kept, "utf8");
    expect(text).toContain('"scenarios":["one"]');
    for (const damaged of [text.replace('"scenarios":["one"]', '"scenarios":["two"]'), text.slice(0, -20), "{}", "[]", ""]) {
      writeFileSync(kept, damaged);
      expect(run("scenarios/one.scenario").stdout).toBe(PASSED);
    }
  });

  test("is run again by another program", () => {
    const other = join(folder, "other");
    cpSync(dist, other, { recursive: true, filter: (path) => !/types|replay/.test(path) });
    appendFileSync(join(other, "program.cjs"), "\n");
    expect(runIn(other, ["scenarios/one.scenario"]).stdout).toBe(PASSED);
    expect(runIn(other, ["scenarios/one.scenario"]).stdout).toBe(UNCHANGED + PASSED);
  });

  test("tells the same of what it exercised and leaves no pending golden behind", () => {
    const golden = readFileSync(join(folder, "scenarios/one.golden"), "utf8");
    const ran = run("scenarios/one.scenario", "--coverage", "--no-cache").stdout;
    expect(run("scenarios/one.scenario", "--coverage").stdout).toBe(ran);
    expect(run("scenarios/one.scenario", "--coverage").stdout).toBe(UNCHANGED + ran);
    mkdirSync(join(folder, ".custody/pending/scenarios"), { recursive: true });
    write(".custody/pending/scenarios/one.golden", `${golden}more\n`);
    expect(run("scenarios/one.scenario").stdout).toBe(UNCHANGED + PASSED);
    expect(existsSync(join(folder, ".custody/pending/scenarios/one.golden"))).toBe(false);
  });

  test("is run every time where nothing can be kept, and nothing is said of that", () => {
    rmSync(join(folder, ".custody"), { recursive: true });
    write(".custody", "in the way");
    for (let time = 0; time < 2; time++) {
      const done = run("scenarios/one.scenario");
      expect([done.stdout, done.stderr, done.status]).toEqual([PASSED, "", 0]);
    }
  });

  test("is named with the others in every report", () => {
    const report = ["scenarios/one.scenario", "--reporter", "json"] as const;
    expect(run(...report).stdout).toBe(run(...report, "--no-cache").stdout);
  });
});
