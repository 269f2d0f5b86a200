// What a suite never exercised is told by name, so that green does not pass for right.
import { expect, test } from "vitest";
import { Coverage, exercisedBy } from "../../src/report/coverage.js";
import { run } from "../engine/running.js";

function linesOf(texts: readonly string[], verbs: readonly string[] = ["create key", "encrypt", "decrypt", "rotate"]): string[] {
  const coverage = new Coverage();
  for (const text of texts) coverage.add(exercisedBy(run(`clock 2026-01-01\ndefault in acct A region us-east-1\n${text}`)));
  return [...coverage.lines({ verbs })];
}

function partOf(lines: readonly string[], title: string): string[] {
  const start = lines.findIndex((line) => line.startsWith(`  ${title}`));
  const end = lines.findIndex((line, index) => index > start && /^ {2}\S/.test(line));
  return lines.slice(start, end === -1 ? undefined : end).map((line) => line.trim().replace(/ +/g, " "));
}

test("sentences that no scenario says", () => {
  expect(partOf(linesOf(["create key k1", 'create key k1\nencrypt "x" with k1 as c1']), "sentences")).toEqual([
    "sentences 2 of 4 used; never:",
    "decrypt",
    "rotate",
  ]);
});

test("one line says how much there is of each that nothing exercised, and nothing of what was exercised whole", () => {
  const coverage = new Coverage();
  coverage.add(exercisedBy(run("create key k1 in acct A region us-east-1")));
  expect(coverage.summary({ verbs: ["create key", "rotate"] })).toBe(
    "never exercised: 1 of 2 kinds of sentence, 7 of 7 layers that refuse, 9 of 9 errors of KMS",
  );
});

test("a sentence that another implied counts as said", () => {
  expect(partOf(linesOf(["create key k1\nsnapshot vol1 with k1"], ["create volume", "snapshot"]), "sentences")).toEqual([
    "sentences 2 of 2 used",
  ]);
});

test("layers that never refused, and codes that never came", () => {
  const lines = linesOf([
    'create key k1\nencrypt "x" with k1 as c1\ndecrypt c1 by A/app expect denied\ndisable k1\ndecrypt c1 expect error DisabledException',
  ]);
  const refused = partOf(lines, "refused by");
  expect(refused[0]).toBe("refused by 1 of 7 seen; never:");
  expect(refused).not.toContain("identity policies");
  expect(refused).toContain("service control policies");
  const codes = partOf(lines, "errors of KMS");
  expect(codes[0]).toBe("errors of KMS 2 of 9 seen; never:");
  expect(codes).not.toContain("DisabledException");
  expect(codes).toContain("ThrottlingException");
});

test("statements that never decided, by their names", () => {
  const lines = linesOf([
    `create key k1
     encrypt "x" with k1 as c1
     policy of k1 allows A/app to decrypt as "app reads"
     policy of k1 denies A/thief to decrypt as "keep out"
     policy of k1 allows A/other to decrypt as "nobody tries"
     decrypt c1 by A/app
     decrypt c1 by A/thief expect denied`,
  ]);
  expect(partOf(lines, "statements")).toEqual(["statements 2 of 3 decided; never:", '"nobody tries" of key policy of k1 (test)']);
});

test("faults that kept nobody waiting", () => {
  const lines = linesOf([
    `create key k1
     encrypt "x" with k1 as c1
     outage of kms in us-east-1 for 1 hour
     outage of s3 in eu-west-1 for 1 hour
     decrypt c1 expect error`,
  ]);
  expect(partOf(lines, "faults")).toEqual(["faults 1 of 2 bit; never:", "outage of s3 in eu-west-1 (test)"]);
});

test("a fault that bit in one scenario of a file is not taken for that of another", () => {
  const lines = linesOf([
    `scenario "asks" {
       create key k1
       outage of kms in us-east-1 for 1 hour
       encrypt "x" with k1 expect error
     }
     scenario "asks nobody" {
       create key k1
       outage of kms in us-east-1 for 1 hour
       latency of s3 in us-east-1 is 1 second
     }`,
  ]);
  expect(partOf(lines, "faults")).toEqual([
    "faults 1 of 3 bit; never:",
    "latency of s3 in us-east-1 (test, asks nobody)",
    "outage of kms in us-east-1 (test, asks nobody)",
  ]);
});
