// Parameters: what KMS sees of them and how Parameter Store says no.

import { expect, test } from "vitest";
import { failures, lastKmsCalls, lastRefusal } from "../ebs/calls.js";

const START = "default in acct A region us-east-1\ncreate key k1\n";
const PUT = `${START}put parameter /app/password "s3cret" with k1\n`;
const CONTEXT = "{PARAMETER_ARN: arn:aws:ssm:us-east-1:111111111111:parameter/app/password}";
const ARN = "arn:aws:kms:us-east-1:111111111111:key/k1";

test("a standard parameter's value goes to KMS itself", () => {
  expect(lastKmsCalls(PUT)).toEqual([`ssm for A/admin kms:Encrypt k1 ${CONTEXT}`]);
  expect(lastKmsCalls(`${PUT}get parameter /app/password`)).toEqual([`ssm for A/admin kms:Decrypt k1 ${CONTEXT}`]);
});

test("an advanced one has a data key", () => {
  const put = `${START}put parameter /app/password "s3cret" with k1 advanced\n`;
  expect(lastKmsCalls(put)).toEqual([`ssm for A/admin kms:GenerateDataKey k1 ${CONTEXT}`]);
  expect(lastKmsCalls(`${put}get parameter /app/password`)).toEqual([`ssm for A/admin kms:Decrypt k1 ${CONTEXT}`]);
});

test("without decryption KMS is not asked, and what lies there KMS decrypts with that context", () => {
  expect(lastKmsCalls(`${PUT}get parameter /app/password without decryption as c1`)).toEqual([]);
  expect(
    failures(`${PUT}get parameter /app/password without decryption as c1
decrypt c1 expect error InvalidCiphertextException
decrypt c1 context { PARAMETER_ARN: "arn:aws:ssm:us-east-1:111111111111:parameter/app/password" }`),
  ).toEqual([]);
});

test("kms:Encrypt is not enough for an advanced one", () => {
  expect(
    failures(`${START}allow A/alice to "ssm:PutParameter" on "*"
allow A/alice to "kms:Encrypt" on k1
put parameter /x "v" with k1 by A/alice
put parameter /y "v" with k1 advanced by A/alice expect error AccessDeniedException`),
  ).toEqual([]);
});

test("aws/ssm is open to every principal of the account through Parameter Store", () => {
  expect(
    failures(`${START}put parameter /x "v"
allow A/alice to "ssm:GetParameter" on "*"
get parameter /x by A/alice`),
  ).toEqual([]);
});

test("trouble with the key is InvalidKeyId, in KMS's words", () => {
  expect(lastRefusal(`${PUT}disable k1\nget parameter /app/password expect error`)[0]).toBe(`InvalidKeyId: ${ARN} is disabled.`);
});

test("what is not there, and a way back that is none", () => {
  expect(lastRefusal(`${START}get parameter /nowhere expect error`)).toEqual(["ParameterNotFound: Parameter not found."]);
  expect(failures(`${START}put parameter /x "v" advanced\nput parameter /x "w" expect error ValidationException`)).toEqual([]);
  expect(failures(`${PUT}put parameter /app/password "new" with k1\nexpect /app/password.version is 2`)).toEqual([]);
});
