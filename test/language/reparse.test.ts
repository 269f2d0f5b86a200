// Re-reading after an edit gives what reading afresh gives, wherever the edit falls.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../src/language/parse.js";
import { reparse } from "../../src/language/reparse.js";
import { check } from "./fuzzing.js";

const here = new URL(".", import.meta.url);
const scenarios = new URL("../conformance/scenarios/", here);
const files = [
  readFileSync(new URL("fixtures/sentences.scenario", here), "utf8"),
  ...readdirSync(scenarios).map((file) => readFileSync(new URL(file, scenarios), "utf8")),
];

// What opens, closes and joins: the edits that reach beyond the place where they are made.
const pieces = [
  ...[
    "",
    " ",
    "\n",
    "\r\n",
    ";",
    "#",
    "# x\n",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    '"',
    '"""',
    "\\",
    "\\\n",
    ",",
    ",\n",
    "|",
    "<a>",
    "é",
    "\uFFFD",
  ],
  ...[
    "create key k9 in acct A region us-east-1\n",
    'scenario "new" {\n',
    "snapshot vol1 as closed\n",
    "copy wiht k2\n",
    "let a = b ( {\n",
  ],
  ...['document d """\n{\n"""\n', 'scenario "x" for each\n | a |\n | """ |\n{ rotate <a> }\n'],
];
const edit = fc.record({
  at: fc.nat(),
  length: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 120 })),
  put: fc.constantFrom(...pieces),
});

function edited(text: string, { at, length, put }: { at: number; length: number; put: string }): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + put + text.slice(from + length);
}

function expectAlike(again: ReturnType<typeof parse>, text: string): void {
  const afresh = parse(text, "a.scenario");
  expect(again.diagnostics).toEqual(afresh.diagnostics);
  expect(again.file.name).toBe("a.scenario");
  expect(again.file.text).toBe(text);
  expect(again.file.statements).toEqual(afresh.file.statements);
}

describe("re-reading equals reading afresh", () => {
  test("after edits one upon another", () => {
    const property = fc.property(
      fc.constantFrom(...files),
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.nat({ max: 3 }),
      (file, edits, looked) => {
        let text = file;
        let read = parse(text, "a.scenario");
        for (const [index, one] of edits.entries()) {
          text = edited(text, one);
          read = reparse(read, text);
          // Looked at now and then only: what nobody asks for stays unmoved from edit to edit.
          if (index % 3 === looked) expectAlike(read, text);
        }
        expectAlike(read, text);
      },
    );
    check(property, 400);
  });
});

describe("what an edit does not touch", () => {
  const file = (middle: string) => `rotate k1\n${middle}\nrotate k2\nrotate k3\n`;

  test("is not read again, before it and behind it", () => {
    const before = parse(file("disable k9"), "a.scenario");
    const after = reparse(before, file("disable k10"));
    // Those behind it stand with their old offsets until they are asked for.
    expect(after.items?.stretches(2, 4, 0)).toEqual([{ by: 1, statements: before.file.statements.slice(2) }]);
    expect(after.file.statements[0]).toBe(before.file.statements[0]);
    expect(after.file.statements.map(({ start }) => start)).toEqual([0, 10, 22, 32]);
  });

  test("leaves what was read before as it was", () => {
    const before = parse(file("disable k9"), "a.scenario");
    void reparse(before, file("disable k10")).file.statements;
    expect(before.file.statements.map(({ start }) => start)).toEqual([0, 10, 21, 31]);
  });

  test("is read again where a title comes twice", () => {
    const titled = (title: string) =>
      `scenario "a" { rotate k1 }\nscenario "b" { rotate k1 }\nscenario "${title}" { rotate k1 }\n`;
    const before = parse(titled("c"), "a.scenario");
    expect(reparse(before, titled("a")).diagnostics.map(({ code }) => code)).toEqual(["name/scenario-twice"]);
  });
});
