// A secret's key changes, its labels move, its function rotates it, its replicas follow, its deletion waits. Source: Secrets Manager guide,
// security-encryption, rotate-secrets_how, create-manage-multi-region-secrets; texts recorded against AWS by LocalStack and moto.

import { describe, expect, test } from "vitest";
import { failures, lastKmsCalls, lastRefusal } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
create key k2
create secret login "user:pass" with k1
`;
const ARN = "SecretARN: arn:aws:secretsmanager:us-east-1:111111111111:secret:login-000001";
const BY = "secretsmanager for A/admin";

describe("another key", () => {
  test("is tried, and the current version is wrapped under it too", () => {
    expect(lastKmsCalls(`${START}encrypt secret login with k2`)).toEqual([
      `${BY} kms:GenerateDataKey k2 {${ARN}, SecretVersionId: RequestToValidateKeyAccess}`,
      `${BY} kms:Decrypt k2 {${ARN}, SecretVersionId: RequestToValidateKeyAccess}`,
      `${BY} kms:Decrypt k1 {${ARN}, SecretVersionId: v1}`,
      `${BY} kms:Encrypt k2 {${ARN}, SecretVersionId: v1}`,
    ]);
  });

  test("opens the old version, and so does the old key, until a new one is put", () => {
    const changed = `${START}encrypt secret login with k2\n`;
    expect(failures(`${changed}disable k1\nget secret login`)).toEqual([]);
    expect(failures(`${changed}disable k2\nget secret login`)).toEqual([]);
    expect(failures(`${changed}put secret login "x"\ndisable k2\nget secret login expect error DecryptionFailure`)).toEqual([]);
  });

  test("that does not work is refused before anything changes", () => {
    expect(
      failures(`${START}disable k2\nencrypt secret login with k2 expect error EncryptionFailure\nexpect login.key is k1`),
    ).toEqual([]);
  });

  test("leaves behind what the caller may not open", () => {
    expect(
      failures(`${START}allow A/op to "secretsmanager:UpdateSecret" on "*"
allow A/op to generate-data-key, decrypt, encrypt on k2
encrypt secret login with k2 by A/op
expect login.key is k1
put secret login "x"
expect login.key is k2`),
    ).toEqual([]);
  });
});

describe("labels", () => {
  test("a pending version is not the current one before the label moves", () => {
    expect(
      failures(`${START}put secret login "x" pending
expect login.version is 1
get secret login pending
promote login
expect login.version is 2
get secret login previous`),
    ).toEqual([]);
  });

  test("a label without a version is told by name", () => {
    expect(lastRefusal(`${START}get secret login pending`)).toEqual([
      "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
    ]);
  });
});

describe("a rotation", () => {
  test("asks KMS nothing itself; the function does, as its role", () => {
    const world = `${START}allow A/fn to "secretsmanager:*" on "*"\nallow A/fn to decrypt, generate-data-key on k1\n`;
    expect(lastKmsCalls(`${world}rotate secret login through A/fn`)).toEqual([
      `secretsmanager for A/fn kms:Decrypt k1 {${ARN}, SecretVersionId: v1} (later)`,
      `secretsmanager for A/fn kms:GenerateDataKey k1 {${ARN}, SecretVersionId: v2} (later)`,
      `secretsmanager for A/fn kms:Decrypt k1 {${ARN}, SecretVersionId: v2} (later)`,
    ]);
  });

  test("that stops half-way leaves the old value current", () => {
    expect(
      failures(`${START}allow A/fn to "secretsmanager:*" on "*"
allow A/fn to generate-data-key on k1
rotate secret login through A/fn expect denied by identity policy of A/fn
expect login.version is 1`),
    ).toEqual([]);
  });
});

describe("a replica", () => {
  const REPLICA = `${START}create key k3 in region eu-west-1\nreplicate secret login to region eu-west-1 with k3 as login-eu\n`;
  const THERE = ARN.replace("us-east-1", "eu-west-1");

  test("is opened with the primary's key and encrypted with its own, where it is", () => {
    expect(lastKmsCalls(REPLICA)).toEqual([
      `${BY} kms:Decrypt k1 {${ARN}, SecretVersionId: v1}`,
      `${BY} kms:GenerateDataKey k3 {${THERE}, SecretVersionId: v1}`,
    ]);
  });

  test("takes each new value, and none of its own", () => {
    expect(failures(`${REPLICA}put secret login "x"\nexpect login-eu.version is 2\nget secret login-eu`)).toEqual([]);
    expect(lastRefusal(`${REPLICA}put secret login-eu "x"`)).toEqual([
      "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    ]);
  });

  test("stays, and so does its primary while it is there", () => {
    expect(lastRefusal(`${REPLICA}delete login-eu`)).toEqual([
      "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    ]);
    expect(lastRefusal(`${REPLICA}delete login`)).toEqual([
      "InvalidParameterException: You can't delete secret arn:aws:secretsmanager:us-east-1:111111111111:secret:login-000001 that still has replica regions [eu-west-1].",
    ]);
  });

  test("is as good as the primary to whoever wants the value", () => {
    expect(
      failures(`${REPLICA}allow A/app to "secretsmanager:GetSecretValue" on "*"
allow A/app to decrypt on k3
get secret login by A/app expect denied
expect A/app can read login-eu`),
    ).toEqual([]);
  });
});

describe("a deleted secret", () => {
  test("is not read, can be taken back, and keeps its name until the window is over", () => {
    expect(
      failures(`${START}delete login after 7 days
get secret login expect error InvalidRequestException
create secret login "y" expect error InvalidRequestException
cancel deletion of login
get secret login
delete login after 7 days
advance 8 days
create secret login "y"`),
    ).toEqual([]);
  });

  test("is not charged for", () => {
    expect(
      failures(`${START}delete login\nadvance 31 days\nexpect bill of A for secretsmanager in 2026-01 is under $0.01`),
    ).toEqual([]);
  });
});
