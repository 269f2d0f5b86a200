import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.write("scenarios/share.scenario", VOLUME);
});
afterEach(() => folder.remove());

const VOLUME = "create volume vol1 size 10 GiB in acct A region us-east-1\n";
const golden = () => readFileSync(folder.at("scenarios/share.golden"), "utf8");

test("the first test writes a golden, the second compares with it", async () => {
  const first = await folder.run(["test"]);
  expect(first.out).toBe("new golden: scenarios/share.golden\n\n1 passed, 0 failed\n");
  expect(golden()).toMatch(/^custody golden 1 · prices 2026-11\n\nshare /);
  const second = await folder.run(["test"]);
  expect([second.code, second.out]).toEqual([0, "\n1 passed, 0 failed\n"]);
});

test("what differs fails with the diff, waits beside, and never overwrites", async () => {
  await folder.run(["test"]);
  const before = golden();
  folder.write("scenarios/share.scenario", VOLUME.replace("10 GiB", "20 GiB"));
  const { code, out } = await folder.run(["test"]);
  expect(code).toBe(1);
  expect(out).toContain("scenarios/share.golden differs");
  expect(out).toMatch(/^- .*10 GiB/m);
  expect(out).toMatch(/^\+ .*20 GiB/m);
  expect(out).toMatch(/\n1 passed, 1 failed\n$/);
  expect(golden()).toBe(before);
  expect(readFileSync(folder.at(".custody/pending/scenarios/share.golden"), "utf8")).toContain("20 GiB");
  expect(readFileSync(folder.at(".custody/.gitignore"), "utf8")).toBe("*\n");
});

test("golden status, review without a terminal, and accept", async () => {
  await folder.run(["test"]);
  expect((await folder.run(["golden", "status"])).code).toBe(0);
  folder.write("scenarios/share.scenario", VOLUME.replace("10 GiB", "20 GiB"));
  await folder.run(["test"]);
  const status = await folder.run(["golden", "status"]);
  expect([status.code, status.out]).toEqual([1, "differs  scenarios/share.golden\n"]);
  expect((await folder.run(["golden", "review"])).out).toContain("20 GiB");
  const wrong = await folder.run(["golden", "accept", "shaer"]);
  expect([wrong.code, wrong.err]).toEqual([2, "error: no pending golden is named shaer\n  did you mean share?\n"]);
  expect((await folder.run(["golden", "accept", "share"])).code).toBe(0);
  expect(golden()).toContain("20 GiB");
  expect((await folder.run(["golden", "status"])).code).toBe(0);
  expect((await folder.run(["test"])).code).toBe(0);
});

test("--accept writes what differs", async () => {
  await folder.run(["test"]);
  folder.write("scenarios/share.scenario", VOLUME.replace("10 GiB", "20 GiB"));
  expect((await folder.run(["test", "--accept"])).out).toContain("accepted: scenarios/share.golden");
  expect(golden()).toContain("20 GiB");
});

test("under CI nothing is written, and a missing golden fails", async () => {
  const env = { CI: "true" };
  const { code, out } = await folder.run(["test"], { env });
  expect(code).toBe(1);
  expect(out).toContain("there is no golden: scenarios/share.golden");
  expect(existsSync(folder.at("scenarios/share.golden"))).toBe(false);
  expect(existsSync(folder.at(".custody"))).toBe(false);
  expect((await folder.run(["test", "--accept"], { env })).code).toBe(2);
});

test("a golden without a scenario fails where goldens are strict, and is noted elsewhere", async () => {
  await folder.run(["test"]);
  folder.write("scenarios/gone.golden", "custody golden 1\n");
  expect((await folder.run(["test"])).out).toContain("note: scenarios/gone.golden is the golden of no scenario\n");
  const strict = await folder.run(["test", "--strict-golden"]);
  expect([strict.code, strict.out]).toEqual([
    1,
    "\nFAILED scenarios/gone.golden\n\nthis is the golden of no scenario: remove it, or put its scenario back\n\n1 passed, 1 failed\n",
  ]);
});

test("a scenario that fails is shown with its trace, and writes no golden", async () => {
  folder.write("scenarios/share.scenario", `${VOLUME}snapshot vol1 by A/nobody\n`);
  const { code, out } = await folder.run(["test"]);
  expect(code).toBe(1);
  expect(out).toContain("FAILED scenarios/share.scenario");
  expect(out).toContain("failed at step 2");
  expect(out).toMatch(/\n0 passed, 1 failed\n$/);
  expect(existsSync(folder.at("scenarios/share.golden"))).toBe(false);
});

test("a text that is wrong is an error of its file, exit 2", async () => {
  folder.write("scenarios/wrong.scenario", "create kye k1\n");
  const { code, out } = await folder.run(["test"]);
  expect(code).toBe(2);
  expect(out).toMatch(/\n1 passed, 1 failed\n$/);
});

test("a golden after a checkout with CRLF is the same golden", async () => {
  await folder.run(["test"]);
  folder.write("scenarios/share.golden", golden().replaceAll("\n", "\r\n"));
  const { code, out } = await folder.run(["test"]);
  expect(code).toBe(0);
  expect(out).toBe(
    "note: scenarios/share.golden has CRLF line ends, which do not count; `*.golden text eol=lf` in .gitattributes keeps a checkout from making them\n" +
      "\n1 passed, 0 failed\n",
  );
});

test("a folder where a golden belongs is left alone, exit 3", async () => {
  mkdirSync(folder.at("scenarios/share.golden"));
  const { code, err } = await folder.run(["test"]);
  expect(code).toBe(3);
  expect(err).toContain("scenarios/share.golden is not an ordinary file");
});

test("a golden cut off or flipped at any place differs, and is never overwritten", async () => {
  await folder.run(["test"]);
  const whole = readFileSync(folder.at("scenarios/share.golden"));
  for (let cut = 0; cut < whole.length; cut += 7) {
    folder.write("scenarios/share.golden", whole.subarray(0, cut));
    expect((await folder.run(["test"])).code).toBe(1);
    expect(readFileSync(folder.at("scenarios/share.golden")).length).toBe(cut);
  }
});

test("--filter and --tag choose scenarios; what matches nothing is an error", async () => {
  folder.write("scenarios/tagged.scenario", `${VOLUME}scenario "one" @dr { snapshot vol1 }\nscenario "two" { snapshot vol1 }\n`);
  expect((await folder.run(["test", "--tag", "@dr"])).out).toMatch(/\n1 passed, 0 failed\n$/);
  expect((await folder.run(["test", "--filter", "two"])).out).toMatch(/\n1 passed, 0 failed\n$/);
  expect(existsSync(folder.at("scenarios/tagged.golden"))).toBe(false);
  const none = await folder.run(["test", "--filter", "three"]);
  expect([none.code, none.err]).toEqual([2, "error: no scenario matches three\n  2 files looked at\n"]);
});

test("where nothing matches may pass, if that is asked for; a path that is not there never does", async () => {
  folder.write("scenarios/a.scenario", "create key k1 in acct A region us-east-1\n");
  const none = await folder.run(["test", "--filter", "nosuch", "--pass-with-no-tests"]);
  expect([none.code, none.err]).toEqual([0, "note: no scenario matches nosuch\n"]);
  expect((await folder.run(["test", "--filter", "nosuch"])).code).toBe(2);
  expect((await folder.run(["test", "gone.scenario", "--pass-with-no-tests"])).code).toBe(2);
});

test("no scenario at all is an error, a path that is not there offers the nearest", async () => {
  rmSync(folder.at("scenarios/share.scenario"));
  expect((await folder.run(["test"])).code).toBe(2);
  expect((await folder.run(["test", "scenaros"])).err).toContain("did you mean scenarios?");
});

test("shards together hold every file once", async () => {
  for (const name of ["b", "c", "d", "e", "f", "g"]) folder.write(`scenarios/${name}.scenario`, VOLUME);
  let passed = 0;
  for (const part of ["1/3", "2/3", "3/3"]) {
    const { out } = await folder.run(["test", "--shard", part]);
    passed += Number(/(\d+) passed/.exec(out)?.[1] ?? 0);
  }
  expect(passed).toBe(7);
  expect((await folder.run(["test", "--shard", "4/3"])).code).toBe(2);
});

test("reporters: JUnit to a file, GitHub's annotations that no name can forge", async () => {
  folder.write("scenarios/bad.scenario", `${VOLUME}scenario "a%0A::error::b ##[x" { snapshot vol1 by A/nobody }\n`);
  const { out } = await folder.run(["test", "--reporter", "text,junit=out/junit.xml,github"]);
  expect(readFileSync(folder.at("out/junit.xml"), "utf8")).toContain('<testsuite name="scenarios/bad.scenario"');
  const commands = out.split("\n").filter((line) => /^\s*::/.test(line));
  expect(commands).toHaveLength(1);
  expect(commands[0]).toMatch(/^::error file=scenarios\/bad\.scenario,line=2,col=\d+,title=[^:]*::denied/);
  expect(out).not.toContain("##[");
  expect((await folder.run(["test", "--reporter", "dots"])).code).toBe(2);
});

test("init writes a folder whose test passes", async () => {
  const empty = new Folder();
  try {
    expect((await empty.run(["init", "rehearsals"])).code).toBe(0);
    expect((await empty.run(["init", "rehearsals"])).err).toContain("is not empty");
    expect(readFileSync(empty.at("rehearsals/.gitattributes"), "utf8")).toContain("*.golden text eol=lf\n");
    const { code, out } = await empty.run(["test", "rehearsals/scenarios", "--strict-golden"]);
    expect(out).toMatch(/\n1 passed, 0 failed\n$/);
    expect(code).toBe(0);
  } finally {
    empty.remove();
  }
});
