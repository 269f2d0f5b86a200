// Tables: when DynamoDB asks KMS, and what becomes of a table whose key cannot be used.

import { expect, test } from "vitest";
import { failures, lastCalls, lastKmsCalls } from "../ebs/calls.js";

const START = 'default in acct A region us-east-1\ncreate key k1\ndocument doc1 "the plan" held by A/admin\n';
const TABLE = `${START}create table t1 with k1\n`;
const CONTEXT = "{aws:dynamodb:tableName: t1, aws:dynamodb:subscriberId: 111111111111}";

test("under a key that AWS owns, no call of KMS is seen", () => {
  expect(lastCalls(`${START}create table t1\nput doc1 in t1`)).toEqual(["A/admin dynamodb:PutItem t1"]);
});

test("a table's creation looks at the key and makes the grant by which DynamoDB works", () => {
  expect(lastKmsCalls(TABLE)).toEqual([
    "dynamodb for A/admin kms:DescribeKey k1",
    `dynamodb for A/admin kms:CreateGrant k1 ${CONTEXT}`,
  ]);
});

test("the table key is made at the first use and held for its caller for five minutes", () => {
  expect(lastKmsCalls(`${TABLE}put doc1 in t1`)).toEqual([`dynamodb for A/admin kms:GenerateDataKey k1 ${CONTEXT}`]);
  expect(lastKmsCalls(`${TABLE}put doc1 in t1\nadvance 4 minutes\nget doc1 from t1`)).toEqual([]);
  expect(lastKmsCalls(`${TABLE}put doc1 in t1\nadvance 5 minutes\nget doc1 from t1`)).toEqual([
    `dynamodb for A/admin kms:Decrypt k1 ${CONTEXT}`,
  ]);
});

test("without its key a table is inaccessible, active again with it, and archived after seven days without", () => {
  expect(
    failures(`${TABLE}
put doc1 in t1
disable k1
get doc1 from t1
advance 5 minutes
expect t1 is inaccessible
get doc1 from t1 expect error
enable k1
advance 5 minutes
expect t1 is active
get doc1 from t1
disable k1
advance 8 days
expect t1 is archived`),
  ).toEqual([]);
});
