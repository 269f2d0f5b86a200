// One word means one action, whether it is read in a policy, a grant or a suggestion.
import { expect, test } from "vitest";
import { theRegistry } from "../../src/api/simulate.js";
import { actionOfShort, SHORT_ACTIONS, shortOfAction } from "../../src/rules/short-actions.js";

test("a short name is an action, or all of a family", () => {
  expect(actionOfShort("describe-key")).toBe("kms:DescribeKey");
  expect(actionOfShort("re-encrypt-from")).toBe("kms:ReEncryptFrom");
  expect(actionOfShort("reencrypt")).toBe("kms:ReEncrypt*");
  expect(actionOfShort("re-encrypt")).toBe("kms:ReEncrypt*");
  expect(actionOfShort("generate-data-key")).toBe("kms:GenerateDataKey*");
  expect(actionOfShort("mac")).toBe("kms:GenerateMac");
  expect(actionOfShort("dcrypt")).toBeUndefined();
});

test("an action whose word stands for a family has no short name of its own", () => {
  expect(shortOfAction("kms:Decrypt")).toBe("decrypt");
  expect(shortOfAction("CreateGrant")).toBe("create-grant");
  expect(shortOfAction("kms:GenerateDataKey")).toBeUndefined();
  expect(shortOfAction("s3:GetObject")).toBeUndefined();
});

test("every permission of KMS that Custody plays has a short name or is of a family", () => {
  const permissions = theRegistry().actions.filter((each) => each.startsWith("kms:"));
  expect(permissions.length).toBeGreaterThan(40);
  expect(permissions.filter((each) => shortOfAction(each) === undefined)).toEqual(["kms:GenerateDataKey"]);
  expect(SHORT_ACTIONS.every((each) => actionOfShort(each) !== undefined)).toBe(true);
});
