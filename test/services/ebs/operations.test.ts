// Requests that no sentence makes, and that EC2 refuses by their form.

import { expect, test } from "vitest";
import { copySnapshot } from "../../../src/services/ebs/copy-operation.js";
import { createVolume } from "../../../src/services/ebs/volume-operations.js";
import { worldAfter } from "./calls.js";

const world = worldAfter("default in acct A region us-east-1; create key k1; create volume v size 8 GiB; snapshot v as s");
const ctx = { world, caller: { is: "principal", ref: "A/admin" }, place: { account: "A", region: "us-east-1" } } as const;
const key = { reference: "arn:aws:kms:us-east-1:111111111111:key/k1", id: "k1" };
const refused = {
  is: "refused",
  code: "InvalidParameterDependency",
  message: "The parameter KmsKeyId requires the parameter Encrypted to be set.",
};

test("a key without Encrypted is refused", () => {
  expect(createVolume.prepare({ id: "w", key }, ctx)).toEqual(refused);
  expect(copySnapshot.prepare({ id: "t", source: "s", sourceRegion: "us-east-1", key }, ctx)).toEqual(refused);
});

test("with it, the call goes on to be allowed or not, on what has no ID yet", () => {
  expect(createVolume.prepare({ id: "w", encrypted: true, key }, ctx)).toMatchObject({
    permissions: [{ action: "ec2:CreateVolume", arn: "arn:aws:ec2:us-east-1:111111111111:volume/*" }],
  });
});
