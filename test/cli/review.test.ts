// Reviewing goldens: alike ones once, what is newly allowed first and asked for twice, nothing taken that nobody saw.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { review } from "../../src/cli/commands/golden.js";
import { acceptPending, grouped, reviewable } from "../../src/cli/golden-review.js";
import type { Io } from "../../src/cli/io.js";
import { plainPaint } from "../../src/report/layout.js";
import { Folder } from "../support/command-line.js";

let folder: Folder;
let out = "";
let home = "";
beforeEach(() => {
  folder = new Folder();
  home = process.cwd();
  out = "";
});
afterEach(() => {
  process.chdir(home);
  folder.remove();
});

/** As the terminal's user meets it. */
function terminal(): Io {
  process.chdir(folder.path);
  return {
    result: (text) => {
      out += text;
    },
    note: () => undefined,
    flush: () => undefined,
    readInput: () => new Uint8Array(),
    env: new Map(),
    workingFolder: folder.path,
    workerFile: undefined,
    interactive: true,
    paint: plainPaint,
  };
}

/** Answers in turn, and keeps what was asked. */
function answers(...given: string[]): { ask: (question: string) => Promise<string>; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(given.shift() ?? "s");
    },
  };
}

const volume = (size: number) => `create volume vol1 size ${size} GiB in acct A region us-east-1\n`;
const PLACE = "default in acct A region us-east-1\n";
const denied = `${PLACE}allow A/bob to "ec2:CreateTags" on "*"\ncreate volume vol1 size 1 GiB by A/bob expect denied\n`;
const allowed = `${PLACE}allow A/bob to "ec2:CreateVolume" on "*"\ncreate volume vol1 size 1 GiB by A/bob\n`;

/** Three goldens with one change, one with another, and one that allows what was denied. */
async function fivePending(): Promise<void> {
  for (const name of ["a", "b", "c"]) folder.write(`scenarios/${name}.scenario`, volume(10));
  folder.write("scenarios/d.scenario", volume(30));
  folder.write("scenarios/opened.scenario", denied);
  await folder.run(["test"]);
  for (const name of ["a", "b", "c"]) folder.write(`scenarios/${name}.scenario`, volume(20));
  folder.write("scenarios/d.scenario", volume(40));
  folder.write("scenarios/opened.scenario", allowed);
  await folder.run(["test"]);
}

const sizeIn = (name: string) => /(\d+) GiB/.exec(readFileSync(folder.at(`scenarios/${name}.golden`), "utf8"))?.[1];
const isPending = (name: string) => existsSync(folder.at(`.custody/pending/scenarios/${name}.golden`));

test("goldens that changed alike are one group; what allows what was denied is the first", async () => {
  await fivePending();
  const groups = grouped(reviewable(terminal()));
  expect(groups.map(({ all }) => all.map(({ golden }) => golden))).toEqual([
    ["scenarios/opened.golden"],
    ["scenarios/a.golden", "scenarios/b.golden", "scenarios/c.golden"],
    ["scenarios/d.golden"],
  ]);
});

test("a group is decided once, with one example and the names of the others", async () => {
  for (const name of ["a", "b", "c"]) folder.write(`scenarios/${name}.scenario`, `scenario "x" { ${volume(10).trim()} }\n`);
  await folder.run(["test"]);
  for (const name of ["a", "b", "c"]) folder.write(`scenarios/${name}.scenario`, `scenario "x" { ${volume(20).trim()} }\n`);
  await folder.run(["test"]);
  const io = terminal();
  const { ask, asked } = answers("a");
  expect(await review(reviewable(io), io, ask)).toBe(0);
  expect(asked).toHaveLength(1);
  expect(out).toContain("the same change in 3 goldens, for example scenarios/a.golden\n");
  expect(out).toContain("  also scenarios/b.golden\n  also scenarios/c.golden\n");
  expect(out.match(/^- .*10 GiB/gm)!.length).toBeLessThan(4);
  expect(["a", "b", "c"].map(sizeIn)).toEqual(["20", "20", "20"]);
});

test("accept all asks again for what turned from denied to allowed, in words", async () => {
  await fivePending();
  const io = terminal();
  const no = answers("no");
  expect(await acceptPending(reviewable(io), io, no.ask)).toBe(1);
  expect(no.asked).toEqual(["this was denied and is now allowed; accept it? [yes/no] "]);
  expect(out).toContain("A/bob ec2:CreateVolume was denied and is now ALLOWED");
  expect([isPending("opened"), isPending("a"), sizeIn("a")]).toEqual([true, false, "20"]);
  const yes = answers("yes");
  expect(await acceptPending(reviewable(io), io, yes.ask)).toBe(0);
  expect(isPending("opened")).toBe(false);
});

test("without a terminal accept all leaves what is newly allowed; its name takes it", async () => {
  await fivePending();
  const all = await folder.run(["golden", "accept"]);
  expect([all.code, all.out.endsWith("4 goldens accepted\n")]).toEqual([1, true]);
  expect(all.err).toContain("accepted by name only");
  expect((await folder.run(["golden", "status"])).out).toBe("differs  scenarios/opened.golden  (allows what was denied)\n");
  expect((await folder.run(["test", "--accept"])).code).toBe(1);
  expect((await folder.run(["golden", "accept", "opened"])).code).toBe(0);
  expect((await folder.run(["test"])).code).toBe(0);
});

test("reject drops what is pending and leaves the golden", async () => {
  await fivePending();
  expect((await folder.run(["golden", "reject", "a", "d"])).out).toBe("2 goldens rejected\n");
  expect([isPending("a"), isPending("b"), sizeIn("a")]).toEqual([false, true, "10"]);
  expect((await folder.run(["golden", "reject", "a"])).code).toBe(2);
});

test("skipping leaves a golden pending, A and R decide on all that are left", async () => {
  await fivePending();
  const io = terminal();
  expect(await review(reviewable(io), io, answers("s", "s", "s", "s", "s").ask)).toBe(1);
  expect(reviewable(io)).toHaveLength(5);
  expect(await review(reviewable(io), io, answers("r", "A").ask)).toBe(0);
  expect(reviewable(io)).toHaveLength(0);
  expect([sizeIn("a"), sizeIn("d")]).toEqual(["20", "40"]);
});

test("a scenario that is moved takes its golden along", async () => {
  folder.write("scenarios/old.scenario", volume(10));
  await folder.run(["test"]);
  rmSync(folder.at("scenarios/old.scenario"));
  folder.write("scenarios/deep/new.scenario", volume(10));
  const moved = await folder.run(["test"]);
  expect(moved.out).toContain("moved: scenarios/old.golden is now scenarios/deep/new.golden\n");
  expect(moved.out).not.toContain("new golden");
  expect([existsSync(folder.at("scenarios/old.golden")), existsSync(folder.at("scenarios/deep/new.golden"))]).toEqual([
    false,
    true,
  ]);
  expect((await folder.run(["golden", "status"])).code).toBe(0);
});

test("a golden whose scenario is gone is listed, and stays when a new one is another", async () => {
  folder.write("scenarios/old.scenario", volume(10));
  await folder.run(["test"]);
  rmSync(folder.at("scenarios/old.scenario"));
  folder.write("scenarios/new.scenario", volume(99));
  await folder.run(["test"]);
  const status = await folder.run(["golden", "status"]);
  expect([status.code, status.out]).toEqual([1, "orphan   scenarios/old.golden\nno golden is pending\n"]);
});

test("what is pending for a scenario that is gone is dropped: accepting it would make a golden of no scenario", async () => {
  folder.write("scenarios/old.scenario", volume(10));
  await folder.run(["test"]);
  folder.write("scenarios/old.scenario", volume(20));
  await folder.run(["test"]);
  expect(isPending("old")).toBe(true);
  rmSync(folder.at("scenarios/old.scenario"));
  expect((await folder.run(["golden", "accept"])).out).toBe("0 goldens accepted\n");
  expect([isPending("old"), sizeIn("old")]).toEqual([false, "10"]);
});

test("a review offers to remove a golden of no scenario, and a no leaves it", async () => {
  folder.write("scenarios/old.scenario", volume(10));
  await folder.run(["test"]);
  rmSync(folder.at("scenarios/old.scenario"));
  const no = answers("no");
  expect(await review([], terminal(), no.ask)).toBe(1);
  expect(no.asked).toEqual(["remove it? [yes/no] "]);
  expect(existsSync(folder.at("scenarios/old.golden"))).toBe(true);
  expect(await review([], terminal(), answers("yes").ask)).toBe(0);
  expect(existsSync(folder.at("scenarios/old.golden"))).toBe(false);
});
