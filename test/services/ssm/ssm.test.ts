// Parameters: what KMS sees of them and how Parameter Store says no.

import { describe, expect, test } from "vitest";
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
  expect(lastRefusal(`${PUT}disable k1\nget parameter /app/password expect error`)[0]).toBe(
    `InvalidKeyId: ${ARN} is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException; Request ID: 00000000-0000-4000-8000-000000000000; Proxy: null)`,
  );
});

test("what is not there, and a way back that is none", () => {
  expect(lastRefusal(`${START}get parameter /nowhere expect error`)).toEqual(["ParameterNotFound: Parameter not found."]);
  expect(failures(`${START}put parameter /x "v" advanced\nput parameter /x "w" expect error ValidationException`)).toEqual([]);
  expect(failures(`${PUT}put parameter /app/password "new" with k1\nexpect /app/password.version is 2`)).toEqual([]);
});

describe("a String", () => {
  const STRING = `${START}put parameter /app/address "shop.example" unencrypted\n`;

  test("is never seen by KMS, and read with ssm:GetParameter alone", () => {
    expect(lastKmsCalls(STRING)).toEqual([]);
    expect(
      failures(`${STRING}allow A/app to "ssm:GetParameter" on "*"
get parameter /app/address by A/app
get parameter /app/address without decryption by A/app
expect A/app can read /app/address
expect /app/address is not encrypted`),
    ).toEqual([]);
    expect(lastKmsCalls(`${STRING}get parameter /app/address`)).toEqual([]);
  });

  test("takes no key", () => {
    expect(lastRefusal(`${START}put parameter /x "v" unencrypted with k1 expect error`)).toEqual([
      "ValidationException: KeyId is required for SecureString type parameter only.",
    ]);
  });

  test("may become a SecureString, and back", () => {
    const sealed = `${STRING}put parameter /app/address "shop.example" with k1\n`;
    expect(lastKmsCalls(`${sealed}get parameter /app/address`)).toHaveLength(1);
    expect(
      failures(`${sealed}expect /app/address is encrypted
put parameter /app/address "shop.example" unencrypted
expect /app/address is not encrypted
expect /app/address.version is 3`),
    ).toEqual([]);
  });
});

describe("a new value", () => {
  test("goes under the key that the request names, and under aws/ssm if it names none", () => {
    expect(
      failures(`${PUT}create key k2
put parameter /app/password "better" with k2
expect /app/password.key is k2
disable k1
get parameter /app/password
put parameter /app/password "best"
expect /app/password.key is aws/ssm`),
    ).toEqual([]);
  });

  test("without overwriting there must be none yet", () => {
    expect(failures(`${START}put parameter /x "v" without overwriting`)).toEqual([]);
    expect(lastRefusal(`${PUT}put parameter /app/password "new" with k1 without overwriting expect error`)).toEqual([
      "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    ]);
  });

  test("may be forbidden by ssm:Overwrite", () => {
    expect(
      failures(`${START}allow A/app to "ssm:PutParameter" on "*" when { StringEquals: { "ssm:Overwrite": "false" } }
put parameter /x "v" unencrypted by A/app
put parameter /x "w" unencrypted by A/app expect denied`),
    ).toEqual([]);
  });
});

test.each([
  ["", 4096, "Standard"],
  [" advanced", 8192, "Advanced"],
] as const)("a value of the tier%s has at most %i characters", (tail, most, tier) => {
  const put = (length: number) => `${START}put parameter /x "${"x".repeat(length)}" with k1${tail}`;
  expect(failures(put(most))).toEqual([]);
  expect(lastRefusal(`${put(most + 1)} expect error`)[0]).toContain(
    `ValidationException: ${tier} tier parameters support a maximum parameter value of ${most} characters.`,
  );
});

test("advanced is the way of a standard one that has grown", () => {
  expect(failures(`${PUT}put parameter /app/password "${"x".repeat(4097)}" with k1 advanced`)).toEqual([]);
});
