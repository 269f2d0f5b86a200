// A queue's key and its period of reuse. Source: SQS API reference, SetQueueAttributes; SQS guide, key management.

import { expect, test } from "vitest";
import { stageWith } from "../../conformance/stage.js";
import { failures } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
create key k2
document doc1 "the plan" held by A/admin
`;

test("a data key serves for as long as the queue lets it, one caller at a time", () => {
  // Two calls made the keys.
  const calls = "expect count of kms calls by A/admin is";
  expect(
    failures(`${START}create queue q1 with k1 reuse 1 hour\nput doc1 in q1\n${calls} 4\nadvance 59 minutes\nput doc1 in q1\n${calls} 4
advance 2 minutes\nput doc1 in q1\n${calls} 6`),
  ).toEqual([]);
});

test("the period is from a minute to a day", () => {
  const s = stageWith("create key k1");
  const key = { id: "k1", reference: s.arn("k1") };
  expect(s.ask("A/admin", "sqs:CreateQueue", { id: "q1", key, reuseSeconds: 59 }).outcome).toBe("InvalidAttributeValue");
  expect(s.ask("A/admin", "sqs:CreateQueue", { id: "q1", key, reuseSeconds: 86_401 }).outcome).toBe("InvalidAttributeValue");
  expect(s.ask("A/admin", "sqs:CreateQueue", { id: "q1", key, reuseSeconds: 60 }).outcome).toBe("ok");
  expect(s.ask("A/admin", "sqs:SetQueueAttributes", { queue: "q1", reuseSeconds: 86_400 }).outcome).toBe("ok");
});

test("another key is for what is sent from now on", () => {
  expect(
    failures(`${START}create queue q1 with k1
put doc1 in q1
encrypt queue q1 with k2
disable k2
get doc1 from q1
put doc1 in q1 expect error KmsDisabled
delete encryption of q1
put doc1 in q1`),
  ).toEqual([]);
});

test("a queue without a policy is named as what does not let another account in", () => {
  expect(
    failures(`${START}create queue q1
document note "from B" held by B/app
allow B/app to "sqs:SendMessage" on "*"
put note in q1 by B/app expect denied by queue policy of q1`),
  ).toEqual([]);
});
