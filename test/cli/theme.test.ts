import { expect, test } from "vitest";
import { paintFor } from "../../src/cli/theme.js";
import { plainPaint, type Role } from "../../src/report/layout.js";

const env = (variables: Readonly<Record<string, string>>) => new Map(Object.entries(variables));

test("a terminal gets colours; a pipe, a dumb terminal and NO_COLOR do not", () => {
  expect(paintFor(env({}), true)("bad", "denied")).toContain("\u001b[");
  expect(paintFor(env({}), false)).toBe(plainPaint);
  expect(paintFor(env({ TERM: "dumb" }), true)).toBe(plainPaint);
  expect(paintFor(env({ NO_COLOR: "1" }), true)).toBe(plainPaint);
  expect(paintFor(env({ NO_COLOR: "" }), true)).not.toBe(plainPaint);
});

test("FORCE_COLOR colours a pipe, and NO_COLOR wins over it", () => {
  expect(paintFor(env({ FORCE_COLOR: "1" }), false)("good", "ok")).toContain("\u001b[");
  expect(paintFor(env({ FORCE_COLOR: "0" }), true)).toBe(plainPaint);
  expect(paintFor(env({ FORCE_COLOR: "1", NO_COLOR: "1" }), false)).toBe(plainPaint);
});

test("no colour is pale on a white terminal or dark on a black one, and no background is set", () => {
  const paint = paintFor(env({}), true);
  const roles: readonly Role[] = ["title", "number", "made", "changed", "gone", "caller", "good", "bad", "warning", "faint"];
  // 31 red, 32 green, 35 magenta, 39 the terminal's own; 1 bold, 2 dim, 22 neither.
  for (const role of roles)
    for (const [, codes = ""] of paint(role, "text").matchAll(/\u001b\[([\d;]*)m/g))
      expect(["1", "2", "22", "31", "32", "35", "39"], role).toContain(codes);
});

test("what is painted is the text, with a style around it and nothing else", () => {
  const paint = paintFor(env({}), true);
  const roles: readonly Role[] = [
    "plain",
    "title",
    "number",
    "made",
    "changed",
    "gone",
    "caller",
    "good",
    "bad",
    "warning",
    "faint",
  ];
  for (const role of roles) expect(paint(role, "text").replaceAll(/\u001b\[[\d;]*m/g, "")).toBe("text");
});
