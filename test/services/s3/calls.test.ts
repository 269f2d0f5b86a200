// What KMS sees of S3: rows of the table "who calls what", written out with caller, key and encryption context.

import { describe, expect, test } from "vitest";
import { failures, lastCalls, lastKmsCalls } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
document doc1 "the plan" held by A/admin
`;

describe("one object", () => {
  test("SSE-S3 has nothing to do with KMS", () => {
    expect(lastCalls(`${START}create bucket b1\nput doc1 in b1`)).toEqual(["A/admin s3:PutObject b1/doc1"]);
  });

  test("SSE-KMS: a data key at put, its opening at get, both with the object's ARN", () => {
    const put = `${START}create bucket b1 encrypted with sse-kms k1\nput doc1 in b1`;
    expect(lastKmsCalls(put)).toEqual(["s3 for A/admin kms:GenerateDataKey k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}"]);
    expect(lastKmsCalls(`${put}\nget doc1 from b1`)).toEqual([
      "s3 for A/admin kms:Decrypt k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
    ]);
  });

  test("DSSE-KMS asks KMS as SSE-KMS does, whatever the bucket says of bucket keys", () => {
    expect(
      lastKmsCalls(`${START}create bucket b1 encrypted with sse-kms k1 bucket key\nput doc1 in b1 encrypted with dsse-kms k1`),
    ).toEqual(["s3 for A/admin kms:GenerateDataKey k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}"]);
  });

  test("without a key, SSE-KMS uses aws/s3 of whoever puts", () => {
    expect(lastKmsCalls(`${START}create bucket b1\nput doc1 in b1 encrypted with sse-kms`)).toEqual([
      "s3 for A/admin kms:GenerateDataKey A/us-east-1/aws/s3 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
    ]);
  });

  test("what an account keeps under aws/s3 no other account reads", () => {
    expect(
      failures(`${START}
create bucket b1 encrypted with sse-kms aws/s3
put doc1 in b1
policy of b1 allows acct B to "s3:GetObject"
allow B/reader to "s3:*", "kms:*" on "*"
get doc1 from b1 by B/reader expect denied`),
    ).toEqual([]);
  });

  test("a writer of another account who names no key leaves an object that the bucket's owner cannot read", () => {
    expect(
      failures(`${START}
create bucket b1
policy of b1 allows acct B to "s3:PutObject"
document note "from B" held by B/admin
put note in b1 encrypted with sse-kms by B/admin
get note from b1 by A/admin expect denied`),
    ).toEqual([]);
  });
});

describe("a bucket key", () => {
  const BUCKET = `${START}create bucket b1 encrypted with sse-kms k1 bucket key\n`;

  test("its context is the bucket", () => {
    expect(lastKmsCalls(`${BUCKET}put doc1 in b1`)).toEqual([
      "s3 for A/admin kms:GenerateDataKey k1 {aws:s3:arn: arn:aws:s3:::b1}",
    ]);
  });

  test("the next put and the next get of the same requester within five minutes ask nobody", () => {
    const warm = `${BUCKET}put doc1 in b1\nget doc1 from b1\nadvance 4 minutes\n`;
    expect(lastKmsCalls(`${warm}put doc1 in b1`)).toEqual([]);
    expect(lastKmsCalls(`${warm}get doc1 from b1`)).toEqual([]);
  });

  test("after five minutes S3 asks again", () => {
    expect(lastKmsCalls(`${BUCKET}put doc1 in b1\nadvance 5 minutes\nput doc1 in b1`)).toEqual([
      "s3 for A/admin kms:GenerateDataKey k1 {aws:s3:arn: arn:aws:s3:::b1}",
    ]);
  });

  test("another requester has one of its own", () => {
    expect(lastKmsCalls(`${BUCKET}allow A/app to "s3:*", "kms:*" on "*"\nput doc1 in b1\nput doc1 in b1 by A/app`)).toEqual([
      "s3 for A/app kms:GenerateDataKey k1 {aws:s3:arn: arn:aws:s3:::b1}",
    ]);
  });

  test("a disabled key is noticed when the window is over", () => {
    expect(
      failures(`${BUCKET}
put doc1 in b1
disable k1
put doc1 in b1
advance 5 minutes
put doc1 in b1 expect error KMS.DisabledException`),
    ).toEqual([]);
  });

  test("a permission on the objects' context breaks when it is turned on; objects from before keep theirs", () => {
    expect(
      failures(`${START}
create bucket b1 encrypted with sse-kms k1
allow A/app to "s3:*" on "*"
allow A/app to "kms:Decrypt", "kms:GenerateDataKey" on k1 when { StringLike: { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::b1/*" } }
put doc1 in b1 by A/app
encrypt bucket b1 with sse-kms k1 bucket key
get doc1 from b1 by A/app as before
put before in b1 by A/app expect denied`),
    ).toEqual([]);
  });
});
