// The form of requests about keys, and what their answers show. "DG" is the AWS KMS Developer Guide (awsdocs/aws-kms-developer-guide doc_source, copy of 2023-06), "API" the KMS API
// reference; a name `test_…` is LocalStack's (tests/aws/services/kms/test_kms.py, recorded against AWS).

import type { Answer, Stage } from "../stage.js";
import { AT, describe, OWNER, tooLong } from "./keys.js";
import type { Sibling } from "./sibling.js";

const UNKNOWN = "134f2428-cec1-4b25-a1ae-9048164dba47";
const tags = (count: number) => Array.from({ length: count }, (_, at) => [`key${at}`, `value${at}`] as const);
const tagsOf = (s: Stage) => JSON.stringify(s.ask(OWNER, "kms:ListResourceTags", { keyId: "k1" }).output!.tags);
const reserved = "Tags beginning with aws: are reserved";

export const kmsRequests: readonly Sibling[] = [
  {
    what: "a key ID that is none's",
    source: "test_get_key_does_not_exist",
    when: (s) => describe(s, UNKNOWN),
    outcome: "NotFoundException",
    message: `Key '${AT}:key/${UNKNOWN}' does not exist`,
  },
  {
    what: "a key ARN that is none's",
    source: "test_get_key_does_not_exist",
    when: (s) => describe(s, `${AT}:key/${UNKNOWN}`),
    outcome: "NotFoundException",
    message: `Key '${AT}:key/${UNKNOWN}' does not exist`,
  },
  {
    what: "a multi-Region key ID that is none's",
    source: "test_get_key_does_not_exist",
    when: (s) => describe(s, "mrk-d3b95762d3b95762d3b95762d3b95762"),
    outcome: "NotFoundException",
    message: `Key '${AT}:key/mrk-d3b95762d3b95762d3b95762d3b95762' does not exist`,
  },
  {
    what: "a key of another Region by its ID",
    source: "test_get_key_in_different_region",
    given: "create key k1",
    when: (s) => describe(s, "k1", "us-east-1"),
    outcome: "NotFoundException",
    message: "Key 'arn:aws:kms:us-east-1:111122223333:key/k1' does not exist",
  },
  {
    what: "a key by its alias ARN",
    source: "test_describe_with_alias_arn",
    given: 'create key k1 described "test - description"; alias app for k1',
    when: (s) => describe(s, `${AT}:alias/app`),
    outcome: "ok",
    also: [
      (_s, answer: Answer<never>) =>
        (answer as Answer<{ metadata: { description: string } }>).output?.metadata.description === "test - description",
    ],
  },
  ...(
    [
      "kms:EnableKey",
      "kms:DisableKey",
      "kms:GetKeyRotationStatus",
      "kms:ListKeyPolicies",
      "kms:ListGrants",
      "kms:ListResourceTags",
    ] as const
  ).map(
    (action): Sibling => ({
      what: `${action} by an alias`,
      source: "moto test_kms.py test_enable_key_rotation_with_alias_name_should_fail and its like; DG alias-about.md",
      given: "create key k1; alias my-alias for k1",
      when: (s) => s.ask(OWNER, action, { keyId: "alias/my-alias" }),
      outcome: "NotFoundException",
      message: "Invalid keyId 'alias/my-alias'",
    }),
  ),
  {
    what: "PutKeyPolicy by an alias",
    source: "moto test_kms.py test_put_key_policy_using_alias_shouldnt_work",
    given: "create key k1; alias my-alias for k1",
    when: (s) => s.ask(OWNER, "kms:PutKeyPolicy", { keyId: "alias/my-alias", policy: s.key("k1").policy!.text }),
    outcome: "NotFoundException",
  },
  {
    what: "ListGrants of a key that is none",
    source: "test_list_grants_with_invalid_key",
    when: (s) => s.ask(OWNER, "kms:ListGrants", { keyId: "invalid" }),
    outcome: "NotFoundException",
  },
  {
    what: "51 tags",
    source: "test_create_key_with_too_many_tags_raises_error",
    when: (s) => s.ask(OWNER, "kms:CreateKey", { id: "k1", tags: tags(51) }),
    outcome: "TagException",
    message: "Too many tags",
    also: [(s) => s.ask(OWNER, "kms:CreateKey", { id: "k2", tags: tags(50) }).outcome === "ok"],
  },
  {
    what: "a tag of AWS's own",
    source: "test_create_key_with_invalid_tag_key[lowercase_prefix]",
    when: 'create key k1 tags { "aws:key1": "value1" }',
    outcome: "TagException",
    message: reserved,
  },
  {
    what: "a tag of AWS's own on a key that is there",
    source: "test_tag_existing_key_with_invalid_tag_key",
    given: "create key k1",
    when: 'tag k1 { "aws:key1": "value1" }',
    outcome: "TagException",
    message: reserved,
  },
  {
    what: "a tag key of 129 characters",
    source: "test_create_key_with_invalid_tag_key[too_long_key]",
    when: (s) => s.ask(OWNER, "kms:CreateKey", { id: "k1", tags: [["a".repeat(129), "value1"]] }),
    outcome: "ValidationException",
    message: tooLong("tags.1.member.tagKey", 128),
  },
  {
    what: "tags are added, changed and taken away one by one",
    source: "test_update_and_add_tags_on_tagged_key, test_untag_key_partially",
    given:
      'create key k1 tags { tag1: "value1", tag2: "value2", tag3: "value3" }; tag k1 { tag4: "value4", tag2: "updated_value2", tag5: "value5" }',
    when: "untag k1 tag1, tag3",
    outcome: "ok",
    also: [(s) => tagsOf(s) === '[["tag2","updated_value2"],["tag4","value4"],["tag5","value5"]]'],
  },
  {
    what: "a key for codes without a usage",
    source: "test_hmac_create_key_invalid_operations",
    when: "create key k1 spec HMAC_256",
    outcome: "ValidationException",
    message: "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
  },
  {
    what: "a spec that is none",
    source: "test_hmac_create_key_invalid_operations",
    when: (s) => s.ask(OWNER, "kms:CreateKey", { id: "k1", spec: "HMAC_random" }),
    outcome: "ValidationException",
    message:
      "1 validation error detected: Value 'HMAC_random' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [RSA_2048, ECC_NIST_P384, ECC_NIST_P256, ECC_NIST_P521, HMAC_384, RSA_3072, ECC_SECG_P256K1, RSA_4096, SYMMETRIC_DEFAULT, HMAC_256, HMAC_224, HMAC_512]",
  },
  {
    what: "a usage that is none",
    source: "test_hmac_create_key_invalid_operations",
    when: (s) => s.ask(OWNER, "kms:CreateKey", { id: "k1", spec: "HMAC_256", usage: "RANDOM" }),
    outcome: "ValidationException",
    message:
      "1 validation error detected: Value 'RANDOM' at 'keyUsage' failed to satisfy constraint: Member must satisfy enum value set: [ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC]",
  },
  {
    what: "KeyMetadata of a key for codes",
    source: "test_hmac_create_key",
    when: "create key k1 spec HMAC_256 usage generate-verify-mac",
    outcome: "ok",
    also: [
      (s) => JSON.stringify(s.metadata("k1").macAlgorithms) === '["HMAC_SHA_256"]',
      (s) => !("encryptionAlgorithms" in s.metadata("k1")) && !("currentKeyMaterialId" in s.metadata("k1")),
    ],
  },
  {
    what: "KeyMetadata of RSA keys lists their algorithms in AWS's order",
    source: "moto test_kms.py test_create_key; DG symm-asymm-compare.md",
    given: "create key enc spec RSA_2048 usage encrypt-decrypt",
    when: "create key k1 spec RSA_2048 usage sign-verify",
    outcome: "ok",
    also: [
      (s) => JSON.stringify(s.metadata("enc").encryptionAlgorithms) === '["RSAES_OAEP_SHA_1","RSAES_OAEP_SHA_256"]',
      (s) =>
        (s.metadata("k1").signingAlgorithms as string[]).join() ===
        "RSASSA_PKCS1_V1_5_SHA_256,RSASSA_PKCS1_V1_5_SHA_384,RSASSA_PKCS1_V1_5_SHA_512,RSASSA_PSS_SHA_256,RSASSA_PSS_SHA_384,RSASSA_PSS_SHA_512",
    ],
  },
  {
    what: "the description of a key is changed",
    source: "test_update_key_description",
    given: 'create key k1 described "old_description"',
    when: 'describe k1 as "new_description"',
    outcome: "ok",
    also: ['k1.description is "new_description"'],
  },
  {
    what: "the default key policy, as CreateKey makes it",
    source: "moto test_kms.py test_get_key_policy_default",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:GetKeyPolicy", { keyId: "k1" }),
    outcome: "ok",
    also: [
      (_s, answer) =>
        JSON.stringify(JSON.parse((answer as Answer<{ policy: string }>).output!.policy)) ===
        JSON.stringify({
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
        }),
    ],
  },
  {
    what: "GetKeyPolicy of a policy that is not called default",
    source: "facts section 11; LocalStack provider, GetKeyPolicy",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:GetKeyPolicy", { keyId: "k1", policyName: "other" }),
    outcome: "NotFoundException",
    message: "No such policy exists",
  },
  {
    what: "ListKeyPolicies",
    source: "test_get_put_list_key_policies",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:ListKeyPolicies", { keyId: "k1" }),
    outcome: "ok",
    also: [(_s, answer) => (answer as Answer<{ policyNames: string[] }>).output!.policyNames.join() === "default"],
  },
];
