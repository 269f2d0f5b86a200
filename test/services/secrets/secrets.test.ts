// Secrets: what KMS sees of them, who else may have them, and how Secrets Manager says no.

import { expect, test } from "vitest";
import { failures, lastKmsCalls, lastRefusal } from "../ebs/calls.js";

const START = "default in acct A region us-east-1\ncreate key k1\n";
const CREATE = `${START}create secret db-login "user:pass" with k1\n`;
const SECRET = "SecretARN: arn:aws:secretsmanager:us-east-1:111111111111:secret:db-login-000001";

test("naming a key makes Secrets Manager try it both ways before it is used", () => {
  expect(lastKmsCalls(CREATE)).toEqual([
    `secretsmanager for A/admin kms:GenerateDataKey k1 {${SECRET}, SecretVersionId: RequestToValidateKeyAccess}`,
    `secretsmanager for A/admin kms:Decrypt k1 {${SECRET}, SecretVersionId: RequestToValidateKeyAccess}`,
    `secretsmanager for A/admin kms:GenerateDataKey k1 {${SECRET}, SecretVersionId: v1}`,
  ]);
});

test("each version has a data key of its own", () => {
  expect(lastKmsCalls(`${CREATE}put secret db-login "user:other"`)).toEqual([
    `secretsmanager for A/admin kms:GenerateDataKey k1 {${SECRET}, SecretVersionId: v2}`,
  ]);
  expect(lastKmsCalls(`${CREATE}put secret db-login "user:other"\nget secret db-login`)).toEqual([
    `secretsmanager for A/admin kms:Decrypt k1 {${SECRET}, SecretVersionId: v2}`,
  ]);
});

test("another account needs the secret's policy, the key's, and its own", () => {
  expect(
    failures(`${CREATE}
allow B/app to "secretsmanager:GetSecretValue" on "*"
get secret db-login by B/app expect denied
policy of db-login allows acct B to "secretsmanager:GetSecretValue"
get secret db-login by B/app expect denied by identity policy of B/app
allow B/app to "kms:Decrypt" on k1
get secret db-login by B/app expect denied by key policy of k1
policy of k1 allows acct B to decrypt
get secret db-login by B/app`),
  ).toEqual([]);
});

test("under aws/secretsmanager nobody of another account gets it", () => {
  expect(
    failures(`${START}create secret db-login "user:pass"
policy of db-login allows acct B to "secretsmanager:GetSecretValue"
get secret db-login by B/admin expect error AccessDeniedException
expect db-login.key is aws/secretsmanager`),
  ).toEqual([]);
});

test("want of permission on the key is told in one bare sentence", () => {
  expect(
    lastRefusal(`${START}allow A/app to "secretsmanager:*" on "*"\ncreate secret db-login "x" with k1 by A/app expect denied`)[0],
  ).toBe("AccessDeniedException: Access to KMS is not allowed");
});

test("a disabled key is DecryptionFailure, with KMS quoted whole", () => {
  expect(lastRefusal(`${CREATE}disable k1\nget secret db-login expect error`)[0]).toBe(
    "DecryptionFailure: Secrets Manager can't decrypt the secret value: arn:aws:kms:us-east-1:111111111111:key/k1 is disabled. " +
      "(Service: AWSKMS; Status Code: 400; Error Code: DisabledException; Request ID: 00000000-0000-4000-8000-000000000000)",
  );
});

test("the name of a deleted secret is not free until its recovery window is over", () => {
  expect(lastRefusal(`${CREATE}delete db-login after 7 days\ncreate secret db-login "again" expect error`)).toEqual([
    "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
  ]);
  expect(failures(`${CREATE}delete db-login after 7 days\nadvance 7 days\ncreate secret db-login "again"`)).toEqual([]);
});
