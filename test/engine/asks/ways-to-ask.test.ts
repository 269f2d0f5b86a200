// A question has no request. What a request would say of itself (an algorithm, an alias, a waiting period, a header) is tried as the policies
// ask for it, and a yes is a sentence that AWS takes, which each row runs as well.
// Source: KMS Developer Guide, conditions-kms; S3 User Guide, UsingKMSEncryption; Service Authorization Reference.
import { describe, expect, test } from "vitest";
import { resultOf, scenarioOf } from "../running.js";

const KEYS = `account A id 111122223333
default in acct A region us-east-1
create key k1; create multi-region key m1
create key pair1 spec RSA_2048 usage sign-verify; create key box1 spec RSA_2048 usage encrypt-decrypt
create key h1 spec HMAC_256 usage generate-verify-mac
alias app for k1; create key other; alias elsewhere for other
create bucket b1; document doc1 "x" held by A/a
`;

const when = (keys: string, operator = "StringEquals") => `when { "${operator}": { ${keys} } }`;

describe("whoever may in one way can", () => {
  test.each([
    [
      "with the algorithm that every symmetric key has",
      `allow A/a to encrypt on k1 ${when('"kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT"')}`,
      "kms:Encrypt on k1",
      'encrypt "x" with k1',
    ],
    [
      "with one of two algorithms",
      `allow A/a to encrypt on box1 ${when('"kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_1"')}`,
      "kms:Encrypt on box1",
      'encrypt "x" with box1 algorithm RSAES_OAEP_SHA_1',
    ],
    [
      "with one algorithm and one type of message",
      `allow A/a to sign on pair1 ${when('"kms:SigningAlgorithm": "RSASSA_PSS_SHA_512", "kms:MessageType": "RAW"')}`,
      "kms:Sign on pair1",
      'sign "x" with pair1 algorithm RSASSA_PSS_SHA_512',
    ],
    [
      "with the algorithm of an HMAC key",
      `allow A/a to generate-mac on h1 ${when('"kms:MacAlgorithm": "HMAC_SHA_256"')}`,
      "kms:GenerateMac on h1",
      'mac "x" with h1',
    ],
    [
      "by an alias of the key",
      `allow A/a to encrypt on "*" ${when('"kms:RequestAlias": "alias/app"')}`,
      "kms:Encrypt on k1",
      'encrypt "x" with alias app',
    ],
    [
      "on one key at both ends",
      `allow A/a to reencrypt, encrypt on k1 ${when('"kms:ReEncryptOnSameKey": true', "BoolIfExists")}`,
      "kms:ReEncrypt on k1",
      'encrypt "x" with k1 as c1; reencrypt c1 with k1',
    ],
    [
      "for some operations of a grant",
      `allow A/a to create-grant on k1 ${when('"kms:GrantOperations": ["Decrypt"]', "ForAnyValue:StringEquals")}`,
      "kms:CreateGrant on k1",
      "grant A/w on k1 to decrypt",
    ],
    [
      "for one grantee",
      `role A/w\nallow A/a to create-grant on k1 ${when('"kms:GranteePrincipal": "arn:aws:iam::111122223333:role/w"')}`,
      "kms:CreateGrant on k1",
      "grant A/w on k1 to decrypt",
    ],
    [
      "with a waiting period that is long enough",
      `allow A/a to schedule-key-deletion on k1\ndeny A/a to schedule-key-deletion on k1 ${when('"kms:ScheduleKeyDeletionPendingWindowInDays": 20', "NumericLessThan")}`,
      "kms:ScheduleKeyDeletion on k1",
      "delete k1 after 20 days",
    ],
    [
      "with one period",
      `allow A/a to enable-key-rotation on k1 ${when('"kms:RotationPeriodInDays": 180', "NumericEquals")}`,
      "kms:EnableKeyRotation on k1",
      "enable rotation of k1 every 180 days",
    ],
    [
      "for a pair of one spec",
      `allow A/a to "kms:GenerateDataKeyPair" on k1 ${when('"kms:DataKeyPairSpec": "ECC_NIST_P256"')}`,
      "kms:GenerateDataKeyPair on k1",
      "generate data key pair ECC_NIST_P256 from k1",
    ],
    [
      "with a tag",
      `allow A/a to tag-resource on k1 ${when('"aws:RequestTag/app": "shop"')}`,
      "kms:TagResource on k1",
      'tag k1 { app: "shop" }',
    ],
    [
      "a key of one kind",
      `allow A/a to "kms:CreateKey" on "*" ${when('"kms:KeySpec": "HMAC_256"')}`,
      "kms:CreateKey",
      "create key k9 spec HMAC_256 usage generate-verify-mac",
    ],
    [
      "to a Region that is allowed",
      `allow A/a to "kms:CreateKey" on "*"\nallow A/a to replicate-key on m1 ${when('"kms:ReplicaRegion": "eu-west-1"')}`,
      "kms:ReplicateKey on m1",
      "replicate m1 to region eu-west-1",
    ],
    [
      "with the header that a bucket demands",
      `allow A/a to "s3:PutObject" on b1\nallow A/a to "kms:*" on "*"\npolicy of b1 denies everyone to "s3:PutObject" ${when('"s3:x-amz-server-side-encryption": "aws:kms"', "StringNotEquals")}`,
      "s3:PutObject on b1",
      "put doc1 in b1 encrypted with sse-kms k1",
    ],
    [
      "over the TLS that a bucket demands",
      `allow A/a to "s3:PutObject" on b1\npolicy of b1 denies everyone to "s3:*" ${when('"s3:TlsVersion": 1.3', "NumericLessThan")}`,
      "s3:PutObject on b1",
      "put doc1 in b1",
    ],
  ])("%s", (_what, setUp, claim, sentence) => {
    expect(resultOf(`${KEYS}${setUp}\nexpect A/a can ${claim}`)).toBe("passed");
    expect(resultOf(`${KEYS}${setUp}\nas A/a { ${sentence} }`)).toBe("passed");
  });
});

describe("no request gets round", () => {
  test.each([
    [
      "an algorithm that the key does not have",
      `allow A/a to encrypt on k1 ${when('"kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_256"')}`,
      "kms:Encrypt on k1",
    ],
    [
      "the one algorithm that the key has",
      `allow A/a to encrypt on k1 ${when('"kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT"', "StringNotEquals")}`,
      "kms:Encrypt on k1",
    ],
    [
      "an alias of another key",
      `allow A/a to encrypt on "*" ${when('"kms:RequestAlias": "alias/elsewhere"')}`,
      "kms:Encrypt on k1",
    ],
    [
      "a waiting period longer than there is",
      `allow A/a to schedule-key-deletion on k1 ${when('"kms:ScheduleKeyDeletionPendingWindowInDays": 31', "NumericGreaterThanEquals")}`,
      "kms:ScheduleKeyDeletion on k1",
    ],
    [
      "two ends that one key cannot be",
      `allow A/a to reencrypt on k1 ${when('"kms:ReEncryptOnSameKey": false', "Bool")}`,
      "kms:ReEncrypt on k1",
    ],
    [
      "a day of use that is too near",
      `allow A/a to disable-key on k1 ${when('"kms:TrailingDaysWithoutKeyUsage": 30', "NumericGreaterThan")}`,
      "kms:DisableKey on k1",
    ],
  ])("%s", (_what, setUp, claim) => {
    expect(resultOf(`${KEYS}${setUp}\nexpect A/a cannot ${claim}`)).toBe("passed");
  });
});

test("the answer says what such a request says", () => {
  const setUp = `allow A/a to sign on pair1 ${when('"kms:SigningAlgorithm": "RSASSA_PSS_SHA_512"')}`;
  const { steps } = scenarioOf(`${KEYS}${setUp}\nwhy can A/a kms:Sign on pair1`);
  const answer = steps.at(-1)!.facts.find((each) => each.is === "answer");
  expect(answer?.is === "answer" ? answer.lines[0] : "").toBe(
    "A/a can kms:Sign on pair1: key policy of pair1 trusts account A's IAM, and A/a's policy allows it, with kms:SigningAlgorithm RSASSA_PSS_SHA_512",
  );
});

describe("an action on objects is asked of objects, under the policy of their bucket", () => {
  const BUCKET =
    'account A id 111122223333\ndefault in acct A region us-east-1\ncreate bucket b1\ndocument doc1 "x"\nput doc1 in b1\n';
  const identity = (resource: string) =>
    `identity policy of A/a is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "${resource}" }] }"""\n`;

  test("objects alone", () => {
    expect(
      resultOf(
        `${BUCKET}${identity("arn:aws:s3:::b1/*")}expect A/a can s3:GetObject on b1/doc1\nexpect A/a can s3:GetObject on b1\nexpect A/a cannot s3:PutBucketPolicy on b1\nget doc1 from b1 by A/a`,
      ),
    ).toBe("passed");
  });
  test("the bucket alone", () => {
    expect(
      resultOf(
        `${BUCKET}${identity("arn:aws:s3:::b1")}expect A/a cannot s3:GetObject on b1/doc1\nexpect A/a cannot s3:GetObject on b1\nexpect A/a can s3:PutBucketPolicy on b1\nget doc1 from b1 by A/a expect denied`,
      ),
    ).toBe("passed");
  });
  test("objects below a prefix", () => {
    expect(
      resultOf(
        `${BUCKET}${identity("arn:aws:s3:::b1/logs/*")}expect A/a can s3:PutObject on b1\nexpect A/a cannot s3:PutObject on b1/doc1`,
      ),
    ).toBe("passed");
  });
  test("what the bucket's policy denies or lets in", () => {
    expect(
      resultOf(
        `${BUCKET}allow B/r to "s3:GetObject" on b1\nexpect B/r cannot s3:GetObject on b1/doc1
policy of b1 allows acct B to "s3:GetObject"\nexpect B/r can s3:GetObject on b1/doc1\nget doc1 from b1 by B/r
policy of b1 denies B/r to "s3:GetObject"\nexpect B/r cannot s3:GetObject on b1/doc1\nget doc1 from b1 by B/r expect denied`,
      ),
    ).toBe("passed");
  });
});

describe("a call that makes or meets something needs leave for that too, whatever it is called", () => {
  const START = `account A id 111122223333
default in acct A region us-east-1
create volume v1; create database db1; snapshot db1 as ds1
`;
  const identity = (...resources: readonly string[]) =>
    `identity policy of A/a is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["ec2:*", "rds:*"], "Resource": ${JSON.stringify(resources)} }] }"""\n`;
  const ec2 = "arn:aws:ec2:us-east-1:111122223333:";
  const rds = "arn:aws:rds:us-east-1:111122223333:";

  // Source: Service Authorization Reference, EC2 (CreateSnapshot, AttachVolume) and RDS (CreateDBSnapshot, RestoreDBInstanceFromDBSnapshot).
  test.each([
    ["ec2:CreateSnapshot on v1", `${ec2}volume/*`, "arn:aws:ec2:us-east-1::snapshot/*", "snapshot v1 as s9"],
    ["ec2:AttachVolume on v1", `${ec2}volume/*`, `${ec2}instance/i-*`, "attach v1 to i-x"],
    ["rds:CreateDBSnapshot on db1", `${rds}db:*`, `${rds}snapshot:nightly-*`, "snapshot db1 as nightly-x"],
    ["rds:RestoreDBInstanceFromDBSnapshot on ds1", `${rds}snapshot:*`, `${rds}db:*`, "restore ds1 as db9"],
  ])("%s", (claim, thing, other, sentence) => {
    expect(resultOf(`${START}${identity(thing)}expect A/a cannot ${claim}\n${sentence} by A/a expect denied`)).toBe("passed");
    expect(resultOf(`${START}${identity(thing, other)}expect A/a can ${claim}\n${sentence} by A/a`)).toBe("passed");
  });
});
