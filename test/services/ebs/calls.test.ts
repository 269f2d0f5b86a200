// What KMS sees of EBS: each row of the table "who calls what" as a written-out list, with caller, key and encryption context.

import { describe, expect, test } from "vitest";
import { lastCalls, lastKmsCalls } from "./calls.js";

const START = `default in acct A region us-east-1
create key k1
create volume vol1 size 8 GiB with k1
snapshot vol1 as s1
`;

const TO_B = `${START}
policy of k1 allows acct B to describe-key, decrypt, create-grant, reencrypt, generate-data-key
share s1 to acct B
create key k2 in acct B region us-east-1
`;

describe("volumes", () => {
  test("an empty encrypted volume gets one data key, in the caller's name", () => {
    expect(lastCalls("create key k1 in acct A region us-east-1; create volume vol1 size 8 GiB with k1")).toEqual([
      "A/admin ec2:CreateVolume vol1",
      "ec2 for A/admin kms:GenerateDataKeyWithoutPlaintext k1 {aws:ebs:id: vol1}",
    ]);
  });

  test("a plain volume has nothing to do with KMS", () => {
    expect(lastCalls("create volume vol1 size 8 GiB in acct A region us-east-1")).toEqual(["A/admin ec2:CreateVolume vol1"]);
  });

  test("from a snapshot under the same key: the data key is wrapped again", () => {
    expect(lastKmsCalls(`${START}create volume vol2 from s1`)).toEqual([
      "ec2 for A/admin kms:ReEncrypt k1 k1 {aws:ebs:id: vol1}",
    ]);
  });

  test("from a snapshot under another key: old key once, then a new data key, then EC2 by itself", () => {
    expect(lastKmsCalls(`${START}create key k2\ncreate volume vol2 from s1 with k2`)).toEqual([
      "ec2 for A/admin kms:ReEncrypt k1 k2 {aws:ebs:id: vol1}",
      "ec2 for A/admin kms:GenerateDataKeyWithoutPlaintext k2 {aws:ebs:id: vol2}",
      "ec2 for A/admin kms:CreateGrant k2 {aws:ebs:id: vol2}",
      "ec2 (for account A) kms:Decrypt k2 {aws:ebs:id: vol2} (later)",
      "ec2 (for account A) kms:Decrypt k2 {aws:ebs:id: vol2} (later)",
      "ec2 (for account A) kms:RetireGrant k2 (later)",
    ]);
  });

  test("directly from a shared snapshot, under B's default EBS key", () => {
    expect(lastKmsCalls(`${TO_B}create volume vol2 from s1 in acct B`)).toEqual([
      "ec2 for B/admin kms:ReEncrypt k1 B/us-east-1/aws/ebs {aws:ebs:id: vol1}",
      "ec2 for B/admin kms:GenerateDataKeyWithoutPlaintext B/us-east-1/aws/ebs {aws:ebs:id: vol2}",
      "ec2 for B/admin kms:CreateGrant B/us-east-1/aws/ebs {aws:ebs:id: vol2}",
      "ec2 (for account B) kms:Decrypt B/us-east-1/aws/ebs {aws:ebs:id: vol2} (later)",
      "ec2 (for account B) kms:Decrypt B/us-east-1/aws/ebs {aws:ebs:id: vol2} (later)",
      "ec2 (for account B) kms:RetireGrant B/us-east-1/aws/ebs (later)",
    ]);
  });

  test("from a plain snapshot, encrypted on the way: EC2 opens the new data key to write the data", () => {
    const plain = "default in acct A region us-east-1\ncreate key k1\ncreate volume vol1 size 8 GiB\nsnapshot vol1 as s1\n";
    expect(lastKmsCalls(`${plain}create volume vol2 from s1 with k1`)).toEqual([
      "ec2 for A/admin kms:CreateGrant k1 {aws:ebs:id: vol2}",
      "ec2 for A/admin kms:GenerateDataKeyWithoutPlaintext k1 {aws:ebs:id: vol2}",
      "ec2 (for account A) kms:Decrypt k1 {aws:ebs:id: vol2} (later)",
      "ec2 (for account A) kms:RetireGrant k1 (later)",
    ]);
  });

  test("attach: a grant for the role of the instance, which opens the data key", () => {
    expect(lastCalls(`${START}attach vol1 to instance i1`)).toEqual([
      "A/admin ec2:AttachVolume vol1 i1",
      "ec2 for A/admin kms:CreateGrant k1 {aws:ebs:id: vol1}",
      "ec2-infrastructure/i1 kms:Decrypt k1 {aws:ebs:id: vol1}",
    ]);
  });

  test("detach: the grant ends, after the call", () => {
    expect(lastCalls(`${START}attach vol1 to instance i1\ndetach vol1`)).toEqual([
      "A/admin ec2:DetachVolume vol1",
      "ec2 (for account A) kms:RetireGrant k1 (later)",
    ]);
  });

  test("attach and detach of a plain volume leave KMS alone", () => {
    expect(
      lastCalls("create volume vol1 size 8 GiB in acct A region us-east-1; attach vol1 to instance i1; detach vol1"),
    ).toEqual(["A/admin ec2:DetachVolume vol1"]);
  });
});

describe("snapshots", () => {
  test("a snapshot, its sharing and its deletion call nobody", () => {
    expect(lastCalls(`${START}snapshot vol1 as s2`)).toEqual(["A/admin ec2:CreateSnapshot s2 vol1"]);
    expect(lastCalls(`${START}share s1 to acct B`)).toEqual(["A/admin ec2:ModifySnapshotAttribute s1"]);
    expect(lastCalls(`${START}delete s1`)).toEqual(["A/admin ec2:DeleteSnapshot s1"]);
    expect(lastCalls(`${START}delete vol1`)).toEqual(["A/admin ec2:DeleteVolume vol1"]);
  });

  test("a shared snapshot is copied by B, with grants on both keys, and A is told", () => {
    expect(lastCalls(`${TO_B}copy s1 to acct B with k2 as s2`)).toEqual([
      "B/admin ec2:CopySnapshot s2 s1",
      "ec2 itself ec2:SharedSnapshotCopyInitiated s1",
      "ec2 for B/admin kms:DescribeKey k2",
      "ec2 for B/admin kms:GenerateDataKeyWithoutPlaintext k2 {aws:ebs:id: s2}",
      "ec2 for B/admin kms:CreateGrant k2 {aws:ebs:id: s2}",
      "ec2 for B/admin kms:CreateGrant k1 {aws:ebs:id: vol1}",
      "ec2 (for account B) kms:Decrypt k1 {aws:ebs:id: vol1} (later)",
      "ec2 (for account B) kms:Decrypt k2 {aws:ebs:id: s2} (later)",
      "ec2 (for account B) kms:RetireGrant k1 (later)",
      "ec2 (for account B) kms:RetireGrant k2 (later)",
    ]);
  });

  test("a copy to another Region calls KMS in both", () => {
    const text = `${START}create key k2 in region eu-west-1\ncopy s1 to region eu-west-1 with k2 as s2`;
    expect(lastKmsCalls(text)).toEqual([
      "ec2 for A/admin kms:DescribeKey k2",
      "ec2 for A/admin kms:GenerateDataKeyWithoutPlaintext k2 {aws:ebs:id: s2}",
      "ec2 for A/admin kms:CreateGrant k2 {aws:ebs:id: s2}",
      "ec2 for A/admin kms:CreateGrant k1 {aws:ebs:id: vol1}",
      "ec2 (for account A) kms:Decrypt k1 {aws:ebs:id: vol1} (later)",
      "ec2 (for account A) kms:Decrypt k2 {aws:ebs:id: s2} (later)",
      "ec2 (for account A) kms:RetireGrant k1 (later)",
      "ec2 (for account A) kms:RetireGrant k2 (later)",
    ]);
  });

  test("a later copy under the same key builds on the one before", () => {
    const text = `${START}create key k2 in region eu-west-1\ncopy s1 to region eu-west-1 with k2 as s2\nsnapshot vol1 as s3\n`;
    expect(lastKmsCalls(`${text}copy s3 to region eu-west-1 with k2 as s4`)).toEqual([
      "ec2 for A/admin kms:CreateGrant k2 {aws:ebs:id: s2}",
      "ec2 for A/admin kms:CreateGrant k2 {aws:ebs:id: s4}",
      "ec2 for A/admin kms:CreateGrant k1 {aws:ebs:id: vol1}",
      "ec2 (for account A) kms:Decrypt k1 {aws:ebs:id: vol1} (later)",
      "ec2 (for account A) kms:Decrypt k2 {aws:ebs:id: s2} (later)",
      "ec2 (for account A) kms:Encrypt k2 {aws:ebs:id: s4} (later)",
      "ec2 (for account A) kms:RetireGrant k2 (later)",
      "ec2 (for account A) kms:RetireGrant k2 (later)",
      "ec2 (for account A) kms:RetireGrant k1 (later)",
    ]);
  });

  test("a plain copy calls nobody", () => {
    const text =
      "create volume vol1 size 8 GiB in acct A region us-east-1; snapshot vol1 as s1; copy s1 to region eu-west-1 as s2";
    expect(lastCalls(text)).toEqual(["A/admin ec2:CopySnapshot s2 s1"]);
  });
});
