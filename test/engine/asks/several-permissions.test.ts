// Operations that take several permissions: a question weighs all of them, each on the thing that it is about.
import { describe, expect, test } from "vitest";
import { resultOf, scenarioOf } from "../running.js";

const KEY = "default in acct A region us-east-1\ncreate key k1\n";

function claims(setUp: string, ...expected: readonly string[]): string {
  return resultOf(`${KEY}${setUp}\n${expected.map((each) => `expect ${each}`).join("\n")}`);
}

function answer(text: string): readonly string[] {
  const fact = scenarioOf(text)
    .steps.at(-1)!
    .facts.find((each) => each.is === "answer");
  return fact?.is === "answer" ? fact.lines : [];
}

describe("can", () => {
  test("ReEncrypt takes leave from the key and to it", () => {
    expect(
      claims(
        'allow A/half to "kms:ReEncryptFrom" on k1\nallow A/both to "kms:ReEncryptFrom", "kms:ReEncryptTo" on k1',
        "A/half can kms:ReEncryptFrom on k1",
        "A/half cannot kms:ReEncrypt on k1",
        "A/both can kms:ReEncrypt on k1",
      ),
    ).toBe("passed");
  });

  test("an alias takes leave on the alias and on the key", () => {
    expect(
      claims(
        'allow A/key to "kms:CreateAlias" on k1\nallow A/team to "kms:CreateAlias" on k1\nallow A/team to "kms:CreateAlias" on "arn:aws:kms:us-east-1:111111111111:alias/team-*"',
        "A/key cannot kms:CreateAlias on k1",
        "A/team can kms:CreateAlias on k1",
      ),
    ).toBe("passed");
  });

  test("a replica takes kms:CreateKey in its Region", () => {
    const replicates = 'create key m1 multi-region\nallow A/rep, A/eu to "kms:ReplicateKey" on m1';
    const inEurope = '{ StringEquals: { "aws:RequestedRegion": "eu-west-1" } }';
    expect(
      claims(
        `${replicates}\nallow A/eu to "kms:CreateKey" on "*" when ${inEurope}`,
        "A/rep cannot kms:ReplicateKey on m1",
        "A/eu can kms:ReplicateKey on m1",
      ),
    ).toBe("passed");
  });

  test("a bucket's encryption is changed under the action that IAM has for it", () => {
    expect(
      claims(
        'create bucket b1\nallow A/app to "s3:PutEncryptionConfiguration" on b1\nallow A/other to "s3:PutBucketEncryption" on b1',
        "A/app can s3:PutBucketEncryption on b1",
        "A/other cannot s3:PutBucketEncryption on b1",
      ),
    ).toBe("passed");
  });

  test("a grant is retired by whom it names, by its account, and by nobody else", () => {
    expect(
      claims(
        "grant A/w on k1 to decrypt retired by B/boss as g1\nrole B/other",
        "B/boss can kms:RetireGrant on g1",
        "A/admin can kms:RetireGrant on g1",
        "B/other cannot kms:RetireGrant on g1",
        "A/w cannot kms:RetireGrant on k1",
      ),
    ).toBe("passed");
  });

  test("a role is entered by whom its trust policy lets in, and by no root user", () => {
    expect(
      claims(
        "role A/target trusts A/operator, acct A",
        "A/operator can sts:AssumeRole on A/target",
        "A/admin can sts:AssumeRole on A/target",
        "A/root cannot sts:AssumeRole on A/target",
        "B/stranger cannot sts:AssumeRole on A/target",
      ),
    ).toBe("passed");
  });

  test("a service principal is let in by a statement that names it, for a source that the statement asks for", () => {
    expect(
      claims(
        'policy of k1 allows service s3 to decrypt when { StringEquals: { "aws:SourceAccount": "111111111111" } }\npolicy of k1 allows service sns to decrypt when { StringEquals: { "aws:SourceAccount": "999999999999" } }',
        "service s3 can kms:Decrypt on k1",
        "service sns cannot kms:Decrypt on k1",
        "service sqs cannot kms:Decrypt on k1",
        "service s3 cannot kms:Encrypt on k1",
      ),
    ).toBe("passed");
  });
});

describe("why", () => {
  test("tells each permission, with the thing that it is on", () => {
    const lines = answer(`${KEY}allow A/half to "kms:ReEncryptFrom" on k1\nwhy can A/half not kms:ReEncrypt on k1`);
    expect(lines.filter((line) => !line.startsWith("    "))).toEqual([
      "A/half cannot kms:ReEncrypt on k1: it takes 2 permissions",
      "  kms:ReEncryptFrom on k1: yes, key policy of k1 trusts account A's IAM, and A/half's policy allows it",
      "  kms:ReEncryptTo on k1: no, no identity policy of A/half allows kms:ReEncryptTo",
    ]);
  });

  test("names the statement that only its condition kept from counting, though the policy says yes by another", () => {
    const limited =
      'policy of k1 allows A/app to decrypt when { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } }';
    const lines = answer(
      `${KEY}create volume vol1 with k1\n${limited}\nencrypt "x" with k1 as c1\ndecrypt c1 by A/app expect denied\nexplain`,
    );
    expect(lines.filter((line) => line.includes("kms:ViaService")).map((line) => line.trim())).toEqual([
      "statement 2 allows: wants kms:ViaService StringEquals ec2.us-east-1.amazonaws.com, and it is absent",
    ]);
  });
});
