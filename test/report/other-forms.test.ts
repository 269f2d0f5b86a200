import { createHash } from "node:crypto";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { billReport, csvCell } from "../../src/report/bill.js";
import { normalGolden, renderGolden } from "../../src/report/golden.js";
import { escapeHtml, htmlPage, STYLE_HASH } from "../../src/report/html.js";
import { jsonLines } from "../../src/report/json.js";
import { junitLines } from "../../src/report/junit.js";
import { safeJson } from "../../src/report/safe-json.js";
import { at, call, logOf, worldWith } from "../support/hand-made.js";

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "<img src=x onerror=alert(1)>",
    "]]>",
    "&#27;",
    '"><script>',
    "\u001b]0;x\u0007",
    "::error::x",
    "##[error]y",
    "\uD800",
  ),
);
const failed = (name: string) =>
  logOf([{ text: name }], {
    name,
    failures: [{ step: 1, code: "refused", lines: [name], span: { start: 0, end: 0 }, file: "share.scenario" }],
  });

const tested = (name: string) => ({
  name,
  failures: [{ step: 1, sentence: name, code: "refused", lines: [name], file: name, line: 1, column: 1 }],
});

test("JUnit is well-formed whatever the names, and a second parser reads them back", () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const xml = [...junitLines([{ file: name, scenarios: [tested(name)], failures: [{ kind: "error", message: name }] }])].join(
        "\n",
      );
      expect(XMLValidator.validate(xml)).toBe(true);
    }),
  );
  const xml = [...junitLines([{ file: "a.scenario", scenarios: [tested('a & "b" <c>')], failures: [] }])].join("\n");
  const read = new XMLParser({ ignoreAttributes: false }).parse(xml);
  expect(read.testsuites["@_failures"]).toBe("1");
  expect(read.testsuites.testsuite.testcase["@_name"]).toBe('a & "b" <c>');
});

test("the page's policy allows its own style and nothing else", () => {
  const page = htmlPage([logOf([{ text: "create key k1" }])]);
  const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? "";
  expect(createHash("sha256").update(style).digest("base64")).toBe(STYLE_HASH);
  expect(page).toContain("default-src 'none'");
});

test("a hostile name is text in the page", () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const page = htmlPage([failed(name)]);
      expect(page.replaceAll(/<\/?(?:html|head|body|meta|title|style|h1|pre|span)\b[^<>]*>|<!doctype html>/g, "")).not.toMatch(
        /[<>]/,
      );
      expect(page).not.toContain("\u001b");
    }),
  );
  expect(escapeHtml("<img src=x onerror=alert(1)>")).toBe("&lt;img src=x onerror=alert(1)&gt;");
});

test("each line of JSON is one object with a version and a type, and gives names back as they were", () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const lines = [...jsonLines(failed(name))];
      for (const line of lines) {
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]|^\s*::|##\[/);
        expect(JSON.parse(line)).toMatchObject({ custody: 1 });
      }
      expect(JSON.parse(lines[1]!)).toMatchObject({
        type: "scenario",
        name: /\p{Surrogate}/u.test(name) ? expect.anything() : name,
      });
    }),
  );
});

test("JSON says of a call who made it, on what, and in which trails it stands", () => {
  const log = logOf([
    {
      text: "decrypt c1",
      world: worldWith("key k1"),
      facts: [call("kms:Decrypt", { on: ["k1"], encryptionContext: new Map([["__proto__", "x"]]) })],
    },
  ]);
  const step = JSON.parse([...jsonLines(log)][2]!);
  expect(step).toMatchObject({
    type: "step",
    scenario: "share",
    step: 1,
    text: "decrypt c1",
    outcome: "ok",
    clock: "2026-01-01T00:00:00Z",
  });
  expect(step.facts[0]).toMatchObject({ is: "call", action: "kms:Decrypt", caller: "A/admin", on: ["k1"], recordedIn: ["A"] });
  expect(JSON.stringify(step.facts[0].encryptionContext)).toBe('{"__proto__":"x"}');
});

test("what a terminal would obey is an escape in JSON", () => {
  expect(safeJson({ a: "\u001b[31m\u202e ##[x" })).toBe('{"a":"\\u001b[31m\\u202e #\\u0023[x"}');
});

test("a golden names its form and the date of the prices, and CRLF of a checkout does not count", () => {
  const golden = renderGolden(logOf([{ text: "create key k1" }]));
  expect(golden.split("\n")[0]).toBe("custody golden 1 · prices 2026-11");
  expect(normalGolden(golden.replaceAll("\n", "\r\n"))).toBe(golden);
});

test("a spreadsheet does not run a name as a formula", () => {
  expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
  expect(["+1", "-1", "@x"].map(csvCell)).toEqual(['"\'+1"', '"\'-1"', '"\'@x"']);
  expect(csvCell("k1")).toBe("k1");
});

test("months in a row that cost the same for the same things are one line of the table, and all stand in CSV", () => {
  const key = {
    is: "holding",
    change: "begins",
    id: "k1",
    account: "A",
    region: "us-east-1",
    item: "kms-key",
    quantity: 1,
  } as const;
  const log = logOf([
    {
      text: "advance 1 year",
      at: at("2027-01-01"),
      facts: [
        { ...key, at: at("2026-01-01") },
        { ...key, id: "k2", at: at("2026-11-01") },
      ],
    },
  ]);
  const table = [...billReport(log, "table")].slice(3).map((line) => line.replace(/ {2,}/g, "  "));
  expect(table).toEqual([
    "  A  2026-01 to 2026-10, 10 months alike, $10.00 in all; each  $1.00",
    "  us-east-1  kms-key  k1  672 to 744 hours  $1.00",
    "",
    "  A  2026-11 to 2026-12, 2 months alike, $4.00 in all; each  $2.00",
    "  us-east-1  kms-key  k1  720 to 744 hours  $1.00",
    "  us-east-1  kms-key  k2  720 to 744 hours  $1.00",
    "",
    "  total  $14.00",
  ]);
  expect([...billReport(log, "csv")]).toHaveLength(15);
});

test("a bill as table, CSV and JSON says the same", () => {
  const log = logOf([
    {
      text: "advance 31 days",
      at: at("2026-02-01"),
      facts: [
        {
          is: "holding",
          change: "begins",
          id: "k1",
          account: "A",
          region: "us-east-1",
          item: "kms-key",
          quantity: 1,
          at: at("2026-01-01"),
        },
      ],
    },
  ]);
  expect([...billReport(log, "table")].slice(3)).toEqual([
    `  A  2026-01${" ".repeat(99)}$1.00`,
    `    us-east-1       kms-key                         k1${" ".repeat(39)}744 hours         $1.00`,
    "",
    `  total${" ".repeat(104)}$1.00`,
  ]);
  expect([...billReport(log, "csv")]).toEqual([
    "scenario,account,month,region,service,item,resource,quantity,unit,free,usd",
    "share,A,2026-01,us-east-1,kms,kms-key,k1,744,hour,0,1.00",
  ]);
  expect(JSON.parse([...billReport(log, "json")][0]!)).toMatchObject({
    type: "bill",
    scenario: "share",
    account: "A",
    item: "kms-key",
    quantity: "744",
    usd: "1.00",
  });
});
