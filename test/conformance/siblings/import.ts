// Key material that comes from outside. "DG" is the AWS KMS Developer Guide (awsdocs/aws-kms-developer-guide doc_source, copy of 2023-06), "API" the KMS API
// reference; a name `test_…` is LocalStack's (tests/aws/services/kms/test_kms.py, recorded against AWS).

import { OWNER, PENDING } from "./keys.js";
import type { Sibling } from "./sibling.js";

const NEVER = { expirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;
const EXTERNAL = 'create key k1 origin external; material m1 "first"; material m2 "second"; material m3 "third"';
export const importing: readonly Sibling[] = [
  {
    what: "a key for imported material, new",
    source: "test_import_key_symmetric created-key",
    when: "create key k1 origin external",
    outcome: "ok",
    also: [
      "k1 is pending-import",
      (s) => s.metadata("k1").enabled === false && s.metadata("k1").origin === "EXTERNAL",
      (s) => !("expirationModel" in s.metadata("k1")) && !("currentKeyMaterialId" in s.metadata("k1")),
    ],
  },
  {
    what: "import without a word on expiry",
    source: "test_import_key_symmetric import-expiring-key-without-valid-to",
    given: "create key k1 origin external",
    when: (s) => s.ask(OWNER, "kms:ImportKeyMaterial", { keyId: "k1", bytes: "first" }),
    outcome: "ValidationException",
    message: "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES",
  },
  {
    what: "KeyMetadata after an import that does not expire",
    source: "test_import_key_symmetric describe-key-after-import",
    given: EXTERNAL,
    when: "import m1 into k1",
    outcome: "ok",
    also: [
      "k1 is enabled",
      (s) => s.metadata("k1").expirationModel === "KEY_MATERIAL_DOES_NOT_EXPIRE" && !("validTo" in s.metadata("k1")),
    ],
  },
  {
    what: "KeyMetadata after an import that expires",
    source: "API, KeyMetadata (ExpirationModel, ValidTo)",
    given: EXTERNAL,
    when: "import m1 into k1 expiring in 30 days",
    outcome: "ok",
    also: [(s) => s.metadata("k1").expirationModel === "KEY_MATERIAL_EXPIRES" && typeof s.metadata("k1").validTo === "string"],
  },
  {
    what: "deleted material leaves the key and its metadata, without expiry",
    source: "test_import_key_symmetric describe-key-after-deleted-import, encrypt-after-delete-error",
    given: `${EXTERNAL}; import m1 into k1; delete material of k1`,
    when: 'encrypt "x" with k1',
    outcome: "KMSInvalidStateException",
    message: "<key-arn> is pending import.",
    also: [(s) => s.metadata("k1").keyState === "PendingImport" && !("expirationModel" in s.metadata("k1"))],
  },
  ...["ECC_NIST_P384 usage sign-verify", "RSA_4096 usage encrypt-decrypt", "HMAC_512 usage generate-verify-mac"].map(
    (spec): Sibling => ({
      what: `material for ${spec} is imported, deleted and imported again`,
      source: "test_import_key_ecc_keys, test_import_key_rsa_aes_wrap_sha256, test_import_key_hmac_keys",
      given: `create key k1 spec ${spec} origin external; material m1 "first"; import m1 into k1; delete material of k1`,
      when: "import m1 into k1",
      outcome: "ok",
      also: ["k1 is enabled"],
    }),
  ),
  {
    what: "a second new material before the first is rotated to",
    source: "test_import_key_material_raises_if_there_is_already_key_material_pending",
    given: `${EXTERNAL}; import m1 into k1; import m2 into k1 as new material`,
    when: "import m3 into k1 as new material",
    outcome: "KMSInvalidStateException",
    message:
      "New key material (id: <key-material-id>) cannot be imported into KMS key <key-arn>, because another key material (id: <key-material-id>) is pending rotation.",
  },
  {
    what: "rotation on demand before anything is imported",
    source: "test_rotate_key_on_demand_on_external_key_with_no_key_material",
    given: "create key k1 origin external",
    when: "rotate k1",
    outcome: "KMSInvalidStateException",
    message: "<key-arn> is pending import.",
  },
  {
    what: "ciphertext of the material before opens after a rotation",
    source: "test_rotate_key_on_demand_for_external_keys_decrypts_with_previous_material",
    given: `${EXTERNAL}; import m1 into k1; encrypt "x" with k1 as c1; import m2 into k1 as new material; rotate k1`,
    when: "decrypt c1",
    outcome: "ok",
  },
  {
    what: "other bytes than those of before",
    source: "DG importing-keys.md; API, IncorrectKeyMaterialException",
    given: `${EXTERNAL}; import m1 into k1; delete material of k1`,
    when: "import m2 into k1",
    outcome: "IncorrectKeyMaterialException",
  },
  {
    what: "the same bytes once more, to change the expiry",
    source: "moto test_kms_import_key_material.py test_reimport_same_key_material; DG importing-keys.md",
    given: `${EXTERNAL}; import m1 into k1 expiring in 7 days; import m1 into k1`,
    when: "advance 8 days",
    outcome: "ok",
    also: ["k1 is enabled"],
  },
  {
    what: "import into a key of AWS's own material",
    source: "moto test_kms_import_key_material.py test_import_key_material_non_external_key; DG key-state.md, note 9",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:ImportKeyMaterial", { keyId: "k1", bytes: "first", ...NEVER }),
    outcome: "UnsupportedOperationException",
    message: "<key-arn> origin is AWS_KMS which is not valid for this operation.",
  },
  {
    what: "an import token after 24 hours",
    source: "DG importing-keys.md; API, ExpiredImportTokenException",
    given: "create key k1 origin external",
    when(s) {
      const { token } = s.given("kms:GetParametersForImport", { keyId: "k1" });
      s.say("advance 25 hours");
      return s.ask(OWNER, "kms:ImportKeyMaterial", { keyId: "k1", bytes: "first", token, ...NEVER });
    },
    outcome: "ExpiredImportTokenException",
  },
  {
    what: "import parameters of a key pending deletion",
    source: "DG key-state.md, note 8",
    given: "create key k1 origin external; delete k1",
    when: (s) => s.ask(OWNER, "kms:GetParametersForImport", { keyId: "k1" }),
    outcome: "KMSInvalidStateException",
    message: PENDING,
  },
  {
    what: "deleting the material of a key pending deletion leaves its state",
    source: "facts section 1; API, DeleteImportedKeyMaterial",
    given: `${EXTERNAL}; import m1 into k1; delete k1`,
    when: "delete material of k1",
    outcome: "ok",
    also: ["k1 is pending-deletion"],
  },
  {
    what: "deleting material where there is none",
    source: "DG key-state.md (no effect)",
    given: "create key k1 origin external",
    when: "delete material of k1",
    outcome: "ok",
    also: ["k1 is pending-import"],
  },
  {
    what: "the same bytes in two keys open nothing of each other's",
    source: "facts section 13, 45; DG importing-keys.md",
    given:
      'create key k1 origin external; create key k2 origin external; material m "same"; import m into k1; import m into k2; encrypt "x" with k1 as c1',
    when: "decrypt c1 with k2",
    outcome: "IncorrectKeyException",
  },
  {
    what: "expiry of one of two materials makes the key wait for it",
    source: "facts section 1 (several materials)",
    given: `${EXTERNAL}; import m1 into k1 expiring in 7 days; import m2 into k1 as new material; rotate k1; advance 8 days`,
    when: 'encrypt "x" with k1',
    outcome: "KMSInvalidStateException",
    message: "<key-arn> is pending import.",
    also: [(s) => s.answerTo("import m1 into k1").outcome === "ok" && s.stateOf("k1") === "enabled"],
  },
];
