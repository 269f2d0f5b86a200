// custody.json: what it sets, what it may not, and that what is typed wins.
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write("scenarios/share.scenario", "create volume vol1 size 10 GiB in acct A region us-east-1\n");
});
afterEach(() => folder.remove());

const config = (value: unknown) => folder.write("custody.json", typeof value === "string" ? value : JSON.stringify(value));

test("options stand in it as they are typed: a switch, a text, a number", async () => {
  config({ run: { quiet: true, seed: 42 }, test: { order: "file", reporter: "text,junit=results.xml" } });
  expect((await folder.run(["run", "scenarios/share.scenario"])).out).toBe("passed  share\n");
  expect((await folder.run(["test"])).err).not.toContain("random order");
  expect(existsSync(folder.at("results.xml"))).toBe(true);
});

test("what is typed wins", async () => {
  config({ run: { seed: "42" } });
  expect((await folder.run(["run", "scenarios/share.scenario"])).out).toContain("seed 42");
  expect((await folder.run(["run", "scenarios/share.scenario", "--seed", "7"])).out).toContain("seed 7");
});

test("what may stand several times is a list", async () => {
  folder.write("scenarios/dr.scenario", 'scenario "one" @dr @slow { create key k1 in acct A region us-east-1 }\n');
  config({ test: { tag: ["@dr", "@slow"] } });
  expect((await folder.run(["test"])).out).toMatch(/\n1 passed, 0 failed\n$/);
});

describe("a mistake in it is exit 2, with what to write", () => {
  test.each([
    ["{", /^error: custody\.json is not JSON/],
    ["[]", /^error: custody\.json holds \{ … \}, as in/],
    [{ tset: {} }, /custody\.json has tset, which is no command\n {2}did you mean test\?/],
    [{ test: { reportr: "text" } }, /test\.reportr is no option of custody test\n {2}did you mean reporter\?/],
    [
      { test: { __proto__: null, "no-such-thing-at-all": 1 } },
      /test\.no-such-thing-at-all is no option .*\n {2}there are filter, tag/,
    ],
    ['{"__proto__":{}}', /has __proto__, which is no command/],
    [{ test: { accept: true } }, /test\.accept can only be typed/],
    [{ test: { watch: true } }, /test\.watch can only be typed/],
    [{ test: { jobs: [1, 2] } }, /test\.jobs takes one value/],
    [{ test: { jobs: {} } }, /test\.jobs takes a N/],
    [{ run: { quiet: "yes" } }, /run\.quiet takes no value/],
    [{ run: { bill: "xls" } }, /run\.bill is one of table, csv, json, not xls/],
  ])("%j", async (value, words) => {
    config(value);
    const { code, err } = await folder.run(["test"]);
    expect([code, err]).toEqual([2, expect.stringMatching(words)]);
  });

  test("a file too large, or of another encoding", async () => {
    config(" ".repeat(65 * 1024));
    expect((await folder.run(["test"])).err).toBe("error: custody.json is larger than 64 KiB\n");
    folder.write("custody.json", Uint8Array.from([0xff, 0xfe, 0x7b, 0]));
    expect((await folder.run(["test"])).code).toBe(2);
  });
});

describe("no path in it leads out of its folder", () => {
  test.each([
    [{ test: { reporter: "junit=../out.xml" } }, "test.reporter: ../out.xml leads out of"],
    [{ test: { reporter: "text,json=/tmp/out.json" } }, "test.reporter: /tmp/out.json leads out of"],
    [{ test: { reporter: "junit=a/../../out.xml" } }, "test.reporter: a/../../out.xml leads out of"],
    [{ test: { reporter: "junit=link/out.xml" } }, "test.reporter: link/out.xml leads out of"],
    [{ test: { reporter: "junit=dangling" } }, "test.reporter: dangling leads out of"],
    [{ run: { html: "..\\out.html" } }, "run.html: ..\\out.html is written with"],
    [{ run: { prices: "../prices.json" } }, "run.prices: ../prices.json leads out of"],
  ])("%j", async (value, words) => {
    const inner = new Folder();
    try {
      mkdirSync(folder.at("outside"));
      symlinkSync(folder.at("outside"), inner.at("link"));
      symlinkSync(folder.at("not-there"), inner.at("dangling"));
      inner.write("scenarios/share.scenario", "create key k1 in acct A region us-east-1\n");
      inner.write("custody.json", JSON.stringify(value));
      for (const argv of [["test"], ["run", "scenarios/share.scenario"]]) {
        const command = Object.keys(value)[0];
        if (argv[0] !== command) continue;
        const { code, err } = await inner.run(argv);
        expect([code, err]).toEqual([2, expect.stringContaining(words)]);
      }
      expect(readdirSync(folder.at("outside"))).toEqual([]);
    } finally {
      inner.remove();
    }
  });

  test("a path that is typed may", async () => {
    const { code } = await folder.run(["run", "scenarios/share.scenario", "--html", folder.at("page.html")]);
    expect(code).toBe(0);
  });
});

test("check --explain-config says what is set, and by what", async () => {
  expect((await folder.run(["check", "--explain-config"])).out).toBe(
    "nothing is set: there is no custody.json here, and nothing in the environment\n",
  );
  config({ test: { jobs: 4, "strict-golden": true }, run: { seed: 7 } });
  expect((await folder.run(["check", "--explain-config"], { env: { CI: "true" } })).out.split("\n")).toEqual([
    "run.seed                7                               custody.json",
    "test.jobs               4                               custody.json",
    "test.strict-golden      on                              custody.json",
    "test.strict-golden      on, and no golden is written    CI=true",
    "",
  ]);
});
