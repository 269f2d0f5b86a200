// Who may use a key: key policy, identity policies, accounts, sessions, boundaries, control policies. Sources: cloud-copilot/iam-simulate
// src/core_engine/coreEngineTests (a test's file and name; those about S3 are carried over to a key), the KMS Developer Guide (DG), the
// IAM User Guide (IUG), the facts' section 8 and its list of what people get wrong (section 13).

import { sessionOf } from "../callers.js";
import { KEY } from "../policies.js";
import {
  ACCOUNT,
  control,
  DEFAULT,
  DENIED,
  EC2_ONLY,
  EVERYTHING,
  forbids,
  lets,
  may,
  mayNot,
  ORGANIZATION,
  OTHER_ACCOUNT,
  policyOf,
  role,
  session,
  theirRole,
  theirUser,
  user,
} from "./policies.js";
import type { PolicySibling } from "./sibling.js";

const asAlice: PolicySibling["when"] = (s) => s.describe("A/alice");
const asBob: PolicySibling["when"] = (s) => s.describe("B/bob");
const asRole: PolicySibling["when"] = (s) => s.decrypt("A/test-role");
const asSession: PolicySibling["when"] = (s) => s.decrypt(sessionOf("A/test-role"));
const ONLY_KEYADMIN = lets(user("keyadmin"), "kms:*");
const MINE = policyOf(may("kms:DescribeKey", undefined, KEY));
const NOT_MINE = policyOf(mayNot("kms:DescribeKey", undefined, KEY));
const USE = policyOf(may("kms:Decrypt"));
const NO_KMS = policyOf(mayNot("kms:*"));
const bob = "iam_policy_of_bob_in_444455556666";

const accounts: readonly PolicySibling[] = [
  {
    what: "identity policy, and a key policy that speaks of another user",
    source: "kms/sameAccount.json: identity policy allows but not resource policy",
    documents: { key_policy: policyOf(ONLY_KEYADMIN), iam_policy_of_alice: MINE },
    when: asAlice,
    outcome: DENIED,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:DescribeKey on resource: <key-arn> because no resource-based policy allows the kms:DescribeKey action`,
  },
  {
    what: "the account in the key policy, nothing in IAM",
    source: "kms/sameAccount.json: account allowed by resource policy but not identity policy",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "user A/alice",
    when: asAlice,
    outcome: DENIED,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:DescribeKey on resource: <key-arn> because no identity-based policy allows the kms:DescribeKey action`,
  },
  {
    what: "the user in the key policy",
    source: "kms/sameAccount.json: Allowed when resource policy allows for principal",
    documents: { key_policy: policyOf({ ...lets(user("alice"), "kms:DescribeKey"), Resource: KEY }) },
    when: asAlice,
    outcome: "ok",
  },
  {
    what: "the account by its number, nothing in IAM",
    source: "kms/sameAccount.json: Denied when resource policy allows for account number but no identity policy",
    documents: { key_policy: policyOf(lets({ AWS: "111122223333" }, "kms:DescribeKey")) },
    given: "user A/alice",
    when: asAlice,
    outcome: DENIED,
  },
  {
    what: "the account by its number, and IAM",
    source: "facts 8.1 (the account principal as a bare ID)",
    documents: { key_policy: policyOf(lets({ AWS: "111122223333" }, "kms:DescribeKey")), iam_policy_of_alice: MINE },
    when: asAlice,
    outcome: "ok",
  },
  {
    what: "the account in the key policy, and IAM",
    source: "kms/sameAccount.json: Allowed when resource policy allows account and identity policy both allow",
    documents: { key_policy: policyOf(lets(ACCOUNT, "kms:DescribeKey")), iam_policy_of_alice: MINE },
    when: asAlice,
    outcome: "ok",
  },
  {
    what: "IAM allows what the key policy does not leave to it",
    source: "facts 8.1, 3b: the statement caps what IAM can delegate",
    documents: { key_policy: policyOf(lets(ACCOUNT, "kms:DescribeKey")), iam_policy_of_alice: policyOf(may("kms:*")) },
    when: (s) => s.decrypt("A/alice"),
    outcome: DENIED,
  },
  {
    what: "a deny of the identity policy",
    source: "kms/sameAccount.json: Denied when denied by identity policy",
    documents: { key_policy: policyOf(DEFAULT), iam_policy_of_alice: NOT_MINE },
    when: asAlice,
    outcome: DENIED,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:DescribeKey on resource: <key-arn> with an explicit deny in an identity-based policy`,
  },
  {
    what: "a deny of the key policy",
    source: "kms/sameAccount.json: Denied when denied by resource policy",
    documents: { key_policy: policyOf(DEFAULT, forbids(user("alice"), "kms:DescribeKey")), iam_policy_of_alice: MINE },
    when: asAlice,
    outcome: DENIED,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:DescribeKey on resource: <key-arn> with an explicit deny in a resource-based policy`,
  },
  {
    what: "an IAM deny where the key policy does not enable IAM",
    source: "facts section 13, 10",
    documents: { key_policy: policyOf(ONLY_KEYADMIN, lets(user("alice"), "kms:DescribeKey")), iam_policy_of_alice: NOT_MINE },
    when: asAlice,
    outcome: DENIED,
  },
  {
    what: "an administrator where the key policy speaks of another user alone",
    source: "facts section 13, 1",
    documents: { key_policy: policyOf(ONLY_KEYADMIN), iam_policy_of_alice: EVERYTHING },
    when: asAlice,
    outcome: DENIED,
  },
  {
    what: "the root user where the key policy speaks of another user alone",
    source: "facts section 13, 2",
    documents: { key_policy: policyOf(ONLY_KEYADMIN) },
    when: (s) => s.describe("A/root"),
    outcome: DENIED,
  },
  {
    what: "the root user under the default key policy",
    source: "facts 8.1 (root user)",
    documents: { key_policy: policyOf(DEFAULT) },
    when: (s) => s.decrypt("A/root"),
    outcome: "ok",
  },
  {
    what: "everybody in the key policy, a user without IAM policies",
    source: "facts 8.1, table of principals",
    documents: { key_policy: policyOf(lets({ AWS: "*" }, "kms:DescribeKey")) },
    given: "user A/alice",
    when: asAlice,
    outcome: "ok",
  },
  {
    what: "everybody in the key policy, a user of another account without IAM policies",
    source: "facts 8.1, table of principals",
    documents: { key_policy: policyOf(lets("*", "kms:DescribeKey")) },
    given: "user B/bob",
    when: asBob,
    outcome: DENIED,
  },
  {
    what: "a statement without Action has no effect",
    source: "facts 8.1 (missing Action or Resource); DG key-policy-overview.md",
    documents: {
      key_policy: policyOf(ONLY_KEYADMIN, { Effect: "Allow", Principal: user("alice"), Resource: "*" }),
    },
    given: "user A/alice",
    when: asAlice,
    outcome: DENIED,
  },
  {
    what: "a statement without Resource has no effect",
    source: "facts 8.1 (missing Action or Resource); DG key-policy-overview.md",
    documents: {
      key_policy: policyOf(ONLY_KEYADMIN, { Effect: "Allow", Principal: user("alice"), Action: "kms:DescribeKey" }),
    },
    given: "user A/alice",
    when: asAlice,
    outcome: DENIED,
  },
  {
    what: "an identity policy that names an alias",
    source: "facts section 13, 34; DG cmks-in-iam-policies.md",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(may("kms:DescribeKey", undefined, "arn:aws:kms:us-west-2:111122223333:alias/app")),
    },
    given: "alias app for 1234abcd-12ab-34cd-56ef-1234567890ab",
    when: (s) => s.describe("A/alice", "alias/app"),
    outcome: DENIED,
  },
  {
    what: "an action in other letters",
    source: "facts 8.1: actions match case-insensitively",
    documents: { key_policy: policyOf(DEFAULT), iam_policy_of_alice: policyOf(may("KMS:describekey")) },
    when: asAlice,
    outcome: "ok",
  },
  {
    what: "kms:GenerateDataKey* covers four operations",
    source: "facts 8.1",
    documents: { key_policy: policyOf(lets(user("alice"), "kms:GenerateDataKey*")) },
    when: (s) => s.ask("A/alice", "kms:GenerateDataKeyPairWithoutPlaintext", { keyId: KEY, keyPairSpec: "ECC_NIST_P256" }),
    outcome: "ok",
    also: [(s) => s.generateDataKey("A/alice").outcome === "ok"],
  },
  {
    what: "kms:Encrypt and kms:Decrypt do not make ReEncrypt",
    source: "facts section 13, 36",
    documents: { key_policy: policyOf(DEFAULT), iam_policy_of_alice: policyOf(may(["kms:Encrypt", "kms:Decrypt"])) },
    when: (s) => s.ask("A/alice", "kms:ReEncrypt", { ciphertext: s.ciphertext(KEY), destinationKeyId: KEY }),
    outcome: DENIED,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:ReEncryptFrom on <anything>`,
  },
  {
    what: "NotAction in an allow: everything else",
    source: "IUG, NotAction; facts 8.2",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf({ Effect: "Allow", NotAction: "kms:ScheduleKeyDeletion", Resource: "*" }),
    },
    when: (s) => s.ask("A/alice", "kms:ScheduleKeyDeletion", { keyId: KEY }),
    outcome: DENIED,
    also: [(s) => s.decrypt("A/alice").outcome === "ok"],
  },
  {
    what: "NotAction in a deny: everything else is denied",
    source: "IUG, NotAction; facts 8.2",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(may("kms:*"), { Effect: "Deny", NotAction: "kms:Describe*", Resource: "*" }),
    },
    when: (s) => s.decrypt("A/alice"),
    outcome: DENIED,
    also: [(s) => s.describe("A/alice").outcome === "ok"],
  },
  {
    what: "NotResource in a deny: every other key is denied",
    source: "IUG, NotResource; facts 8.2",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(may("kms:*"), {
        Effect: "Deny",
        Action: "kms:*",
        NotResource: "arn:aws:kms:us-west-2:111122223333:key/other",
      }),
    },
    when: (s) => s.decrypt("A/alice"),
    outcome: DENIED,
  },
];

const crossAccount: readonly PolicySibling[] = [
  {
    what: "IAM of the other account alone",
    source: "kms/differentAccount.json: identity policy allows but not resource policy",
    documents: { key_policy: policyOf(DEFAULT), [bob]: MINE },
    when: asBob,
    outcome: DENIED,
    message:
      "User: arn:aws:iam::444455556666:user/bob is not authorized to perform: kms:DescribeKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
  },
  {
    what: "the other account in the key policy alone",
    source: "kms/differentAccount.json: account allowed by resource policy but not identity policy",
    documents: { key_policy: policyOf(DEFAULT, lets(OTHER_ACCOUNT, "kms:DescribeKey")) },
    given: "user B/bob",
    when: asBob,
    outcome: DENIED,
    message:
      "User: arn:aws:iam::444455556666:user/bob is not authorized to perform: kms:DescribeKey on resource: <key-arn> because no identity-based policy allows the kms:DescribeKey action",
  },
  {
    what: "the other account's number in the key policy, and IAM there",
    source: "kms/differentAccount.json: Allowed when resource policy allows account and identity policy both allow",
    documents: { key_policy: policyOf(DEFAULT, lets({ AWS: "444455556666" }, "kms:DescribeKey")), [bob]: MINE },
    when: asBob,
    outcome: "ok",
  },
  {
    what: "a role of the other account in the key policy, without IAM there",
    source: "facts section 13, 6",
    documents: { key_policy: policyOf(DEFAULT, lets(theirRole("ExampleRole"), "kms:Decrypt")) },
    when: (s) => s.decrypt(sessionOf("B/ExampleRole")),
    outcome: DENIED,
  },
  {
    what: "a role of the other account in the key policy, with IAM there",
    source: "DG key-policy-modifying-external-accounts.md",
    documents: {
      key_policy: policyOf(DEFAULT, lets(theirRole("ExampleRole"), "kms:Decrypt")),
      iam_policy_of_role_ExampleRole_in_444455556666: policyOf(may("kms:Decrypt", undefined, KEY)),
    },
    when: (s) => s.decrypt(sessionOf("B/ExampleRole")),
    outcome: "ok",
  },
  {
    what: "a deny of the identity policy there",
    source: "kms/differentAccount.json: Denied when denied by identity policy",
    documents: { key_policy: policyOf(DEFAULT, lets(OTHER_ACCOUNT, "kms:DescribeKey")), [bob]: NOT_MINE },
    when: asBob,
    outcome: DENIED,
  },
  {
    what: "a deny of the key policy on the other account",
    source: "kms/differentAccount.json: Denied when denied by resource policy",
    documents: { key_policy: policyOf(DEFAULT, forbids(OTHER_ACCOUNT, "kms:DescribeKey")), [bob]: MINE },
    when: asBob,
    outcome: DENIED,
    message:
      "User: arn:aws:iam::444455556666:user/bob is not authorized to perform: kms:DescribeKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
  },
  {
    what: "ScheduleKeyDeletion allowed on both sides",
    source: "facts section 13, 8; DG key-policy-modifying-external-accounts.md",
    documents: { key_policy: policyOf(DEFAULT, lets(OTHER_ACCOUNT, "kms:*")), [bob]: EVERYTHING },
    when: (s) => s.ask("B/bob", "kms:ScheduleKeyDeletion", { keyId: KEY }),
    outcome: DENIED,
  },
  {
    what: "DisableKey allowed on both sides",
    source: "facts section 13, 8",
    documents: { key_policy: policyOf(DEFAULT, lets(OTHER_ACCOUNT, "kms:*")), [bob]: EVERYTHING },
    when: (s) => s.ask("B/bob", "kms:DisableKey", { keyId: KEY }),
    outcome: DENIED,
  },
  {
    what: "CreateGrant allowed on both sides",
    source: "facts section 13, 9",
    documents: { key_policy: policyOf(DEFAULT, lets(OTHER_ACCOUNT, "kms:CreateGrant")), [bob]: EVERYTHING },
    given: "role B/worker",
    when: (s) => s.ask("B/bob", "kms:CreateGrant", { keyId: KEY, grantee: s.grantee("B/worker"), operations: ["Decrypt"] }),
    outcome: "ok",
  },
  {
    what: "a key of another account that does not exist",
    source: "facts section 11 (AccessDenied, not NotFound)",
    documents: { key_policy: policyOf(DEFAULT), [bob]: EVERYTHING },
    when: (s) => s.describe("B/bob", "arn:aws:kms:us-west-2:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321"),
    outcome: DENIED,
  },
  {
    what: "a user of the other account in the key policy: that user, and no other of the account",
    source: "DG key-policy-modifying-external-accounts.md; facts 8.1, table of principals",
    documents: { key_policy: policyOf(DEFAULT, lets(theirUser("bob"), "kms:DescribeKey")), [bob]: MINE },
    given: 'user B/carol; allow B/carol to "kms:*" on "*"',
    when: asBob,
    outcome: "ok",
    also: [(s) => s.describe("B/carol").outcome === DENIED],
  },
];

const sessions: readonly PolicySibling[] = [
  {
    what: "a deny on a role reaches its sessions",
    source: "sessions.json: Deny session when resource policy denies for role",
    documents: { key_policy: policyOf(DEFAULT, forbids(role("test-role"), "kms:Decrypt")), "iam_policy_of_role_test-role": USE },
    when: asSession,
    outcome: DENIED,
  },
  {
    what: "a session policy that allows all, with IAM",
    source: "sessionPolicies.json: Allow all in session policy allows if allowed by identity policy",
    documents: { key_policy: policyOf(DEFAULT), "iam_policy_of_role_test-role": USE },
    when: (s) => s.decrypt(sessionOf("A/test-role", EVERYTHING)),
    outcome: "ok",
  },
  {
    what: "a session policy that allows all, without IAM",
    source: "sessionPolicies.json: does not allow if not allowed by identity policy",
    documents: { key_policy: policyOf(DEFAULT) },
    given: "role A/test-role",
    when: (s) => s.decrypt(sessionOf("A/test-role", EVERYTHING)),
    outcome: DENIED,
  },
  {
    what: "a session policy that denies, with IAM",
    source: "sessionPolicies.json: Explicit deny in session policy denies even if allowed by identity policy",
    documents: { key_policy: policyOf(DEFAULT), "iam_policy_of_role_test-role": USE },
    when: (s) => s.decrypt(sessionOf("A/test-role", policyOf(may("*"), mayNot("kms:Decrypt")))),
    outcome: DENIED,
    message: `User: arn:aws:sts::111122223333:assumed-role/test-role/session is not authorized to perform: kms:Decrypt on resource: <key-arn> with an explicit deny in a session policy`,
  },
  {
    what: "a session policy that does not speak of it, the role in the key policy",
    source: "sessionPolicies.json: Implicit deny in session policy denies even if allowed by resource policy",
    documents: { key_policy: policyOf(lets(role("test-role"), "kms:Decrypt")) },
    when: (s) => s.decrypt(sessionOf("A/test-role", EC2_ONLY)),
    outcome: DENIED,
    message: `User: arn:aws:sts::111122223333:assumed-role/test-role/session is not authorized to perform: kms:Decrypt on resource: <key-arn> because no session policy allows the kms:Decrypt action`,
  },
  {
    what: "a session policy that denies, the role in the key policy",
    source: "sessionPolicies.json: Explicit deny in session policy denies even if allowed by resource policy",
    documents: { key_policy: policyOf(lets(role("test-role"), "kms:Decrypt")) },
    when: (s) => s.decrypt(sessionOf("A/test-role", NO_KMS)),
    outcome: DENIED,
  },
];

const boundary = "permissions_boundary_of_role_test-role";
const boundaries: readonly PolicySibling[] = [
  {
    what: "boundary and IAM allow",
    source: "permissionBoundaries-SameAccount.json: Permission boundary and identity allow",
    documents: { key_policy: policyOf(DEFAULT), "iam_policy_of_role_test-role": USE, [boundary]: policyOf(may("kms:*")) },
    when: asRole,
    outcome: "ok",
  },
  {
    what: "IAM allows what the boundary does not speak of",
    source: "permissionBoundaries-SameAccount.json: implicit deny and identity allow",
    documents: { key_policy: policyOf(DEFAULT), "iam_policy_of_role_test-role": USE, [boundary]: EC2_ONLY },
    when: asRole,
    outcome: DENIED,
    message: `User: <caller> is not authorized to perform: kms:Decrypt on resource: <key-arn> because no permissions boundary allows the kms:Decrypt action`,
  },
  {
    what: "the boundary allows what IAM does not speak of",
    source: "permissionBoundaries-SameAccount.json: Permission boundary allow and identity implicit deny",
    documents: { key_policy: policyOf(DEFAULT), [boundary]: policyOf(may("kms:*")) },
    when: asRole,
    outcome: DENIED,
  },
  {
    what: "the boundary denies, the role in the key policy",
    source: "permissionBoundaries-SameAccount.json: deny resource policy allows role, from role",
    documents: { key_policy: policyOf(lets(role("test-role"), "kms:Decrypt")), [boundary]: NO_KMS },
    when: asRole,
    outcome: DENIED,
    message: `User: <caller> is not authorized to perform: kms:Decrypt on resource: <key-arn> with an explicit deny in a permissions boundary`,
  },
  {
    what: "the boundary does not speak of it, the role in the key policy, as the role",
    source: "permissionBoundaries-SameAccount.json: implicit deny resource policy allows role, from role",
    documents: { key_policy: policyOf(lets(role("test-role"), "kms:Decrypt")), [boundary]: EC2_ONLY },
    when: asRole,
    outcome: DENIED,
  },
  {
    what: "the boundary denies, the session in the key policy",
    source: "permissionBoundaries-SameAccount.json: deny resource policy allows session, from session",
    documents: { key_policy: policyOf(lets(session("test-role"), "kms:Decrypt")), [boundary]: NO_KMS },
    when: asSession,
    outcome: DENIED,
  },
  {
    what: "the boundary does not speak of it, the session in the key policy",
    source: "permissionBoundaries-SameAccount.json: implicit deny resource policy allows session, from session",
    documents: { key_policy: policyOf(lets(session("test-role"), "kms:Decrypt")), [boundary]: EC2_ONLY },
    when: asSession,
    outcome: "ok",
  },
  {
    what: "from another account the boundary binds, the session in the key policy or not",
    source: "permissionBoundaries-CrossAccount.json: implicit deny, identity allow, resource policy allows session, from session",
    documents: {
      key_policy: policyOf(DEFAULT, lets(session("test-role", "444455556666"), "kms:Decrypt")),
      "iam_policy_of_role_test-role_in_444455556666": USE,
      "permissions_boundary_of_role_test-role_in_444455556666": EC2_ONLY,
    },
    when: (s) => s.decrypt(sessionOf("B/test-role")),
    outcome: DENIED,
  },
  {
    what: "from another account the boundary binds a user that the key policy names",
    source: "permissionBoundaries-CrossAccount.json: implicit deny resource policy allows user",
    documents: {
      key_policy: policyOf(DEFAULT, lets(theirUser("test-user"), "kms:Decrypt")),
      "iam_policy_of_test-user_in_444455556666": USE,
      "permissions_boundary_of_test-user_in_444455556666": EC2_ONLY,
    },
    when: (s) => s.decrypt("B/test-user"),
    outcome: DENIED,
  },
  ...(
    [
      ["account, role and session", ["111122223333:root", "111122223333:role/test-role", "session"], "ok"],
      ["the role alone", ["111122223333:role/test-role"], DENIED],
    ] as const
  ).map(
    ([what, names, outcome]): PolicySibling => ({
      what: `NotPrincipal of a deny that names ${what}, asked by a session`,
      source: "IUG, NotPrincipal with Deny; facts 8.2",
      documents: {
        key_policy: policyOf(DEFAULT, {
          Effect: "Deny",
          NotPrincipal: { AWS: names.map((name) => (name === "session" ? session("test-role").AWS : `arn:aws:iam::${name}`)) },
          Action: "kms:Decrypt",
          Resource: "*",
        }),
        "iam_policy_of_role_test-role": USE,
      },
      when: asSession,
      outcome,
    }),
  ),
  {
    what: "NotPrincipal of an allow is everybody else",
    source: "notPrincipal.json: Allowed when NotPrincipal is a different principal",
    documents: {
      key_policy: policyOf({ Effect: "Allow", NotPrincipal: user("carl"), Action: "kms:DescribeKey", Resource: "*" }),
    },
    given: "user A/alice",
    when: asAlice,
    outcome: "ok",
  },
  {
    what: "NotPrincipal of an allow leaves out whom it names",
    source: "notPrincipal.json: Denied when NotPrincipal an array including the same principal",
    documents: {
      key_policy: policyOf({
        Effect: "Allow",
        NotPrincipal: { AWS: ["arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:user/carl"] },
        Action: "kms:DescribeKey",
        Resource: "*",
      }),
    },
    when: asAlice,
    outcome: DENIED,
  },
];

const controls: readonly PolicySibling[] = [
  {
    what: "a service control policy that denies",
    source: "rcps.json: RCP Allows but SCP Denies; scps.json",
    documents: { key_policy: policyOf(DEFAULT), iam_policy_of_alice: EVERYTHING },
    given: `${ORGANIZATION}\n${control("service", may("*"), mayNot("kms:DescribeKey"))}`,
    when: asAlice,
    outcome: DENIED,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:DescribeKey on resource: <key-arn> with an explicit deny in a service control policy`,
  },
  {
    what: "a service control policy that denies whom the key policy names",
    source: "facts 8.1, 1 and 2",
    documents: { key_policy: policyOf(lets(user("alice"), "kms:*")) },
    given: `${ORGANIZATION}\n${control("service", may("*"), mayNot("kms:DescribeKey"))}`,
    when: asAlice,
    outcome: DENIED,
  },
  {
    what: "a resource control policy that denies",
    source: "rcps.json: RCPs denied if denied by an RCP; DG26 resource-control-policies",
    documents: { key_policy: policyOf(DEFAULT), iam_policy_of_alice: EVERYTHING },
    given: `${ORGANIZATION}\n${control("resource", forbids("*", "kms:DescribeKey"))}`,
    when: asAlice,
    outcome: DENIED,
    message: `User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:DescribeKey on resource: <key-arn> with an explicit deny in a resource control policy`,
  },
  {
    what: "a resource control policy about another action",
    source: "rcps.json: RCPs allowed if action does not match",
    documents: { key_policy: policyOf(DEFAULT), iam_policy_of_alice: EVERYTHING },
    given: `${ORGANIZATION}\n${control("resource", forbids("*", "kms:Decrypt"))}`,
    when: asAlice,
    outcome: "ok",
  },
  {
    what: "a resource control policy binds callers of other accounts",
    source: "facts 8.1, 1 (RCPs of the key's account)",
    documents: { key_policy: policyOf(DEFAULT, lets(OTHER_ACCOUNT, "kms:DescribeKey")), [bob]: MINE },
    given: `${ORGANIZATION}\n${control("resource", forbids("*", "kms:*", { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } }))}`,
    when: asBob,
    outcome: DENIED,
    also: [(s) => s.describe("A/admin").outcome === "ok"],
  },
  {
    what: "a grant does not get past a service control policy",
    source: "facts section 13, 11; section 9",
    documents: {
      key_policy: policyOf(DEFAULT),
      grant: { Operations: ["Decrypt"], GranteePrincipal: "arn:aws:iam::111122223333:user/alice" },
    },
    given: `${ORGANIZATION}\n${control("service", may("*"), mayNot("kms:Decrypt"))}`,
    when: (s) => s.decrypt("A/alice"),
    outcome: DENIED,
  },
];

export const access: readonly PolicySibling[] = [...accounts, ...crossAccount, ...sessions, ...boundaries, ...controls];
