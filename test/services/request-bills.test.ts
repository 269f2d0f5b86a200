// What calls to services other than KMS cost, and whom. Prices, us-east-1: aws.amazon.com/s3/pricing (PUT $0.005 for 1,000, GET $0.0004 for
// 1,000, DELETE nothing), aws.amazon.com/sqs/pricing ($0.40 for a million, the first million of a month free), aws.amazon.com/dynamodb/pricing
// (on demand, $0.625 for a million writes, $0.125 for a million read request units, half of one for an eventually consistent read).
import { expect, test } from "vitest";
import { billOf } from "../../src/report/bill.js";
import { formatMoney } from "../../src/world/money.js";
import { run } from "../engine/running.js";

/** Lines of a service: `A b1 s3-request-put 1002 0 $0.00501`, the count, how many of it were free, and the amount. */
function lines(service: string, text: string): string[] {
  const log = run(`clock 2026-01-01\ndefault in acct A region us-east-1\n${text}`);
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect(log.scenarios[0]?.failures).toEqual([]);
  return billOf(log.scenarios[0]!, log)
    .filter((line) => line.service === service)
    .map(
      ({ account, resource, item, quantityThousandths, free, amount }) =>
        `${account} ${resource} ${item} ${quantityThousandths / 1000n} ${free} ${formatMoney(amount)}`,
    );
}

const SHARED = `create key k1
  policy of k1 allows acct B to generate-data-key, decrypt
  create bucket b1 encrypted with sse-kms k1
  policy of b1 allows acct B to "s3:PutObject", "s3:GetObject"
  allow B/app to "s3:*" on b1
  allow B/app to "s3:*" on "arn:aws:s3:::b1/*"
  allow B/app to "kms:*" on k1
  document doc1 "the plan" held by B/app
  repeat 1000 times { put doc1 in b1 by B/app }
  repeat 500 times { get doc1 from b1 by B/app }
`;

test("the owner of a bucket pays for requests that others make to it, whoever asks", () => {
  // CreateBucket, PutBucketEncryption, PutBucketPolicy and 1,000 × PutObject at 0.000005; 500 × GetObject at 0.0000004.
  expect(lines("s3", SHARED)).toEqual(["A b1 s3-request-get 500 0 $0.0002", "A b1 s3-request-put 1003 0 $0.005015"]);
});

test("to delete costs nothing", () => {
  const text = 'create bucket b1\ndocument doc1 "the plan"\nput doc1 in b1\ndelete b1/doc1\ndelete b1';
  expect(lines("s3", text)).toEqual(["A b1 s3-request-put 2 0 $0.00001"]);
});

test("who asks S3 pays for what S3 asks of KMS", () => {
  expect(lines("kms", SHARED).filter((line) => line.startsWith("B "))).toEqual(["B k1 kms-request-symmetric 1500 1500 $0.00"]);
});

// Lambda Developer Guide, securing environment variables: "AWS doesn't charge you to use this key", of aws/lambda; Secrets Manager User Guide, pricing:
// "You can use the AWS managed key aws/secretsmanager that Secrets Manager creates to encrypt your secrets for free".
test("what Lambda and Secrets Manager ask of their own AWS managed keys costs nothing, what others ask does", () => {
  const made = (key: string) => `role A/app trusts service lambda
    create function f1 with environment "text" through A/app${key}
    invoke f1
    create secret login "user:pass"${key}
    get secret login`;
  expect(lines("kms", made(""))).toEqual([]);
  expect(lines("kms", `create key k1\n${made(" with k1")}`).join()).toContain("k1 kms-request-symmetric");
  expect(lines("kms", 'put parameter /app/password "text"')).toEqual(["A A/us-east-1/aws/ssm kms-request-symmetric 1 1 $0.00"]);
  expect(lines("kms", `${made("")}\ndescribe aws/lambda`)).toEqual(["A A/us-east-1/aws/lambda kms-request-symmetric 1 1 $0.00"]);
});

test("what S3 refuses costs nothing", () => {
  const text = `create bucket b1
    document doc1 "the plan" held by A/app
    repeat 10 times { put doc1 in b1 by A/app expect denied }`;
  expect(lines("s3", text)).toEqual(["A b1 s3-request-put 1 0 $0.000005"]);
});

test("calls to a queue are free up to a million a month", () => {
  const text = `create queue q1
    document doc1 "the plan"
    repeat 99 times { put doc1 in q1 }
    get doc1 from q1`;
  expect(lines("sqs", text)).toEqual(["A q1 sqs-request 101 101 $0.00"]);
});

test("writes to a table cost five times what reads do, and reads that may be a little old half", () => {
  const text = `create table t1
    document doc1 "the plan"
    repeat 1000 times { put doc1 in t1 }
    repeat 1000 times { get doc1 from t1 }`;
  // 1,000 × 0.000000625 and 1,000 × 0.0000000625.
  expect(lines("dynamodb", text)).toEqual(["A t1 dynamodb-read 1000 0 $0.0000625", "A t1 dynamodb-write 1000 0 $0.000625"]);
});

test("the bill of EC2 is that of its volumes and snapshots, under either name", () => {
  const text = `create volume vol1 size 10 GiB
    snapshot vol1
    advance to 2026-02-01
    expect bill of A for ec2 in 2026-01 is $1.30
    expect bill of A for ebs in 2026-01 is $1.30`;
  expect(lines("ebs", text)).toHaveLength(2);
});
