// Deletion; and aliases. "DG" is the AWS KMS Developer Guide (awsdocs/aws-kms-developer-guide doc_source, copy of 2023-06), "API" the KMS API
// reference; a name `test_…` is LocalStack's (tests/aws/services/kms/test_kms.py, recorded against AWS).

import { AT, describe, OWNER, tooLong } from "./keys.js";
import type { Sibling } from "./sibling.js";

export const deletion: readonly Sibling[] = [
  ...[6, 31].map(
    (days): Sibling => ({
      what: `a waiting period of ${days} days`,
      source: "API, ScheduleKeyDeletion (PendingWindowInDays); facts section 5",
      given: "create key k1",
      when: `delete k1 after ${days} days`,
      outcome: "ValidationException",
      also: ["k1 is enabled"],
    }),
  ),
  {
    what: "a waiting period of 7 days ends to the day, and the ciphertext is lost",
    source: "moto test_kms.py test_schedule_key_deletion_custom; DG deleting-keys.md",
    given: 'create key k1; encrypt "x" with k1 as c1; delete k1 after 7 days; advance 7 days',
    when: (s) => describe(s, "k1"),
    outcome: "NotFoundException",
    message: `Key '${AT}:key/k1' does not exist`,
    also: [(s) => s.answerTo("decrypt c1").outcome !== "ok"],
  },
  {
    what: "CancelKeyDeletion on the last day",
    source: "DG deleting-keys.md",
    given: "create key k1; delete k1 after 7 days; advance 6 days",
    when: "cancel deletion of k1",
    outcome: "ok",
    also: ["k1 is disabled", (s) => s.answerTo("enable k1").outcome === "ok"],
  },
  {
    what: "a key ID is not used again: after the deletion nothing can be cancelled",
    source: "DG deleting-keys.md (irreversible)",
    given: "create key k1; delete k1 after 7 days; advance 8 days",
    when: (s) => s.ask(OWNER, "kms:CancelKeyDeletion", { keyId: "k1" }),
    outcome: "NotFoundException",
  },
  {
    what: "grants go with the key",
    source: "facts section 5",
    given: "create key k1; grant A/worker on k1 to decrypt as g1; delete k1 after 7 days; advance 8 days",
    when: (s) => s.ask(OWNER, "kms:ListGrants", { keyId: "k1" }),
    outcome: "NotFoundException",
  },
  {
    what: "an AWS managed key cannot be deleted",
    source: "DG concepts.md (AWS managed keys); facts section 3",
    when: (s) => s.ask(OWNER, "kms:ScheduleKeyDeletion", { keyId: s.managedKey("ebs") }),
    outcome: "AccessDeniedException",
  },
];

export const aliases: readonly Sibling[] = [
  {
    what: "an alias without its prefix",
    source: "test_create_alias",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:CreateAlias", { aliasName: "my-alias", targetKeyId: "k1" }),
    outcome: "ValidationException",
    message:
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  },
  ...["alias/my-alias!", "alias/my-alias$", "alias/my-alias@"].map(
    (aliasName): Sibling => ({
      what: `${aliasName}`,
      source: "moto test_kms.py test__create_alias__raises_if_alias_has_restricted_characters",
      given: "create key k1",
      when: (s) => s.ask(OWNER, "kms:CreateAlias", { aliasName, targetKeyId: "k1" }),
      outcome: "ValidationException",
      message: `1 validation error detected: Value '${aliasName}' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$`,
    }),
  ),
  {
    what: "a colon in an alias",
    source: "moto test_kms.py test__create_alias__raises_if_alias_has_restricted_characters_semicolon",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:CreateAlias", { aliasName: "alias/my:alias", targetKeyId: "k1" }),
    outcome: "ValidationException",
    message: "alias/my:alias contains invalid characters for an alias",
  },
  ...["alias/my-alias_/", "alias/my_alias-/"].map(
    (aliasName): Sibling => ({
      what: aliasName,
      source: "moto test_kms.py test__create_alias__accepted_characters",
      given: "create key k1",
      when: (s) => s.ask(OWNER, "kms:CreateAlias", { aliasName, targetKeyId: "k1" }),
      outcome: "ok",
    }),
  ),
  ...["ebs", "s3", "redshift", "rds"].map(
    (service): Sibling => ({
      what: `alias/aws/${service}`,
      source: "moto test_kms.py test__create_alias__raises_if_reserved_alias",
      given: "create key k1",
      when: (s) => s.ask(OWNER, "kms:CreateAlias", { aliasName: `alias/aws/${service}`, targetKeyId: "k1" }),
      outcome: "NotAuthorizedException",
      message: "",
    }),
  ),
  {
    what: "an alias of 257 characters",
    source: "API, CreateAlias (AliasName, at most 256); moto models",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:CreateAlias", { aliasName: `alias/${"a".repeat(251)}`, targetKeyId: "k1" }),
    outcome: "ValidationException",
    message: tooLong("aliasName", 256),
  },
  {
    what: "an alias that is none's is deleted",
    source: "moto test_kms.py test__delete_alias__raises_if_alias_is_not_found",
    when: (s) => s.ask(OWNER, "kms:DeleteAlias", { aliasName: "alias/unknown-alias" }),
    outcome: "NotFoundException",
    message: `Alias ${AT}:alias/unknown-alias is not found.`,
  },
  {
    what: "an alias that was deleted is made again, for another key",
    source: "moto test_kms.py test__delete_alias",
    given: "create key k1; alias a1 for k1; create key k2; alias a2 for k2; delete alias a1",
    when: "alias a1 for k2",
    outcome: "ok",
    also: [(s) => s.ask(OWNER, "kms:ListAliases", { keyId: "k2" }).output!.aliasNames.join() === "alias/a2,alias/a1"],
  },
  {
    what: "several aliases of one key",
    source: "moto test_kms.py test__create_alias__can_create_multiple_aliases_for_same_key_id; test_list_aliases_of_key",
    given: "create key k1; create key k2; alias al1 for k1; alias al2 for k1",
    when: "alias al3 for k1",
    outcome: "ok",
    also: [
      (s) => s.ask(OWNER, "kms:ListAliases", { keyId: "k1" }).output!.aliasNames.length === 3,
      (s) => s.ask(OWNER, "kms:ListAliases", { keyId: "k2" }).output!.aliasNames.length === 0,
    ],
  },
  {
    what: "an alias is pointed at another key",
    source: "test_update_alias",
    given: "create key k1; create key k2; alias app for k1",
    when: "point alias app at k2",
    outcome: "ok",
    also: [(s) => s.answerTo('encrypt "x" with alias app as c1').outcome === "ok" && s.holds("expect c1.key is k2")],
  },
  {
    what: "an alias is pointed at a key of another usage",
    source: "DG alias-about.md (same type and usage)",
    given: "create key k1 spec RSA_2048 usage encrypt-decrypt; create key k2 spec RSA_2048 usage sign-verify; alias app for k1",
    when: "point alias app at k2",
    outcome: "ValidationException",
  },
  {
    what: "an alias is pointed at a key of another type",
    source: "DG alias-about.md (same type and usage)",
    given: "create key k1; create key k2 spec RSA_2048 usage encrypt-decrypt; alias app for k1",
    when: "point alias app at k2",
    outcome: "ValidationException",
  },
  {
    what: "an alias for a key of another Region",
    source: "DG alias-about.md (same account and Region)",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:CreateAlias", { aliasName: "alias/app", targetKeyId: s.arn("k1") }, { region: "us-east-1" }),
    outcome: "NotFoundException",
    message: "Invalid arn us-west-2",
  },
  {
    what: "aliases are case-sensitive",
    source: "DG alias-about.md",
    given: "create key k1; alias app for k1",
    when: "alias App for k1",
    outcome: "ok",
  },
  {
    what: "DescribeKey of an alias that is none's",
    source: "moto test_kms.py test_describe_key_via_alias_invalid_alias",
    when: (s) => describe(s, "alias/does-not-exist"),
    outcome: "NotFoundException",
    message: `Alias ${AT}:alias/does-not-exist is not found.`,
  },
];
