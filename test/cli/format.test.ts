import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

test("a file is laid out once; after that nothing changes", async () => {
  folder.write("share.scenario", "create   key k1   in acct A region us-east-1 # mine\n");
  expect((await folder.run(["format", "--check", "share.scenario"])).code).toBe(1);
  expect((await folder.run(["format", "share.scenario"])).code).toBe(0);
  expect(readFileSync(folder.at("share.scenario"), "utf8")).toMatch(/^create key k1 in acct A region us-east-1 +# mine\n$/);
  expect((await folder.run(["format", "--check", "share.scenario"])).code).toBe(0);
});

test("standard input is laid out to standard output", async () => {
  expect((await folder.run(["format", "-"], { input: "create  key k1\n" })).out).toBe("create key k1\n");
});

test("a file with mistakes is told of them and left as it is", async () => {
  folder.write("wrong.scenario", "create   kye k1\n");
  const { code, err } = await folder.run(["format", "wrong.scenario"]);
  expect([code, err.includes("did you mean `key`?")]).toEqual([2, true]);
  expect(readFileSync(folder.at("wrong.scenario"), "utf8")).toBe("create   kye k1\n");
});

test.each([
  ["nests too deeply", `repeat 1 times ${"{ repeat 1 times ".repeat(70)}`, "limit/nesting"],
  ["has a name that is too long", `create key ${"k".repeat(200)} in acct A region us-east-1`, "limit/name-length"],
  ["has a number that is none", "advance 1..2 days", "number/unreadable"],
])("a text that %s is told of, not passed over as though it were laid out", async (_what, text, code) => {
  folder.write("odd.scenario", text);
  for (const argv of [
    ["format", "--check", "odd.scenario"],
    ["format", "odd.scenario"],
  ]) {
    const done = await folder.run(argv);
    expect([done.code, done.err.includes(code)]).toEqual([2, true]);
  }
  expect(readFileSync(folder.at("odd.scenario"), "utf8")).toBe(text);
});

test("standard input with mistakes is told of, and comes out as it went in", async () => {
  const { code, out, err } = await folder.run(["format", "-"], { input: "create   kye k1\n" });
  expect([code, out, err.includes("did you mean `key`?")]).toEqual([2, "create   kye k1\n", true]);
});
