// The life of a key over months and years: rotation, deletion, expiry, multi-Region relatives, and what each costs.

import { describe, expect, test } from "vitest";
import { instant } from "../../../src/world/time.js";
import { failuresOf, Lab, warningsOf } from "./lab.js";

const holds = (sentences: string) => expect(failuresOf(sentences)).toEqual([]);

describe("rotation", () => {
  test("is off at first, comes a period after it was turned on, and then every period", () =>
    holds(`create key k1; expect k1 is not rotating; enable rotation of k1 every 180 days; expect k1 is rotating
      advance 179 days; expect k1.rotations is 0; advance 1 day; expect k1.rotations is 1; advance 180 days; expect k1.rotations is 2
      disable rotation of k1; advance 1 year; expect k1.rotations is 2`));
  test("turned off and on, it counts anew", () =>
    holds(
      "create key k1; enable rotation of k1; advance 300 days; disable rotation of k1; enable rotation of k1; advance 364 days; expect k1.rotations is 0; advance 1 day; expect k1.rotations is 1",
    ));
  test("turned on again with another period, it takes that", () =>
    holds(
      "create key k1; enable rotation of k1; advance 80 days; enable rotation of k1 every 90 days; expect k1.period is 90; advance 90 days; expect k1.rotations is 1",
    ));
  test("changes the material and nothing else; each ciphertext opens with its own", () =>
    holds(`create key k1; encrypt "a" with k1 as c1; rotate k1; encrypt "b" with k1 as c2; rotate k1
      expect c1.material is not c2.material; expect k1.material is not c2.material; decrypt c1 expect ok; decrypt c2 expect ok; expect c1.key is k1; expect c2.key is k1`));
  test("sleeps while the key is disabled, and is made up for at once when it is enabled past due", () =>
    holds(`create key k1; enable rotation of k1; advance 10 months; disable k1; advance 4 months; expect k1.rotations is 0
      enable k1; expect k1.rotations is 1; advance 364 days; expect k1.rotations is 1; advance 1 day; expect k1.rotations is 2`));
  test("that falls due while the key sleeps is said to be missed, and one that happens is not", () => {
    const dueOnce = "create key k1; enable rotation of k1 every 90 days";
    expect(warningsOf(`${dueOnce}; disable k1; advance 1 year`)).toEqual(["kms/rotation-missed"]);
    expect(warningsOf(`${dueOnce}; advance 85 days; delete k1 after 7 days; advance 6 days`)).toEqual(["kms/rotation-missed"]);
    expect(warningsOf(`${dueOnce}; advance 1 year`)).toEqual([]);
  });
  test("keeps its schedule when the key is enabled in time", () =>
    holds(
      "create key k1; enable rotation of k1; advance 100 days; disable k1; advance 100 days; enable k1; expect k1.rotations is 0; advance 165 days; expect k1.rotations is 1",
    ));
  test("is reported off while deletion is pending, does not happen then, and is back after the cancellation", () =>
    holds(`create key k1; enable rotation of k1 every 90 days; advance 80 days; delete k1 after 30 days; expect k1 is not rotating
      advance 20 days; expect k1.rotations is 0; cancel deletion of k1; expect k1 is rotating; enable k1; expect k1.rotations is 1`));
  test("on demand is told by the trail as the call and what KMS then did; automatic, as KMS's own", () =>
    holds(`create key k1; enable rotation of k1; rotate k1; expect trail of A has 1 kms:RotateKeyOnDemand; expect trail of A has 1 kms:RotateKey
      advance 1 year; expect trail of A has 2 kms:RotateKey; expect trail of A has 1 kms:RotateKeyOnDemand`));
  test("of an AWS managed key comes every year, free, and cannot be set", () =>
    holds(
      `create volume vol1 size 1 GiB encrypted; advance 2 years; expect trail of A has 2 kms:RotateKey; expect bill of A for kms in 2027 is $0.00`,
    ));
});

describe("deletion", () => {
  test("happens at the end of the window, to the instant", () =>
    holds(
      "create key k1; delete k1 after 7 days; advance 6 days; expect k1 is pending-deletion; advance 23 hours; expect k1 is pending-deletion; advance 1 hour; expect k1 is deleted",
    ));
  test("waits 30 days if it is not told how long", () =>
    holds("create key k1; delete k1; advance 29 days; expect k1 is pending-deletion; advance 1 day; expect k1 is deleted"));
  test("takes the aliases, and what was encrypted is lost", () =>
    holds(`create key k1; alias app for k1; alias web for k1; encrypt "x" with k1 as c1; delete k1 after 7 days; advance 7 days
      decrypt c1 expect error; encrypt "y" with alias app expect error NotFoundException; describe k1 expect error NotFoundException
      expect trail of A has 1 kms:DeleteKey; create key k2; alias app for k2 expect ok`));
  test("keeps the alias until then; the alias alone can be freed before", () =>
    holds(
      "create key k1; create key k2; alias app for k1; delete k1; alias app for k2 expect error AlreadyExistsException; delete alias app; alias app for k2 expect ok",
    ));
  test("cancelled leaves a disabled key", () =>
    holds(
      'create key k1; encrypt "x" with k1 as c1; delete k1; cancel deletion of k1; expect k1 is disabled; decrypt c1 expect error DisabledException; enable k1; decrypt c1 expect ok',
    ));
  test("of a key that waits for its material", () =>
    holds(
      "create key k3 origin external; delete k3; expect k3 is pending-deletion; cancel deletion of k3; expect k3 is pending-import",
    ));
  test("is not for a key of another account to ask, whatever its policy says", () =>
    holds(
      'create key k1; policy of k1 allows acct B to "kms:*"; delete k1 by B/admin expect denied; disable k1 by B/admin expect denied; encrypt "x" with k1 by B/admin expect ok',
    ));
});

describe("imported material", () => {
  test("expires at its date, and comes back as the same bytes only", () =>
    holds(`create key k3 origin external; material m1 "first"; material same "first"; material m2 "second"; import m1 into k3 expiring in 30 days
      encrypt "x" with k3 as c1; advance 30 days; expect k3 is pending-import; expect trail of A has 1 kms:DeleteExpiredKeyMaterial
      import m2 into k3 expect error IncorrectKeyMaterialException; import same into k3; decrypt c1 expect ok; advance 1 year; expect k3 is enabled`));
  test("imported again before it expires, it has the new date", () =>
    holds(
      'create key k3 origin external; material m1 "a"; import m1 into k3 expiring in 30 days; advance 20 days; import m1 into k3 expiring in 30 days; advance 20 days; expect k3 is enabled; advance 10 days; expect k3 is pending-import',
    ));
  test("can be taken away at once", () =>
    holds(
      'create key k3 origin external; material m1 "a"; import m1 into k3; encrypt "x" with k3 as c1; delete material of k3; expect k3 is pending-import; decrypt c1 expect error KMSInvalidStateException; import m1 into k3; decrypt c1 expect ok',
    ));
  test("rotates on demand to new material that was imported before", () =>
    holds(`create key k3 origin external; material m1 "a"; material m2 "b"; import m1 into k3; encrypt "x" with k3 as c1; import m2 into k3 as new material
      expect k3.material is c1.material; rotate k3; expect k3.material is not c1.material; decrypt c1 expect ok; expect k3.rotations is 1`));
  test("of which any is missing, the whole key waits", () =>
    holds(`create key k3 origin external; material m1 "a"; material m2 "b"; import m1 into k3; import m2 into k3 as new material; rotate k3
      delete material m1 of k3; expect k3 is pending-import; encrypt "x" with k3 expect error KMSInvalidStateException; import m1 into k3; expect k3 is enabled`));
  test("the same in two symmetric keys, neither opens what the other made", () => {
    const lab = new Lab(
      'create key a1 origin external; create key b1 origin external; material m1 "m"; import m1 into a1; import m1 into b1; encrypt "x" with a1 as c1',
    );
    expect(lab.call("kms:Decrypt", { ciphertext: lab.ciphertext("c1"), keyId: "b1" }).text).toMatch(/^IncorrectKeyException: /);
  });
});

describe("multi-Region keys", () => {
  const setup = 'create multi-region key m1 described "ledger"; replicate m1 to region eu-west-1 as m1-eu\n';
  test("share key ID and material, not policy, description, aliases, tags, grants or state", () =>
    holds(`${setup}expect m1-eu is enabled; expect m1-eu in region eu-west-1; expect m1-eu.material is m1.material; expect m1-eu.key-id is "mrk-m1"; expect m1-eu.description is ""
      alias app for m1; tag m1 { a: "b" }; grant A/x on m1 to decrypt as g1; disable m1; expect m1-eu is enabled; expect m1-eu.aliases is 0; expect m1-eu.grants is 0`));
  test("open each other's ciphertexts, under the policy of the one that is asked", () =>
    holds(`${setup}encrypt "x" with m1 as c1; policy of m1 allows A/app to decrypt; decrypt c1 with m1 by A/app expect ok; decrypt c1 with m1-eu by A/app expect denied
      decrypt c1 with m1-eu expect ok; disable m1; decrypt c1 with m1-eu expect ok; decrypt c1 with m1 expect error DisabledException`));
  test("rotate together, told to the primary", () =>
    holds(
      `${setup}rotate m1-eu expect error UnsupportedOperationException; enable rotation of m1-eu expect error UnsupportedOperationException; rotate m1; expect m1-eu.material is m1.material; expect m1-eu.rotations is 1`,
    ));
  test("change their primary, which then drives rotation", () =>
    holds(`${setup}enable rotation of m1 every 90 days; promote m1-eu; expect m1-eu is primary; expect m1 is replica; advance 90 days; expect m1-eu.rotations is 1; expect m1.rotations is 1
      expect trail of A has 2 kms:UpdatePrimaryRegion; promote m1-eu in region ap-southeast-2 expect error NotFoundException`));
  test("are described with their primary and replicas, whichever of them is asked", () => {
    const lab = new Lab(`${setup}replicate m1 to region ap-southeast-2 as m1-ap`);
    const named = (region: string) => ({ arn: `arn:aws:kms:${region}:111122223333:key/mrk-m1`, region });
    const configured = (keyId: string, region: string) =>
      lab.call("kms:DescribeKey", { keyId }, { region }).output!.metadata["multiRegionConfiguration"];
    expect(configured("mrk-m1", "us-east-1")).toEqual({
      multiRegionKeyType: "PRIMARY",
      primaryKey: named("us-east-1"),
      replicaKeys: [named("ap-southeast-2"), named("eu-west-1")],
    });
    expect(configured("mrk-m1", "eu-west-1")).toEqual({
      multiRegionKeyType: "REPLICA",
      primaryKey: named("us-east-1"),
      replicaKeys: [named("ap-southeast-2"), named("eu-west-1")],
    });
  });
  test("take their own description, tags and policy when they are made", () =>
    holds(`create multi-region key m1 described "ledger"; replicate m1 to region eu-west-1 described "ledger of Europe" tags { team: "eu" } as m1-eu
      expect m1-eu.description is "ledger of Europe"; expect m1.description is "ledger"
      replicate m1 to region ap-southeast-2 policy """{ "Version": "2012-10-17", "Statement": [] }""" as m1-ap expect error MalformedPolicyDocumentException`));
  test("are deleted replicas first; the window of the primary starts when the last one is gone", () =>
    holds(`${setup}delete m1 after 7 days; expect m1 is pending-replica-deletion; advance 60 days; expect m1 is pending-replica-deletion
      delete m1-eu after 10 days; advance 10 days; expect m1-eu is deleted; expect m1 is pending-deletion; advance 7 days; expect m1 is deleted`));
  test("come back where a replica was deleted", () =>
    holds(`${setup}encrypt "x" with m1-eu as c1; delete m1-eu after 7 days; replicate m1 to region eu-west-1 as early expect error AlreadyExistsException; advance 7 days
      decrypt c1 with m1 expect ok; replicate m1 to region eu-west-1 as m2-eu; expect m2-eu.key-id is "mrk-m1"; decrypt c1 with m2-eu expect ok`));
  test("with imported material need it in each place", () =>
    holds(`create multi-region key x1 origin external; material a "a"; material b "b"; import a into x1; replicate x1 to region eu-west-1 as x1-eu; expect x1-eu is pending-import
      import b into x1-eu expect error IncorrectKeyMaterialException; import a into x1-eu expiring in 10 days; expect x1-eu is enabled; advance 10 days; expect x1-eu is pending-import; expect x1 is enabled`));
  test("the replica is Creating for a moment, in which it can be tagged and not used", () => {
    const lab = new Lab(setup);
    const { data, ...replica } = lab.key("m1-eu");
    lab.world.resources = lab.world.resources.set("m1-eu", { ...replica, data: { ...data, state: { is: "creating" } } });
    const here = { region: "eu-west-1" };
    const creating = "KMSInvalidStateException: arn:aws:kms:eu-west-1:111122223333:key/mrk-m1 is creating.";
    expect(lab.call("kms:Encrypt", { keyId: "mrk-m1", plaintext: { is: "text", text: "x" } }, here).text).toBe(creating);
    expect(lab.call("kms:DisableKey", { keyId: "mrk-m1" }, here).text).toBe(creating);
    expect(lab.call("kms:TagResource", { keyId: "mrk-m1", tags: [["a", "b"]] }, here).text).toBe("ok");
    expect(lab.call("kms:CreateAlias", { aliasName: "alias/early", targetKeyId: "mrk-m1" }, here).text).toBe("ok");
  });
});

describe("what a key costs", () => {
  test("a dollar a month, disabled or not, and another for each of its first two rotations", () =>
    holds(`create key k1; disable k1; advance 1 month; expect bill of A for kms in 2026-01 is $1.00; enable k1; rotate k1; advance to 2026-03-01; expect bill of A for kms in 2026-02 is $2.00
      rotate k1; rotate k1; advance to 2026-04-01; expect bill of A for kms in 2026-03 is $3.00`));
  test("nothing while its deletion is pending; all of it if that is cancelled", () =>
    holds(`create key k1; create key k2; delete k1 after 30 days; delete k2 after 30 days; advance 20 days; cancel deletion of k2; advance to 2026-02-01
      expect bill of A for kms in 2026-01 is $1.00`));
  test("each multi-Region key by itself", () =>
    holds(
      "create multi-region key m1; replicate m1 to region eu-west-1 as m1-eu; advance 1 month; expect bill of A for kms in 2026-01 is $2.00",
    ));
});

test("advancing 90 days in one step or in ninety leaves the same", () => {
  const setup =
    'create key k1; enable rotation of k1 every 90 days; create key k2; delete k2 after 30 days; create key k3 origin external; material m "m"; import m into k3 expiring in 45 days\n';
  const whole = new Lab(`${setup}advance 90 days`);
  const split = new Lab(`${setup}every 1 day for 90 days { describe k1 }`);
  for (const id of ["k1", "k2", "k3"]) expect(split.key(id)).toEqual(whole.key(id));
  expect(whole.key("k1").data.completedRotations).toEqual([{ at: instant(Date.UTC(2026, 3, 1)), type: "AUTOMATIC" }]);
});

describe("what DescribeKey, GetKeyRotationStatus and ListGrants answer is asked of the key and the grant", () => {
  // KMS developer guide, deleting-keys: the waiting period is 30 days by default; the deletion date is gone with the cancellation.
  test("the deletion date, the waiting period", () =>
    holds(`clock 2026-01-01; create key k1; delete k1; expect k1.deletion-date is 2026-01-31; expect k1.waiting-period is 30 days
      expect k1.state is PendingDeletion; expect k1.state is pending-deletion
      cancel deletion of k1; expect k1.deletion-date is nothing; expect k1.waiting-period is nothing`));
  // rotate-keys: 365 days by default; a new period counts from the day on which it is set.
  test("the next rotation", () =>
    holds(`clock 2026-01-01; create key k1; expect k1.next-rotation is nothing; enable rotation of k1; expect k1.next-rotation is 2027-01-01
      advance 10 days; enable rotation of k1 every 90 days; expect k1.next-rotation is 2026-04-11; disable rotation of k1; expect k1.next-rotation is nothing`));
  // importing-keys: material expires on a date or never; to change it, the same material is imported again.
  test("when imported material expires", () =>
    holds(`clock 2026-01-01; create key k1 origin external; expect k1.expiration-model is nothing; material m1 "x"; import m1 into k1
      expect k1.expiration-model is KEY_MATERIAL_DOES_NOT_EXPIRE; expect k1.expires is nothing
      import m1 into k1 expiring 2026-03-01; expect k1.expiration-model is key-material-expires; expect k1.expires is 2026-03-01
      import m1 into k1 expiring on 2025-12-31 expect error ValidationException
      advance to 2026-03-01; expect k1 is pending-import; expect k1.expires is nothing; expect k1.expiration-model is nothing`));
  // API reference, DescribeKey: algorithms that the key takes, none for another usage.
  test("the algorithms", () =>
    holds(`create key k1; expect k1.algorithms is SYMMETRIC_DEFAULT; create key k2 spec HMAC_384 usage generate-verify-mac; expect k2.algorithms is HMAC_SHA_384
      create key k3 spec ECC_NIST_P384 usage sign-verify; expect k3.algorithms is ECDSA_SHA_384`));
  test("a grant's name, principals and operations", () =>
    holds(`create key k1; grant A/app on k1 to encrypt, decrypt as g1 named "nightly" retired by A/boss; expect g1.name is "nightly"; expect g1.grantee is A/app
      expect g1.grantee is "arn:aws:iam::111122223333:role/app"; expect g1.retiring is A/boss; expect g1.operations is "Encrypt, Decrypt"`));
});
