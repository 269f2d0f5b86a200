// Which operations a grant may hold, and on which keys: what CreateGrant goes by, and whoever offers a grant against a refusal.
// Source: KMS Developer Guide, "Grants in AWS KMS", and CreateGrant in the API reference (botocore 2026-08).

import type { KeyData } from "../world/key.js";

const DATA_KEYS = [
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
];
const ENCRYPTION = ["Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo"];
const ANY_KEY = ["CreateGrant", "RetireGrant", "DescribeKey"];

/** Every operation that a grant may hold. */
export const GRANT_OPERATIONS: readonly string[] = [
  ...ENCRYPTION,
  ...DATA_KEYS,
  "Sign",
  "Verify",
  "GetPublicKey",
  "GenerateMac",
  "VerifyMac",
  "DeriveSharedSecret",
  ...ANY_KEY,
];

/** Operations that suit this type of key: a grant with another one is refused. */
export function grantOperationsFor(key: Pick<KeyData, "spec" | "usage">): readonly string[] {
  if (key.spec === "SYMMETRIC_DEFAULT") return [...ENCRYPTION, ...DATA_KEYS, ...ANY_KEY];
  switch (key.usage) {
    case "ENCRYPT_DECRYPT":
      return [...ENCRYPTION, "GetPublicKey", ...ANY_KEY];
    case "SIGN_VERIFY":
      return ["Sign", "Verify", "GetPublicKey", ...ANY_KEY];
    case "KEY_AGREEMENT":
      return ["DeriveSharedSecret", "GetPublicKey", ...ANY_KEY];
    case "GENERATE_VERIFY_MAC":
      return ["GenerateMac", "VerifyMac", ...ANY_KEY];
  }
}

/** Whether CreateGrant takes a grant of these operations on this key. One for CreateGrant alone is refused (ansible/ansible, pull request 31960, 2019-02). */
export function mayBeGranted(operations: readonly string[], key: Pick<KeyData, "spec" | "usage">): boolean {
  const fitting = grantOperationsFor(key);
  return operations.every((each) => fitting.includes(each)) && operations.some((each) => each !== "CreateGrant");
}
