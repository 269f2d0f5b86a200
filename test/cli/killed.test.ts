// custody golden accept killed at any moment: every golden is old or new, whole, and the next run clears what was left.
// CUSTODY_KILLS=200 kills more often; CUSTODY_KILL_SEED=N kills at the same moments again.
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";
import { WholeProgram } from "../support/whole-program.js";

const kills = Number(process.env.CUSTODY_KILLS ?? 20);
const seed = Number(process.env.CUSTODY_KILL_SEED ?? 1 + Math.floor(Math.random() * 1_000_000));
const goldenCount = 40;
const names = Array.from({ length: goldenCount }, (_, index) => `g${index}`);
const body = (word: string) => `custody golden 1 · prices 2026-11\n\n${`${word} line of a golden\n`.repeat(2000)}end ${word}\n`;

let program: WholeProgram;
let folder: Folder;
beforeAll(() => {
  program = new WholeProgram();
  folder = new Folder();
});
afterAll(() => {
  program.remove();
  folder.remove();
});

function reset(): void {
  for (const name of names) {
    folder.write(`scenarios/${name}.scenario`, "# nothing yet\n");
    folder.write(`scenarios/${name}.golden`, body("old"));
    folder.write(`.custody/pending/scenarios/${name}.golden`, body("new"));
  }
}

function acceptArgs(): string[] {
  return [program.file, "golden", "accept"];
}

const leftovers = () => readdirSync(folder.at("scenarios")).filter((name) => name.endsWith(".custody-tmp"));

test(`${kills} kills at random moments (seed ${seed}) leave every golden whole`, { timeout: 600_000 }, async () => {
  reset();
  const began = performance.now();
  expect(spawnSync(process.execPath, acceptArgs(), { cwd: folder.path, env: {} }).status).toBe(0);
  const whole = performance.now() - began;
  let state = seed;
  let midway = 0;
  for (let kill = 0; kill < kills; kill++) {
    reset();
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    // The first goldens are replaced only after the program has started.
    const news = await killedAt(whole * (0.3 + 0.8 * (state / 0x7fffffff)));
    if (news > 0 && news < goldenCount) midway++;
  }
  // Had no kill met the writing itself, nothing would have been shown.
  expect(midway).toBeGreaterThan(0);
  expect(spawnSync(process.execPath, acceptArgs(), { cwd: folder.path, env: {} }).status).toBe(0);
  for (const name of names) expect(readFileSync(folder.at(`scenarios/${name}.golden`), "utf8")).toBe(body("new"));
  spawnSync(process.execPath, [program.file, "test"], { cwd: folder.path, env: {} });
  expect(leftovers()).toEqual([]);
});

/** How many goldens were new when the process was dead; all others were old. */
async function killedAt(milliseconds: number): Promise<number> {
  const accepting = spawn(process.execPath, acceptArgs(), { cwd: folder.path, stdio: "ignore", env: {} });
  const ended = new Promise<void>((done) => accepting.once("exit", () => done()));
  const timer = setTimeout(() => accepting.kill("SIGKILL"), milliseconds);
  await ended;
  clearTimeout(timer);
  let news = 0;
  for (const name of names) {
    const text = readFileSync(folder.at(`scenarios/${name}.golden`), "utf8");
    expect([body("old"), body("new")]).toContain(text);
    expect(statSync(folder.at(`scenarios/${name}.golden`)).isFile()).toBe(true);
    if (text === body("new")) news++;
    // What is not accepted yet is still pending: nothing is lost.
    else expect(readFileSync(folder.at(`.custody/pending/scenarios/${name}.golden`), "utf8")).toBe(body("new"));
  }
  return news;
}
