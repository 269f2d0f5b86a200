// Roles as a way to a document, and what is in databases, queues and tables.

import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

function run(...lines: string[]) {
  const log = simulate({ text: ["default in acct A region us-east-1", ...lines].join("\n"), name: "reach" });
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  const scenario = log.scenarios[0]!;
  return {
    failures: scenario.failures.flatMap((each) => each.lines),
    answer: scenario.steps.at(-1)!.facts.flatMap((fact) => (fact.is === "answer" ? fact.lines : [])),
  };
}

describe("a principal who may enter a role", () => {
  const SETUP = [
    "create key k1",
    'document doc1 "plan" held by A/author',
    "encrypt doc1 with k1 as c1",
    'allow A/reader to "kms:Decrypt" on k1',
    "expect A/one cannot read doc1",
  ];

  test("reads what the role reads, and the proof enters it first", () => {
    const { answer } = run(...SETUP, "role A/reader trusts A/one", "why can A/one read doc1");
    expect(answer).toEqual([
      "A/one can read doc1",
      "  A/one may enter A/reader: sts:AssumeRole",
      "  A/reader reads c1: kms:Decrypt with k1",
      "  A/one learns doc1",
    ]);
  });

  test("enters one role from another, across accounts", () => {
    const { failures } = run(
      ...SETUP,
      'allow B/hop to "sts:AssumeRole" on "*"',
      "role A/reader trusts B/hop",
      'allow A/one to "sts:AssumeRole" on "*"',
      "expect A/one cannot read doc1",
      "role B/hop trusts A/one",
      "expect A/one can read doc1",
    );
    expect(failures).toEqual([]);
  });

  test("does not know what the role has seen", () => {
    const { failures } = run(
      'document secret "x" held by A/reader',
      "role A/reader trusts A/one",
      "expect A/reader can read secret",
      "expect A/one cannot read secret",
    );
    expect(failures).toEqual([]);
  });
});

describe("a database", () => {
  const SETUP = ["create key k1", "create database db1 with k1", "snapshot db1 as s1"];

  test("is read by whoever can have one restored from it, and by RDS", () => {
    const { failures } = run(
      ...SETUP,
      'allow A/op to "rds:CreateDBSnapshot", "rds:RestoreDBInstanceFromDBSnapshot" on "*"',
      "expect A/op cannot read db1",
      'allow A/op to "kms:DescribeKey", "kms:CreateGrant" on k1',
      "expect A/op can read db1",
      "expect service rds can read db1",
      "disable k1",
      "expect A/op cannot read db1",
      "expect service rds cannot read db1",
    );
    expect(failures).toEqual([]);
  });

  test("an encrypted snapshot that is shared is read through a copy", () => {
    const { failures, answer } = run(
      ...SETUP,
      'allow B/op to "rds:*" on "*"',
      "share s1 to acct B",
      "expect acct B cannot read db1",
      "policy of k1 allows acct B to decrypt, describe-key, create-grant",
      "expect B/op cannot read s1",
      "why can acct B read db1",
    );
    expect(failures).toEqual([]);
    expect(answer.slice(0, 3)).toEqual([
      "B/root can read db1",
      "  B/root reads s1: rds:CopyDBSnapshot and a database from the copy",
      "  B/root has what db1 held when this was made from it",
    ]);
  });
});

describe("what lies in a queue or a table", () => {
  test("is read by whoever receives it and may use the key", () => {
    const { failures } = run(
      "create key k1",
      "create queue q1 with k1",
      "create table t1",
      'document doc1 "plan" held by A/author',
      'document doc2 "other" held by A/author',
      "put doc2 in t1",
      "put doc1 in q1",
      'allow A/one to "sqs:ReceiveMessage", "dynamodb:GetItem" on "*"',
      "expect A/one can read doc2",
      "expect A/one can read t1",
      "expect A/one cannot read doc1",
      'allow A/one to "kms:Decrypt" on k1',
      "expect A/one can read doc1",
      "expect service sqs can read doc1",
      "expect service dynamodb cannot read doc1",
    );
    expect(failures).toEqual([]);
  });
});

describe("since when", () => {
  const SETUP = ["create key k1", 'document doc1 "plan" held by A/author', "encrypt doc1 with k1 as c1"];
  const opened = 'allow A/one to "kms:Decrypt" on k1';

  test("names the step that opened it, and the step that closed it", () => {
    expect(run(...SETUP, "since when can A/one read doc1").answer).toEqual(["A/one has never been able to read doc1"]);
    expect(run(...SETUP, opened, "create key k2", "since when can A/one read doc1").answer).toEqual([
      `A/one can read doc1 since step 4: ${opened}`,
    ]);
    expect(run(...SETUP, opened, "disable k1", "create key k2", "since when can A/one read doc1").answer).toEqual([
      "A/one cannot read doc1 since step 5: disable k1",
    ]);
  });

  test("what somebody has seen is known from the step at which they saw it", () => {
    const lines = [...SETUP, opened, "decrypt c1 by A/one", "disable k1"];
    expect(run(...lines, "why can A/one read doc1").answer).toEqual([
      "A/one can read doc1",
      "  A/one knows doc1 since step 5: decrypted c1",
    ]);
  });
});
