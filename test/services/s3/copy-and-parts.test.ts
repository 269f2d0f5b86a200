// Copies, uploads in parts, changes of encryption in place, requests that somebody else signed.

import { describe, expect, test } from "vitest";
import { failures, lastCalls, lastKmsCalls } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
create key k2
create bucket b1 encrypted with sse-kms k1
document doc1 "the plan" held by A/admin
put doc1 in b1
`;

describe("CopyObject", () => {
  test("opens the source under its key and asks for a data key under the copy's", () => {
    expect(lastKmsCalls(`${START}create bucket b2\ncopy b1/doc1 to bucket b2 encrypted with sse-kms k2`)).toEqual([
      "s3 for A/admin kms:Decrypt k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
      "s3 for A/admin kms:GenerateDataKey k2 {aws:s3:arn: arn:aws:s3:::b2/doc1}",
    ]);
  });

  test("opens the source in the source's Region when the copy is made in another", () => {
    const world = `${START}create key k3 in region eu-west-1\ncreate bucket b2 encrypted with sse-kms k3 in region eu-west-1\n`;
    expect(lastKmsCalls(`${world}copy b1/doc1 to bucket b2`)).toEqual([
      "s3 for A/admin kms:Decrypt k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
      "s3 for A/admin kms:GenerateDataKey k3 {aws:s3:arn: arn:aws:s3:::b2/doc1}",
    ]);
    expect(
      failures(`${world}
policy of k1 allows A/copier to decrypt when { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }
allow A/copier to generate-data-key on k3 when { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }
allow A/copier to "s3:GetObject", "s3:PutObject" on "*"
copy b1/doc1 to bucket b2 by A/copier`),
    ).toEqual([]);
  });

  test("needs both keys: who may not open the source is told so by the source's key", () => {
    expect(
      failures(`${START}create bucket b2
allow A/copier to "s3:*" on "*"
copy b1/doc1 to bucket b2 by A/copier expect denied by identity policy of A/copier
allow A/copier to decrypt on k1
copy b1/doc1 to bucket b2 by A/copier
copy b1/doc1 to bucket b2 encrypted with sse-kms k2 by A/copier expect denied`),
    ).toEqual([]);
  });

  test("onto itself it changes the encryption, and is refused where it would change nothing", () => {
    expect(
      failures(`${START}encrypt bucket b1 with sse-s3
copy b1/doc1
expect b1/doc1.encryption is sse-s3
copy b1/doc1 expect error InvalidRequest
copy b1/doc1 encrypted with dsse-kms k2
expect b1/doc1.encryption is dsse-kms`),
    ).toEqual([]);
  });
});

describe("an upload in parts", () => {
  test("makes its data key at the beginning and has it opened for each part and at the end", () => {
    const { length, ...rest } = lastKmsCalls(`${START}put doc1 in b1 in 2 parts`);
    expect(rest).toEqual({
      0: "s3 for A/admin kms:GenerateDataKey k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
      1: "s3 for A/admin kms:Decrypt k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
      2: "s3 for A/admin kms:Decrypt k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
      3: "s3 for A/admin kms:Decrypt k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
    });
    expect(length).toBe(4);
  });

  test("asks KMS nothing under SSE-S3", () => {
    expect(lastCalls(`${START}put doc1 in b1 in 1 parts encrypted with sse-s3`)).toEqual([
      "A/admin s3:CreateMultipartUpload b1/doc1",
      "A/admin s3:UploadPart b1/doc1",
      "A/admin s3:CompleteMultipartUpload b1/doc1",
    ]);
  });

  test("ends where a key is disabled between the parts", () => {
    expect(failures(`${START}disable k1\nput doc1 in b1 in 2 parts expect error KMS.DisabledException`)).toEqual([]);
  });
});

describe("UpdateObjectEncryption", () => {
  test("passes the data key from one key to the other, without the data", () => {
    expect(lastKmsCalls(`${START}encrypt object b1/doc1 with sse-kms k2`)).toEqual([
      "s3 for A/admin kms:ReEncrypt k1 k2 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
    ]);
  });

  test("takes neither an object of two layers nor a key of another account", () => {
    expect(
      failures(`${START}put doc1 in b1 encrypted with dsse-kms k1
encrypt object b1/doc1 with sse-kms k2 expect error InvalidRequest
put doc1 in b1
create key kb in acct B
policy of kb allows acct A to encrypt, decrypt, generate-data-key, reencrypt
encrypt object b1/doc1 with sse-kms kb expect error AccessDenied`),
    ).toEqual([]);
  });
});

describe("what needs no key", () => {
  test("HeadObject and ListObjectsV2 work while the key is disabled", () => {
    expect(failures(`${START}disable k1\ndescribe b1/doc1\nlist objects of b1\nget doc1 from b1 expect error`)).toEqual([]);
  });

  test("HeadObject needs s3:GetObject, and says no more than the status", () => {
    expect(
      failures(`${START}describe b1/doc1 by A/stranger expect denied
create bucket b2 encrypted with sse-c
put doc1 in b2 encrypted with sse-c "mine"
describe b2/doc1 expect error BadRequest
describe b2/doc1 encrypted with sse-c "yours" expect error Forbidden
describe b2/doc1 encrypted with sse-c "mine"`),
    ).toEqual([]);
  });
});

describe("a pre-signed URL", () => {
  test("is its signer's request: the signer's permissions decide, and whoever sends it reads", () => {
    expect(
      failures(`${START}allow A/signer to "s3:GetObject" on b1
get doc1 from b1 by visitor presigned by A/signer expect denied by identity policy of A/signer
allow A/signer to decrypt on k1
get doc1 from b1 by visitor presigned by A/signer
expect visitor can read doc1
get doc1 from b1 by visitor expect denied`),
    ).toEqual([]);
  });
});
