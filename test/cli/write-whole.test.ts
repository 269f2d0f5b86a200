import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MachineProblem } from "../../src/cli/exit.js";
import { removeUnfinished, writeWhole } from "../../src/cli/write-whole.js";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

test("a file is replaced as a whole, and nothing is left beside it", () => {
  writeWhole(folder.at("a/b.golden"), "one");
  writeWhole(folder.at("a/b.golden"), "two");
  expect(readFileSync(folder.at("a/b.golden"), "utf8")).toBe("two");
  expect(readdirSync(folder.at("a"))).toEqual(["b.golden"]);
});

test("a folder or a link under the file's name is left alone", () => {
  mkdirSync(folder.at("dir"));
  folder.write("target", "kept");
  symlinkSync(folder.at("target"), folder.at("link"));
  expect(() => writeWhole(folder.at("dir"), "x")).toThrow(MachineProblem);
  expect(() => writeWhole(folder.at("link"), "x")).toThrow(MachineProblem);
  expect(readFileSync(folder.at("target"), "utf8")).toBe("kept");
});

test("a path through a file is the machine's no, and says which path", () => {
  folder.write("file", "x");
  expect(() => writeWhole(folder.at("file/below"), "x")).toThrow(
    /^cannot write .*file\/below: (something else has that name|a part of the path is not a folder)$/,
  );
});

test("what a killed write has left is cleared away, what another process is writing is not", () => {
  // No process has the first number; the second is that of our parent.
  folder.write(".share.golden.99999999.custody-tmp", "half");
  const theirs = `.other.golden.${process.ppid}.custody-tmp`;
  folder.write(theirs, "half");
  folder.write("share.golden", "whole");
  removeUnfinished(folder.path);
  expect(readdirSync(folder.path).toSorted()).toEqual([theirs, "share.golden"]);
});
