// Policies as text: a statement more, a statement less, a principal that was deleted.

import { expect, test } from "vitest";
import {
  addStatement,
  defaultKeyPolicy,
  denialsOf,
  principalsOf,
  removeStatement,
  rewriteDeletedPrincipal,
  statementIds,
} from "../../src/rules/policy-text.js";

const DEFAULT = defaultKeyPolicy("111122223333");

test("the default key policy lets the account's own policies decide", () => {
  expect(JSON.parse(DEFAULT)).toEqual({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
});

test("a statement is added at the end, and taken away again by its Sid", () => {
  const more = addStatement(DEFAULT, {
    sid: "backup account",
    effect: "Allow",
    principals: [{ type: "AWS", value: "arn:aws:iam::444455556666:root" }],
    actions: ["kms:Decrypt", "kms:DescribeKey"],
    condition: { StringEquals: { "kms:EncryptionContext:app": "shop" } },
  });
  expect(JSON.parse(more).Statement[1]).toEqual({
    Sid: "backup account",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::444455556666:root" },
    Action: ["kms:Decrypt", "kms:DescribeKey"],
    Resource: "*",
    Condition: { StringEquals: { "kms:EncryptionContext:app": "shop" } },
  });
  expect(statementIds(more)).toEqual(["Enable IAM User Permissions", "backup account"]);
  expect(removeStatement(more, "backup account")).toBe(DEFAULT);
  expect(removeStatement(more, "backup acount")).toBeUndefined();
});

test("several principals stand in one element, by type", () => {
  const text = addStatement(DEFAULT, {
    effect: "Allow",
    principals: [
      { type: "AWS", value: "arn:aws:iam::111122223333:role/a" },
      { type: "AWS", value: "arn:aws:iam::111122223333:role/b" },
      { type: "Service", value: "ec2.amazonaws.com" },
    ],
    actions: ["kms:Decrypt"],
  });
  expect(JSON.parse(text).Statement[1].Principal).toEqual({
    AWS: ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"],
    Service: "ec2.amazonaws.com",
  });
});

test("everyone is written as the whole principal", () => {
  const text = addStatement(DEFAULT, { effect: "Allow", principals: [{ type: "*", value: "*" }], actions: ["kms:Decrypt"] });
  expect(JSON.parse(text).Statement[1].Principal).toBe("*");
});

test("a policy with one statement that is no list takes another", () => {
  const text = addStatement('{"Statement":{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}}', {
    effect: "Allow",
    principals: [{ type: "AWS", value: "arn:aws:iam::111122223333:root" }],
    actions: ["kms:*"],
  });
  expect(JSON.parse(text).Statement).toHaveLength(2);
  expect(denialsOf(text).count).toBe(1);
});

test("a deleted role turns into its unique ID, and only where it is the principal", () => {
  const arn = "arn:aws:iam::111122223333:role/app";
  const text = JSON.stringify({
    Statement: [
      { Effect: "Allow", Principal: { AWS: [arn, "arn:aws:iam::111122223333:role/app2"] }, Action: "kms:Decrypt", Resource: "*" },
      {
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "kms:*",
        Resource: "*",
        Condition: { ArnEquals: { "aws:PrincipalArn": arn } },
      },
    ],
  });
  const after = rewriteDeletedPrincipal(text, arn, "AROAEXAMPLE");
  expect(principalsOf(after)).toEqual(["AROAEXAMPLE", "arn:aws:iam::111122223333:role/app2"]);
  expect(after).toContain(`"aws:PrincipalArn":"${arn}"`);
  expect(rewriteDeletedPrincipal(DEFAULT, arn, "AROAEXAMPLE")).toBe(DEFAULT);
});
