// Reviewing goldens at a terminal: what was decided stays decided, however one leaves.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";
import { hasTmux, Terminal } from "../support/terminal.js";
import { WholeProgram } from "../support/whole-program.js";

const terminal = new Terminal(`custody-review-${process.pid}`);
let program: WholeProgram;
let folder: Folder;
beforeAll(() => {
  program = new WholeProgram();
});
afterAll(() => {
  terminal.close();
  program.remove();
});
beforeEach(() => {
  folder = new Folder();
  for (const size of [1, 2]) {
    folder.write(`scenarios/g${size}.scenario`, "# nothing yet\n");
    folder.write(`.custody/pending/scenarios/g${size}.golden`, `custody golden 1 · prices 2026-11\n\nsize ${size}\n`);
  }
});
afterEach(() => folder.remove());

async function reviewing(session: string): Promise<void> {
  terminal.open(session, 100, 30, folder.path);
  terminal.type(session, `env -u CI ${process.execPath} ${program.file} golden review`);
  terminal.keys(session, "Enter");
  await terminal.shows(session, "accept, reject or skip?");
}

/** The shell gives up the whole line when Ctrl-C ends a program of it, so the status is asked for by itself. */
async function leftWith(session: string, status: number): Promise<string> {
  terminal.type(session, "echo left with $?");
  terminal.keys(session, "Enter");
  return terminal.shows(session, `left with ${status}`);
}

describe.runIf(hasTmux)("a review", () => {
  test("that Ctrl-C ends has kept what was accepted, and ends as interrupted", async () => {
    await reviewing("interrupt");
    terminal.keys("interrupt", "a", "Enter");
    await terminal.shows("interrupt", "size 2");
    terminal.keys("interrupt", "C-c");
    const after = await leftWith("interrupt", 130);
    expect(after).not.toMatch(/ {4}at |bug of Custody/);
    expect(readFileSync(folder.at("scenarios/g1.golden"), "utf8")).toContain("size 1");
    expect((await folder.run(["golden", "status"])).out).toContain("differs  scenarios/g2.golden");
  });

  test("that Ctrl-D ends leaves the rest as it is", async () => {
    await reviewing("end");
    terminal.keys("end", "C-d");
    await terminal.shows("end", "0 goldens decided, 2 left");
    await leftWith("end", 1);
  });

  test("takes nothing for an acceptance that is none", async () => {
    await reviewing("slip");
    terminal.type("slip", "abort");
    terminal.keys("slip", "Enter");
    await terminal.shows("slip", "write a, r or s");
    terminal.keys("slip", "q", "Enter");
    await terminal.shows("slip", "0 goldens decided, 2 left");
  });
});

test("several that accept at once do not stand in each other's way", async () => {
  for (let index = 0; index < 30; index++) {
    folder.write(`scenarios/h${index}.scenario`, "# nothing yet\n");
    folder.write(`.custody/pending/scenarios/h${index}.golden`, `custody golden 1 · prices 2026-11\n\n${"line\n".repeat(500)}`);
  }
  const accepting = Array.from(
    { length: 4 },
    () =>
      new Promise<number | null>((done) => {
        const child = spawn(process.execPath, [program.file, "golden", "accept"], { cwd: folder.path, env: {}, stdio: "ignore" });
        child.on("exit", done);
      }),
  );
  expect(await Promise.all(accepting)).toEqual([0, 0, 0, 0]);
  expect((await folder.run(["golden", "status"])).out).toContain("no golden is pending\n");
});
