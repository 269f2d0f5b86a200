// The starter beside its program, as installed: what lies beside it decides how fast it starts, never what it says.

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const dist = join(import.meta.dirname, "../../dist");
const built = ["custody.cjs", "program.cjs", "program.cache", "test.cache"];
const headLength = 128;

/** The product is built before it is tested; alone, these tests have nothing to look at. */
describe.skipIf(built.some((name) => !existsSync(join(dist, name))))("the starter", () => {
  let folder = "";
  let cache = Buffer.alloc(0);
  let usual = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "custody-start-"));
    for (const name of built) copyFileSync(join(dist, name), join(folder, name));
    cache = readFileSync(join(folder, "program.cache"));
    usual = output();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function output(): string {
    const done = spawnSync(process.execPath, [join(folder, "custody.cjs"), "run", "-"], {
      input: "create key k1 in acct A region us-east-1\n",
      encoding: "utf8",
    });
    expect(done.stderr).toBe("");
    expect(done.status).toBe(0);
    return done.stdout;
  }

  function withCache(bytes: Buffer): string {
    writeFileSync(join(folder, "program.cache"), bytes);
    return output();
  }

  test("runs the program with the code kept from the build", () => {
    expect(usual).toContain("create key k1 in acct A region us-east-1");
  });

  test("reads the program as it was built: it is ASCII, regular expressions too", () => {
    expect(readFileSync(join(dist, "program.cjs"), "utf8").search(/[^\x00-\x7F]/)).toBe(-1);
  });

  test("reads goldens back, as built: a call that was denied and is allowed now is told first", () => {
    const work = mkdtempSync(join(tmpdir(), "custody-built-"));
    const custody = (...argv: string[]): string => {
      const { CI: _, ...env } = process.env;
      return spawnSync(process.execPath, [join(folder, "custody.cjs"), ...argv], { cwd: work, env, encoding: "utf8" }).stdout;
    };
    const start = 'create key k1 in acct A region us-east-1\nencrypt "x" with k1 as c1\n';
    writeFileSync(join(work, "a.scenario"), `${start}decrypt c1 by A/app expect denied\n`);
    custody("test", "a.scenario");
    writeFileSync(join(work, "a.scenario"), `${start}allow A/app to "kms:Decrypt" on k1\ndecrypt c1 by A/app\n`);
    custody("test", "a.scenario");
    expect(custody("golden", "status")).toBe("differs  a.golden  (allows what was denied)\n");
    rmSync(work, { recursive: true });
  });

  test("a full disk behind standard output is an error of the machine, for the version as for a run", () => {
    for (const argv of [["--version"], ["run", "-"]]) {
      const full = spawnSync("sh", ["-c", `"$0" "$@" > /dev/full`, process.execPath, join(folder, "custody.cjs"), ...argv], {
        input: "create key k1 in acct A region us-east-1\n",
        encoding: "utf8",
      });
      expect(full.stderr).toBe("error: cannot write standard output: the disk is full\n");
      expect(full.status).toBe(3);
    }
  });

  test("the mark of a worker makes nobody a worker who types it", () => {
    const typed = spawnSync(process.execPath, [join(folder, "custody.cjs"), "--a-worker-of-custody-test"], { encoding: "utf8" });
    expect(typed.stderr).toContain("custody has no option --a-worker-of-custody-test");
    expect(typed.status).toBe(2);
  });

  test("tests with the code kept from a test, and the same without it", () => {
    const scenario = join(folder, "one.scenario");
    writeFileSync(scenario, "create key k1 in acct A region us-east-1\n");
    const tested = (): string => {
      const env = { ...process.env, CI: "true" };
      const done = spawnSync(process.execPath, [join(folder, "custody.cjs"), "test", scenario], { env, encoding: "utf8" });
      expect(done.status).toBe(1);
      return done.stdout;
    };
    const withIt = tested();
    expect(withIt).toContain("there is no golden");
    rmSync(join(folder, "test.cache"));
    expect(tested()).toBe(withIt);
    rmSync(scenario);
  });

  test("runs the same without a cache", () => {
    rmSync(join(folder, "program.cache"));
    expect(output()).toBe(usual);
  });

  test("leaves aside the cache of another build, of another Node, and what is no cache", () => {
    const otherBuild = Buffer.concat([Buffer.from("0".repeat(32)), cache.subarray(32)]);
    const otherNode = Buffer.from(cache);
    otherNode.write("v19.0.0 ", 33);
    for (const bytes of [otherBuild, otherNode, Buffer.alloc(0), Buffer.from("not a cache")])
      expect(withCache(bytes)).toBe(usual);
  });

  test("leaves aside a cache that was cut off", () => {
    expect(withCache(cache.subarray(0, headLength))).toBe(usual);
    expect(withCache(cache.subarray(0, Math.floor(cache.length / 2)))).toBe(usual);
  });

  test("writes nothing where it is installed", () => {
    rmSync(join(folder, "program.cache"));
    chmodSync(folder, 0o555);
    expect(output()).toBe(usual);
    chmodSync(folder, 0o755);
    expect(readdirSync(folder).toSorted()).toEqual(["custody.cjs", "program.cjs"]);
  });

  test("says the version without the program", () => {
    rmSync(join(folder, "program.cjs"));
    const done = spawnSync(process.execPath, [join(folder, "custody.cjs"), "--version"], { encoding: "utf8" });
    expect(done.stdout).toMatch(/^custody \d+\.\d+\.\d+ · node \S+ · prices \d{4}-\d\d\n$/);
  });
});
