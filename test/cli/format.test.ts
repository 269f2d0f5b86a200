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
