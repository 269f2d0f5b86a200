// Bad inputs 78–88: names that want to be obeyed by whatever shows them, and more of them than anybody reads.

import { readFileSync } from "node:fs";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterEach, beforeEach, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { Folder } from "../support/command-line.js";
import { opened, screen } from "../tui/replay-lab.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const KEY = "create key k1 in acct A region us-east-1";
/** Bytes that a terminal obeys, but for line ends and our own colours, which are off. */
const OBEYED = /[\0-\x08\x0B-\x1F\x7F-\x9F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/;
const escaped = (name: string): string => JSON.stringify(name).slice(1, -1);
const scenario = (name: string, body = KEY): string => `scenario "${escaped(name)}" { ${body} }\n`;

/** All that is printed of a file by the commands that print. */
async function printed(text: string): Promise<string> {
  folder.write("scenarios/bad.scenario", text);
  let all = "";
  for (const argv of [
    ["run", "scenarios/bad.scenario"],
    ["run", "scenarios/bad.scenario", "--json"],
    ["run", "scenarios/bad.scenario", "--quiet"],
    ["run", "scenarios/bad.scenario", "--trail"],
    ["check", "scenarios/bad.scenario"],
    ["replay", "scenarios/bad.scenario"],
    ["test", "--reporter", "text,github,json"],
    ["run", "scenarios/bad.scenario", "--mermaid", "calls"],
    ["run", "scenarios/bad.scenario", "--bill=csv"],
  ]) {
    const { out, err } = await folder.run(argv);
    all += out + err;
  }
  return all;
}

test("bad input 78: a name that would set the clipboard is shown, and does not", async () => {
  const all = await printed('scenario "\\u001b]52;c;aGk=\\u0007" { create key k1 in acct A region us-east-1 }');
  expect(all).not.toMatch(OBEYED);
  expect(all).toMatch(/(?:␛|<U\+001B>|\\u001b)\]52;c;/);
});

test("bad input 79: what a terminal obeys, raw in a comment that a mistake quotes", async () => {
  const all = await printed(`create kye k1 # \u001b[2J \u009b1m \u0008\u0007 end\nrotate k1 # a\rcreate kye k2`);
  expect(all).not.toMatch(OBEYED);
  expect(all).toContain("did you mean `key`?");
});

test("bad input 80: a name written from right to left is shown as it is", async () => {
  const all = await printed(scenario("\u202Egnp.exe"));
  expect(all).not.toMatch(OBEYED);
  expect(all).toContain("<U+202E>gnp.exe");
});

test("bad input 81: a name that is HTML is text in the page", async () => {
  folder.write("bad.scenario", scenario("<img src=x onerror=alert(1)>"));
  await folder.run(["run", "bad.scenario", "--html", "bad.html"]);
  const page = readFileSync(folder.at("bad.html"), "utf8");
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
});

test("bad input 82: ]]> and &#27; in a name: JUnit that another parser reads back", async () => {
  folder.write("scenarios/bad.scenario", scenario("a ]]> b &#27; c", `${KEY}\n disable k1\n encrypt "x" with k1`));
  await folder.run(["test", "--reporter", "junit=junit.xml"]);
  const xml = readFileSync(folder.at("junit.xml"), "utf8");
  expect(XMLValidator.validate(xml)).toBe(true);
  const read = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml);
  expect(read.testsuites.testsuite.testcase.name).toBe("a ]]> b &#27; c");
});

test("bad input 83: a name that would break out of a Mermaid label is one label", async () => {
  const name = '"] --> B; click B "javascript:alert(1)"';
  folder.write("bad.scenario", scenario(name, `${KEY}; role A/app; document doc1 "${escaped(name)}" held by A/app`));
  for (const kind of ["calls", "keys"]) {
    const { out } = await folder.run(["run", "bad.scenario", "--mermaid", kind]);
    expect(out).toContain("#34;] --#62; B#59; click B #34;javascript:alert(1)#34;");
    expect(out.split("\n").filter((line) => /^\s*click|-->.*B;/.test(line))).toEqual([]);
  }
});

test("bad input 84: a name that is a formula is a text in CSV", async () => {
  const names = ["=HYPERLINK(1)", "+1", "-1", "@x", "\\tx"];
  folder.write("bad.scenario", names.map((name) => `scenario "${name}" { ${KEY} }\n`).join(""));
  for (const argv of [
    ["run", "bad.scenario", "--bill=csv"],
    ["bill", "bad.scenario", "--format", "csv"],
  ]) {
    const { out } = await folder.run(argv);
    const cells = out
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[0]!);
    expect(cells).toHaveLength(names.length);
    for (const cell of cells) expect(cell).toMatch(/^"'/);
  }
});

test("bad input 85: a name that is a command of the CI's runner is broken up", async () => {
  const all = await printed(`${scenario(" ::add-mask::a")}${scenario("x ##[error]y")}`);
  for (const line of all.split("\n")) expect(line.trimStart().startsWith("::add-mask")).toBe(false);
  expect(all).not.toContain("##[");
});

test("bad input 86: %0A::error:: in a name is escaped in annotations", async () => {
  folder.write("scenarios/bad.scenario", scenario("a%0A::error::b", `${KEY}\n disable k1\n encrypt "x" with k1`));
  const { out } = await folder.run(["test", "--reporter", "github"]);
  const annotations = out.split("\n").filter((line) => line.startsWith("::"));
  expect(annotations).toHaveLength(1);
  expect(annotations[0]).toContain("%250A");
  expect(annotations[0]!.slice(2)).not.toMatch(/::error::/);
});

// The list has 100 here and 20 in its own limits; the page on what a user sees has 20, and so has Custody.
test("bad input 87: of 500 mistakes 20 are shown, and the rest counted", async () => {
  folder.write("bad.scenario", "create kye k1\n".repeat(500));
  const { code, err } = await folder.run(["check", "bad.scenario"]);
  expect(code).toBe(2);
  expect(err.match(/^error syntax\/not-expected/gm)).toHaveLength(20);
  expect(err).toContain("and 480 more");
});

test("bad input 88: a name without end is told; widths hold where letters are wide or none", async () => {
  const family = "👩\u200d👩\u200d👧\u200d👦";
  folder.write("huge.scenario", scenario(family.repeat(500_000 / 11)));
  expect(await folder.run(["run", "huge.scenario"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("is larger than 256 KiB"),
  });
  folder.write("long.scenario", scenario(family.repeat(100)));
  expect(await folder.run(["run", "long.scenario"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("limit/title-length"),
  });
  folder.write("name.scenario", `create key ${"é".repeat(200)} in acct A region us-east-1`);
  expect(await folder.run(["run", "name.scenario"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("limit/name-length"),
  });
  const log = simulate({ name: "wide", text: scenario(`${family} 漢字 ${family}`) });
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
    [40, 10],
  ] as const)
    for (const line of screen(opened(log, columns, rows))) expect([...line].length).toBeLessThanOrEqual(columns + 24);
});
