// A table's key changes. Source: KMS Developer Guide, services-dynamodb; DynamoDB API reference, UpdateTable.

import { expect, test } from "vitest";
import { failures, lastKmsCalls } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
create key k2
document doc1 "the plan" held by A/admin
create table t1 with k1
put doc1 in t1
`;
const PAIRS = "{aws:dynamodb:tableName: t1, aws:dynamodb:subscriberId: 111111111111}";

test("DynamoDB passes the table key on under its grants, and lets the old one go", () => {
  expect(lastKmsCalls(`${START}encrypt table t1 with k2`)).toEqual([
    "dynamodb for A/admin kms:DescribeKey k2",
    `dynamodb for A/admin kms:CreateGrant k2 ${PAIRS}`,
    `dynamodb (for account A) kms:ReEncrypt k1 k2 ${PAIRS}`,
    "dynamodb (for account A) kms:RetireGrant k1 (later)",
  ]);
});

test("after it the old key may go", () => {
  expect(failures(`${START}encrypt table t1 with k2\ndisable k1\nadvance 1 hour\nget doc1 from t1\nexpect t1 is active`)).toEqual(
    [],
  );
});

test("the way back to the key that AWS owns is open", () => {
  expect(failures(`${START}delete encryption of t1\ndisable k1\nadvance 1 hour\nget doc1 from t1`)).toEqual([]);
});

test("a key that cannot be used stops the change, and the table stays as it was", () => {
  expect(failures(`${START}disable k1\nencrypt table t1 with k2 expect error DisabledException\nexpect t1.key is k1`)).toEqual(
    [],
  );
});
