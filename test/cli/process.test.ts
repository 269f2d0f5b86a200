// The test runner as a process: limits that hold with one worker and with none, a signal that ends it early, a terminal that it watches on.
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";
import { WholeProgram } from "../support/whole-program.js";

const VOLUME = "create volume vol1 size 10 GiB in acct A region us-east-1\n";
/** Many steps, each cheap: some seconds of work. */
const LONG = `default in acct A region us-east-1\ncreate key k1\nrepeat 40000 times { encrypt "x" with k1 }\n`;

let program: WholeProgram;
let folder: Folder;
beforeAll(() => {
  program = new WholeProgram();
});
afterAll(() => program.remove());
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

function custody(...argv: string[]): { code: number | null; out: string; err: string } {
  const done = spawnSync(process.execPath, [program.file, ...argv], { cwd: folder.path, encoding: "utf8", env: {} });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

test.each([["--jobs", "1"], ["--jobs", "3"], []])("%s %s: results and reports are the same", (...flags) => {
  for (const name of ["a", "b", "c", "d"]) folder.write(`scenarios/${name}.scenario`, VOLUME);
  folder.write("scenarios/e.scenario", `${VOLUME}snapshot vol1 by A/nobody\n`);
  folder.write("scenarios/f.scenario", "create kye k1\n");
  custody("test");
  const { code, out } = custody("test", "--reporter", "json", ...flags);
  expect(code).toBe(2);
  expect(out.split("\n").map((line) => /"file":"scenarios\/(.)/.exec(line)?.[1])).toEqual([
    ...["a", "b", "c", "d", "e", "f"],
    ...Array.from({ length: 4 }, () => undefined),
  ]);
});

test("a file that takes too much memory is ended, also where there is no worker at first; the others are tested", {
  timeout: 300_000,
}, () => {
  // Each step keeps a text of its own, 4 kB of it.
  const heavy = `let long = "${"x".repeat(3_900)}"\nrepeat 90000 times { encrypt "<long>" with k1 }\n`;
  folder.write("scenarios/heavy.scenario", `default in acct A region us-east-1\ncreate key k1\n${heavy}`);
  folder.write("scenarios/light.scenario", VOLUME);
  const { code, out } = custody("test");
  expect(code).toBe(3);
  expect(out).toContain("scenarios/heavy.scenario took more than 256 MiB: a limit of the tool, not a failure of the scenario\n");
  expect(out).toMatch(/\n1 passed, 1 failed\n$/);
});

test("bad input 95: runs at once in one folder do not disturb each other", async () => {
  for (let index = 0; index < 30; index++) folder.write(`scenarios/${index}.scenario`, VOLUME);
  const runs = [1, 2, 3, 4].map(
    () =>
      new Promise<number | null>((done) => {
        spawn(process.execPath, [program.file, "test"], { cwd: folder.path, env: {}, stdio: "ignore" }).once("exit", done);
      }),
  );
  expect(await Promise.all(runs)).toEqual([0, 0, 0, 0]);
  expect(custody("test").out).toBe("\n30 passed, 0 failed\n");
  expect(readdirSync(folder.at("scenarios")).filter((name) => !/\.(scenario|golden)$/.test(name))).toEqual([]);
});

test("bad input 94: input without an end is a file that is too large; a full disk behind standard output is said, exit 3", () => {
  folder.write("a.scenario", VOLUME);
  const shell = (line: string) =>
    spawnSync("sh", ["-c", `"${process.execPath}" "${program.file}" ${line}`], {
      cwd: folder.path,
      encoding: "utf8",
      timeout: 30_000,
    });
  const endless = shell("run - < /dev/zero");
  expect([endless.status, endless.stderr]).toEqual([2, "error: standard input is larger than 256 KiB\n"]);
  const closed = shell("run a.scenario | head -1");
  expect([closed.status, closed.stderr, closed.stdout.split("\n").length]).toEqual([0, "", 2]);
  const full = shell("run a.scenario > /dev/full");
  expect([full.status, full.stderr]).toEqual([3, "error: cannot write standard output: the disk is full\n"]);
});

test("--jobs takes a number from 1 to 64", () => {
  folder.write("scenarios/a.scenario", VOLUME);
  for (const jobs of ["0", "65", "many"]) expect(custody("test", "--jobs", jobs).code).toBe(2);
});

test("a run that is ended by SIGTERM still writes a whole JUnit report of what it ran, exit 3", { timeout: 60_000 }, async () => {
  for (let index = 0; index < 40; index++) folder.write(`scenarios/${index}.scenario`, LONG);
  const running = spawn(process.execPath, [program.file, "test", "--reporter", "junit=junit.xml"], {
    ...{ cwd: folder.path, env: {} },
  });
  let err = "";
  running.stderr.on("data", (bytes: Buffer) => {
    err += bytes.toString("utf8");
  });
  const ended = new Promise<number | null>((done) => running.once("exit", (code) => done(code)));
  setTimeout(() => running.kill("SIGTERM"), 3000);
  expect(await ended).toBe(3);
  expect(XMLValidator.validate(readFileSync(folder.at("junit.xml"), "utf8"))).toBe(true);
  expect(err).toMatch(/ended early: \d+ files? not run/);
});

test("--bail gives up the files that are being run beside the one that failed", { timeout: 60_000 }, () => {
  folder.write("scenarios/0.scenario", "default in acct A region us-east-1\ncreate key k1\nexpect k1 is disabled\n");
  for (let index = 1; index < 9; index++) folder.write(`scenarios/${index}.scenario`, LONG.replace("40000", "90000"));
  const argv = [program.file, "test", "--jobs", "2", "--bail", "1", "--order=file"];
  const done = spawnSync(process.execPath, argv, { cwd: folder.path, env: {}, encoding: "utf8" });
  expect(done.status).toBe(1);
  expect(done.stderr).toMatch(/ended early: \d files not run/);
});

test("where the folder that it was started in is gone, it says so: a fault of the machine, without a stack trace", () => {
  const here = JSON.stringify(folder.at("gone"));
  const command = `mkdir ${here} && cd ${here} && rmdir ${here} && "$0" "$1" run a.scenario`;
  const done = spawnSync("sh", ["-c", command, process.execPath, program.file], { encoding: "utf8", env: {} });
  expect(done.status).toBe(3);
  expect(done.stderr).toBe("error: cannot work in the folder that custody was started in: there is no such file or folder\n");
});
