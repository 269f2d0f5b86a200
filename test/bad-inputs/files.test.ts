// Bad inputs 40–52, 76–77, 89–93 and 96: files that are named, taken in, compared with and built from.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCatalog } from "../../build-catalog.mjs";
import { Folder } from "../support/command-line.js";

let folder: Folder;
let elsewhere: Folder;
beforeEach(() => {
  folder = new Folder();
  elsewhere = new Folder();
  elsewhere.write("secret.scenario", "create kye SECRET\n");
});
afterEach(() => {
  folder.remove();
  elsewhere.remove();
});

const KEY = "create key k1 in acct A region us-east-1\n";

async function refused(text: string, says: string): Promise<void> {
  folder.write("bad.scenario", text);
  const before = readdirSync(folder.path).sort();
  const { code, out, err } = await folder.run(["run", "bad.scenario"]);
  expect(code).toBe(2);
  expect(err).toContain("--> bad.scenario:");
  expect(err).toContain(says);
  expect(out + err).not.toMatch(/root:|SECRET|HOME=|PATH=/);
  expect(readdirSync(folder.path).sort()).toEqual(before);
}

describe("what a file takes in stays inside its folder", () => {
  test.each([
    ["bad input 40: include ../secret.scenario", 'include "../secret.scenario"', "outside the folder"],
    ["bad input 41: include /etc/passwd", 'include "/etc/passwd"', "outside the folder"],
    ["bad input 42: include sub/../../x", 'include "sub/../../x"', "outside the folder"],
    ["bad input 45: include of a folder", 'include "dir"', "is a folder"],
    ["bad input 46: include of a pipe", 'include "pipe"', "is not an ordinary file"],
    ["bad input 46: include /dev/zero", 'include "/dev/zero"', "outside the folder"],
    ["bad input 46: include /proc/self/environ", 'include "/proc/self/environ"', "outside the folder"],
    ["bad input 50: include of a name with NUL", 'include "a\\u0000b"', "U+0000"],
    [
      "bad input 51: a policy from ../../.aws/credentials",
      `${KEY}policy of k1 is from "../../.aws/credentials"`,
      "outside the folder",
    ],
    ["bad input 52: include http://…", 'include "http://example.com/x"', "is an address"],
    ["bad input 52: include \\\\server\\x", 'include "\\\\\\\\server\\\\x"', "paths are written with /"],
    ["bad input 52: include C:\\x", 'include "C:\\\\x"', "is an address"],
    ["bad input 43: a link in the folder to /etc/passwd", 'include "link.scenario"', "outside the folder"],
    ["bad input 44: a link to another folder", 'include "linked/secret.scenario"', "outside the folder"],
  ])("%s", async (_, text, says) => {
    mkdirSync(folder.at("dir"));
    execFileSync("mkfifo", [folder.at("pipe")]);
    symlinkSync("/etc/passwd", folder.at("link.scenario"));
    symlinkSync(elsewhere.path, folder.at("linked"));
    await refused(text, says);
  });

  test.each(["/dev/zero", "/proc/self/environ", "pipe"])("bad input 46: %s, named on the command line", async (path) => {
    execFileSync("mkfifo", [folder.at("pipe")]);
    for (const command of ["run", "check", "format", "replay", "test"]) {
      const { code, out, err } = await folder.run([command, path]);
      expect([command, code, out + err]).toEqual([command, 2, expect.stringContaining("is not an ordinary file")]);
      expect(out + err).not.toMatch(/HOME=|PATH=/);
    }
  });

  test("bad input 47: a file that takes in itself, and three in a ring", async () => {
    folder.write("self.scenario", 'include "self.scenario"');
    expect((await folder.run(["run", "self.scenario"])).err).toContain("self.scenario → self.scenario");
    for (const [one, next] of ["ab", "bc", "ca"]) folder.write(`${one}.scenario`, `include "${next}.scenario"`);
    expect((await folder.run(["run", "a.scenario"])).err).toContain("a.scenario → b.scenario → c.scenario → a.scenario");
  });

  test("bad input 48: a file that two others take in is read once", async () => {
    folder.write("base.scenario", KEY);
    for (const name of ["left", "right"]) folder.write(`${name}.scenario`, 'include "base.scenario"');
    folder.write("top.scenario", 'include "left.scenario"\ninclude "right.scenario"\nexpect count of keys in acct A is 1');
    expect((await folder.run(["run", "top.scenario"])).code).toBe(0);
  });

  test("bad input 49: one file by two paths is one", async () => {
    folder.write("sub/base.scenario", KEY);
    symlinkSync(folder.at("sub/base.scenario"), folder.at("other.scenario"));
    folder.write(
      "top.scenario",
      'include "sub/base.scenario"\ninclude "sub/../sub/base.scenario"\ninclude "other.scenario"\nrotate k1',
    );
    expect((await folder.run(["run", "top.scenario"])).code).toBe(0);
  });
});

describe("the catalogs, which are YAML and read at the build", () => {
  const fails = (text: string): string => {
    const start = performance.now();
    try {
      readCatalog(text, "catalog.yaml");
    } catch (thrown) {
      expect(performance.now() - start).toBeLessThan(200);
      return (thrown as Error).message;
    }
    return "nothing is wrong";
  };
  const laughs = [
    "a: &a [lol, lol, lol]",
    ...[..."bcdefghi"].map((name, i) => `${name}: &${name} [*${"abcdefgh"[i]}, *${"abcdefgh"[i]}]`),
  ];

  test.each([
    ["a billion laughs", laughs.join("\n"), "no anchors"],
    ["[ a thousand times", "[".repeat(1000), "nested deeper"],
    ["[ a thousand times, closed", `a: ${"[".repeat(1000)}${"]".repeat(1000)}`, "nested deeper"],
    ["- 1,500 times", `${"- ".repeat(1500)}a`, "nested deeper"],
    ["- 700 times, a line each", Array.from({ length: 700 }, (_, i) => `${" ".repeat(i)}-`).join("\n"), "nested deeper"],
    [
      "20,000 keys of 20 letters",
      Array.from({ length: 20_000 }, (_, i) => `key${String(i).padStart(17, "0")}: 1`).join("\n"),
      "at most",
    ],
  ])("bad input 76: %s, and the process is alive", (_, text, says) => {
    for (let twice = 0; twice < 2; twice++) expect(fails(text)).toContain(says);
  });

  test.each([
    ["!!js/function", 'run: !!js/function "() => process.exit()"', "js/function"],
    ["<<: *a", "base: &a { x: 1 }\nother:\n  <<: *a", "no anchors"],
    ["a key that stands twice", "a: 1\na: 2", "unique"],
  ])("bad input 77: %s", (_, text, says) => {
    expect(fails(text)).toContain(says);
  });

  test("a catalog as it should be is read", () => {
    expect(readCatalog('kms:\n  - { item: kms-key, usd: "1.00" } # a month\n', "catalog.yaml")).toEqual({
      kms: [{ item: "kms-key", usd: "1.00" }],
    });
  });
});

describe("goldens", () => {
  const test1 = async () => {
    folder.write("scenarios/a.scenario", KEY);
    await folder.run(["test"]);
  };

  test("bad input 89: a folder, a link and a file of a gigabyte in a golden's place: exit 3, untouched", async () => {
    folder.write("scenarios/a.scenario", KEY);
    folder.write("scenarios/b.scenario", KEY);
    folder.write("scenarios/c.scenario", KEY);
    mkdirSync(folder.at("scenarios/a.golden"));
    symlinkSync(elsewhere.at("secret.scenario"), folder.at("scenarios/b.golden"));
    folder.write("scenarios/c.golden", "custody golden 1\n");
    truncateSync(folder.at("scenarios/c.golden"), 1024 ** 3);
    for (const more of [[], ["--accept"]]) {
      const { code, out, err } = await folder.run(["test", ...more]);
      expect([code, out + err]).toEqual([3, expect.not.stringContaining("SECRET")]);
    }
    expect(statSync(folder.at("scenarios/a.golden")).isDirectory()).toBe(true);
    expect(readFileSync(elsewhere.at("secret.scenario"), "utf8")).toBe("create kye SECRET\n");
    expect(statSync(folder.at("scenarios/c.golden")).size).toBe(1024 ** 3);
  });

  test("bad input 90: a golden after a checkout with CRLF is the same", async () => {
    await test1();
    const golden = folder.at("scenarios/a.golden");
    folder.write("scenarios/a.golden", readFileSync(golden, "utf8").replaceAll("\n", "\r\n"));
    expect((await folder.run(["test"], { env: { CI: "true" } })).code).toBe(0);
  });

  test("bad input 91: the golden of a scenario that is gone fails under CI", async () => {
    await test1();
    folder.write("scenarios/old.golden", "custody golden 1 · prices 2026-11\n");
    const { code, out, err } = await folder.run(["test"], { env: { CI: "true" } });
    expect(code).toBe(1);
    expect(out + err).toContain("scenarios/old.golden");
  });
});

describe("what replay is given", () => {
  test("bad input 92: the record of a run, of this version and of a newer one", async () => {
    folder.write("run.json", '{"custody":1,"type":"run","name":"a","prices":"2026-11"}\n');
    folder.write("newer.json", '{"custody":7,"type":"run"}\n');
    const own = await folder.run(["replay", "run.json"]);
    expect([own.code, own.err]).toEqual([2, expect.stringContaining("is the record of a run (--json)\n")]);
    const newer = await folder.run(["replay", "newer.json"]);
    expect([newer.code, newer.err]).toEqual([
      2,
      expect.stringContaining("of a newer version of Custody than this one (form 7, known up to 1)"),
    ]);
  });

  test("bad input 93: a run of a million steps is refused in less than a second", async () => {
    folder.write("long.scenario", `${KEY}repeat 1000000 times { rotate k1 }\n`);
    const start = performance.now();
    const { code, err } = await folder.run(["replay", "long.scenario"]);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect([code, err]).toEqual([2, expect.stringContaining("limit/steps")]);
  });
});

test("bad input 96: a path with spaces, é and a line end works, and the line end is shown as \\n", async () => {
  folder.write("scenarios/é a\nb.scenario", "create kye k1\n");
  folder.write("scenarios/é ok.scenario", KEY);
  const { code, out, err } = await folder.run(["run", "scenarios/é a\nb.scenario"]);
  expect([code, out + err]).toEqual([2, expect.stringMatching(/--> scenarios\/é a(?:\\n|<U\+000A>)b\.scenario:1:8/)]);
  expect((await folder.run(["run", "scenarios/é ok.scenario"])).code).toBe(0);
});
