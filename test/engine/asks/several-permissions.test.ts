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

describe("somebody of an account that nothing else names", () => {
  test("is asked about by name, and the world stays without it", () => {
    const lines = answer(`${KEY}why cannot B/eve kms:Decrypt on k1`);
    expect(lines.slice(0, 3)).toEqual([
      "B/eve cannot kms:Decrypt on k1: key policy of k1 does not let account B in for kms:Decrypt",
      "  key policy of k1: no statement matches  <- decides",
      '    statement 1 "Enable IAM User Permissions" allows: names account A, not B/eve',
    ]);
    expect(lines.join("\n")).toContain('policy of k1 allows B/eve to decrypt; allow B/eve to "kms:Decrypt" on k1');
    const asked = scenarioOf(`${KEY}why cannot B/eve kms:Decrypt on k1\nexpect B/eve cannot kms:Decrypt on k1`);
    expect([...asked.worldAt(asked.steps.length).accounts.keys()]).toEqual(["A"]);
  });

  test("is said by name where an expectation fails", () => {
    expect(claims("", "B/eve can kms:Decrypt on k1")).toContain("key policy of k1 does not let account B in for kms:Decrypt");
    expect(resultOf(`${KEY}always B/eve can kms:Decrypt on k1`)).toContain("does not let account B in");
  });
});

describe("can", () => {
  test("Lambda asks for its own action and for the role to be passed", () => {
    expect(
      claims(
        `role A/runner trusts service lambda
create function f1 "text" through A/runner with k1
allow A/passer to "iam:PassRole" on "*"
allow A/both to "iam:PassRole", "lambda:UpdateFunctionConfiguration" on "*"`,
        "A/passer cannot lambda:UpdateFunctionConfiguration on f1",
        "A/both can lambda:UpdateFunctionConfiguration on f1",
      ),
    ).toBe("passed");
  });

  test("nobody: not one of all who are in the world", () => {
    expect(claims('document doc1 "x"', "nobody can read doc1")).toBe("passed");
    expect(claims('document doc1 "x" held by A/bob', "nobody can read doc1")).toContain("A/bob can read doc1");
    expect(claims("", "nobody can kms:Decrypt on k1")).toContain("A/admin, A/root can");
  });

  test("EC2 asks for the key in the caller's name: a copy takes a grant, a volume its data key wrapped anew, an attachment a grant", () => {
    const snapshot = "create volume vol1 with k1\nsnapshot vol1 as s1\nshare s1 to acct B\n";
    const byEc2 =
      '{ Bool: { "kms:GrantIsForAWSResource": "true" }, StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } }';
    expect(
      claims(
        `${snapshot}allow B/copier, B/stranger to "ec2:CopySnapshot", "ec2:CreateVolume", "kms:*" on "*"
allow A/app, A/attacher to "ec2:AttachVolume" on "*"
policy of k1 allows B/copier to create-grant when ${byEc2}
policy of k1 allows A/attacher to create-grant when ${byEc2}`,
        "B/copier can ec2:CopySnapshot on s1",
        "B/stranger cannot ec2:CopySnapshot on s1",
        "B/copier cannot ec2:CreateVolume on s1",
        "A/attacher can ec2:AttachVolume on vol1",
        "A/app cannot ec2:AttachVolume on vol1",
        "A/attacher can kms:CreateGrant on k1",
      ),
    ).toBe("passed");
  });

  test("what a question says of a copy is what comes of it", () => {
    const shared =
      'create volume vol1 with k1\nsnapshot vol1 as s1\nshare s1 to acct B\nallow B/copier to "ec2:*", "kms:*" on "*"\n';
    expect(claims(shared, "B/copier cannot ec2:CopySnapshot on s1")).toBe("passed");
    expect(resultOf(`${KEY}${shared}copy s1 by B/copier in acct B as s2 expect denied`)).toBe("passed");
    const granted = `${shared}policy of k1 allows B/copier to create-grant\n`;
    expect(claims(granted, "B/copier can ec2:CopySnapshot on s1")).toBe("passed");
    expect(resultOf(`${KEY}${granted}copy s1 by B/copier in acct B as s2`)).toBe("passed");
  });

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

describe("in any way that a request may be made", () => {
  test("a service calls for the resource that its statement asks for, with the context that it asks for", () => {
    const condition =
      '{ StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/all", "kms:EncryptionContext:aws:cloudtrail:arn": "all" } }';
    expect(
      claims(
        `policy of k1 allows service cloudtrail to "kms:GenerateDataKey" when ${condition}`,
        "service cloudtrail can kms:GenerateDataKey on k1",
        "service cloudtrail cannot kms:Decrypt on k1",
      ),
    ).toBe("passed");
  });

  test("a no is that of the request that comes furthest: what is missing is what is told", () => {
    const lines = answer(
      `${KEY}policy of k1 allows B/app to decrypt when { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } }\nwhy cannot B/app kms:Decrypt on k1`,
    );
    expect(lines[0]).toBe(
      "B/app cannot kms:Decrypt on k1: no identity policy of B/app allows kms:Decrypt, even when called through s3 in us-east-1",
    );
    expect(lines).toContain('  to allow it: allow B/app to "kms:Decrypt" on k1');
  });

  test("who can names each service of the policy, with a Region in its name or a second word", () => {
    const named =
      '"Principal": { "Service": ["delivery.logs.amazonaws.com", "logs.us-east-1.amazonaws.com"] }, "Action": "kms:Decrypt", "Resource": "*"';
    const trust = '{ "Effect": "Allow", "Principal": { "AWS": "111111111111" }, "Action": "kms:*", "Resource": "*" }';
    const lines = answer(
      `${KEY}policy of k1 is """{ "Version": "2012-10-17", "Statement": [ ${trust}, { "Effect": "Allow", ${named} } ] }"""\nwho can kms:Decrypt on k1`,
    );
    expect(lines.join("\n")).toContain("delivery.logs (for account A)");
  });
});

test("a snapshot that is shared with an account whose role the key's policy names needs no word about its key", () => {
  const shared = `${KEY}create volume vol1 with k1\nsnapshot vol1 as s1\nrole B/backup
policy of k1 allows B/backup to decrypt, describe-key, create-grant, reencrypt, generate-data-key
share s1 to acct B`;
  expect(
    scenarioOf(shared)
      .steps.at(-1)!
      .facts.filter(({ is }) => is === "warning"),
  ).toEqual([]);
});

// Service Authorization Reference: UpdateFunctionConfiguration and ReplicateObject are actions of their own; iam:PassRole is asked for the role
// that is passed, GetObjectVersionForReplication at the source.
test("a claim about a call asks for the action on the thing, not for what the call needs of other things besides", () => {
  const setUp = `create function f1 with environment "x" through A/exec
create bucket b1
create bucket b2
allow A/x to "lambda:UpdateFunctionConfiguration", "s3:ReplicateObject" on "*"
allow A/y to "iam:PassRole", "s3:GetObjectVersionForReplication" on "*"`;
  const expected = [
    "A/x can lambda:UpdateFunctionConfiguration on f1",
    "A/y cannot lambda:UpdateFunctionConfiguration on f1",
    "A/x can s3:ReplicateObject on b2",
    "A/y cannot s3:ReplicateObject on b2",
    "A/y can iam:PassRole on A/exec",
    "A/y can s3:GetObjectVersionForReplication on b1",
  ];
  expect(claims(setUp, ...expected)).toBe("passed");
});
