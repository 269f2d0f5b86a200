// What people get wrong about KMS: each statement of section 13 of the facts about KMS and IAM, told as a scenario that fails if Custody had it
// the other way round; and section 8.4, which operations work from another account. The source stands in each row: DG, DG26 = KMS Developer Guide; BC = botocore's model of KMS; IUG = IAM User Guide;
// LS = LocalStack's recorded responses; PR = AWS's price list.

import { describe, expect, test } from "vitest";
import { failuresOf } from "../services/kms/lab.js";

type Row = readonly [number: number, statement: string, truth: boolean, source: string, sentences: string];

const DELEGATED = `policy of k1 is """{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" } ] }"""`;
/** Nothing for the account: A/keeper alone. */
const KEEPER = `role A/keeper; policy of k1 is """{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/keeper" }, "Action": "kms:*", "Resource": "*" } ] }""" without lockout check`;

const ROWS: readonly Row[] = [
  [
    1,
    "AdministratorAccess lets you use every key of your account",
    false,
    "DG key-policy-default",
    `create key k1; encrypt "x" with k1 as c1; ${KEEPER}
    expect A/admin cannot kms:Decrypt on k1; decrypt c1 by A/admin expect denied; decrypt c1 by A/keeper`,
  ],
  [
    2,
    "the account's root user can always use its keys",
    false,
    "DG key-policy-default",
    `create key k1; encrypt "x" with k1 by A/root as c1; ${KEEPER}
    decrypt c1 by A/root expect denied; policy of k1 allows acct A to decrypt by A/keeper; decrypt c1 by A/root`,
  ],
  [
    3,
    "`:root` in a key policy gives access to the root user only",
    false,
    "DG key-policy-default",
    `create key k1; ${DELEGATED}; allow A/app to encrypt on k1; encrypt "x" with k1 by A/app`,
  ],
  [
    4,
    "`:root` in a key policy gives every user access",
    false,
    "DG key-policy-default",
    `create key k1; ${DELEGATED}; role A/app; encrypt "x" with k1 by A/app expect denied`,
  ],
  [
    5,
    "a role named in the key policy needs no IAM policy in the same account",
    true,
    "DG key-policies, IUG",
    `create key k1; policy of k1 allows A/app to encrypt; encrypt "x" with k1 by A/app`,
  ],
  [
    6,
    "a role of another account named in the key policy needs no IAM policy",
    false,
    "DG key-policy-modifying-external-accounts",
    `create key k1; policy of k1 allows B/app to encrypt
    encrypt "x" with k1 by B/app expect denied; allow B/app to encrypt on k1; encrypt "x" with k1 by B/app`,
  ],
  [
    7,
    "use across accounts by a grant needs no IAM allow at the caller",
    true,
    "DG key-policy-modifying-external-accounts",
    `create key k1; grant B/app on k1 to encrypt; advance 5 minutes; encrypt "x" with k1 by B/app`,
  ],
  [
    8,
    "another account can be allowed to disable or delete your key",
    false,
    "BC Cross-account use",
    `create key k1; policy of k1 allows acct B to "kms:*"; allow B/app to "kms:*" on k1; encrypt "x" with k1 by B/app
    disable k1 by B/app expect denied; delete k1 after 7 days by B/app expect denied`,
  ],
  [
    9,
    "another account can be allowed CreateGrant",
    true,
    "BC CreateGrant",
    `create key k1; policy of k1 allows acct B to create-grant; allow B/app to create-grant on k1; grant B/worker on k1 to decrypt by B/app`,
  ],
  [
    10,
    "an IAM deny has no effect if the key policy does not enable IAM",
    false,
    "DG iam-policies",
    `create key k1; ${KEEPER}; encrypt "x" with k1 by A/keeper
    deny A/keeper to encrypt on k1; encrypt "x" with k1 by A/keeper expect denied`,
  ],
  [
    11,
    "a grant can override an explicit deny",
    false,
    "DG conditions-kms",
    `create key k1; grant A/app on k1 to encrypt; advance 5 minutes; encrypt "x" with k1 by A/app; policy of k1 denies A/app to encrypt; encrypt "x" with k1 by A/app expect denied`,
  ],
  [
    12,
    "rotation changes the key's ID or ARN",
    false,
    "DG26 rotate-keys",
    `create key k1; rotate k1; expect k1.key-id is k1; expect k1.arn is "arn:aws:kms:us-east-1:111122223333:key/k1"; expect k1.rotations is 1`,
  ],
  [
    13,
    "rotation encrypts old data again, or makes old ciphertexts fail",
    false,
    "DG26 rotate-keys",
    `create key k1; encrypt "x" with k1 as c1; rotate k1; expect c1.material is not k1.material; decrypt c1`,
  ],
  [
    14,
    "a rotation on demand moves the automatic schedule",
    false,
    "BC RotateKeyOnDemand",
    `create key k1; enable rotation of k1; advance 100 days; rotate k1; expect k1.next-rotation is 2027-01-01; advance 265 days; expect k1.rotations is 2`,
  ],
  [
    15,
    "asymmetric or HMAC keys can rotate automatically",
    false,
    "BC EnableKeyRotation",
    `create key k1 spec RSA_2048 usage encrypt-decrypt; create key k2 spec HMAC_256 usage generate-verify-mac
    enable rotation of k1 expect error UnsupportedOperationException; enable rotation of k2 expect error UnsupportedOperationException`,
  ],
  [
    16,
    "imported keys can never rotate in place",
    false,
    "BC RotateKeyOnDemand, since 2025-06",
    `create key k1 origin external; material m1 "a"; material m2 "b"; import m1 into k1; encrypt "x" with k1 as c1
    enable rotation of k1 expect error UnsupportedOperationException; import m2 into k1 as new material; rotate k1; expect c1.material is not k1.material; decrypt c1`,
  ],
  [
    17,
    "every rotation adds $1 a month forever",
    false,
    "PR, since 2024-04",
    `create key k1; rotate k1; rotate k1; rotate k1; rotate k1; advance 2 months; expect bill of A for kms in 2026-02 is $3.00`,
  ],
  [
    18,
    "a disabled key costs nothing",
    false,
    "PR",
    `create key k1; disable k1; advance 2 months; expect bill of A for kms in 2026-02 is $1.00`,
  ],
  [
    19,
    "a key that is pending deletion costs nothing",
    true,
    "PR",
    `create key k1; delete k1 after 30 days; advance 1 month; expect bill of A for kms in 2026-01 is $0.00`,
  ],
  [
    20,
    "cancelling the deletion makes the key usable",
    false,
    "BC CancelKeyDeletion",
    `create key k1; delete k1 after 7 days; cancel deletion of k1; expect k1 is disabled; encrypt "x" with k1 expect error DisabledException; enable k1; encrypt "x" with k1`,
  ],
  [
    21,
    "a key can be deleted at once",
    false,
    "BC ScheduleKeyDeletion",
    `create key k1; delete k1 after 6 days expect error ValidationException; create key k2 origin external; material m1 "a"; import m1 into k2; delete material of k2; expect k2 is pending-import`,
  ],
  [
    22,
    "scheduling the deletion of a multi-Region primary with replicas starts its clock",
    false,
    "BC ScheduleKeyDeletion",
    `create key m1 multi-region; replicate m1 to region eu-west-1 as m2; delete m1 after 7 days
    expect m1 is pending-replica-deletion; expect m1.deletion-date is nothing; advance 8 days; expect m1 is pending-replica-deletion
    delete m2 after 7 days; advance 7 days; expect m1 is pending-deletion; advance 7 days; expect m1 is deleted`,
  ],
  [
    23,
    "disabling a multi-Region primary disables its replicas",
    false,
    "DG multi-region-keys-overview",
    `create key m1 multi-region; replicate m1 to region eu-west-1 as m2; encrypt "x" with m1 as c1; disable m1; expect m2 is enabled; decrypt c1 with m2`,
  ],
  [
    24,
    "replicas take over the primary's key policy",
    false,
    "BC ReplicateKey",
    `create key m1 multi-region; policy of m1 allows A/app to encrypt; replicate m1 to region eu-west-1 as m2; expect A/app can kms:Encrypt on m1; expect A/app cannot kms:Encrypt on m2`,
  ],
  [
    25,
    "AWS managed keys can be shared with another account by a grant",
    false,
    "DG concepts",
    `create volume v1 size 1 GiB encrypted; grant B/app on aws/ebs to decrypt by A/admin expect denied`,
  ],
  [
    26,
    "AWS managed keys can be called by an administrator directly",
    false,
    "DG concepts, kms:ViaService",
    `create volume v1 size 1 GiB encrypted; encrypt "x" with aws/ebs by A/admin expect denied`,
  ],
  [
    27,
    "Decrypt needs the key's ID",
    false,
    "BC Decrypt: true for asymmetric keys",
    `create key k1; encrypt "x" with k1 as c1; decrypt c1; create key k2 spec RSA_2048 usage encrypt-decrypt; encrypt "x" with k2 as c2; decrypt c2 with k2`,
  ],
  [
    28,
    "Decrypt with a wrong KeyId takes the right key",
    false,
    "LS",
    `create key k1; create key k2; encrypt "x" with k1 as c1; decrypt c1 with k2 expect error IncorrectKeyException`,
  ],
  [
    29,
    "a wrong encryption context gives AccessDenied",
    false,
    "LS",
    `create key k1; encrypt "x" with k1 context { app: "shop" } as c1; decrypt c1 context { app: "web" } expect error InvalidCiphertextException; decrypt c1 expect error InvalidCiphertextException
    policy of k1 allows A/app to decrypt when { StringEquals: { "kms:EncryptionContext:app": "shop" } }; decrypt c1 context { app: "web" } by A/app expect denied; decrypt c1 context { app: "shop" } by A/app`,
  ],
  [
    30,
    "an encryption context is confidential",
    false,
    "DG concepts",
    `create key k1; encrypt "x" with k1 context { app: "shop" }; expect trail of A has kms:Encrypt context { app: "shop" }`,
  ],
  [
    31,
    "the name of kms:EncryptionContext:AppName goes by its case",
    false,
    "DG conditions-kms",
    `create key k1; policy of k1 allows A/app to encrypt when { StringEquals: { "kms:EncryptionContext:APPNAME": "shop" } }
    encrypt "x" with k1 context { AppName: "shop" } by A/app; encrypt "x" with k1 context { AppName: "Shop" } by A/app expect denied`,
  ],
  [
    32,
    "StringNotEquals is false where the key is absent",
    false,
    "IUG reference_policies_elements_condition_operators",
    `create key k1; policy of k1 allows A/app to encrypt when { StringNotEquals: { "kms:EncryptionContext:app": "web" } }; encrypt "x" with k1 by A/app`,
  ],
  [
    33,
    "ForAllValues wants one value at least",
    false,
    "IUG reference_policies_multi-value-conditions",
    `create key k1; policy of k1 allows A/app to encrypt when { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "app" } }; encrypt "x" with k1 by A/app
    encrypt "x" with k1 context { web: "1" } by A/app expect denied`,
  ],
  [
    34,
    "an alias ARN as the Resource of an IAM policy permits the use of its key",
    false,
    "DG alias-authorization",
    `create key k1; alias app for k1; allow A/app to encrypt on "arn:aws:kms:us-east-1:111122223333:alias/app"; encrypt "x" with alias app by A/app expect denied
    allow A/app to encrypt on "arn:aws:kms:us-east-1:111122223333:key/*" when { StringEquals: { "kms:RequestAlias": "alias/app" } }; encrypt "x" with alias app by A/app`,
  ],
  [
    35,
    "kms:RequestAlias matches where the key's ARN was said",
    false,
    "DG alias-authorization",
    `create key k1; alias app for k1; policy of k1 allows A/app to encrypt when { StringEquals: { "kms:RequestAlias": "alias/app" } }
    encrypt "x" with k1 by A/app expect denied; encrypt "x" with alias app by A/app`,
  ],
  [
    36,
    "ReEncrypt needs kms:Decrypt and kms:Encrypt",
    false,
    "BC ReEncrypt",
    `create key k1; create key k2; encrypt "x" with k1 as c1; allow A/app to "kms:Decrypt", "kms:Encrypt" on "*"; reencrypt c1 with k2 by A/app expect denied
    allow A/mover to "kms:ReEncryptFrom" on k1; allow A/mover to "kms:ReEncryptTo" on k2; reencrypt c1 with k2 by A/mover`,
  ],
  [
    37,
    "the owner pays for requests of other accounts",
    false,
    "PR, DG26",
    `create key k1; policy of k1 allows B/app to encrypt; allow B/app to encrypt on k1; repeat 50000 times { encrypt "x" with k1 by B/app }; advance 1 month
    expect bill of A for kms in 2026-01 is $1.00; expect bill of B for kms in 2026-01 is $0.09`,
  ],
  [
    38,
    "a denied call across accounts stands in the owner's trail",
    false,
    "DG logging-using-cloudtrail",
    `create key k1; allow B/app to encrypt on k1; encrypt "x" with k1 by B/app expect denied; expect trail of A has no kms:Encrypt; expect trail of B has 1 kms:Encrypt
    policy of k1 allows B/app to encrypt; encrypt "x" with k1 by B/app; expect trail of A has 1 kms:Encrypt; expect trail of B has 2 kms:Encrypt`,
  ],
  [
    39,
    "changing tags or aliases cannot change who has access",
    false,
    "BC TagResource",
    `create key k1; policy of k1 allows A/app to encrypt when { StringEquals: { "aws:ResourceTag/app": "shop" } }; encrypt "x" with k1 by A/app expect denied
    tag k1 { app: "shop" }; encrypt "x" with k1 by A/app`,
  ],
  [
    40,
    "kms:CreateGrant without the permission itself lets you pass that on",
    true,
    "DG grants: from a policy, not from a grant",
    `create key k1; policy of k1 allows A/boss to create-grant; grant A/app on k1 to decrypt by A/boss; expect A/boss cannot kms:Decrypt on k1
    grant A/link on k1 to create-grant, encrypt as g1; advance 5 minutes; grant A/app on k1 to encrypt by A/link; grant A/app on k1 to decrypt by A/link expect denied`,
  ],
  [
    41,
    "grants go away when a key is disabled",
    false,
    "DG grants",
    `create key k1; grant A/app on k1 to encrypt as g1; advance 5 minutes; disable k1; expect k1.grants is 1; encrypt "x" with k1 by A/app expect error DisabledException; enable k1; encrypt "x" with k1 by A/app`,
  ],
  [
    42,
    "the use of a public key outside KMS is stopped when the key is disabled",
    false,
    "DG deleting-keys",
    `create key k1 spec RSA_2048 usage encrypt-decrypt; download public key of k1 as p1; disable k1; encrypt "x" with p1 by outsider as c1; expect trail of A has no kms:Encrypt; decrypt c1 with k1 expect error DisabledException`,
  ],
  [
    43,
    "Verify of a bad signature answers false",
    false,
    "LS",
    `create key k1 spec ECC_NIST_P256 usage sign-verify; sign "x" with k1 as s1; verify s1 of "x" with k1; verify s1 of "y" with k1 expect error KMSInvalidSignatureException`,
  ],
  [
    44,
    "deleting imported material is as deleting the key",
    false,
    "BC DeleteImportedKeyMaterial",
    `create key k1 origin external; material m1 "a"; import m1 into k1; encrypt "x" with k1 as c1; delete material of k1; expect k1 is pending-import
    decrypt c1 expect error KMSInvalidStateException; import m1 into k1; decrypt c1`,
  ],
  [
    45,
    "with the same imported material, each of two keys decrypts what the other encrypted",
    false,
    "DG importing-keys",
    `create key k1 origin external; create key k2 origin external; material m1 "a"; import m1 into k1; import m1 into k2; encrypt "x" with k1 as c1; decrypt c1 with k2 expect error IncorrectKeyException`,
  ],
  [
    46,
    "PutKeyPolicy works on a key that is disabled or pending deletion",
    true,
    "DG key-state",
    `create key k1; disable k1; policy of k1 allows A/app to encrypt; delete k1 after 7 days; policy of k1 allows A/app to decrypt`,
  ],
  [
    47,
    "the free tier covers Sign with RSA",
    false,
    "PR",
    `create key k1 spec RSA_2048 usage sign-verify; repeat 10000 times { sign "x" with k1 }; advance 1 month; expect bill of A for kms in 2026-01 is $1.03`,
  ],
];

test("there are all 47", () => {
  expect(ROWS.map(([number]) => number)).toEqual(Array.from({ length: 47 }, (_, index) => index + 1));
});

describe.each(ROWS)("%i. %s", (_number, _statement, truth, source, sentences) => {
  test(`${truth ? "true" : "false"} (${source})`, () => {
    expect(failuresOf(sentences)).toEqual([]);
  });
});

// Section 8.4, source: BC "Cross-account use" of each operation. The key policy and the caller's own policies allow everything.
const SETTING = `create key k1; create key sig spec ECC_NIST_P256 usage key-agreement; create key mac spec HMAC_256 usage generate-verify-mac; create key sv spec ECC_NIST_P256 usage sign-verify
  alias app for k1; encrypt "x" with k1 as c1; mac "x" with mac as t1; sign "x" with sv as s1; create key mr multi-region; create key im origin external; material mat "a"
  policy of k1 allows acct B to "kms:*"; policy of sig allows acct B to "kms:*"; policy of mac allows acct B to "kms:*"; policy of sv allows acct B to "kms:*"; policy of mr allows acct B to "kms:*"
  policy of im allows acct B to "kms:*"; allow B/app to "kms:*" on "*"; grant B/app on k1 to encrypt retired by B/app as g1; grant A/app on k1 to encrypt as g2\n`;

describe("from another account", () => {
  test.each([
    'encrypt "x" with k1',
    "decrypt c1",
    "reencrypt c1 with k1",
    "generate data key from k1",
    "generate data key from k1 without plaintext",
    "generate data key pair RSA_2048 from k1",
    "generate data key pair RSA_2048 from k1 without plaintext",
    'mac "x" with mac',
    'verify-mac t1 of "x" with mac',
    'sign "x" with sv',
    'verify s1 of "x" with sv',
    "download public key of sv",
    "describe k1",
    "call kms:GetKeyRotationStatus on k1",
    "grant A/app on k1 to decrypt",
    "call kms:ListGrants on k1",
    "revoke g2",
    "retire g1",
  ])("%s works", (sentence) => expect(failuresOf(`${SETTING}${sentence} by B/app`)).toEqual([]));
  test.each([
    "cancel deletion of k1",
    "alias new for k1",
    "delete material of im",
    "disable k1",
    "enable k1",
    "enable rotation of k1",
    "disable rotation of k1",
    "rotate k1",
    "call kms:ListKeyRotations on k1",
    "call kms:GetKeyLastUsage on k1",
    "call kms:GetKeyPolicy on k1",
    "policy of k1 allows A/app to encrypt",
    "call kms:ListKeyPolicies on k1",
    "call kms:GetParametersForImport on im",
    "import mat into im",
    "call kms:ListAliases on k1",
    "call kms:ListResourceTags on k1",
    'tag k1 { app: "shop" }',
    "untag k1 app",
    "replicate mr to region eu-west-1",
    "delete k1 after 7 days",
    'describe k1 as "mine"',
  ])("%s is denied", (sentence) => expect(failuresOf(`${SETTING}${sentence} by B/app expect denied`)).toEqual([]));
});
