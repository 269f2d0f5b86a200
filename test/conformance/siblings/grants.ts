// Grants. Sources: KMS Developer Guide (DG) create-grant-overview.md, grant-manage.md, grants.md, conditions-kms.md; LocalStack and moto as
// in the other tables; facts section 9 and 13.

import type { GrantPrincipal } from "../../../src/world/key.js";
import { through } from "../callers.js";
import { KEY, type PolicyStage } from "../policies.js";
import { type Answer, contextOf } from "../stage.js";
import { DEFAULT, DENIED, forbids, lets, may, mayNot, policyOf, theirUser, user } from "./policies.js";
import type { PolicySibling } from "./sibling.js";

const ALICE = "arn:aws:iam::111122223333:user/alice";
const granted = (operations: readonly string[], more: object = {}) => ({
  Operations: operations,
  GranteePrincipal: ALICE,
  ...more,
});
const IT = { Department: "IT" };
const subset = { Constraints: { EncryptionContextSubset: IT } };
const equals = { Constraints: { EncryptionContextEquals: IT } };
const constraint = (is: "equals" | "subset", pairs: Readonly<Record<string, string>>) => ({
  constraint: { is, pairs: contextOf(pairs) },
});

function grant(s: PolicyStage, who: string, to: string | GrantPrincipal, more: object = {}): Answer<{ grantId: string }> {
  const grantee = typeof to === "string" ? s.grantee(to) : to;
  return s.ask(who, "kms:CreateGrant", { keyId: KEY, grantee, operations: ["Decrypt"], ...more });
}
const retire = (s: PolicyStage, who: string, grantId = "g1") => s.ask(who, "kms:RetireGrant", { keyId: KEY, grantId });
const revoke = (s: PolicyStage, who: string, grantId = "g1") => s.ask(who, "kms:RevokeGrant", { keyId: KEY, grantId });
const count = (s: PolicyStage) => s.given("kms:ListGrants", { keyId: KEY }).grants.length;
const later = (s: PolicyStage) => s.say("advance 6 minutes");

const use: readonly PolicySibling[] = [
  {
    what: "a subset among other pairs",
    source: "DG create-grant-overview.md (EncryptionContextSubset)",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"], subset) },
    when: (s) => s.decrypt("A/alice", { ...IT, Purpose: "Test" }),
    outcome: "ok",
    also: [(s) => s.decrypt("A/alice", IT).outcome === "ok", (s) => s.decrypt("A/alice").outcome === DENIED],
  },
  {
    what: "just these pairs",
    source: "DG create-grant-overview.md (EncryptionContextEquals)",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"], equals) },
    when: (s) => s.decrypt("A/alice", IT),
    outcome: "ok",
    also: [(s) => s.decrypt("A/alice").outcome === DENIED],
  },
  {
    what: "a pair in other letters",
    source: "DG create-grant-overview.md (case-sensitive match)",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"], subset) },
    when: (s) => s.decrypt("A/alice", { department: "IT" }),
    outcome: DENIED,
    also: [(s) => s.decrypt("A/alice", { Department: "it" }).outcome === DENIED],
  },
  {
    what: "DescribeKey is bound by no constraint",
    source: "facts section 9 (constraints ignored for DescribeKey)",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt", "DescribeKey"], equals) },
    when: (s) => s.describe("A/alice"),
    outcome: "ok",
  },
  {
    what: "an operation that the grant does not hold",
    source: "DG grants.md",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"]) },
    when: (s) => s.encrypt("A/alice"),
    outcome: DENIED,
  },
  {
    what: "a deny of the key policy",
    source: "facts section 13, 11",
    documents: { key_policy: policyOf(DEFAULT, forbids(user("alice"), "kms:Decrypt")), grant: granted(["Decrypt"]) },
    when: (s) => s.decrypt("A/alice"),
    outcome: DENIED,
  },
  {
    what: "a deny of an identity policy",
    source: "facts section 9 (explicit deny beats grants)",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(mayNot("kms:Decrypt")),
      grant: granted(["Decrypt"]),
    },
    when: (s) => s.decrypt("A/alice"),
    outcome: DENIED,
  },
  {
    what: "a grantee of another account needs no IAM policy",
    source: "facts section 13, 7; DG key-policy-modifying-external-accounts.md",
    documents: {
      key_policy: policyOf(DEFAULT),
      grant: { Operations: ["Decrypt"], GranteePrincipal: "arn:aws:iam::444455556666:role/worker" },
    },
    when: (s) => s.decrypt("B/worker"),
    outcome: "ok",
  },
  {
    what: "a new grant counts at once with its token, and without it after five minutes",
    source: "DG grant-manage.md (using a grant token)",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "user A/alice",
    when(s) {
      const token = s.given("kms:CreateGrant", { keyId: KEY, grantee: s.grantee("A/alice"), operations: ["Decrypt"] }).grantToken;
      if (s.decrypt("A/alice").outcome !== DENIED) throw new Error("it is seen everywhere at once");
      return s.decrypt("A/alice", {}, { tokens: [token] });
    },
    outcome: "ok",
    also: [(s) => (later(s), s.decrypt("A/alice").outcome === "ok")],
  },
  {
    what: "the token lets nobody in but the grantee",
    source: "facts section 9 (token proves the grant, not a secret)",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"]) },
    given: "user A/carl",
    when: (s) => s.decrypt("A/carl", {}, { tokens: ["g1"] }),
    outcome: DENIED,
  },
  {
    what: "a grant while its key is disabled, and when it is enabled again",
    source: "facts section 13, 41; section 9",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"]) },
    when(s) {
      s.given("kms:DisableKey", { keyId: KEY });
      return s.ask("A/alice", "kms:Decrypt", { ciphertext: { ...CIPHERTEXT, key: s.key(KEY).id } });
    },
    outcome: "DisabledException",
    also: [
      (s) => {
        s.given("kms:EnableKey", { keyId: KEY });
        return s.decrypt("A/alice").outcome === "ok" && count(s) === 1;
      },
    ],
  },
];
const CIPHERTEXT = {
  material: "1234abcd-12ab-34cd-56ef-1234567890ab-material-1",
  algorithm: "SYMMETRIC_DEFAULT",
  context: contextOf({}),
  content: { is: "text", text: "x" },
} as const;

const making: readonly PolicySibling[] = [
  {
    what: "a grantee that is not there",
    source: "facts section 9 (OBS); hashicorp/terraform-provider-aws reports",
    documents: { key_policy: policyOf(DEFAULT) },
    when: (s) =>
      grant(s, "A/admin", { is: "principal", ref: "A/gone", arn: "arn:aws:iam::111122223333:role/gone", uniqueId: "" }),
    outcome: "InvalidArnException",
    message: "ARN does not refer to a valid principal: arn:aws:iam::111122223333:role/gone",
  },
  ...["DisableKey", "ListGrants", "RevokeGrant", "ScheduleKeyDeletion", "PutKeyPolicy"].map(
    (operation): PolicySibling => ({
      what: `${operation} in a grant`,
      source: "facts section 9 (never: management operations)",
      documents: { key_policy: policyOf(DEFAULT) },
      given: "role A/worker",
      when: (s) => grant(s, "A/admin", "A/worker", { operations: ["Decrypt", operation] }),
      outcome: "ValidationException",
    }),
  ),
  {
    what: "Sign in a grant on a symmetric key",
    source: "API, CreateGrant (Operations must suit the key); facts section 9",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role A/worker",
    when: (s) => grant(s, "A/admin", "A/worker", { operations: ["Sign"] }),
    outcome: "ValidationException",
  },
  {
    what: "nine pairs in a constraint",
    source: "DG create-grant-overview.md (up to 8 pairs)",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role A/worker",
    when: (s) =>
      grant(s, "A/admin", "A/worker", constraint("subset", Object.fromEntries([..."abcdefghi"].map((each) => [each, "1"])))),
    outcome: "ValidationException",
    also: [
      (s) =>
        grant(s, "A/admin", "A/worker", constraint("subset", Object.fromEntries([..."abcdefgh"].map((each) => [each, "1"]))))
          .outcome === "ok",
    ],
  },
  {
    what: "a value of 385 characters in a constraint",
    source: "DG create-grant-overview.md (384 characters)",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role A/worker",
    when: (s) => grant(s, "A/admin", "A/worker", constraint("subset", { a: "x".repeat(385) })),
    outcome: "ValidationException",
  },
  {
    what: "a constraint on an asymmetric key",
    source: "DG create-grant-overview.md (note)",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role A/worker; create key rsa spec RSA_2048 usage encrypt-decrypt",
    when: (s) => grant(s, "A/admin", "A/worker", { keyId: "rsa", ...constraint("equals", IT) }),
    outcome: "ValidationException",
  },
  {
    what: "one name on two keys makes two grants",
    source: "test_create_grant_with_same_name_two_keys",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role A/worker; create key k2",
    when(s) {
      grant(s, "A/admin", "A/worker", { grantName: "TestGrantName", operations: ["Decrypt", "DescribeKey"] });
      return grant(s, "A/admin", "A/worker", { keyId: "k2", grantName: "TestGrantName", operations: ["Decrypt", "DescribeKey"] });
    },
    outcome: "ok",
    also: [(s) => count(s) === 1, (s) => s.given("kms:ListGrants", { keyId: "k2" }).grants.length === 1],
  },
  {
    what: "the same name with other operations makes another grant",
    source: "API, CreateGrant (Name: same parameters)",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role A/worker",
    when(s) {
      grant(s, "A/admin", "A/worker", { grantName: "n1" });
      return grant(s, "A/admin", "A/worker", { grantName: "n1", operations: ["Encrypt"] });
    },
    outcome: "ok",
    also: [(s) => count(s) === 2],
  },
  {
    what: "kms:CreateGrant by a policy passes on what its maker lacks",
    source: "facts section 13, 40; DG create-grant-overview.md",
    documents: { key_policy: policyOf(lets(user("alice"), "kms:CreateGrant")) },
    given: "role A/worker",
    when: (s) => grant(s, "A/alice", "A/worker"),
    outcome: "ok",
    also: [(s) => s.decrypt("A/alice").outcome === DENIED, (s) => (later(s), s.decrypt("A/worker").outcome === "ok")],
  },
  {
    what: "kms:CreateGrant by a grant passes on no more than the grant holds",
    source: "facts section 13, 40; DG create-grant-overview.md",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt", "CreateGrant"]) },
    given: "role A/worker",
    when: (s) => grant(s, "A/alice", "A/worker", { operations: ["Decrypt", "Encrypt"] }),
    outcome: DENIED,
    also: [(s) => grant(s, "A/alice", "A/worker").outcome === "ok"],
  },
  {
    what: "a child may add pairs to a subset, and take none away",
    source: "DG create-grant-overview.md (child grants)",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt", "CreateGrant"], subset) },
    given: "role A/worker",
    when: (s) => grant(s, "A/alice", "A/worker", constraint("subset", { ...IT, Purpose: "Test" })),
    outcome: "ok",
    also: [
      (s) => grant(s, "A/alice", "A/worker", constraint("subset", { Purpose: "Test" })).outcome === DENIED,
      (s) => grant(s, "A/alice", "A/worker").outcome === DENIED,
    ],
  },
  {
    what: "a grant made without leave",
    source: "DG grant-manage.md",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "user A/alice; role A/worker",
    when: (s) => grant(s, "A/alice", "A/worker"),
    outcome: DENIED,
  },
  {
    what: "a grant on an AWS managed key to another account",
    source: "facts section 13, 25; section 3",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role B/worker",
    when: (s) => grant(s, "A/admin", "B/worker", { keyId: s.managedKey("ebs") }),
    outcome: DENIED,
  },
  {
    what: "operations of a grant, by condition",
    source: "DG conditions-kms.md, kms:GrantOperations",
    documents: {
      key_policy: policyOf(
        lets(user("alice"), "kms:CreateGrant", {
          "ForAllValues:StringEquals": { "kms:GrantOperations": ["Encrypt", "Decrypt"] },
        }),
      ),
    },
    given: "role A/worker",
    when: (s) => grant(s, "A/alice", "A/worker", { operations: ["Decrypt", "GenerateDataKey"] }),
    outcome: DENIED,
    also: [(s) => grant(s, "A/alice", "A/worker", { operations: ["Encrypt"] }).outcome === "ok"],
  },
  {
    what: "the retiring principal of a grant, by condition",
    source: "DG conditions-kms.md, kms:RetiringPrincipal",
    documents: {
      key_policy: policyOf(
        lets(user("alice"), "kms:CreateGrant", {
          StringEquals: { "kms:RetiringPrincipal": "arn:aws:iam::111122223333:role/KeyAdmins" },
        }),
      ),
    },
    given: "role A/worker; role A/KeyAdmins",
    when: (s) => grant(s, "A/alice", "A/worker"),
    outcome: DENIED,
    also: [(s) => grant(s, "A/alice", "A/worker", { retiring: s.grantee("A/KeyAdmins") }).outcome === "ok"],
  },
  {
    what: "a grant for an integrated service alone, by condition",
    source: "DG conditions-kms.md, kms:GrantIsForAWSResource",
    documents: {
      key_policy: policyOf(lets(user("alice"), "kms:CreateGrant", { Bool: { "kms:GrantIsForAWSResource": true } })),
    },
    given: "role A/worker",
    when: (s) => grant(s, "A/alice", "A/worker"),
    outcome: DENIED,
    also: [
      (s) =>
        s.ask(through("ec2", "A/alice"), "kms:CreateGrant", {
          keyId: KEY,
          grantee: s.grantee("A/worker"),
          operations: ["Decrypt"],
        }).outcome === "ok",
    ],
  },
  {
    what: "a constraint on a context, by a condition on it",
    source: "DG conditions-kms.md, kms:EncryptionContext (CreateGrant)",
    documents: {
      key_policy: policyOf(
        lets(user("alice"), "kms:CreateGrant", { StringEquals: { "kms:EncryptionContext:Department": "IT" } }),
      ),
    },
    given: "role A/worker",
    when: (s) => grant(s, "A/alice", "A/worker"),
    outcome: DENIED,
    also: [(s) => grant(s, "A/alice", "A/worker", constraint("equals", IT)).outcome === "ok"],
  },
];

const retiring = { RetiringPrincipal: "arn:aws:iam::111122223333:role/adminRole" };
const ending: readonly PolicySibling[] = [
  {
    what: "the retiring principal retires, without any policy",
    source: "DG grant-manage.md (RetireGrant)",
    documents: { key_policy: policyOf(lets(user("keyadmin"), "kms:*")), grant: granted(["Decrypt"], retiring) },
    when: (s) => retire(s, "A/adminRole"),
    outcome: "ok",
    also: [(s) => count(s) === 0],
  },
  {
    what: "a token alone retires",
    source: "test_retire_grant_with_grant_token; moto test_kms_grants.py test_retire_grant_by_token",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role A/worker",
    when(s) {
      const { grantToken } = s.given("kms:CreateGrant", { keyId: KEY, grantee: s.grantee("A/worker"), operations: ["Decrypt"] });
      return s.ask("A/admin", "kms:RetireGrant", { grantId: grantToken });
    },
    outcome: "ok",
    also: [(s) => count(s) === 0],
  },
  {
    what: "kms:RetireGrant in a key policy is nothing",
    source: "DG grant-manage.md (not effective in a key policy)",
    documents: {
      key_policy: policyOf(DEFAULT, lets(theirUser("bob"), "kms:RetireGrant")),
      iam_policy_of_bob_in_444455556666: policyOf(may("kms:RetireGrant")),
      grant: granted(["Decrypt"]),
    },
    when: (s) => retire(s, "B/bob"),
    outcome: DENIED,
  },
  {
    what: "an IAM user to whom the account that made the grant gives kms:RetireGrant",
    source: "DG grant-manage.md (delegation)",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_carl: policyOf(may("kms:RetireGrant")),
      grant: granted(["Decrypt"]),
    },
    when: (s) => retire(s, "A/carl"),
    outcome: "ok",
  },
  {
    what: "a deny of kms:RetireGrant binds the retiring principal",
    source: "DG grant-manage.md (Deny)",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_role_adminRole: policyOf(mayNot("kms:RetireGrant")),
      grant: granted(["Decrypt"], retiring),
    },
    when: (s) => retire(s, "A/adminRole"),
    outcome: DENIED,
  },
  {
    what: "the retiring principal may not revoke for being it",
    source: "DG grant-manage.md (RevokeGrant by policies)",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"], retiring) },
    when: (s) => revoke(s, "A/adminRole"),
    outcome: DENIED,
  },
  {
    what: "RevokeGrant of what is no grant",
    source: "moto test_kms_grants.py test_revoke_grant_raises_when_grant_does_not_exist",
    documents: { key_policy: policyOf(DEFAULT) },
    when: (s) => revoke(s, "A/admin", "aabbccdd"),
    outcome: "NotFoundException",
    message: "Grant ID aabbccdd not found",
  },
  {
    what: "a revoked grant may be used for some minutes, and then no more",
    source: "facts section 9; DG grant-manage.md",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"]) },
    when: (s) => revoke(s, "A/admin"),
    outcome: "ok",
    also: [(s) => (later(s), s.decrypt("A/alice").outcome === DENIED)],
  },
  {
    what: "retirable grants of a principal",
    source: "moto test_kms_grants.py test_list_retirable_grants",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"], retiring) },
    given: "role A/worker",
    when(s) {
      grant(s, "A/admin", "A/worker");
      return s.ask("A/admin", "kms:ListRetirableGrants", { retiring: s.grantee("A/adminRole") });
    },
    outcome: "ok",
    also: [(s) => s.given("kms:ListRetirableGrants", { retiring: s.grantee("A/adminRole") }).grants.length === 1],
  },
  {
    what: "grants are listed and ended while the key is to be deleted",
    source: "facts section 9; DG key-state.md",
    documents: { key_policy: policyOf(DEFAULT), grant: granted(["Decrypt"]) },
    when(s) {
      s.given("kms:ScheduleKeyDeletion", { keyId: KEY });
      if (s.ask("A/admin", "kms:ListGrants", { keyId: KEY }).output?.grants.length !== 1) throw new Error("it is not listed");
      return revoke(s, "A/admin");
    },
    outcome: "ok",
  },
];

export const grants: readonly PolicySibling[] = [...use, ...making, ...ending];
