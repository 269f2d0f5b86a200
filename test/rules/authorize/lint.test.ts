import { expect, test } from "vitest";
import type { PlainStatement, PolicyKind } from "../../../src/rules/authorize/document.js";
import { lintPolicy } from "../../../src/rules/authorize/lint.js";
import { documentOf } from "../../../src/rules/authorize/read-policy.js";
import { account, user } from "./examples.js";

const alice: PlainStatement = { Effect: "Allow", Principal: { AWS: user("alice").arn }, Action: "kms:Decrypt", Resource: "*" };

function codes(statement: PlainStatement, kind: PolicyKind = "key"): readonly string[] {
  return lintPolicy(documentOf({ Version: "2012-10-17", Statement: [statement] }, kind)).map(({ code }) => code);
}

test.each<[string, PlainStatement, readonly string[], PolicyKind?]>([
  ["a named user is no trap", alice, []],
  ["everyone without a condition", { ...alice, Principal: "*" }, ["policy/open-to-everyone"]],
  ["everyone with a condition", { ...alice, Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": account } } }, []],
  ["a deny for everyone", { ...alice, Effect: "Deny", Principal: "*" }, []],
  [
    "the account principal",
    { ...alice, Principal: { AWS: `arn:aws:iam::${account}:root` } },
    ["policy/account-is-everyone-in-it"],
  ],
  [
    "ForAllValues on a key that may be absent",
    { ...alice, Condition: { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "App" } } },
    ["policy/for-all-values-holds-when-absent"],
  ],
  [
    "ForAllValues guarded by Null",
    {
      ...alice,
      Condition: {
        "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "App" },
        Null: { "kms:EncryptionContextKeys": "false" },
      },
    },
    [],
  ],
  [
    "ViaService ebs",
    { ...alice, Condition: { StringEquals: { "kms:ViaService": "ebs.us-east-1.amazonaws.com" } } },
    ["policy/via-service-unknown"],
  ],
  [
    "ViaService without a Region",
    { ...alice, Condition: { StringEquals: { "kms:ViaService": "s3.amazonaws.com" } } },
    ["policy/via-service-unknown"],
  ],
  ["ViaService ec2", { ...alice, Condition: { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } } }, []],
  [
    "an encryption context condition on DescribeKey",
    { ...alice, Action: ["kms:Decrypt", "kms:DescribeKey"], Condition: { StringEquals: { "kms:EncryptionContext:App": "x" } } },
    ["policy/context-never-there"],
  ],
  [
    "a statement without Resource",
    { Effect: "Allow", Principal: { AWS: user("alice").arn }, Action: "kms:Decrypt" },
    ["policy/statement-without-effect"],
  ],
  ["kms:ReEncrypt", { ...alice, Action: "kms:ReEncrypt" }, ["policy/action-without-effect-here"]],
  ["kms:CreateKey in a key policy", { ...alice, Action: "kms:CreateKey" }, ["policy/action-without-effect-here"]],
  [
    "a key ID as Resource of a key policy",
    { ...alice, Resource: "1234abcd-12ab-34cd-56ef-1234567890ab" },
    ["policy/resource-never-matches"],
  ],
  [
    "an alias ARN as Resource of an IAM policy",
    { Effect: "Allow", Action: "kms:Decrypt", Resource: `arn:aws:kms:us-west-2:${account}:alias/a` },
    ["policy/resource-never-matches"],
    "identity",
  ],
  [
    "an alias ARN for an alias operation",
    { Effect: "Allow", Action: "kms:CreateAlias", Resource: `arn:aws:kms:us-west-2:${account}:alias/a` },
    [],
    "identity",
  ],
  [
    "Allow with NotPrincipal",
    { Effect: "Allow", NotPrincipal: { AWS: user("alice").arn }, Action: "kms:Decrypt", Resource: "*" },
    ["policy/allow-all-but"],
  ],
])("%s", (_, statement, wanted, kind) => {
  expect(codes(statement, kind)).toEqual(wanted);
});
