// Reports as their readers read them: JUnit by another parser, GitHub's annotations by the rules of its runner, shards as one.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const VOLUME = "create volume vol1 size 10 GiB in acct A region us-east-1\n";
const fails = (name: string) => `${VOLUME}scenario "${name}" { snapshot vol1 by A/nobody }\n`;
const HOSTILE = [
  "a< b>&amp;'c",
  "]]><![CDATA[",
  "::error::forged",
  "x%0A::error file=a::b",
  "##[error]forged",
  "a,line=9::b",
  "<?xml?><!-- -->",
  "*/ ::set-output name=a::b",
  "é — ✓ 𝄞",
];

test("JUnit with hostile names is read back by another parser, names as they were", async () => {
  for (const [index, name] of HOSTILE.entries()) folder.write(`scenarios/${index}.scenario`, fails(name));
  folder.write("scenarios/wrong.scenario", "create kye k1\n");
  folder.write("scenarios/good & quiet.scenario", VOLUME);
  await folder.run(["test", "--reporter", "junit=junit.xml"]);
  const xml = readFileSync(folder.at("junit.xml"), "utf8");
  expect(XMLValidator.validate(xml)).toBe(true);
  const read = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    isArray: (name) => ["testsuite", "testcase", "failure", "error"].includes(name),
  }).parse(xml);
  const suites: { name: string; testcase: { name: string; failure?: unknown[]; error?: unknown[] }[] }[] =
    read.testsuites.testsuite;
  expect([read.testsuites.tests, read.testsuites.failures, read.testsuites.errors]).toEqual(["11", "9", "1"]);
  expect(suites.map((suite) => suite.name)).toEqual([
    ...HOSTILE.map((_, index) => `scenarios/${index}.scenario`),
    "scenarios/good & quiet.scenario",
    "scenarios/wrong.scenario",
  ]);
  expect(suites.slice(0, HOSTILE.length).map((suite) => suite.testcase[0]!.name)).toEqual(HOSTILE);
  for (const suite of suites.slice(0, HOSTILE.length)) expect(suite.testcase[0]!.failure).toHaveLength(1);
  expect(suites.at(-1)!.testcase[0]!.error).toHaveLength(1);
});

test("no name of a scenario or of a file forges an annotation", async () => {
  for (const [index, name] of HOSTILE.entries()) folder.write(`scenarios/${index} ::error::x,line=1.scenario`, fails(name));
  const { out } = await folder.run(["test", "--reporter", "text,github"]);
  const commands = out.split("\n").filter((line) => line.trimStart().startsWith("::"));
  expect(commands).toHaveLength(HOSTILE.length);
  for (const command of commands) expect(command).toMatch(/^::error file=[^:,]*,line=2,col=\d+,title=[^:,]*::(?!.*::)/);
  expect(out).not.toContain("##[");
});

test("GitHub gets ten annotations at most, and the counts in its summary", async () => {
  for (let index = 0; index < 12; index++) folder.write(`scenarios/${index}.scenario`, fails("x"));
  folder.write("summary.md", "");
  const env = { GITHUB_ACTIONS: "true", CI: "true", GITHUB_STEP_SUMMARY: folder.at("summary.md") };
  const { out } = await folder.run(["test"], { env });
  expect(out.match(/^::error /gm)).toHaveLength(10);
  expect(readFileSync(folder.at("summary.md"), "utf8")).toBe("custody test: 0 passed, 12 failed\n");
});

test("GitHub annotates a text that is wrong where its first mistake stands", async () => {
  folder.write("scenarios/wrong.scenario", "create key k1 in acct A region us-east-1\ncreate kye k2\n");
  const { out } = await folder.run(["test", "--reporter", "github"], { env: { CI: "true" } });
  expect(out).toContain("::error file=scenarios/wrong.scenario,line=2,col=8,title=custody::error syntax/not-expected");
});

test("a golden of no scenario fails in every report, and in the one that is made of them", async () => {
  folder.write("scenarios/a.scenario", VOLUME);
  await folder.run(["test"]);
  folder.write("scenarios/gone.golden", "custody golden 1\n");
  const list = "dot,github,junit=results.xml,html=report.html,json=reports/1.json";
  mkdirSync(folder.at("reports"));
  const { code, out } = await folder.run(["test", "--reporter", list], { env: { CI: "true" } });
  expect([code, out]).toEqual([
    1,
    `.F
::error file=scenarios/gone.golden,line=1,col=1,title=custody::this is the golden of no scenario: remove it, or put its scenario back

1 passed, 1 failed
`,
  ]);
  const written = (name: string): string => readFileSync(folder.at(name), "utf8");
  expect(written("results.xml")).toContain('<testsuite name="scenarios/gone.golden" tests="1" failures="1" errors="0">');
  expect(written("report.html")).toContain("FAILED scenarios/gone.golden");
  const merged = await folder.run(["test", "--merge-reports", "reports"]);
  expect([merged.code, merged.out]).toEqual([1, expect.stringContaining("FAILED scenarios/gone.golden\n")]);
  expect(merged.out).toMatch(/\n1 passed, 1 failed\n$/);
  folder.write("reports/1.json", written("reports/1.json").replace(/^.*gone\.golden.*\n/m, ""));
  const cut = await folder.run(["test", "--merge-reports", "reports"]);
  expect([cut.code, cut.err]).toEqual([
    2,
    "error: reports/1.json has lost lines: it tells of 1 passed, 0 failed, and counts 1 passed, 1 failed\n",
  ]);
});

async function runShards(): Promise<void> {
  for (const name of ["a", "b", "c", "d", "e"]) folder.write(`scenarios/${name}.scenario`, VOLUME);
  folder.write("scenarios/f.scenario", fails("bad"));
  folder.write("scenarios/g.scenario", "create kye k1\n");
  for (const part of [1, 2, 3]) await folder.run(["test", "--shard", `${part}/3`, "--reporter", `json=reports/${part}.json`]);
}

test("the reports of all shards make the report of one run", async () => {
  await runShards();
  const merged = await folder.run(["test", "--merge-reports", "reports", "--reporter", "junit=merged.xml"]);
  const whole = await folder.run(["test", "--reporter", "junit=whole.xml"]);
  expect(merged.out).toBe("\n5 passed, 2 failed\n");
  expect([merged.out, merged.code]).toEqual([whole.out, whole.code]);
  expect(readFileSync(folder.at("merged.xml"), "utf8")).toBe(readFileSync(folder.at("whole.xml"), "utf8"));
  const text = await folder.run(["test", "--merge-reports", "reports"]);
  expect(text.out).toContain("FAILED scenarios/f.scenario:2\n\nbad\nstep 2: snapshot vol1 by A/nobody\n");
});

test("a shard that is missing and a report that is cut off are errors", async () => {
  await runShards();
  const whole = readFileSync(folder.at("reports/2.json"), "utf8");
  folder.write("reports/2.json", whole.slice(0, whole.lastIndexOf("{")));
  expect((await folder.run(["test", "--merge-reports", "reports"])).err).toMatch(/2\.json (is cut off|:1 is no line)|2\.json:1/);
  folder.write("reports/2.json", whole.slice(0, -10));
  expect((await folder.run(["test", "--merge-reports", "reports"])).err).toContain("is no line of a test report");
  rmSync(folder.at("reports/2.json"));
  const missing = await folder.run(["test", "--merge-reports", "reports"]);
  expect([missing.code, missing.err.split("\n")[0]]).toEqual([2, "error: the report of shard 2/3 is missing in reports"]);
  for (const name of readdirSync(folder.at("reports"))) rmSync(folder.at(`reports/${name}`));
  expect((await folder.run(["test", "--merge-reports", "reports"])).code).toBe(2);
});

test("dots: a sign a scenario, eighty a line, in the order of the files", async () => {
  folder.write("scenarios/a.scenario", Array.from({ length: 81 }, (_, at) => `scenario "${at}" { ${VOLUME.trim()} }\n`).join(""));
  folder.write("scenarios/b.scenario", fails("x"));
  folder.write("scenarios/c.scenario", "create kye k1\n");
  folder.write("scenarios/d.scenario", VOLUME);
  folder.write("scenarios/d.golden", "custody golden 1 · prices 2026-11\n\nanother\n");
  const { out, code } = await folder.run(["test", "--reporter", "dot"]);
  expect(out).toBe(`${".".repeat(80)}\n.FE.F\n\n82 passed, 3 failed\n`);
  expect(code).toBe(2);
});

test("html=FILE: the counts, each scenario, the failures in full, and nothing that a browser would run", async () => {
  for (const [index, name] of HOSTILE.entries()) folder.write(`scenarios/${index}.scenario`, fails(name));
  folder.write("scenarios/good.scenario", VOLUME);
  await folder.run(["test", "--reporter", "text,html=report.html"]);
  const page = readFileSync(folder.at("report.html"), "utf8");
  expect(page).toContain("<h1>custody test: 1 passed, 9 failed</h1>");
  expect(page).toContain('<span class="good">passed  </span>good<span class="faint">  scenarios/good.scenario</span>');
  expect(page).toContain('<span class="bad">FAILED  </span>a&lt; b&gt;&amp;amp;&#39;c');
  expect(page).toContain("snapshot vol1 by A/nobody");
  expect(page.replaceAll(/<\/?(?:html|head|body|meta|title|style|h1|pre|span)\b[^<>]*>|<!doctype html>/g, "")).not.toMatch(
    /[<>]/,
  );
});

test("mermaid=FILE: the calls of each scenario drawn, under headings that no name turns into markup", async () => {
  folder.write("scenarios/a.scenario", 'scenario "a [b](c) *d*" { create key k1 in acct A region us-east-1; disable k1 }\n');
  folder.write("scenarios/b.scenario", fails("x"));
  await folder.run(["test", "--reporter", "text,mermaid=calls.md"]);
  const page = readFileSync(folder.at("calls.md"), "utf8");
  expect(page).toContain("### a &#91;b&#93;&#40;c&#41; &#42;d&#42;: passed\n\n```mermaid\nsequenceDiagram\n");
  expect(page).toContain("kms:DisableKey");
  expect(page).toContain("### x: FAILED\n");
  expect(page.match(/^```/gm)).toHaveLength(4);
});

test("json: a line a scenario, one for a file that failed as a whole, and one that counts them", async () => {
  folder.write("scenarios/bad.scenario", fails("x"));
  folder.write("scenarios/wrong.scenario", "create kye k1\n");
  const { out } = await folder.run(["test", "--reporter", "json"]);
  const lines = out
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    {
      ...{ custody: 1, type: "test", file: "scenarios/bad.scenario", scenario: "x", passed: false },
      failures: [
        {
          ...{ step: 2, sentence: "snapshot vol1 by A/nobody", code: expect.any(String), lines: expect.any(Array) },
          ...{ file: "scenarios/bad.scenario", line: 2, column: expect.any(Number) },
        },
      ],
    },
    {
      ...{ custody: 1, type: "test", file: "scenarios/wrong.scenario", passed: false, kind: "error", exit: 2 },
      at: { file: "scenarios/wrong.scenario", line: 1, column: 8 },
      message: expect.stringContaining("did you mean `key`?"),
    },
    { custody: 1, type: "tests", passed: 0, failed: 2 },
  ]);
  // What the page about JSON lists is what there is.
  const page = readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8");
  for (const line of lines) {
    const row = page
      .split("\n")
      .filter((each) => each.startsWith(`| \`${line.type}\``))
      .join("\n");
    for (const member of Object.keys(line).filter((name) => name !== "custody" && name !== "type"))
      expect(row).toContain(`\`${member}\``);
  }
});
