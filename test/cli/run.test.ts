import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const VOLUME = "create volume vol1 size 10 GiB in acct A region us-east-1\n";

describe("custody run", () => {
  test("prints the trace and exits 0 when all held", async () => {
    folder.write("share.scenario", VOLUME);
    const { code, out, err } = await folder.run(["run", "share.scenario"]);
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out).toMatch(/^share {55}clock 2026-01-01 00:00:00Z · seed 1\n/);
    expect(out).toContain("+ volume vol1");
    expect(out).toMatch(/passed · 1 step/);
  });

  test("exits 1 when a scenario fails, and 2 when its text is wrong; of several files the highest counts", async () => {
    folder.write("good.scenario", VOLUME);
    folder.write("fails.scenario", `${VOLUME}snapshot vol1 by A/nobody\n`);
    folder.write("wrong.scenario", "create kye k1\n");
    expect((await folder.run(["run", "fails.scenario"])).code).toBe(1);
    expect((await folder.run(["run", "wrong.scenario"])).code).toBe(2);
    expect((await folder.run(["run", "good.scenario", "wrong.scenario", "fails.scenario"])).code).toBe(2);
  });

  test("reads standard input for -", async () => {
    const { code, out } = await folder.run(["run", "-"], { input: VOLUME });
    expect(code).toBe(0);
    expect(out).toMatch(/^standard-input/);
  });

  test("says what is wrong with a text on standard error, and where", async () => {
    folder.write("wrong.scenario", "create kye k1\n");
    const { out, err } = await folder.run(["run", "wrong.scenario"]);
    expect(out).toBe("");
    expect(err).toContain("--> wrong.scenario:1:8");
    expect(err).toContain("did you mean `key`?");
  });

  test("--quiet prints a result line a scenario", async () => {
    folder.write("two.scenario", `${VOLUME}scenario "one" { snapshot vol1 }\nscenario "two" { snapshot vol1 by A/nobody }\n`);
    const { out } = await folder.run(["run", "--quiet", "two.scenario"]);
    expect(out).toMatch(/^passed {2}one\nfailed {2}two\n/);
  });

  test("--only runs one scenario, and says when there is none of that name", async () => {
    folder.write("two.scenario", `${VOLUME}scenario "one" { snapshot vol1 }\nscenario "two" { snapshot vol1 }\n`);
    const { out } = await folder.run(["run", "--quiet", "--only", "two", "two.scenario"]);
    expect(out).toBe("passed  two\n");
    const none = await folder.run(["run", "--only", "tow", "two.scenario"]);
    expect(none.code).toBe(2);
    expect(none.err).toContain('no scenario is named "tow"');
  });

  test("--seed takes whole numbers only", async () => {
    folder.write("share.scenario", VOLUME);
    expect((await folder.run(["run", "share.scenario", "--seed", "42"])).out).toContain("seed 42");
    for (const seed of ["1.5", "abc", "=-1"])
      expect(
        (await folder.run(["run", "share.scenario", ...(seed.startsWith("=") ? [`--seed${seed}`] : ["--seed", seed])])).code,
      ).toBe(2);
  });

  test("--trail, --json and --bill=csv print one record a line", async () => {
    folder.write("share.scenario", VOLUME);
    for (const flag of ["--trail", "--json"]) {
      const { out } = await folder.run(["run", "share.scenario", flag]);
      for (const line of out.trimEnd().split("\n")) expect(JSON.parse(line)).toBeTypeOf("object");
    }
    expect((await folder.run(["run", "share.scenario", "--bill=csv"])).out).toMatch(/^scenario,account,month,/);
    expect((await folder.run(["run", "share.scenario", "--bill=xls"])).code).toBe(2);
  });

  test.each([
    ["run", "share.scenario", "--html", "share.scenario"],
    ["run", "share.scenario", "--html", "other.scenario"],
    ["test", "share.scenario", "--reporter", "text,junit=share.golden"],
    ["test", "share.scenario", "--reporter", "html=share.scenario"],
  ])("no report is written over a scenario or a golden: custody %s %s %s %s", async (...argv) => {
    folder.write("share.scenario", VOLUME);
    const { code, out, err } = await folder.run(argv);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("is no place for a report: it is the name of a scenario or a golden");
    expect(readFileSync(folder.at("share.scenario"), "utf8")).toBe(VOLUME);
  });

  test("a value that begins with a dash is written with =", async () => {
    folder.write("share.scenario", VOLUME);
    const apart = await folder.run(["run", "share.scenario", "--html", "-page.html"]);
    expect([apart.code, apart.err]).toEqual([
      2,
      "error: --html needs a value, and -page.html looks like an option\n  write --html=-page.html if it is one\n",
    ]);
    expect((await folder.run(["run", "share.scenario", "--html=-page.html"])).code).toBe(0);
    expect(readFileSync(folder.at("-page.html"), "utf8")).toContain("<pre>");
    expect((await folder.run(["run", "share.scenario", "--seed=-1"])).err).toContain("--seed takes a whole number, not -1");
  });

  test("standard input is named once: the second time it would be an empty file that passes", async () => {
    const { code, err } = await folder.run(["run", "-", "-"], { input: VOLUME });
    expect([code, err.split("\n")[0]]).toEqual([2, "error: - stands twice, and standard input is read once"]);
  });

  test("--html writes a page, and makes no folder for it", async () => {
    folder.write("share.scenario", VOLUME);
    expect((await folder.run(["run", "share.scenario", "--html", "page.html"])).code).toBe(0);
    expect(readFileSync(folder.at("page.html"), "utf8")).toContain("<pre>");
    const lost = await folder.run(["run", "share.scenario", "--html", "otu/page.html"]);
    expect([lost.code, lost.err.split("\n")[0]]).toEqual([2, "error: there is no folder otu to write page.html into"]);
    expect(existsSync(folder.at("otu"))).toBe(false);
  });

  test("--mermaid draws calls or keys instead of the trace", async () => {
    folder.write("share.scenario", VOLUME);
    expect((await folder.run(["run", "share.scenario", "--mermaid", "calls"])).out).toMatch(/^sequenceDiagram\n {2}%% share\n/);
    expect((await folder.run(["run", "share.scenario", "--mermaid", "keys"])).out).toMatch(/^flowchart LR\n {2}%% share\n/);
    for (const wrong of [
      ["--mermaid", "kyes"],
      ["--mermaid", "calls", "--json"],
    ])
      expect((await folder.run(["run", "share.scenario", ...wrong])).code).toBe(2);
  });
});

describe("files that cannot be scenarios", () => {
  const bad: readonly (readonly [string, string | Uint8Array, string])[] = [
    ["UTF-16", Uint8Array.from([0xff, 0xfe, 0x61, 0]), "is not UTF-8 but UTF-16"],
    ["a byte FF inside", Buffer.concat([Buffer.from("# one\n# two\n"), Buffer.from([0xff])]), "is not UTF-8 (line 3)"],
    ["300 KiB of spaces", " ".repeat(300 * 1024), "is larger than 256 KiB"],
  ];
  test.each(bad)("%s is told as such, exit 2", async (_name, text, words) => {
    folder.write("bad.scenario", text);
    const { code, err } = await folder.run(["run", "bad.scenario"]);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test("a byte order mark at the start is ignored", async () => {
    folder.write("share.scenario", `\uFEFF${VOLUME}`);
    expect((await folder.run(["run", "share.scenario"])).code).toBe(0);
  });

  test("a folder, a device, a pipe and nothing at all", async () => {
    mkdirSync(folder.at("dir.scenario"));
    execFileSync("mkfifo", [folder.at("pipe.scenario")]);
    expect((await folder.run(["run", "dir.scenario"])).err).toContain("is a folder");
    expect((await folder.run(["run", "pipe.scenario"])).err).toContain("is not an ordinary file");
    expect((await folder.run(["run", "/dev/zero"])).err).toContain("is not an ordinary file");
    const none = await folder.run(["run", "none.scenario"]);
    expect([none.code, none.err]).toEqual([2, "error: none.scenario is not there\n"]);
  });
});

describe("files that a scenario names stay inside the folder", () => {
  const outside = [
    "../secret.scenario",
    "/etc/passwd",
    "sub/../../x",
    "link.scenario",
    "linked/x.scenario",
    "http://example.com/x",
    "\\\\\\\\server\\\\x",
    "C:\\\\x",
    "/proc/self/environ",
    "a\\u0000b",
    "dir",
    "pipe",
  ];
  test.each(outside)('include "%s" is a mistake, and nothing of it is shown', async (path) => {
    const inner = new Folder();
    try {
      inner.write("secret.scenario", "create kye SECRET\n");
      mkdirSync(folder.at("dir"));
      execFileSync("mkfifo", [folder.at("pipe")]);
      symlinkSync("/etc/passwd", folder.at("link.scenario"));
      symlinkSync(inner.path, folder.at("linked"));
      folder.write("share.scenario", `include "${path}"\n`);
      const { code, out, err } = await folder.run(["run", "share.scenario"]);
      expect(code).toBe(2);
      expect(out + err).not.toMatch(/root:|SECRET|HOME=/);
    } finally {
      inner.remove();
    }
  });

  test("an include beside it, below it and by a link inside works", async () => {
    folder.write("common/volume.scenario", VOLUME);
    symlinkSync(folder.at("common/volume.scenario"), folder.at("inside.scenario"));
    folder.write("share.scenario", 'include "common/volume.scenario"\nsnapshot vol1\n');
    folder.write("deep/share.scenario", 'include "../common/volume.scenario"\nsnapshot vol1\n');
    folder.write("linked.scenario", 'include "inside.scenario"\nsnapshot vol1\n');
    for (const name of ["share.scenario", "deep/share.scenario", "linked.scenario"])
      expect((await folder.run(["run", name])).err).toBe("");
  });

  test("one file by two paths is one file, and is read once", async () => {
    folder.write("volume.scenario", VOLUME);
    symlinkSync(folder.at("volume.scenario"), folder.at("linked.scenario"));
    folder.write("deep/more.scenario", 'include "../linked.scenario"\n');
    folder.write(
      "share.scenario",
      'include "volume.scenario"\ninclude "linked.scenario"\ninclude "deep/more.scenario"\nsnapshot vol1\n',
    );
    const { code, err } = await folder.run(["run", "share.scenario"]);
    expect([code, err]).toEqual([0, ""]);
    symlinkSync(folder.at("ring.scenario"), folder.at("again.scenario"));
    folder.write("ring.scenario", 'include "again.scenario"\n');
    const ring = await folder.run(["run", "ring.scenario"]);
    expect([ring.code, ring.err.includes("file/include-ring")]).toEqual([2, true]);
  });

  test("a path or a policy with a mistake in its text is told once, for that mistake", async () => {
    folder.write("share.scenario", 'include "a\\0b"\n');
    expect((await folder.run(["run", "share.scenario"])).err.match(/^error .*/gm)).toEqual([
      "error syntax/escape: `\\0` is no escape",
    ]);
    folder.write("share.scenario", 'create key k1 in acct A region us-east-1\npolicy of k1 is """{\n');
    expect((await folder.run(["run", "share.scenario"])).err.match(/^error [^:]*/gm)).toEqual(["error syntax/text-not-closed"]);
  });
});

describe("the command line itself", () => {
  test("an unknown command and an unknown option get the nearest right one", async () => {
    const command = await folder.run(["tset"]);
    expect([command.code, command.err]).toEqual([2, "error: custody has no command tset\n  did you mean custody test?\n"]);
    const option = await folder.run(["run", "--quite", "x"]);
    expect([option.code, option.err]).toEqual([2, "error: custody run has no option --quite\n  did you mean --quiet?\n"]);
    const file = await folder.run(["share.scenario"]);
    expect(file.err).toContain("write custody run share.scenario");
  });

  test("every command has help with its options and three examples", async () => {
    const { COMMANDS } = await import("../../src/cli/commands.js");
    for (const command of COMMANDS) {
      const { code, out } = await folder.run([command.name, "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(command.purpose);
      for (const flag of command.flags) expect(out).toContain(`--${flag.name}`);
      expect(command.examples).toHaveLength(3);
      expect((await folder.run(["help", command.name])).out).toBe(out);
    }
  });

  test("no arguments and --help print the same, --version names Custody, Node and the prices", async () => {
    const { out } = await folder.run([]);
    expect((await folder.run(["--help"])).out).toBe(out);
    expect((await folder.run(["--version"])).out).toMatch(/^custody \S+ · node \d+\.\d+\.\d+ · prices 2026-11\n$/);
  });

  test("the date of the prices that --version names is that of the services", async () => {
    const { PRICE_DATE } = await import("../../src/cli/price-date.js");
    const { theRegistry } = await import("../../src/api/simulate.js");
    expect(theRegistry().vocabulary.priceDate).toBe(PRICE_DATE);
  });

  test("completion scripts name every command, and bash takes its own", async () => {
    const { COMMANDS } = await import("../../src/cli/commands.js");
    for (const shell of ["bash", "zsh", "fish"]) {
      const { out } = await folder.run(["completion", shell]);
      for (const command of COMMANDS) expect(out).toContain(command.name);
    }
    const { out } = await folder.run(["completion", "bash"]);
    expect(spawnSync("bash", ["-n"], { input: out }).status).toBe(0);
    expect((await folder.run(["completion", "tcsh"])).code).toBe(2);
  });

  test("explain tells a code with an example, and offers the nearest", async () => {
    const known = await folder.run(["explain", "syntax/unknown-statement"]);
    expect(known.out).toContain("create key k1 in acct A region us-east-1");
    const near = await folder.run(["explain", "syntax/unknown-statment"]);
    expect([near.code, near.err.includes("did you mean syntax/unknown-statement")]).toEqual([2, true]);
    expect((await folder.run(["explain", "toString"])).code).toBe(2);
    const aws = await folder.run(["explain", "KMSInvalidStateException"]);
    expect(aws.err).toContain("KMSInvalidStateException is an answer of AWS, not a code of Custody's");
    expect(aws.code).toBe(2);
  });

  test("a golden given for its scenario, and a name without its ending, are told as what they are", async () => {
    folder.write("a.scenario", "create key k1 in acct A region us-east-1\n");
    folder.write("a.golden", "custody golden 1 · prices 2026-11\n\na\n");
    const golden = await folder.run(["run", "a.golden"]);
    expect([golden.code, golden.err]).toEqual([2, "error: a.golden is a golden\n  name its scenario: a.scenario\n"]);
    expect((await folder.run(["test", "a.golden"])).out).toContain("a.golden is a golden\n  name its scenario: a.scenario\n");
    for (const command of ["run", "test", "check", "replay"])
      expect((await folder.run([command, "a"])).err).toBe("error: a is not there\n  did you mean a.scenario?\n");
  });

  test("replay prints no steps from the later to the earlier", async () => {
    folder.write("a.scenario", "create key k1 in acct A region us-east-1\ndisable k1\n");
    const { code, out, err } = await folder.run(["replay", "a.scenario", "--from", "2", "--to", "1"]);
    expect([code, out, err]).toEqual([2, "", "error: --from 2 lies behind --to 1\n  write --from 1 --to 2\n"]);
  });

  test("explain tells a line that several scenarios ran once, where it went alike, and names them", async () => {
    const KEY = "create key k1 in acct A region us-east-1";
    folder.write("two.scenario", `${KEY}\nscenario "one" { disable k1 }\nscenario "two" { enable k1 }\n`);
    const shared = await folder.run(["explain", "two.scenario:1"]);
    expect(shared.out).toMatch(new RegExp(`^in one and two\n 1 {2}${KEY}\n`));
    expect(shared.out.match(/create key/g)).toHaveLength(1);
    expect((await folder.run(["explain", "two.scenario:3"])).out).toMatch(/^in two\n 2 {2}enable k1\n/);
    expect((await folder.run(["explain", "unknown-key"])).err).toContain("did you mean name/unknown-key?");
    expect((await folder.run(["explain", "two.scenario"])).err).toContain("write custody explain two.scenario:1");
  });

  test("explain tells why the step at a line went as it did", async () => {
    folder.write("share.scenario", `${VOLUME}snapshot vol1 by A/nobody\n`);
    const { out } = await folder.run(["explain", "share.scenario:2"]);
    expect(out).toMatch(/^ 2 {2}snapshot vol1 by A\/nobody\n/);
    expect(out).toContain("denied");
  });
});
