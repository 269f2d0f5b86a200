// What a request to KMS may say of itself, as far as AWS takes it for this key: whoever may sign with one algorithm alone can sign.
// Source: KMS Developer Guide, conditions-kms; KMS API reference (botocore 2026-08).

import { kmsCatalog } from "../../generated/catalogs.js";
import { grantOperationsFor } from "../../rules/grant-operations.js";
import type { Key } from "../../rules/key-lookup.js";
import type { RequestChoice } from "../../rules/request-choices.js";
import { type KeyUsage, keyKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { trailingDays } from "./operations/keys.js";
import { aliasNamesOf } from "./resolve.js";
import { algorithmsOf, PAIR_SPECS, SPECS, USAGES } from "./specs.js";

const { limits } = kmsCatalog;

const TAGS: readonly RequestChoice[] = [
  { key: "aws:RequestTag/", of: "a text" },
  { key: "aws:TagKeys", of: "a list" },
];
const BYPASS: RequestChoice = { key: "kms:BypassPolicyLockoutSafetyCheck", of: ["true", "false"] };
const BY_HAND: RequestChoice = { key: "kms:GrantIsForAWSResource", of: ["false"], plain: "false" };

export function kmsChoices(action: string, on: Resource | undefined, world: World): readonly RequestChoice[] {
  if (isKind(on, keyKind)) return [...ofOperation(action.slice("kms:".length), on, world), ...byAlias(action, on, world)];
  return action === "kms:CreateKey" ? NEW_KEY : [];
}

function ofOperation(operation: string, key: Key, world: World): readonly RequestChoice[] {
  switch (operation) {
    case "Encrypt":
    case "Decrypt":
      return algorithms("kms:EncryptionAlgorithm", key, "ENCRYPT_DECRYPT");
    // On one key the two ends are the same; each end by itself may have another key at the other.
    case "ReEncrypt":
    case "ReEncryptFrom":
    case "ReEncryptTo":
      return [
        ...algorithms("kms:EncryptionAlgorithm", key, "ENCRYPT_DECRYPT"),
        { key: "kms:ReEncryptOnSameKey", of: operation === "ReEncrypt" ? [] : ["false"], plain: "true" },
      ];
    case "GenerateDataKey":
    case "GenerateDataKeyWithoutPlaintext":
      return algorithms("kms:EncryptionAlgorithm", key, "ENCRYPT_DECRYPT");
    case "GenerateDataKeyPair":
    case "GenerateDataKeyPairWithoutPlaintext":
      return [...algorithms("kms:EncryptionAlgorithm", key, "ENCRYPT_DECRYPT"), oneOf("kms:DataKeyPairSpec", PAIR_SPECS)];
    case "Sign":
    case "Verify":
      return [
        ...algorithms("kms:SigningAlgorithm", key, "SIGN_VERIFY"),
        oneOf("kms:MessageType", key.data.spec.startsWith("ML_DSA") ? ["RAW", "EXTERNAL_MU"] : ["RAW", "DIGEST"]),
      ];
    case "GenerateMac":
    case "VerifyMac":
      return algorithms("kms:MacAlgorithm", key, "GENERATE_VERIFY_MAC");
    case "DeriveSharedSecret":
      return algorithms("kms:KeyAgreementAlgorithm", key, "KEY_AGREEMENT");
    case "ScheduleKeyDeletion": {
      const { deletionWindowDaysMin: from, deletionWindowDaysMax: to, deletionWindowDaysDefault: plain } = limits;
      return [
        { key: "kms:ScheduleKeyDeletionPendingWindowInDays", of: { from, to }, plain: String(plain) },
        asItIs(trailingDays(world, key)),
      ];
    }
    case "DisableKey":
      return [asItIs(trailingDays(world, key))];
    case "EnableKeyRotation": {
      const { rotationPeriodDaysMin: from, rotationPeriodDaysMax: to } = limits;
      return [{ key: "kms:RotationPeriodInDays", of: { from, to } }];
    }
    case "PutKeyPolicy":
      return [BYPASS];
    case "ImportKeyMaterial":
      return [
        { key: "kms:ExpirationModel", of: ["KEY_MATERIAL_EXPIRES", "KEY_MATERIAL_DOES_NOT_EXPIRE"] },
        { key: "kms:ValidTo", of: "a text" },
      ];
    case "GetParametersForImport":
      return [
        oneOf("kms:WrappingAlgorithm", WRAPPING_ALGORITHMS),
        oneOf("kms:WrappingKeySpec", ["RSA_4096", "RSA_3072", "RSA_2048"]),
      ];
    case "TagResource":
    case "ReplicateKey":
      return TAGS;
    case "UntagResource":
      return [{ key: "aws:TagKeys", of: "a list" }];
    case "CreateGrant":
      return [BY_HAND, ...grants(key)];
    case "ListGrants":
    case "RevokeGrant":
      return [BY_HAND];
    default:
      return [];
  }
}

const WRAPPING_ALGORITHMS = ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1"];

function grants(key: Key): readonly RequestChoice[] {
  const operations = grantOperationsFor(key.data).filter((each) => each !== "CreateGrant");
  return [
    oneOf(
      "kms:GrantOperations",
      operations.map((each) => [each]),
    ),
    { key: "kms:GranteePrincipal", of: "a text" },
    { key: "kms:RetiringPrincipal", of: "a text" },
    ...(key.data.spec === "SYMMETRIC_DEFAULT"
      ? [{ key: "kms:GrantConstraintType", of: ["EncryptionContextSubset", "EncryptionContextEquals"] }]
      : []),
  ];
}

/** A new key without more is symmetric, made by KMS, and of one Region. */
const NEW_KEY: readonly RequestChoice[] = [
  oneOf("kms:KeySpec", ["SYMMETRIC_DEFAULT", ...[...SPECS.keys()].filter((spec) => spec !== "SM2")]),
  oneOf("kms:KeyUsage", USAGES),
  oneOf("kms:KeyOrigin", ["AWS_KMS", "EXTERNAL"]),
  oneOf("kms:MultiRegion", ["false", "true"]),
  BYPASS,
  ...TAGS,
];

/** Operations that take an alias in place of a key. */
const BY_ALIAS =
  /^kms:(?:Encrypt|Decrypt|ReEncrypt(?:From|To)?|GenerateDataKey\w*|Sign|Verify|GenerateMac|VerifyMac|DeriveSharedSecret|DescribeKey|GetPublicKey)$/;

function byAlias(action: string, key: Key, world: World): readonly RequestChoice[] {
  return BY_ALIAS.test(action) ? [{ key: "kms:RequestAlias", of: aliasNamesOf(world, key) }] : [];
}

function algorithms(name: string, { data }: Key, usage: KeyUsage): readonly RequestChoice[] {
  const known = algorithmsOf(data.spec, usage);
  return known.length === 0 ? [] : [oneOf(name, known)];
}

/** Every request says one: the first, where nothing else is asked for. */
function oneOf(key: string, of: readonly (string | readonly string[])[]): RequestChoice {
  return { key, of, plain: of[0]! };
}

/** Nothing that a request could choose. */
function asItIs([key, plain]: readonly [string, string]): RequestChoice {
  return { key, of: [], plain };
}
