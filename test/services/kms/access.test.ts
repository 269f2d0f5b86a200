// What KMS's operations tell of themselves to whoever decides: condition keys, which account they work from, what the trail shows.
// Source: Service Authorization Reference and API reference ("Cross-account use"), copies of 2026-08.

import { describe, expect, test } from "vitest";
import type { ActionName } from "../../../src/rules/operation.js";
import { kms } from "../../../src/services/kms/index.js";
import { failuresOf, Lab } from "./lab.js";

const holds = (sentences: string) => expect(failuresOf(sentences)).toEqual([]);
/** A role that the key policy lets do one thing under one condition. */
const under = (action: string, condition: string) =>
  `create key k1; role A/app; policy of k1 allows A/app to ${action} when ${condition}\n`;

describe("condition keys", () => {
  test("of the encryption context: names without case, values with it, absent without the pair", () =>
    holds(`${under("encrypt", '{ StringEquals: { "kms:EncryptionContext:App": "shop" } }')}
      encrypt "x" with k1 context { app: "shop" } by A/app expect ok; encrypt "x" with k1 context { app: "Shop" } by A/app expect denied; encrypt "x" with k1 by A/app expect denied`));
  test("of all its names", () =>
    holds(`${under("encrypt", '{ "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["app", "stage"] }, Null: { "kms:EncryptionContextKeys": false } }')}
      encrypt "x" with k1 context { app: "a", stage: "b" } by A/app expect ok; encrypt "x" with k1 context { app: "a", other: "b" } by A/app expect denied; encrypt "x" with k1 by A/app expect denied`));
  test("kms:RequestAlias is there only when the request names an alias", () =>
    holds(`${under("encrypt", '{ StringEquals: { "kms:RequestAlias": "alias/app" } }')}alias app for k1
      encrypt "x" with alias app by A/app expect ok; encrypt "x" with k1 by A/app expect denied`));
  test("kms:ResourceAliases holds every alias of the key, however it is named", () =>
    holds(`create key k1; create key k2; alias app for k1; allow A/app to "kms:Encrypt" on "*" when { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/app" } }
      encrypt "x" with k1 by A/app expect ok; encrypt "x" with k2 by A/app expect denied; point alias app at k2; encrypt "x" with k2 by A/app expect ok`));
  test("aws:ResourceTag: a key's tags decide who may use it", () =>
    holds(`create key k1; allow A/app to "kms:Encrypt" on "*" when { StringEquals: { "aws:ResourceTag/stage": "prod" } }
      encrypt "x" with k1 by A/app expect denied; tag k1 { stage: "prod" }; encrypt "x" with k1 by A/app expect ok; untag k1 stage; encrypt "x" with k1 by A/app expect denied`));
  test("of what CreateKey asks for, defaults included", () =>
    holds(`allow A/app to "kms:CreateKey" on "*" when { StringEquals: { "kms:KeySpec": "SYMMETRIC_DEFAULT" }, Bool: { "kms:MultiRegion": "false" } }
      create key ok1 by A/app expect ok; create key no1 spec RSA_2048 usage sign-verify by A/app expect denied; create multi-region key no2 by A/app expect denied`));
  test("of what signs", () =>
    holds(
      `create key s1 spec ECC_NIST_P256 usage sign-verify; policy of s1 allows A/app to sign when { StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "RAW" } }; sign "x" with s1 by A/app expect ok`,
    ));
  test("of the waiting period", () =>
    holds(
      `${under('"kms:ScheduleKeyDeletion"', '{ NumericGreaterThanEquals: { "kms:ScheduleKeyDeletionPendingWindowInDays": "14" } }')}delete k1 after 13 days by A/app expect denied; delete k1 after 14 days by A/app expect ok`,
    ));
  test("of how long a key was not used", () =>
    holds(`clock 2027-01-01; ${under('"kms:DisableKey"', '{ NumericGreaterThanEquals: { "kms:TrailingDaysWithoutKeyUsage": "30" } }')}encrypt "x" with k1 as c1; advance 29 days; disable k1 by A/app expect denied
      decrypt c1; advance 29 days; disable k1 by A/app expect denied; advance 1 day; disable k1 by A/app expect ok`));
  test("of the replica's Region", () =>
    holds(`create multi-region key m1; policy of m1 allows A/app to "kms:ReplicateKey" when { StringEquals: { "kms:ReplicaRegion": "eu-west-1" } }; allow A/app to "kms:CreateKey" on "*"
      replicate m1 to region us-west-2 as no1 by A/app expect denied; replicate m1 to region eu-west-1 as ok1 by A/app expect ok`));
  test("of ReEncrypt: a permission on each key, and whether they are one", () =>
    holds(`create key k1; create key k2; encrypt "x" with k1 as c1; policy of k1 allows A/app to "kms:ReEncryptFrom"; reencrypt c1 with k2 by A/app expect denied
      policy of k2 allows A/app to "kms:ReEncryptTo" when { Bool: { "kms:ReEncryptOnSameKey": "false" } }; reencrypt c1 with k2 by A/app expect ok; reencrypt c1 with k1 by A/app expect denied`));
});

describe("permissions on two things", () => {
  test("an alias takes its own and its key's; moving it takes both keys'", () =>
    holds(`create key k1; create key k2; allow A/app to "kms:CreateAlias", "kms:UpdateAlias" on k1; alias app for k1 by A/app expect denied
      allow A/app to "kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias" on "arn:aws:kms:us-east-1:111122223333:alias/*"; alias app for k1 by A/app expect ok
      point alias app at k2 by A/app expect denied; allow A/app to "kms:UpdateAlias" on k2; point alias app at k2 by A/app expect ok; delete alias app by A/app expect denied`));
  test("tags at creation take kms:TagResource too", () => {
    const lab = new Lab('allow A/app to "kms:CreateKey" on "*"; create key k1 by A/app');
    expect(lab.call("kms:CreateKey", { id: "k2", tags: [["a", "b"]] }, { by: "A/app" }).text).toMatch(
      /is not authorized to perform: kms:TagResource/,
    );
  });
});

// "Cross-account use: Yes" in the API reference; all others say no.
const ACROSS_ACCOUNTS = [
  "Encrypt",
  "Decrypt",
  "ReEncrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
  "GenerateMac",
  "VerifyMac",
  "Sign",
  "Verify",
  "DeriveSharedSecret",
  "GetPublicKey",
  "DescribeKey",
  "GetKeyRotationStatus",
  "CreateGrant",
  "ListGrants",
  "RevokeGrant",
  "RetireGrant",
];
const ON_ONE_KEY: { readonly [operation: string]: object } = {
  DisableKey: {},
  EnableKey: {},
  UpdateKeyDescription: { description: "x" },
  ScheduleKeyDeletion: {},
  CancelKeyDeletion: {},
  GetKeyLastUsage: {},
  PutKeyPolicy: { policy: "{}" },
  GetKeyPolicy: {},
  ListKeyPolicies: {},
  TagResource: { tags: [["a", "b"]] },
  UntagResource: { tagKeys: ["a"] },
  ListResourceTags: {},
  EnableKeyRotation: {},
  DisableKeyRotation: {},
  RotateKeyOnDemand: {},
  ListKeyRotations: {},
  GetParametersForImport: {},
  ImportKeyMaterial: { bytes: "x", expirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" },
  DeleteImportedKeyMaterial: {},
  ReplicateKey: { replicaRegion: "eu-west-1", id: "r1" },
  UpdatePrimaryRegion: { primaryRegion: "eu-west-1" },
  Encrypt: { plaintext: { is: "text", text: "x" } },
  GenerateDataKey: { keySpec: "AES_256" },
  GenerateDataKeyWithoutPlaintext: { keySpec: "AES_256" },
  GenerateDataKeyPair: { keyPairSpec: "RSA_2048" },
  GenerateDataKeyPairWithoutPlaintext: { keyPairSpec: "RSA_2048" },
  DescribeKey: {},
  GetKeyRotationStatus: {},
  ListGrants: {},
};

describe("from another account, though the key policy lets it do everything", () => {
  for (const [operation, input] of Object.entries(ON_ONE_KEY)) {
    const may = ACROSS_ACCOUNTS.includes(operation);
    test(`${operation} ${may ? "works" : "does not"}`, () => {
      const lab = new Lab(
        'create key k1; policy of k1 allows acct B to "kms:*"; user B/caller; allow B/caller to "kms:*" on "*"',
      );
      const keyId = "arn:aws:kms:us-east-1:111122223333:key/k1";
      const { text } = lab.call(`kms:${operation}` as ActionName, { keyId, ...input } as never, { by: "B/caller" });
      if (may) expect(text).toBe("ok");
      else expect(text).toMatch(/^AccessDeniedException: /);
    });
  }
});

test("an alias name is looked for in the caller's account; an alias ARN in its own", () => {
  const lab = new Lab(
    'create key k1; alias shared for k1; policy of k1 allows acct B to encrypt; user B/caller; allow B/caller to "kms:*" on "*"',
  );
  const encrypt = (keyId: string) =>
    lab.call("kms:Encrypt", { keyId, plaintext: { is: "text", text: "x" } }, { by: "B/caller" }).text;
  expect(encrypt("alias/shared")).toBe("NotFoundException: Alias arn:aws:kms:us-east-1:444455556666:alias/shared is not found.");
  expect(encrypt("arn:aws:kms:us-east-1:111122223333:alias/shared")).toBe("ok");
});

describe("the trail", () => {
  const lab = new Lab('create key k1; create key k2; encrypt "x" with k1 context { app: "shop" } as c1; role A/app');
  const last = () => lab.calls.at(-1)!;

  test("shows the context, never the plaintext", () => {
    lab.call("kms:Decrypt", { ciphertext: lab.ciphertext("c1"), encryptionContext: new Map([["app", "shop"]]) });
    expect(last()).toMatchObject({ readOnly: true, on: ["k1"], recordedIn: ["A"] });
    expect(last().detail).toEqual({
      requestParameters: { encryptionAlgorithm: "SYMMETRIC_DEFAULT", encryptionContext: { app: "shop" } },
      responseElements: null,
      additionalEventData: { keyMaterialId: "k1-material-1" },
    });
  });
  test("shows both keys of ReEncrypt, the source first", () => {
    lab.call("kms:ReEncrypt", {
      ciphertext: lab.ciphertext("c1"),
      sourceEncryptionContext: new Map([["app", "shop"]]),
      destinationKeyId: "k2",
    });
    expect(last().on).toEqual(["k1", "k2"]);
    expect(last().detail?.requestParameters).toMatchObject({ destinationKeyId: "k2", sourceEncryptionContext: { app: "shop" } });
    // KMS Developer Guide, ct-reencrypt.
    expect(last().detail?.additionalEventData).toEqual({
      destinationKeyMaterialId: "k2-material-1",
      sourceKeyMaterialId: "k1-material-1",
    });
  });
  test("shows a grant with its constraint, and its ID; not its token", () => {
    lab.call("kms:CreateGrant", {
      keyId: "k1",
      grantee: lab.principal("A/app"),
      operations: ["Decrypt"],
      constraint: { is: "subset", pairs: new Map([["app", "shop"]]) },
      id: "g1",
    });
    expect(last().detail).toEqual({
      requestParameters: {
        keyId: "k1",
        granteePrincipal: "arn:aws:iam::111122223333:role/app",
        operations: ["Decrypt"],
        constraints: { encryptionContextSubset: { app: "shop" } },
      },
      responseElements: { grantId: "g1", keyId: "arn:aws:kms:us-east-1:111122223333:key/k1" },
    });
  });
  test("answers a scheduled deletion with its date", () => {
    lab.call("kms:ScheduleKeyDeletion", { keyId: "k2", pendingWindowInDays: 7 });
    expect(last().detail?.responseElements).toEqual({
      keyId: "arn:aws:kms:us-east-1:111122223333:key/k2",
      keyState: "PendingDeletion",
      pendingWindowInDays: 7,
      deletionDate: "Jan 8, 2026, 12:00:00 AM",
    });
  });
});

test("what is refused by name, and what is there", () => {
  expect(kms.notModelled).toEqual([
    "ConnectCustomKeyStore",
    "CreateCustomKeyStore",
    "DeleteCustomKeyStore",
    "DescribeCustomKeyStores",
    "DisconnectCustomKeyStore",
    "UpdateCustomKeyStore",
  ]);
  expect(kms.operations).toHaveLength(48);
  expect(failuresOf("create key k1 origin AWS_CLOUDHSM")).toContain("model/not-modelled");
});

// KMS Developer Guide, ct-createkey and ct-replicate-key.
test("the records of a key that is made show what the request had", () => {
  const lab = new Lab("create multi-region key m1");
  const requested = (action: string) => lab.calls.find((call) => call.action === action)?.detail?.requestParameters;
  lab.call("kms:CreateKey", { id: "k9", tags: [["app", "shop"]] });
  expect(requested("kms:CreateKey")).toEqual({
    description: "",
    origin: "AWS_KMS",
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    keySpec: "SYMMETRIC_DEFAULT",
    keyUsage: "ENCRYPT_DECRYPT",
    multiRegion: false,
    tags: [{ tagKey: "app", tagValue: "shop" }],
  });
  lab.call("kms:ReplicateKey", { keyId: "mrk-m1", id: "m1-eu", replicaRegion: "eu-west-1", description: "far" });
  expect(requested("kms:ReplicateKey")).toEqual({
    keyId: "mrk-m1",
    replicaRegion: "eu-west-1",
    bypassPolicyLockoutSafetyCheck: false,
    description: "far",
  });
});
