// What of the files custody test runs, in which order, when it stops, and what it says of it.
import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runningOrder } from "../../src/cli/test-order.js";
import { Progress } from "../../src/cli/test-progress.js";
import { withinSeconds } from "../../src/cli/time-limit.js";
import { plainPaint } from "../../src/report/layout.js";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const VOLUME = "create volume vol1 size 10 GiB in acct A region us-east-1\n";
const TWO = `${VOLUME}
scenario "one" {
  # why
  snapshot vol1
}
scenario "two" @dr {
  snapshot vol1 by A/nobody
}
`;
const namesOf = (out: string) =>
  out
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line).scenario)
    .filter((name) => name !== undefined);

describe("FILE:LINE", () => {
  beforeEach(() => folder.write("two.scenario", TWO));

  test.each([
    [3, ["one"]],
    [4, ["one"]],
    [6, ["one"]],
    [7, ["two"]],
    [9, ["two"]],
    [1, ["one", "two"]],
  ])("line %i runs %j", async (line, names) => {
    const { out } = await folder.run(["test", `two.scenario:${line}`, "--reporter", "json"]);
    expect(namesOf(out)).toEqual(names);
  });

  test("two lines of a file are two scenarios, and a part of a file gets no golden", async () => {
    expect(namesOf((await folder.run(["test", "two.scenario:5", "two.scenario:8", "--reporter", "json"])).out)).toEqual([
      "one",
      "two",
    ]);
    await folder.run(["test", "two.scenario:5"]);
    expect(existsSync(folder.at("two.golden"))).toBe(false);
  });

  test.each([0, 400])("line %i is none of the file's: nothing is run, and nothing passes", async (line) => {
    const { code, err } = await folder.run(["test", `two.scenario:${line}`]);
    expect([code, err.split("\n")[0]]).toEqual([2, `error: no scenario stands at two.scenario:${line}`]);
  });

  test("a file that is not there is not taken for a line", async () => {
    expect((await folder.run(["test", "tow.scenario:5"])).err).toContain("did you mean two.scenario?");
  });
});

describe("--failed", () => {
  test("runs again what failed, and nothing once all of it holds", async () => {
    folder.write("scenarios/two.scenario", TWO);
    folder.write("scenarios/good.scenario", VOLUME);
    expect((await folder.run(["test"])).out).toMatch(/\n2 passed, 1 failed\n$/);
    const again = await folder.run(["test", "--failed"]);
    expect([again.code, again.out.endsWith("\n0 passed, 1 failed\n")]).toEqual([1, true]);
    folder.write("scenarios/two.scenario", TWO.replace(" by A/nobody", ""));
    expect((await folder.run(["test", "--failed"])).out).toBe("\n1 passed, 0 failed\n");
    const none = await folder.run(["test", "--failed"]);
    expect([none.code, none.err]).toEqual([0, "nothing failed the last time; custody test runs everything\n"]);
  });

  test("what a run did not look at stays remembered", async () => {
    folder.write("a/two.scenario", TWO);
    folder.write("b/two.scenario", TWO);
    await folder.run(["test", "a", "b"]);
    await folder.run(["test", "a/two.scenario:5"]);
    const kept = JSON.parse(readFileSync(folder.at(".custody/last-failures.json"), "utf8"));
    expect(kept.failed.map((each: { file: string }) => each.file)).toContain("b/two.scenario");
    expect(readFileSync(folder.at(".custody/.gitignore"), "utf8")).toBe("*\n");
  });

  test("without a last time it is an error, and what cannot be made out is no last time", async () => {
    folder.write("scenarios/good.scenario", VOLUME);
    expect((await folder.run(["test", "--failed"])).code).toBe(2);
    for (const text of ["", "{", "[]", '{"version":2,"failed":[]}', '{"version":1,"failed":7}']) {
      folder.write(".custody/last-failures.json", text);
      expect((await folder.run(["test", "--failed"])).code).toBe(2);
    }
  });
});

describe("order", () => {
  const files = ["a", "b", "c", "d", "e", "f"];
  beforeEach(() => {
    for (const name of files) folder.write(`scenarios/${name}.scenario`, VOLUME);
  });

  test("is random, its number printed; results stand in the order of the files", async () => {
    const { out, err } = await folder.run(["test", "--reporter", "json"]);
    expect(err).toMatch(/^random order (\d+): --seed-order \1 runs in it again\n$/);
    expect(namesOf(out)).toEqual(files);
    expect((await folder.run(["test", "--reporter", "json", "--order", "file"])).err).toBe("");
  });

  test("is the same for the same number, another for another, and holds every file once", () => {
    expect(runningOrder(6, { is: "random", seed: 7 })).toEqual(runningOrder(6, { is: "random", seed: 7 }));
    expect(runningOrder(6, { is: "random", seed: 7 })).not.toEqual(runningOrder(6, { is: "random", seed: 8 }));
    expect(runningOrder(6, { is: "random", seed: 7 }).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(runningOrder(3, { is: "file" })).toEqual([0, 1, 2]);
  });

  test("takes random or file and a whole number", async () => {
    expect((await folder.run(["test", "--order", "size"])).code).toBe(2);
    expect((await folder.run(["test", "--seed-order", "x"])).code).toBe(2);
    expect((await folder.run(["test", "--order", "file", "--seed-order", "3"])).code).toBe(2);
  });
});

describe("--bail", () => {
  beforeEach(() => {
    for (const name of ["a", "b", "c", "d"]) folder.write(`scenarios/${name}.scenario`, `${VOLUME}snapshot vol1 by A/nobody\n`);
  });

  test.each([
    [["--bail"], 1],
    [["--bail", "2"], 2],
    [["--bail=3"], 3],
    [["--bail", "9"], 4],
  ])("%j stops after %i", async (flags, count) => {
    const { out, err } = await folder.run(["test", "scenarios", ...flags]);
    expect(out).toMatch(new RegExp(`\\n0 passed, ${count} failed\\n$`));
    expect(err.includes("ended early")).toBe(count < 4);
  });

  test("takes a number from 1", async () => {
    expect((await folder.run(["test", "--bail=0"])).code).toBe(2);
    expect((await folder.run(["test", "--bail=x"])).code).toBe(2);
  });
});

test("a filter and a tag that match nothing offer the nearest", async () => {
  folder.write("scenarios/two.scenario", TWO);
  const filter = await folder.run(["test", "--filter", "tow"]);
  expect([filter.code, filter.err]).toEqual([2, "error: no scenario matches tow\n  1 file looked at; did you mean two?\n"]);
  const tag = await folder.run(["test", "--tag", "@dt"]);
  expect([tag.code, tag.err]).toEqual([2, "error: no scenario matches @dt\n  1 file looked at; did you mean @dr?\n"]);
});

test("--watch refuses where there is no terminal", async () => {
  folder.write("scenarios/two.scenario", TWO);
  expect(await folder.run(["test", "--watch"])).toEqual({
    code: 2,
    out: "",
    err: "error: --watch needs a terminal\n  leave --watch out: custody test runs once and ends\n",
  });
});

test("progress shows after half a second, at most ten times a second, and goes away", () => {
  const shown: string[] = [];
  let now = 0;
  const io = {
    ...{ result: () => undefined, note: () => undefined, flush: () => undefined, readInput: () => new Uint8Array() },
    ...{
      env: new Map<string, string>(),
      workingFolder: folder.path,
      workerFile: undefined,
      interactive: true,
      paint: plainPaint,
    },
    overwrite: (text: string) => void shown.push(text),
  };
  const progress = new Progress(io, 412, () => now);
  for (const [at, done] of [
    [0, 1],
    [499, 2],
    [500, 3],
    [550, 4],
    [600, 5],
  ] as const) {
    now = at;
    progress.show(done, done > 4 ? 2 : 0, "scenarios/share.scenario");
  }
  progress.end();
  expect(shown).toEqual(["3/412  scenarios/share.scenario", "5/412  2 failed  scenarios/share.scenario", ""]);
});

test("work that does not end is broken off, work that does gives its value, what it throws comes through", () => {
  const forever = (): number => {
    for (;;);
  };
  expect(withinSeconds(0.05, forever)).toEqual({ is: "too-long" });
  expect(withinSeconds(1, () => 7)).toEqual({ is: "done", value: 7 });
  expect(() =>
    withinSeconds(1, () => {
      throw new Error("mine");
    }),
  ).toThrow("mine");
});
