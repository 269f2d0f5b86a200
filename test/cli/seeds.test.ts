// custody test --seeds: a race is found, and said so that anybody can see it again.
import { spawnSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";
import { WholeProgram } from "../support/whole-program.js";

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

/** A grant is seen everywhere within five minutes, and by whom nobody knows before. */
const race = (wait: string): string => `create key k1 in acct A region us-east-1
encrypt "hello" with k1 as c1
grant A/worker on k1 to decrypt as g1
${wait}
decrypt c1 by A/worker expect ok
`;

test("a call right after CreateGrant, without its token, fails under the first seed there is", async () => {
  folder.write("race.scenario", race(""));
  const { code, out } = await folder.run(["test", "race.scenario", "--seeds", "1..200"]);
  expect(code).toBe(1);
  expect(out.split("\n")[0]).toBe(
    "race.scenario fails first under seed 1 of 1..200; to replay it: custody run race.scenario --seed 1",
  );
});

test("a wait that is nearly long enough fails under few seeds; the first is named, and the command that replays it fails", async () => {
  folder.write("race.scenario", race("advance 285 seconds"));
  expect((await folder.run(["test", "race.scenario", "--seeds", "3..30"])).out).toContain(
    "race.scenario holds under seeds 3..30\n\n1 passed, 0 failed\n",
  );
  const { code, out } = await folder.run(["test", "race.scenario", "--seeds", "3..200"]);
  expect([code, out.split("\n")[0]]).toEqual([
    1,
    "race.scenario fails first under seed 31 of 3..200; to replay it: custody run race.scenario --seed 31",
  ]);
  expect((await folder.run(["run", "race.scenario", "--seed", "31"])).code).toBe(1);
  expect((await folder.run(["run", "race.scenario", "--seed", "30"])).code).toBe(0);
});

test("five minutes are enough under every seed", async () => {
  folder.write("waits.scenario", race("advance 5 minutes"));
  expect(await folder.run(["test", "waits.scenario", "--seeds", "1..200"])).toEqual({
    code: 0,
    out: "waits.scenario holds under seeds 1..200\n\n1 passed, 0 failed\n",
    err: "",
  });
});

test("a sweep neither needs a golden nor writes one", async () => {
  folder.write("waits.scenario", race("advance 5 minutes"));
  await folder.run(["test", "waits.scenario", "--seeds", "1..3"]);
  expect((await folder.run(["golden", "status"])).out).not.toContain("differs");
  expect((await folder.run(["test", "waits.scenario"])).out).toContain("new golden: waits.golden");
});

test.each([["--jobs", "1"], ["--jobs", "3"], []])(
  "%s %s: one file is shared out among cores, and the first seed is the same",
  (...flags) => {
    folder.write("race.scenario", race("advance 285 seconds"));
    folder.write("waits.scenario", race("advance 5 minutes"));
    const argv = ["test", "race.scenario", "waits.scenario", "--seeds", "3..200", ...flags];
    const done = spawnSync(process.execPath, [program.file, ...argv], { cwd: folder.path, encoding: "utf8", env: {} });
    expect(done.status).toBe(1);
    expect(done.stdout).toContain("race.scenario fails first under seed 31 of 3..200;");
    expect(done.stdout).toContain("waits.scenario holds under seeds 3..200\n");
    expect(done.stdout).toMatch(/\n1 passed, 1 failed\n$/);
  },
);

test.each([
  ["200", "--seeds takes a first and a last seed, not 200"],
  ["9..1", "--seeds takes a first and a last seed, not 9..1"],
  ["1..10001", "--seeds takes 10000 seeds at most"],
])("--seeds %s is refused", async (range, words) => {
  folder.write("race.scenario", race(""));
  const { code, err } = await folder.run(["test", "race.scenario", "--seeds", range]);
  expect(code).toBe(2);
  expect(err).toContain(words);
});
