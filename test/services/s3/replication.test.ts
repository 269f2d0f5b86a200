// Replication across Regions and accounts: as a role, after the answer, under the replica's own key.

import { describe, expect, test } from "vitest";
import { failures, lastKmsCalls, warningsOf } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
create key k2 in region eu-west-1
create bucket b1 encrypted with sse-kms k1
create bucket b2 in region eu-west-1
document doc1 "the plan" held by A/admin
role A/replicator trusts service s3
allow A/replicator to "s3:GetObjectVersionForReplication", "s3:ReplicateObject" on "*"
allow A/replicator to decrypt on k1 when { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }
allow A/replicator to encrypt on k2 when { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }
`;
const RULE = "replicate b1 to bucket b2 through A/replicator with k2\n";

describe("an object under a KMS key", () => {
  test("is opened in its Region and encrypted in the other, as the role", () => {
    expect(lastKmsCalls(`${START}${RULE}put doc1 in b1`)).toEqual([
      "s3 for A/admin kms:GenerateDataKey k1 {aws:s3:arn: arn:aws:s3:::b1/doc1}",
      "s3 for A/replicator kms:Decrypt k1 {aws:s3:arn: arn:aws:s3:::b1/doc1} (later)",
      "s3 for A/replicator kms:Encrypt k2 {aws:s3:arn: arn:aws:s3:::b2/doc1} (later)",
    ]);
  });

  test("with a bucket key at the destination, a bucket-level key is made and tried there", () => {
    const world = `${START}allow A/replicator to generate-data-key, decrypt on k2\nencrypt bucket b2 with sse-kms k2 bucket key\n`;
    expect(lastKmsCalls(`${world}${RULE}put doc1 in b1`).slice(2)).toEqual([
      "s3 for A/replicator kms:GenerateDataKey k2 {aws:s3:arn: arn:aws:s3:::b2} (later)",
      "s3 for A/replicator kms:Decrypt k2 {aws:s3:arn: arn:aws:s3:::b2} (later)",
    ]);
  });

  test("stays where it is, with a warning, when the rule names no key for replicas", () => {
    const text = `${START}replicate b1 to bucket b2 through A/replicator\nput doc1 in b1\nget doc1 from b2 expect error NoSuchKey`;
    expect(failures(text)).toEqual([]);
    expect(warningsOf(text)).toEqual(["s3/kms-not-replicated"]);
  });

  test("is put all the same when the replica fails, and only its status says so", () => {
    expect(
      failures(`${START}${RULE}disable k2
put doc1 in b1
expect b1/doc1.replication is failed
enable k2
put doc1 in b1
expect b1/doc1.replication is completed
expect b2/doc1.replication is replica`),
    ).toEqual([]);
  });

  test("fails to go to a Region with a key of another: the rule was never looked at", () => {
    expect(
      failures(`${START}replicate b1 to bucket b2 through A/replicator with k1
allow A/replicator to encrypt on k1
put doc1 in b1
expect b1/doc1.replication is failed`),
    ).toEqual([]);
  });
});

describe("who reads a replica", () => {
  test("whoever may use the replica's key, whatever they may do with the source's", () => {
    expect(
      failures(`${START}${RULE}put doc1 in b1
allow A/reader to "s3:GetObject" on b2
allow A/reader to decrypt on k1
get doc1 from b2 by A/reader expect denied
allow A/reader to decrypt on k2
get doc1 from b2 by A/reader
expect A/reader can read doc1
disable k1
get doc1 from b2 by A/reader`),
    ).toEqual([]);
  });
});

describe("the rest of what is put", () => {
  test("SSE-S3 stays SSE-S3, whatever the destination's default is", () => {
    expect(
      failures(`${START}encrypt bucket b2 with sse-kms k2
replicate b1 to bucket b2 through A/replicator
put doc1 in b1 encrypted with sse-s3
expect b2/doc1.encryption is sse-s3`),
    ).toEqual([]);
  });

  test("SSE-C goes along unless the destination blocks it", () => {
    expect(
      failures(`clock 2026-06-01
${START}replicate b1 to bucket b2 through A/replicator
encrypt bucket b1 with sse-c
put doc1 in b1 encrypted with sse-c "mine"
expect b1/doc1.replication is failed
encrypt bucket b2 with sse-c
put doc1 in b1 encrypted with sse-c "mine"
get doc1 from b2 encrypted with sse-c "mine"`),
    ).toEqual([]);
  });

  test("to another account it goes if that account's bucket policy and the key's let the role in", () => {
    expect(
      failures(`${START}create key kb in acct B region eu-west-1
create bucket bb in acct B region eu-west-1
replicate b1 to bucket bb through A/replicator with kb
allow A/replicator to encrypt on kb
put doc1 in b1
expect b1/doc1.replication is failed
policy of bb allows A/replicator to "s3:ReplicateObject"
policy of kb allows A/replicator to encrypt
put doc1 in b1
expect b1/doc1.replication is completed
expect bb/doc1.owner is B`),
    ).toEqual([]);
  });

  test("nothing goes as a role that does not trust S3", () => {
    expect(
      failures(`${START}allow A/other to "s3:*", "kms:*" on "*"
replicate b1 to bucket b2 through A/other with k2
put doc1 in b1
expect b1/doc1.replication is failed`),
    ).toEqual([]);
  });
});
