// What a golden's reviewer is told: meaning before text, and the same thing once.
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { renderGolden } from "../../src/report/golden.js";
import { changeMark, goldenChanges, isSameUnderOtherName, opensAccess } from "../../src/report/golden-change.js";
import { outlineOf } from "../../src/report/golden-outline.js";

const golden = (text: string, name = "share") => renderGolden(simulate({ text, name }));
const BASE = "default in acct A region us-east-1\ncreate key k1\n";
const OPEN = 'allow A/bob to "ec2:CreateVolume" on "*"\n';
const TRY = "create volume vol1 size 10 GiB by A/bob";

describe("what changed, in words", () => {
  test("an outcome that turned from denied to allowed comes first", () => {
    const changes = goldenChanges(
      golden(`${BASE}allow A/bob to "ec2:CreateTags" on "*"\n${TRY} expect denied\n`),
      golden(`${BASE}${OPEN}${TRY}\n`).replace(`${TRY}\n`, `${TRY} expect denied\n`),
    );
    expect(changes[0]).toEqual({
      kind: "opened",
      words: `in share, step 3 (${TRY} expect denied): A/bob ec2:CreateVolume was denied and is now ALLOWED: A/bob's policy allows it`,
    });
    expect(opensAccess(changes)).toBe(true);
  });

  test("a denial that a sentence no longer expects, and one that another sentence got, are seen as well", () => {
    const before = golden(`${BASE}allow A/bob to "ec2:CreateTags" on "*"\n${TRY} expect denied\n`);
    const words = `A/bob ec2:CreateVolume was denied and is now ALLOWED: A/bob's policy allows it`;
    const unexpected = goldenChanges(before, golden(`${BASE}${OPEN}${TRY}\n`));
    expect(unexpected[0]).toEqual({ kind: "opened", words: `in share, step 3 (${TRY}): ${words}` });
    const other = TRY.replace("vol1", "vol2");
    const another = goldenChanges(before, golden(`${BASE}${OPEN}${other}\n`));
    expect(another[0]).toEqual({ kind: "opened", words: `in share, step 3 (${other}): ${words}` });
  });

  test("an outcome that turned from allowed to denied, and nothing is opened", () => {
    const before = golden(`${BASE}`);
    const after = before.replace("allowed  A/admin has full access in its own account", "denied   no policy allows it");
    const changes = goldenChanges(before, after);
    expect(changes.map((change) => change.kind)).toEqual(["closed"]);
    expect(changes[0]!.words).toBe(
      "in share, step 1 (create key k1): A/admin kms:CreateKey was allowed and is now denied: no policy allows it",
    );
    expect(opensAccess(changes)).toBe(false);
  });

  test("a size is the world's, a new step is a step, counts are the closing line's", () => {
    const changes = goldenChanges(
      golden(`${BASE}create volume vol1 size 10 GiB\n`).replaceAll("size 10 GiB", "size X"),
      golden(`${BASE}create volume vol1 size 20 GiB\nsnapshot vol1\n`).replaceAll("size 20 GiB", "size X"),
    );
    expect(changes.map((change) => change.kind)).toEqual(["steps", "world", "closing"]);
    expect(changes[0]!.words).toBe("in share: step 3 is new: snapshot vol1");
    expect(changes[1]!.words).toContain("+ volume vol1 10 GiB");
  });

  test("what no outline shows is said to be wording", () => {
    const before = golden(BASE);
    expect(goldenChanges(before, before.replace("prices 2026-11", "prices 2026-12"))).toEqual([
      { kind: "text", words: "only the wording changed" },
    ]);
    expect(goldenChanges(before, before)).toEqual([]);
  });
});

test("changes that are alike have one mark, whatever the step and the file", () => {
  const twice = (first: string, size: number) => golden(`${BASE}${first}create volume v size ${size} GiB\n`);
  const short = changeMark(twice("", 10), twice("", 20));
  const long = changeMark(
    twice("create key k2\ncreate key k3\ncreate key k4\n", 10),
    twice("create key k2\ncreate key k3\ncreate key k4\n", 20),
  );
  expect(short).toBe(long);
  expect(short).not.toBe(changeMark(twice("", 10), twice("", 30)));
});

test("a golden under another name is the same golden, one with another step is not", () => {
  expect(isSameUnderOtherName(golden(BASE, "share"), golden(BASE, "lend"))).toBe(true);
  expect(isSameUnderOtherName(golden(BASE, "share"), golden(`${BASE}create key k2\n`, "lend"))).toBe(false);
});

test("an outline names scenarios, steps and calls, also where a name or a call takes two lines", () => {
  const long = "a name that is far longer than the part of a line that is left beside the clock of a scenario";
  const [outline] = outlineOf(golden(`${BASE}scenario "${long}" { create volume vol1 size 10 GiB with k1 }\n`));
  expect(outline!.name).toBe(long);
  expect(outline!.result).toBe("passed");
  expect(outline!.steps.map((step) => step.sentence)).toEqual(["create key k1", "create volume vol1 size 10 GiB with k1"]);
  expect(outline!.steps[1]!.calls.map((call) => [call.call, call.verdict])).toEqual([
    ["A/admin ec2:CreateVolume", "allowed"],
    ["ec2 for A/admin kms:GenerateDataKeyWithoutPlaintext k1 {aws:ebs:id: vol1}", "allowed"],
  ]);
});
