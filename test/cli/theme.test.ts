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
