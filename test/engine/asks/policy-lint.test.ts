// Each trap in a policy is told when the file is checked, at the word of the JSON, and explained by its code.
import { describe, expect, test } from "vitest";
import { engineCodes } from "../../../src/engine/log.js";
import { mistakesOf } from "../running.js";

function lintOf(statement: string): string[] {
  return mistakesOf(
    `create key k1 in acct A region us-east-1\npolicy of k1 is """{ "Version": "2012-10-17", "Statement": [ ${statement} ] }"""`,
    { checkOnly: true },
  );
}

const ME = '"Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }';

const traps: readonly (readonly [string, string, string])[] = [
  [
    "policy/open-to-everyone",
    '{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" }',
    'warning policy/open-to-everyone at ""*""',
  ],
  [
    "policy/account-is-everyone-in-it",
    '{ "Sid": "RootOnly", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*" }',
    'warning policy/account-is-everyone-in-it at ""111122223333""',
  ],
  [
    "policy/via-service-unknown",
    `{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "ebs.us-east-1.amazonaws.com" } } }`,
    'warning policy/via-service-unknown at ""ebs.us-east-1.amazonaws.com""',
  ],
  [
    "policy/context-never-there",
    `{ "Effect": "Allow", ${ME}, "Action": "kms:DescribeKey", "Resource": "*", "Condition": { "StringEquals": { "kms:EncryptionContext:app": "shop" } } }`,
    'warning policy/context-never-there at ""kms:DescribeKey""',
  ],
  [
    "policy/resource-never-matches",
    `{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt", "Resource": "k1" }`,
    'warning policy/resource-never-matches at ""k1""',
  ],
  [
    "policy/action-without-effect-here",
    `{ "Effect": "Allow", ${ME}, "Action": "kms:ReEncrypt", "Resource": "*" }`,
    'warning policy/action-without-effect-here at ""kms:ReEncrypt""',
  ],
];

describe("traps in a key policy", () => {
  for (const [code, statement, told] of traps) {
    test(code, () => {
      expect(lintOf(statement)).toEqual([told]);
    });
  }

  test("a statement without Resource has no effect", () => {
    expect(lintOf(`{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt" }`).map((each) => each.split(" at ")[0])).toEqual([
      "warning policy/statement-without-effect",
    ]);
  });

  test("ForAllValues without a Null beside it holds when the key is absent", () => {
    const statement = `{ "Effect": "Allow", ${ME}, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "app" } } }`;
    expect(lintOf(statement).map((each) => each.split(" at ")[0])).toEqual(["warning policy/for-all-values-holds-when-absent"]);
  });

  test("Allow with NotPrincipal lets in all others", () => {
    const statement =
      '{ "Effect": "Allow", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }';
    expect(lintOf(statement).map((each) => each.split(" at ")[0])).toEqual(["warning policy/allow-all-but"]);
  });

  test("the usual trust in the own account is no trap", () => {
    expect(
      lintOf(
        '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }',
      ),
    ).toEqual([]);
  });

  test("every code is explained with a bad and a good text", () => {
    for (const [code] of traps) expect(engineCodes.get(code)?.bad, code).not.toBe("");
  });
});
