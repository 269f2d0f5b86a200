// A hole stands for its text: in names, in values, in quotes; never in a comment.
import { expect, test } from "vitest";
import { holesIn, readName, readStatement, readValue, substitute } from "../../src/language/parse.js";

const values = new Map([
  ["r", "eu-west-1"],
  ["text", '"the plan"'],
  ["days", "7 days"],
  ["__proto__", "k1"],
]);
const lookup = (name: string): string | undefined => values.get(name);

test("holes are found with their places, but not in comments nor behind a backslash", () => {
  expect(holesIn('copy k-<r> to "a <who> \\<no>" # <not>')).toEqual([
    { name: "r", start: 7, end: 10 },
    { name: "who", start: 17, end: 22 },
  ]);
});

test("the text is put in place, and within quotes its own quotes are dropped", () => {
  expect(substitute("create key k-<r> region <r>", lookup)).toEqual({ text: "create key k-eu-west-1 region eu-west-1" });
  expect(substitute('encrypt "about <text>" with k1', lookup)).toEqual({ text: 'encrypt "about the plan" with k1' });
  expect(substitute("encrypt <text> with <__proto__>", lookup)).toEqual({ text: 'encrypt "the plan" with k1' });
});

test("a hole that nothing fills is named with its place", () => {
  expect(substitute("rotate <nothing>", lookup)).toEqual({ missing: "nothing", start: 7, end: 16 });
});

test("what was filled is read as it would have been in that place", () => {
  expect(readStatement("delete k1 after 7 days")).toMatchObject({
    verb: "delete",
    args: { after: { is: "duration", count: 7, unit: "day" } },
  });
  expect(readStatement("  rotate k1 # now")).toMatchObject({ verb: "rotate", start: 2, end: 11 });
  expect(readValue("sse-kms k1 bucket key")).toMatchObject({ is: "mode", mode: "sse-kms", bucketKey: true });
  expect(readValue("$1.03")).toMatchObject({ is: "money", text: "1.03" });
  expect(readName("A/backup")).toMatchObject({ is: "name", text: "A/backup" });
});

test("what cannot be read is a diagnostic, or nothing", () => {
  expect(readStatement("delete k1 aftr 7 days")).toMatchObject({
    code: "syntax/not-expected",
    span: { start: 10, end: 14 },
    hint: "did you mean `after`?",
  });
  expect(readStatement("rotate k1; rotate k2")).toMatchObject({ severity: "error" });
  expect(readStatement("")).toMatchObject({ severity: "error" });
  expect(readStatement("advance 2026-02-30 days")).toMatchObject({ severity: "error" });
  expect(readValue("7 days later")).toBeUndefined();
  expect(readValue("{".repeat(100_000))).toBeUndefined();
  expect(readName("two words")).toBeUndefined();
});
