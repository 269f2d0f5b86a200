// Reading takes work in proportion to the length of a text, however it is shaped, and nothing that nests can exhaust the stack. Work is counted
// and not timed: see work.ts.
import { describe, expect, test } from "vitest";
import { format } from "../../src/language/format.js";
import { defaultTextLimits } from "../../src/language/limits.js";
import { parse } from "../../src/language/parse.js";
import { workOf } from "./work.js";

describe("ten times the text is ten times the work", () => {
  const limits = { ...defaultTextLimits, fileLengthMax: 1e9 };
  const shapes = new Map<string, (n: number) => string>([
    ["semicolons", (n) => ";".repeat(n)],
    ["blanks", (n) => " ".repeat(n)],
    ["comments", (n) => "#\n".repeat(n)],
    ["an unclosed text", (n) => `document d """${"x".repeat(n)}`],
    ["many unclosed texts", (n) => 'document d "\n'.repeat(n / 10)],
    ["unclosed records", (n) => 'encrypt "x" context { a: \n'.repeat(n / 10)],
    ["closing braces", (n) => "}".repeat(n)],
    ["a long list", (n) => `let a = [${"1,".repeat(n)}1]`],
    ["a long name", (n) => `rotate ${"k".repeat(n)}`],
    ["angle brackets", (n) => `document d "${"<a".repeat(n)}"`],
    ["backslashes", (n) => "\\".repeat(n)],
    ["lines that go on", (n) => `rotate k1 ${"\\\n".repeat(n)}`],
    ["wrong statements", (n) => "copy wiht k2\n".repeat(n / 10)],
    ["bars", (n) => `scenario "a" for each\n${"|".repeat(n)}`],
    ["slashes", (n) => `rotate ${"/a".repeat(n)}`],
    ["statements", (n) => "snapshot vol1 with k1\n".repeat(n / 4)],
    ["scenarios", (n) => Array.from({ length: n / 10 }, (_, i) => `scenario "${i}" { rotate k1; disable k1 }\n`).join("")],
    ["blocks inside one another", (n) => `${"repeat 2 times { ".repeat(60)}${"rotate k1;".repeat(n / 2)}${"}".repeat(60)}`],
    ["strange names", (n) => Array.from({ length: n }, (_, i) => `rotate é${i}\n`).join("")],
    ["commas", (n) => `share s1 to ${"a,".repeat(n)}`],
  ]);

  test.each([...shapes])("%s", (_, shape) => {
    const work = (n: number): number => {
      const text = shape(n);
      parse(text, "t", limits);
      return workOf(() => parse(text, "t", limits));
    };
    const small = work(3_000);
    expect(small).toBeGreaterThan(100);
    expect(work(30_000)).toBeLessThanOrEqual(13 * small);
  });

  test.each(["semicolons", "blanks", "comments", "statements", "lines that go on"])("laying out: %s", (shape) => {
    const work = (n: number): number => {
      const text = shapes.get(shape)!(n);
      format(text);
      return workOf(() => format(text));
    };
    expect(work(30_000)).toBeLessThanOrEqual(13 * work(3_000));
  });
});

describe("what nests", () => {
  const constructs = new Map<string, (depth: number) => string>([
    ["blocks", (depth) => `${"repeat 2 times { ".repeat(depth)}rotate k1${" }".repeat(depth)}`],
    ["lists", (depth) => `let a = ${"[".repeat(depth)}1${"]".repeat(depth)}`],
    ["records", (depth) => `tag k1 ${"{ a: ".repeat(depth)}1${" }".repeat(depth)}`],
    ["lists in blocks", (depth) => `${"repeat 2 times { ".repeat(depth - 1)}let a = [1]${" }".repeat(depth - 1)}`],
  ]);

  test.each([...constructs])("%s: 64 deep are read", (_, nested) => {
    expect(parse(nested(64), "t").diagnostics).toEqual([]);
  });

  test.each([...constructs])("%s: 65 deep, 10,000 and as many as a file can hold are one diagnostic", (_, nested) => {
    const most = Math.floor(defaultTextLimits.fileLengthMax / (nested(101).length - nested(100).length)) - 10;
    for (const depth of [65, 10_000, most]) {
      const text = nested(depth);
      const codes = parse(text, "t", { ...defaultTextLimits, fileLengthMax: 1e9 }).diagnostics.map(({ code }) => code);
      expect(codes).toEqual(["limit/nesting"]);
    }
  });

  test("what is opened a million times and never closed is one diagnostic", () => {
    for (const sign of ["{", "[", "(", "repeat 2 times {\n", "let a = [\n"]) {
      const text = sign.repeat(1_000_000);
      const codes = parse(text, "t", { ...defaultTextLimits, fileLengthMax: 1e9 }).diagnostics.map(({ code }) => code);
      expect(codes).toEqual(["limit/nesting"]);
    }
  });

  test("leaves no new property on what all objects share", () => {
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    for (const name of ["__proto__", "constructor", "prototype", "toString"])
      parse(`tag k1 { ${name}: { ${name}: 1 } }\nrotate ${name}\nlet ${name} = 1\n`, "t");
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
  });
});
