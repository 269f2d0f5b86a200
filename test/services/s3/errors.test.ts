// How S3 says no, with its codes and texts.

import { describe, expect, test } from "vitest";
import { failures, lastRefusal } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
document doc1 "the plan" held by A/admin
create bucket b1 encrypted with sse-kms k1
put doc1 in b1
`;
const ARN = "arn:aws:kms:us-east-1:111111111111:key/k1";

describe("the key", () => {
  test.each(["get doc1 from b1", "put doc1 in b1"])("disabled: %s", (sentence) => {
    expect(lastRefusal(`${START}disable k1\n${sentence} expect error`)).toEqual([
      `KMS.DisabledException: ${ARN} is disabled.`,
      `DisabledException: ${ARN} is disabled.`,
    ]);
  });

  test("pending deletion", () => {
    expect(lastRefusal(`${START}delete k1 after 7 days\nget doc1 from b1 expect error`)[0]).toBe(
      `KMS.KMSInvalidStateException: ${ARN} is pending deletion.`,
    );
  });

  test("deleted", () => {
    expect(lastRefusal(`${START}delete k1 after 7 days\nadvance 8 days\nput doc1 in b1 expect error`)[0]).toBe(
      `KMS.NotFoundException: Key '${ARN}' does not exist`,
    );
  });

  test("of another Region", () => {
    expect(lastRefusal(`${START}create key k2 region us-west-2\nput doc1 in b1 encrypted with sse-kms k2 expect error`)[0]).toBe(
      "KMS.NotFoundException: Invalid arn us-west-2",
    );
  });

  test("not allowed: AccessDenied with KMS's own text, and KMS's refusal as its cause", () => {
    const [outer, inner] = lastRefusal(`${START}allow A/app to "s3:*" on "*"\nget doc1 from b1 by A/app expect denied`);
    expect(outer).toMatch(/^AccessDenied: User: .*role\/app.* is not authorized to perform: kms:Decrypt/);
    expect(inner).toMatch(/^AccessDeniedException: User: /);
  });
});

describe("the request", () => {
  test("without a signature an object under KMS is not handed out, even where everyone may have it", () => {
    expect(
      lastRefusal(`${START}policy of b1 allows everyone to "s3:GetObject"\nget doc1 from b1 by mallory expect error`),
    ).toEqual([
      "InvalidArgument: Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
    ]);
  });

  test("SSE-S3 does not keep everyone from reading what everyone may read", () => {
    expect(
      failures(`default in acct A region us-east-1
create bucket b1
document doc1 "the plan" held by A/admin
put doc1 in b1
get doc1 from b1 by mallory expect denied
policy of b1 allows everyone to "s3:GetObject"
get doc1 from b1 by mallory`),
    ).toEqual([]);
  });

  test("over plain HTTP nothing under KMS is handed out", () => {
    expect(lastRefusal(`${START}get doc1 from b1 over http expect error`)).toEqual([
      "InvalidArgument: Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection.",
    ]);
  });

  test("a bucket policy that demands TLS denies plain HTTP and nothing else", () => {
    expect(
      failures(`default in acct A region us-east-1
create bucket b1
document doc1 "the plan" held by A/admin
put doc1 in b1 over http
policy of b1 denies everyone to "s3:*" when { Bool: { "aws:SecureTransport": false } } as "tls only"
put doc1 in b1 over http expect denied
get doc1 from b1 over http expect denied
get doc1 from b1 over tls
remove "tls only" from policy of b1
get doc1 from b1 over http`),
    ).toEqual([]);
  });

  test("a bucket policy that demands aws:kms denies what relies on the bucket's default", () => {
    expect(
      failures(`${START}
policy of b1 denies everyone to "s3:PutObject" when { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } }
put doc1 in b1 expect denied
put doc1 in b1 encrypted with sse-s3 expect denied
put doc1 in b1 encrypted with sse-kms k1`),
    ).toEqual([]);
  });

  test("a bucket policy may demand one key", () => {
    expect(
      failures(`${START}
create key k2
policy of b1 denies everyone to "s3:PutObject" when { StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "${ARN}" } }
put doc1 in b1 encrypted with sse-kms k2 expect denied
put doc1 in b1 encrypted with sse-kms k1`),
    ).toEqual([]);
  });

  test("whoever may not list a bucket is not told that an object is missing", () => {
    const absent = `${START}document doc2 "x" held by A/admin\nallow A/app to "s3:GetObject" on b1\n`;
    expect(lastRefusal(`${absent}get doc2 from b1 expect error`)).toEqual(["NoSuchKey: The specified key does not exist."]);
    expect(lastRefusal(`${absent}get doc2 from b1 by A/app expect denied`)[0]).toMatch(/^AccessDenied: /);
  });
});

describe("customer-provided keys", () => {
  const OBJECT = `default in acct A region us-east-1
document doc1 "the plan" held by A/admin
create bucket b1
put doc1 in b1 encrypted with sse-c "mine"
`;

  test("the same key opens it", () => {
    expect(failures(`${OBJECT}get doc1 from b1 encrypted with sse-c "mine"`)).toEqual([]);
  });

  test("no key, and another key", () => {
    expect(lastRefusal(`${OBJECT}get doc1 from b1 expect error`)).toEqual([
      "InvalidRequest: The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
    ]);
    expect(lastRefusal(`${OBJECT}get doc1 from b1 encrypted with sse-c "other" expect error`)).toEqual([
      "AccessDenied: Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
    ]);
  });

  test("buckets made from 2026-04-06 on block them, and read what older ones hold", () => {
    expect(
      failures(`${OBJECT}
clock 2026-04-06
get doc1 from b1 encrypted with sse-c "mine"
put doc1 in b1 encrypted with sse-c "mine"
create bucket b2
put doc1 in b2 encrypted with sse-c "mine" expect error AccessDenied
create bucket b3 encrypted with sse-c
put doc1 in b3
get doc1 from b3`),
    ).toEqual([]);
  });
});

test("a default that changes is not retroactive", () => {
  expect(
    failures(`${START}
encrypt bucket b1 with sse-s3
document doc2 "later" held by A/admin
put doc2 in b1
expect b1/doc1.key is k1
expect b1/doc2.encryption is sse-s3
expect b1.encryption is sse-s3`),
  ).toEqual([]);
});
