// custody check --fix writes the right word where only one can have been meant, and nothing else of the file changes.
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const WRONG =
  "# a slip a line\r\ncreate  kye k1 in acct A region us-esat-1   # the key\r\nsnapshot vol1 wiht k1\r\npolicy of k1 allows acct B to decrpyt\r\nrotate k1 banana\r\n";
const MENDED =
  "# a slip a line\r\ncreate  key k1 in acct A region us-east-1   # the key\r\nsnapshot vol1 with k1\r\npolicy of k1 allows acct B to decrypt\r\nrotate k1 banana\r\n";

test("each edit is said, what cannot be mended is told", async () => {
  const path = folder.write("share.scenario", WRONG);
  const { err, code } = await folder.run(["check", "--fix", "share.scenario"]);
  expect(err).toContain("share.scenario:2:9: `kye` → `key`\n");
  expect(code).toBe(2);
  expect(err).toContain("syntax/not-expected: `banana` does not fit here");
  expect(readFileSync(path, "utf8")).toBe(MENDED);
});

test("a byte order mark stays, and a file with bytes that are no text is left alone", async () => {
  const marked = folder.write("marked.scenario", `\uFEFF${WRONG}`);
  await folder.run(["check", "--fix", "marked.scenario"]);
  expect(readFileSync(marked, "utf8")).toBe(`\uFEFF${MENDED}`);
  const broken = Buffer.concat([Buffer.from("create kye k1 # "), Buffer.from([0xff])]);
  const path = folder.write("broken.scenario", broken);
  await folder.run(["check", "--fix", "broken.scenario"]);
  expect(readFileSync(path)).toEqual(broken);
});

test("--dry-run says the same and writes nothing", async () => {
  const path = folder.write("share.scenario", WRONG);
  const { err, code } = await folder.run(["check", "--fix", "--dry-run", "share.scenario"]);
  expect(err).toContain("share.scenario:2:9: would write `kye` → `key`\n");
  expect(code).toBe(2);
  expect(readFileSync(path, "utf8")).toBe(WRONG);
  expect((await folder.run(["check", "--dry-run", "share.scenario"])).code).toBe(2);
});

test("a file without mistakes, a word that two could be, a doubt: nothing is written", async () => {
  for (const text of [
    "create key k1 in acct A region us-east-1\n",
    "create key abc1 in acct A region us-east-1\ncreate key abc2 in acct A region us-east-1\nrotate abc3\n",
    "default in acct A region us-east-1\ncreate key k1\nallow A/backup to decrypt on k1\nrotate k1 by A/bakcup\n",
  ]) {
    const path = folder.write("share.scenario", text);
    await folder.run(["check", "--fix", "share.scenario"]);
    expect(readFileSync(path, "utf8")).toBe(text);
  }
});

test("what AWS would refuse or ignore in a policy is mended too", async () => {
  const wrong =
    'default in acct A region us-east-1\ncreate key k1\nallow A/app to "kms:Decript" on k1\nidentity policy of A/app is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "allow", "Action": "kms:*", "Resource": "*" }] }"""\n';
  const path = folder.write("share.scenario", wrong);
  expect((await folder.run(["check", "--fix", "share.scenario"])).code).toBe(0);
  expect(readFileSync(path, "utf8")).toBe(wrong.replace("Decript", "Decrypt").replace('"allow"', '"Allow"'));
});

test("a slip in what a placeholder stands for is no slip at the place of the sentence, nor anywhere else", async () => {
  const text = "create key k1 in acct A region us-east-1\nfor o in okk, denied { rotate k1 expect <o> }\n";
  const path = folder.write("share.scenario", text);
  expect((await folder.run(["check", "--fix", "share.scenario"])).code).toBe(2);
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("standard input is no file", async () => {
  expect((await folder.run(["check", "--fix", "-"], { input: WRONG })).code).toBe(2);
});
