// Multi-Region keys. "DG" is the AWS KMS Developer Guide (awsdocs/aws-kms-developer-guide doc_source, copy of 2023-06), "API" the KMS API
// reference; a name `test_…` is LocalStack's (tests/aws/services/kms/test_kms.py, recorded against AWS).

import { describe, OWNER } from "./keys.js";
import type { Sibling } from "./sibling.js";

const EU = "create multi-region key k1; replicate k1 to region eu-west-1 as eu";
export const multiRegion: readonly Sibling[] = [
  {
    what: "a multi-Region primary, new",
    source: "test_create_multi_region_key",
    when: "create multi-region key k1",
    outcome: "ok",
    also: [
      (s) => String(s.metadata("k1").keyId).startsWith("mrk-"),
      (s) =>
        JSON.stringify(s.metadata("k1").multiRegionConfiguration) ===
        JSON.stringify({ multiRegionKeyType: "PRIMARY", primaryKey: { arn: s.arn("k1"), region: "us-west-2" }, replicaKeys: [] }),
    ],
  },
  {
    what: "a single-Region key has nothing of it",
    source: "test_non_multi_region_keys_should_not_have_multi_region_properties",
    when: "create key k1",
    outcome: "ok",
    also: [(s) => s.metadata("k1").multiRegion === false && !("multiRegionConfiguration" in s.metadata("k1"))],
  },
  {
    what: "both related keys name each other",
    source: "test_replicate_key",
    given: "create multi-region key k1",
    when: "replicate k1 to region eu-west-1 as eu",
    outcome: "ok",
    also: [
      (s) => {
        const configuration = (type: string) => ({
          multiRegionKeyType: type,
          primaryKey: { arn: s.arn("k1"), region: "us-west-2" },
          replicaKeys: [{ arn: s.arn("eu"), region: "eu-west-1" }],
        });
        return (
          JSON.stringify(s.metadata("k1").multiRegionConfiguration) === JSON.stringify(configuration("PRIMARY")) &&
          JSON.stringify(s.metadata("eu").multiRegionConfiguration) === JSON.stringify(configuration("REPLICA"))
        );
      },
    ],
  },
  {
    what: "a replica is not replicated",
    source: "test_replicate_replica_key_should_fail; facts section 3",
    given: EU,
    when: (s) =>
      s.ask(OWNER, "kms:ReplicateKey", { keyId: s.arn("eu"), replicaRegion: "eu-west-1", id: "k3" }, { region: "eu-west-1" }),
    outcome: "UnsupportedOperationException",
    message: "arn:aws:kms:eu-west-1:111122223333:key/mrk-k1 is not a multi-region primary key.",
  },
  {
    what: "a single-Region key is not replicated",
    source: "API, ReplicateKey; facts section 3",
    given: "create key k1",
    when: "replicate k1 to region eu-west-1",
    outcome: "UnsupportedOperationException",
  },
  {
    what: "a disabled primary leaves its replica enabled, and is not replicated",
    source: "facts section 13, 23; DG multi-region-keys-manage.md, key-state.md",
    given: `${EU}; disable k1`,
    when: "replicate k1 to region us-east-1 as us",
    outcome: "DisabledException",
    message: "<key-arn> is disabled.",
    also: ["eu is enabled", (s) => s.answerTo('encrypt "x" with eu').outcome === "ok"],
  },
  {
    what: "a primary with a replica waits for it",
    source: "DG multi-region-keys-delete.md; facts section 13, 22",
    given: EU,
    when: "delete k1 after 7 days",
    outcome: "ok",
    also: [
      "k1 is pending-replica-deletion",
      (s) => !("deletionDate" in s.metadata("k1")) && s.metadata("k1").pendingDeletionWindowInDays === 7,
      (s) => s.answerTo("advance 60 days").outcome === "ok" && s.stateOf("k1") === "pending-replica-deletion",
    ],
  },
  {
    what: "a primary begins to wait when the last replica is gone, not when it is scheduled",
    source: "DG multi-region-keys-delete.md; facts section 3",
    given: `${EU}; delete k1 after 7 days; delete eu after 10 days; advance 9 days`,
    when: (s) => describe(s, "mrk-k1"),
    outcome: "ok",
    also: [
      "k1 is pending-replica-deletion",
      (s) => s.answerTo("advance 2 days").outcome === "ok" && s.stateOf("k1") === "pending-deletion",
      (s) => s.answerTo("advance 7 days").outcome === "ok" && s.stateOf("k1") === "deleted",
    ],
  },
  {
    what: "a use of a primary that waits for its replicas",
    source: "DG key-state.md, note 3",
    given: `${EU}; delete k1 after 7 days`,
    when: 'encrypt "x" with k1',
    outcome: "KMSInvalidStateException",
    message: "<key-arn> is pending deletion (or pending replica deletion).",
    also: [(s) => s.answerTo('encrypt "x" with eu').outcome === "ok"],
  },
  {
    what: "deletion of a primary that waits is taken back",
    source: "DG multi-region-keys-delete.md",
    given: `${EU}; delete k1 after 7 days`,
    when: "cancel deletion of k1",
    outcome: "ok",
    also: ["k1 is disabled"],
  },
  {
    what: "a replica becomes the primary, and the primary a replica",
    source: "DG multi-region-keys-manage.md (update)",
    given: EU,
    when: "promote eu",
    outcome: "ok",
    also: ["eu is primary", "k1 is replica", (s) => s.answerTo("replicate eu to region us-east-1 as us").outcome === "ok"],
  },
  {
    what: "UpdatePrimaryRegion on a replica",
    source: "API, UpdatePrimaryRegion (UnsupportedOperationException)",
    given: EU,
    when: (s) =>
      s.ask(OWNER, "kms:UpdatePrimaryRegion", { keyId: s.arn("eu"), primaryRegion: "us-west-2" }, { region: "eu-west-1" }),
    outcome: "UnsupportedOperationException",
  },
  {
    what: "rotation is set on the primary and shared",
    source: "DG rotate-keys.md (multi-Region keys); facts section 3",
    given: EU,
    when: "enable rotation of k1 every 90 days",
    outcome: "ok",
    also: [
      (s) => s.ask(OWNER, "kms:GetKeyRotationStatus", { keyId: "mrk-k1" }, { region: "eu-west-1" }).output!.enabled,
      (s) => s.answerTo("advance 91 days").outcome === "ok" && s.holds("expect k1.material is eu.material"),
    ],
  },
  {
    what: "rotation is not set on a replica",
    source: "facts section 4 (UnsupportedOperationException, inferred)",
    given: EU,
    when: "enable rotation of eu",
    outcome: "UnsupportedOperationException",
  },
  {
    what: "a ciphertext of the replica opens with the primary, and stays readable after a rotation",
    source: "DG multi-region-keys-overview.md; facts section 3",
    given: `${EU}; encrypt "x" with eu as c1; rotate k1`,
    when: "decrypt c1 with k1",
    outcome: "ok",
  },
  {
    what: "a replica with tags, a description and a policy of its own",
    source: "DG multi-region-keys-replicate.md",
    given: "create multi-region key k1",
    when: 'replicate k1 to region eu-west-1 described "for Europe" tags { app: "shop" } as eu',
    outcome: "ok",
    also: ['eu.description is "for Europe"', (s) => s.key("eu").tags.get("app") === "shop" && s.key("k1").tags.size === 0],
  },
];
