// Queues: when SQS asks KMS and when it does not.

import { expect, test } from "vitest";
import { failures, lastCalls, lastKmsCalls } from "../ebs/calls.js";

const START = 'default in acct A region us-east-1\ncreate key k1\ndocument doc1 "the plan" held by A/admin\n';
const CONTEXT = "{aws:sqs:arn: arn:aws:sqs:us-east-1:111111111111:q1}";

test("SSE-SQS calls no KMS", () => {
  expect(lastCalls(`${START}create queue q1\nput doc1 in q1`)).toEqual(["A/admin sqs:SendMessage q1"]);
});

test("with a key, one data key serves a caller for five minutes", () => {
  const queue = `${START}create queue q1 with k1\n`;
  const calls = [`sqs for A/admin kms:GenerateDataKey k1 ${CONTEXT}`, `sqs for A/admin kms:Decrypt k1 ${CONTEXT}`];
  expect(lastKmsCalls(`${queue}put doc1 in q1`)).toEqual(calls);
  expect(lastKmsCalls(`${queue}put doc1 in q1\nadvance 4 minutes\nput doc1 in q1`)).toEqual([]);
  expect(lastKmsCalls(`${queue}put doc1 in q1\nadvance 5 minutes\nput doc1 in q1`)).toEqual(calls);
});

test("who receives opens the data key in its own name", () => {
  const queue = `${START}create queue q1 with k1\nallow A/app to "sqs:*" on "*"\nput doc1 in q1\n`;
  expect(failures(`${queue}get doc1 from q1 by A/app expect error KmsAccessDenied`)).toEqual([]);
  expect(lastKmsCalls(`${queue}allow A/app to "kms:Decrypt" on k1\nget doc1 from q1 by A/app`)).toEqual([
    `sqs for A/app kms:Decrypt k1 ${CONTEXT}`,
  ]);
});

test("a disabled key stops the queue when its data key runs out", () => {
  expect(
    failures(`${START}create queue q1 with k1
put doc1 in q1
disable k1
put doc1 in q1
advance 5 minutes
put doc1 in q1 expect error KmsDisabled`),
  ).toEqual([]);
});
