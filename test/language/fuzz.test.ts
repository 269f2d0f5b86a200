// Any text is read without an exception, every diagnostic lies inside the text and can be shown.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { words } from "../../src/generated/parser.js";
import { languageCodes } from "../../src/language/codes.js";
import { format } from "../../src/language/format.js";
import { holesIn, parse, readName, readStatement, readValue } from "../../src/language/parse.js";
import { renderDiagnostic } from "../../src/language/render.js";
import { check } from "./fuzzing.js";

const here = new URL(".", import.meta.url);
const scenarios = new URL("../conformance/scenarios/", here);
const corpus = [
  readFileSync(new URL("fixtures/sentences.scenario", here), "utf8"),
  ...readdirSync(scenarios).map((file) => readFileSync(new URL(file, scenarios), "utf8")),
];

function withoutPlaces(text: string): string {
  return JSON.stringify(parse(text, "").file.statements, (name, value) =>
    name === "start" || name === "end" || name === "inner" ? undefined : value,
  );
}

function survives(text: string): void {
  const { diagnostics } = parse(text, "fuzz.scenario");
  for (const one of diagnostics) {
    expect(one.span.start).toBeGreaterThanOrEqual(0);
    expect(one.span.end).toBeGreaterThanOrEqual(one.span.start);
    expect(one.span.end).toBeLessThanOrEqual(text.length);
    expect(renderDiagnostic(one, text, [languageCodes])).not.toContain("undefined");
    expect(languageCodes.has(one.code)).toBe(true);
  }
  if (!diagnostics.some((one) => one.severity === "error")) {
    const once = format(text);
    expect(format(once) === once).toBe(true);
    expect(withoutPlaces(once) === withoutPlaces(text)).toBe(true);
  }
  holesIn(text);
  readStatement(text);
  readValue(text);
  readName(text);
}

const signs = [
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  '"',
  '"""',
  "<",
  ">",
  "<a>",
  "|",
  "\\",
  "\n",
  "\r",
  ";",
  ",",
  ":",
  ".",
  "#",
  "=",
  "@",
  "$",
  "%",
  "-",
  "/",
  "\u0000",
  "\uFEFF",
  "é",
  "\uD800",
];
const things = [
  "k1",
  "A",
  "A/app",
  "us-east-1",
  "7 days",
  "1%",
  "$1.03",
  "100 GiB",
  "2026-01-31",
  "2026-01",
  "kms:Decrypt",
  '"text"',
  "{ a: 1 }",
  "sse-kms",
  "is",
  "can",
  "of",
  "key",
];
const token = fc.constantFrom(...words, ...signs, ...things);

describe("any text", () => {
  test("of words and signs in any order", () => {
    check(
      fc.property(fc.array(fc.tuple(token, fc.constantFrom(" ", "", "\n", " ")), { maxLength: 60 }), (tokens) =>
        survives(tokens.flat().join("")),
      ),
      1_500,
    );
  });

  test("of any characters", () => {
    check(fc.property(fc.string({ unit: "binary", maxLength: 200 }), survives), 1_500);
  });

  test("of scenario files with pieces cut out, doubled and replaced", () => {
    const edit = fc.record({ from: fc.nat(), length: fc.nat({ max: 12 }), put: fc.oneof(token, fc.constant("")) });
    const mutated = fc.tuple(fc.constantFrom(...corpus), fc.array(edit, { minLength: 1, maxLength: 6 })).map(([text, edits]) => {
      let changed = text;
      for (const { from, length, put } of edits) {
        const at = from % (changed.length + 1);
        changed = changed.slice(0, at) + put + changed.slice(at + length);
      }
      return changed;
    });
    check(fc.property(mutated, survives), 500);
  });
});
