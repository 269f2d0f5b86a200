// Conditions of policies about keys. Sources: KMS Developer Guide, conditions-kms.md (DG, by the name of the key), conditions-aws.md,
// tag-authorization.md, alias-authorization.md; cloud-copilot/iam-simulate src/condition/condition.test.ts (IS); facts 8.2 and 8.3.

import { serviceFor, through } from "../callers.js";
import { KEY, KEY_ID, type PolicyStage } from "../policies.js";
import { type Answer, contextOf } from "../stage.js";
import { ACCOUNT, DEFAULT, DENIED, forbids, lets, may, mayNot, policyOf, role, user } from "./policies.js";
import type { PolicySibling } from "./sibling.js";

const EXAMPLE = user("ExampleUser");
const WHO = "A/ExampleUser";
const ask = {
  decrypt: (s: PolicyStage) => s.decrypt(WHO),
  encrypt: (s: PolicyStage) => s.encrypt(WHO),
  generate: (s: PolicyStage) => s.generateDataKey(WHO),
  describe: (s: PolicyStage) => s.describe(WHO),
};
const with_ = (pairs: Readonly<Record<string, string>>) => (s: PolicyStage) => s.generateDataKey(WHO, pairs);

/** A key policy of one statement for ExampleUser under a condition, and what becomes of a request. */
function under(
  what: string,
  source: string,
  actions: string | readonly string[],
  condition: object,
  when: (s: PolicyStage) => Answer,
  outcome: string,
  also?: PolicySibling["also"],
): PolicySibling {
  const documents = { key_policy: policyOf(lets(EXAMPLE, actions, condition as never)) };
  return { what, source, documents, when, outcome, ...(also === undefined ? {} : { also }) };
}
const denied =
  (when: (s: PolicyStage) => Answer) =>
  (s: PolicyStage): boolean =>
    when(s).outcome === DENIED;
const allowed =
  (when: (s: PolicyStage) => Answer) =>
  (s: PolicyStage): boolean =>
    when(s).outcome === "ok";

/** A second key of another kind, under the same policy as the first. */
function key(s: PolicyStage, id: string, more: object): string {
  const policy = s.ask("A/admin", "kms:GetKeyPolicy", { keyId: KEY }).output?.policy ?? s.key(KEY).policy!.text;
  return s.given("kms:CreateKey", { id, policy, bypassLockoutCheck: true, ...more } as never).key.arn;
}

const GEN = "kms:GenerateDataKey*";
const APP = { "kms:EncryptionContext:AppName": "ExampleApp" };

const contexts: readonly PolicySibling[] = [
  under("a pair that is there", "DG kms:EncryptionContext", GEN, { StringEquals: APP }, with_({ AppName: "ExampleApp" }), "ok"),
  under(
    "a pair among others",
    "DG kms:EncryptionContext",
    GEN,
    { StringEquals: APP },
    with_({ AppName: "ExampleApp", Stage: "Test" }),
    "ok",
  ),
  under(
    "a pair's key in other letters",
    "DG kms:EncryptionContext (case sensitivity); facts section 13, 31",
    GEN,
    { StringEquals: { "kms:EncryptionContext:appname": "ExampleApp" } },
    with_({ AppName: "ExampleApp" }),
    "ok",
  ),
  under(
    "a pair's value in other letters",
    "DG kms:EncryptionContext (case sensitivity)",
    GEN,
    { StringEquals: APP },
    with_({ AppName: "exampleapp" }),
    DENIED,
  ),
  under(
    "a pair's value in other letters, the operator not minding",
    "DG kms:EncryptionContext (case sensitivity)",
    GEN,
    { StringEqualsIgnoreCase: APP },
    with_({ AppName: "exampleapp" }),
    "ok",
  ),
  under(
    "one of two values",
    "facts 8.2: values of one key OR",
    GEN,
    { StringEquals: { "kms:EncryptionContext:AppName": ["Other", "ExampleApp"] } },
    with_({ AppName: "ExampleApp" }),
    "ok",
  ),
  under(
    "an asterisk of StringEquals",
    "facts 8.2: StringEquals takes no wildcards",
    GEN,
    { StringEquals: { "kms:EncryptionContext:AppName": "Example*" } },
    with_({ AppName: "ExampleApp" }),
    DENIED,
  ),
  under(
    "an asterisk of StringLike",
    "facts 8.2",
    GEN,
    { StringLike: { "kms:EncryptionContext:AppName": "Example*" } },
    with_({ AppName: "ExampleApp" }),
    "ok",
  ),
  under(
    "a condition on a pair does not keep Decrypt from a wrong context",
    "facts section 10 (authorization first), section 13, 29",
    "kms:Decrypt",
    { StringEquals: APP },
    (s) =>
      s.ask(WHO, "kms:Decrypt", {
        ciphertext: s.ciphertext(KEY, { AppName: "ExampleApp" }),
        encryptionContext: contextOf({ AppName: "Other" }),
      }),
    DENIED,
  ),
  under(
    "a wrong context that no condition minds",
    "facts section 13, 29",
    "kms:Decrypt",
    { StringEquals: APP },
    (s) =>
      s.ask(WHO, "kms:Decrypt", {
        ciphertext: s.ciphertext(KEY, { AppName: "ExampleApp", Stage: "Test" }),
        encryptionContext: contextOf({ AppName: "ExampleApp" }),
      }),
    "InvalidCiphertextException",
  ),
  under(
    "some key of the context is one of these",
    "DG kms:EncryptionContextKeys (ForAnyValue)",
    GEN,
    { "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "AppName" } },
    with_({ AppName: "x", Stage: "Test" }),
    "ok",
    [denied(with_({ Stage: "Test" })), denied(ask.generate)],
  ),
  under(
    "all keys of the context are among these",
    "DG kms:EncryptionContextKeys (ForAllValues)",
    GEN,
    { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["AppName", "FilePath"] } },
    with_({ AppName: "x", FilePath: "y" }),
    "ok",
    [allowed(with_({ AppName: "x" })), denied(with_({ AppName: "x", Other: "z" }))],
  ),
  under(
    "the letters of a context's key, by a set operator",
    "DG kms:EncryptionContextKeys (StringEquals is case-sensitive)",
    GEN,
    { "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "appname" } },
    with_({ AppName: "x" }),
    DENIED,
    [],
  ),
  under(
    "a plain operator for a key of several values",
    "IS: NoMatch if the operation is single value but the key is an array",
    GEN,
    { StringEquals: { "kms:EncryptionContextKeys": "AppName" } },
    with_({ AppName: "x", Stage: "Test" }),
    DENIED,
  ),
];

const operators: readonly PolicySibling[] = [
  under(
    "the account of the caller",
    "DG kms:CallerAccount",
    "kms:Decrypt",
    { StringEquals: { "kms:CallerAccount": "444455556666" } },
    ask.decrypt,
    DENIED,
  ),
  under(
    "IfExists with a key that is absent",
    "facts 8.2",
    "kms:Decrypt",
    { StringEqualsIfExists: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } },
    ask.decrypt,
    "ok",
  ),
  under(
    "IfExists with a key that is there and another",
    "facts 8.2",
    "kms:Decrypt",
    { StringEqualsIfExists: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } },
    (s) => s.ask(through("ec2", WHO), "kms:Decrypt", { ciphertext: s.ciphertext(KEY) }),
    DENIED,
  ),
  under(
    "a negated operator with several values is none of them",
    "facts 8.2 (NOR)",
    "kms:Encrypt",
    { StringNotEquals: { "kms:ViaService": ["s3.us-west-2.amazonaws.com", "ec2.us-west-2.amazonaws.com"] } },
    (s) => s.ask(through("ec2", WHO), "kms:Encrypt", { keyId: KEY, plaintext: { is: "text", text: "x" } }),
    DENIED,
  ),
  under(
    "ForAnyValue with a key that is absent",
    "IS: ForAnyValue should return NoMatch if the value does not exist",
    "kms:Decrypt",
    { "ForAnyValue:StringEquals": { "aws:CalledVia": "A" } },
    ask.decrypt,
    DENIED,
  ),
  under(
    "ForAllValues with a key that is absent",
    "IS: ForAllValues should return Match if the key does not exist",
    "kms:Decrypt",
    { "ForAllValues:StringEquals": { "aws:CalledVia": ["A", "B"] } },
    ask.decrypt,
    "ok",
  ),
  under(
    "Null true with a key that is absent",
    "IS: Null checks",
    "kms:Decrypt",
    { Null: { "aws:CalledVia": "true" } },
    ask.decrypt,
    "ok",
    [(s) => s.ask(through("s3", WHO), "kms:Decrypt", { ciphertext: s.ciphertext(KEY) }).outcome === DENIED],
  ),
  under(
    "Null false with a key that is absent",
    "IS: Null checks",
    "kms:Decrypt",
    { Null: { "kms:ViaService": "false" } },
    ask.decrypt,
    DENIED,
  ),
  under(
    "a truth without quotes",
    "DG kms:ReEncryptOnSameKey, kms:MultiRegion (the guide's own examples)",
    "kms:Decrypt",
    { Bool: { "kms:MultiRegion": false } },
    ask.decrypt,
    "ok",
  ),
  under(
    "two operators must both hold",
    "facts 8.2: all operators AND",
    "kms:Decrypt",
    { StringEquals: { "kms:CallerAccount": "111122223333" }, StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
    ask.decrypt,
    DENIED,
  ),
  {
    what: "a deny by StringNotEquals fires when the key is absent",
    source: "facts 8.2; section 13, 32",
    documents: {
      key_policy: policyOf(
        lets(EXAMPLE, "kms:*"),
        forbids(EXAMPLE, "kms:*", { StringNotEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } }),
      ),
    },
    when: ask.decrypt,
    outcome: DENIED,
    also: [(s) => s.ask(through("s3", WHO), "kms:Decrypt", { ciphertext: s.ciphertext(KEY) }).outcome === "ok"],
  },
  {
    what: "aws:PrincipalArn of a session is its role's",
    source: "facts 8.3",
    documents: { key_policy: policyOf(lets("*", "kms:Decrypt", { ArnEquals: { "aws:PrincipalArn": role("App").AWS } })) },
    given: "role A/App; role A/Other",
    when: (s) => s.decrypt("A/App"),
    outcome: "ok",
    also: [(s) => s.decrypt("A/Other").outcome === DENIED],
  },
  {
    what: "a variable in a condition's value",
    source: "facts 8.2 (variables)",
    documents: {
      key_policy: policyOf(lets(ACCOUNT, "kms:*")),
      iam_policy_of_alice: policyOf(may(GEN, { StringEquals: { "kms:EncryptionContext:user": "${aws:username}" } })),
    },
    when: (s) => s.generateDataKey("A/alice", { user: "alice" }),
    outcome: "ok",
    also: [(s) => s.generateDataKey("A/alice", { user: "bob" }).outcome === DENIED],
  },
  {
    what: "a tag of the caller equal to a tag of the key",
    source: "DG abac.md, tag-authorization.md; facts 8.3",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(
        may("kms:Decrypt", { StringEquals: { "aws:ResourceTag/Project": "${aws:PrincipalTag/Project}" } }),
      ),
    },
    given: 'tag A/alice { Project: "Alpha" }',
    when: (s) => s.decrypt("A/alice"),
    outcome: DENIED,
    also: [
      (s) => {
        s.given("kms:TagResource", { keyId: KEY, tags: [["Project", "Alpha"]] });
        return s.decrypt("A/alice").outcome === "ok";
      },
    ],
  },
];

const tags: readonly PolicySibling[] = [
  {
    what: "a tag that the key must have, which it is given",
    source: "DG tag-authorization.md; facts section 13, 39",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(may("kms:Decrypt", { StringEquals: { "aws:ResourceTag/Project": "Alpha" } })),
    },
    when: (s) => s.decrypt("A/alice"),
    outcome: DENIED,
    also: [
      (s) => {
        s.given("kms:TagResource", { keyId: KEY, tags: [["Project", "Alpha"]] });
        return s.decrypt("A/alice").outcome === "ok";
      },
    ],
  },
  {
    what: "TagResource with these tag keys only",
    source: "DG conditions-aws.md (aws:TagKeys), tag-authorization.md",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(
        may("kms:TagResource", { "ForAllValues:StringEquals": { "aws:TagKeys": ["Project", "Cost"] } }),
      ),
    },
    when: (s) =>
      s.ask("A/alice", "kms:TagResource", {
        keyId: KEY,
        tags: [
          ["Project", "x"],
          ["Other", "y"],
        ],
      }),
    outcome: DENIED,
    also: [(s) => s.ask("A/alice", "kms:TagResource", { keyId: KEY, tags: [["Project", "x"]] }).outcome === "ok"],
  },
  {
    what: "CreateKey with a tag of that value only",
    source: "DG tag-authorization.md (aws:RequestTag)",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(
        may(["kms:CreateKey", "kms:TagResource", "kms:PutKeyPolicy"], { StringEquals: { "aws:RequestTag/Project": "Alpha" } }),
      ),
    },
    when: (s) => s.ask("A/alice", "kms:CreateKey", { id: "k9", tags: [["Project", "Beta"]] }),
    outcome: DENIED,
    also: [(s) => s.ask("A/alice", "kms:CreateKey", { id: "k9", tags: [["Project", "Alpha"]] }).outcome === "ok"],
  },
  {
    what: "an alias in the request: the name or the alias ARN will do, the key ID will not",
    source: "DG kms:RequestAlias; facts section 13, 35",
    documents: { key_policy: policyOf(lets(EXAMPLE, GEN, { StringEquals: { "kms:RequestAlias": "alias/finance-key" } })) },
    when(s) {
      s.given("kms:CreateAlias", { aliasName: "alias/finance-key", targetKeyId: KEY });
      return s.generateDataKey(WHO, {}, "arn:aws:kms:us-west-2:111122223333:alias/finance-key");
    },
    outcome: "ok",
    also: [allowed((s) => s.generateDataKey(WHO, {}, "alias/finance-key")), denied((s) => s.generateDataKey(WHO, {}, KEY_ID))],
  },
  {
    what: "kms:ResourceAliases after the alias is gone",
    source: "DG alias-authorization.md; facts section 13, 39",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(may("kms:*", { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/project*" } })),
    },
    when(s) {
      s.given("kms:CreateAlias", { aliasName: "alias/project-alpha", targetKeyId: KEY });
      if (s.decrypt("A/alice").outcome !== "ok") throw new Error("the alias does not let in");
      s.given("kms:DeleteAlias", { aliasName: "alias/project-alpha" });
      return s.decrypt("A/alice");
    },
    outcome: DENIED,
  },
];

const services: readonly PolicySibling[] = [
  under(
    "a key for use through EC2 and RDS alone",
    "DG kms:ViaService",
    ["kms:Decrypt", GEN],
    { StringEquals: { "kms:ViaService": ["ec2.us-west-2.amazonaws.com", "rds.us-west-2.amazonaws.com"] } },
    (s) => s.ask(through("ec2", WHO), "kms:Decrypt", { ciphertext: s.ciphertext(KEY) }),
    "ok",
    [denied(ask.decrypt), denied((s) => s.ask(through("s3", WHO), "kms:Decrypt", { ciphertext: s.ciphertext(KEY) }))],
  ),
  under(
    "a service of another Region",
    "DG kms:ViaService",
    "kms:Decrypt",
    { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
    (s) => s.ask(through("s3", WHO), "kms:Decrypt", { ciphertext: s.ciphertext(KEY) }),
    DENIED,
  ),
  {
    what: "a service principal that the key policy names",
    source: "DG key-policy-services.md",
    documents: {
      key_policy: policyOf(lets({ Service: "cloudtrail.amazonaws.com" }, "kms:GenerateDataKey*")),
    },
    when: (s) => s.ask(serviceFor("cloudtrail"), "kms:GenerateDataKey", { keyId: KEY, keySpec: "AES_256" }),
    outcome: "ok",
    also: [
      (s) => s.ask(serviceFor("sns"), "kms:GenerateDataKey", { keyId: KEY, keySpec: "AES_256" }).outcome === DENIED,
      (s) => s.generateDataKey("A/admin").outcome === DENIED,
    ],
  },
  {
    what: "everybody but services, by aws:PrincipalIsAWSService",
    source: "facts 8.3",
    documents: { key_policy: policyOf(lets("*", "kms:GenerateDataKey", { Bool: { "aws:PrincipalIsAWSService": "false" } })) },
    given: "user A/alice",
    when: (s) => s.ask(serviceFor("cloudtrail"), "kms:GenerateDataKey", { keyId: KEY, keySpec: "AES_256" }),
    outcome: DENIED,
    also: [(s) => s.generateDataKey("A/alice").outcome === "ok"],
  },
];

const requests: readonly PolicySibling[] = [
  under(
    "an encryption algorithm, by default that of symmetric keys",
    "DG kms:EncryptionAlgorithm",
    ["kms:Encrypt", "kms:Decrypt"],
    { StringEquals: { "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT" } },
    ask.encrypt,
    "ok",
    [
      denied((s) =>
        s.ask(WHO, "kms:Encrypt", {
          keyId: key(s, "rsa", { spec: "RSA_2048", usage: "ENCRYPT_DECRYPT" }),
          plaintext: { is: "text", text: "x" },
          algorithm: "RSAES_OAEP_SHA_256",
        }),
      ),
    ],
  ),
  under(
    "a signing algorithm",
    "DG kms:SigningAlgorithm",
    "kms:Sign",
    { "ForAnyValue:StringLike": { "kms:SigningAlgorithm": "RSASSA_PSS*" } },
    (s) =>
      s.ask(WHO, "kms:Sign", {
        keyId: key(s, "rsa", { spec: "RSA_2048", usage: "SIGN_VERIFY" }),
        message: { is: "text", text: "x" },
        algorithm: "RSASSA_PKCS1_V1_5_SHA_256",
      }),
    DENIED,
    [
      allowed((s) =>
        s.ask(WHO, "kms:Sign", { keyId: "rsa", message: { is: "text", text: "x" }, algorithm: "RSASSA_PSS_SHA_256" }),
      ),
    ],
  ),
  under(
    "a message, not a digest",
    "DG kms:MessageType",
    "kms:Sign",
    { StringEquals: { "kms:MessageType": "RAW" } },
    (s) =>
      s.ask(WHO, "kms:Sign", {
        keyId: key(s, "ecc", { spec: "ECC_NIST_P256", usage: "SIGN_VERIFY" }),
        message: { is: "text", text: "x" },
        messageType: "DIGEST",
        messageBytes: 32,
      }),
    DENIED,
    [allowed((s) => s.ask(WHO, "kms:Sign", { keyId: "ecc", message: { is: "text", text: "x" } }))],
  ),
  under(
    "a code's algorithm",
    "DG kms:MacAlgorithm",
    "kms:GenerateMac",
    { StringEquals: { "kms:MacAlgorithm": "HMAC_SHA_384" } },
    (s) =>
      s.ask(WHO, "kms:GenerateMac", {
        keyId: key(s, "mac", { spec: "HMAC_256", usage: "GENERATE_VERIFY_MAC" }),
        message: { is: "text", text: "x" },
        algorithm: "HMAC_SHA_256",
      }),
    DENIED,
  ),
  under(
    "data key pairs of RSA alone",
    "DG kms:DataKeyPairSpec",
    ["kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext"],
    { StringLike: { "kms:DataKeyPairSpec": "RSA*" } },
    (s) => s.ask(WHO, "kms:GenerateDataKeyPair", { keyId: KEY, keyPairSpec: "ECC_NIST_P384" }),
    DENIED,
    [allowed((s) => s.ask(WHO, "kms:GenerateDataKeyPair", { keyId: KEY, keyPairSpec: "RSA_3072" }))],
  ),
  under(
    "ReEncrypt to the same key",
    "DG kms:ReEncryptOnSameKey",
    "kms:ReEncrypt*",
    { Bool: { "kms:ReEncryptOnSameKey": true } },
    (s) => s.ask(WHO, "kms:ReEncrypt", { ciphertext: s.ciphertext(KEY), destinationKeyId: KEY }),
    "ok",
  ),
  under(
    "a waiting period that is too short",
    "API, kms:ScheduleKeyDeletionPendingWindowInDays; facts 8.3",
    "kms:ScheduleKeyDeletion",
    { NumericGreaterThanEquals: { "kms:ScheduleKeyDeletionPendingWindowInDays": "21" } },
    (s) => s.ask(WHO, "kms:ScheduleKeyDeletion", { keyId: KEY, pendingWindowInDays: 20 }),
    DENIED,
    [allowed((s) => s.ask(WHO, "kms:ScheduleKeyDeletion", { keyId: KEY }))],
  ),
  under(
    "a rotation period",
    "API, kms:RotationPeriodInDays; facts 8.3",
    "kms:EnableKeyRotation",
    { NumericLessThanEquals: { "kms:RotationPeriodInDays": "180" } },
    (s) => s.ask(WHO, "kms:EnableKeyRotation", { keyId: KEY, periodDays: 365 }),
    DENIED,
    [allowed((s) => s.ask(WHO, "kms:EnableKeyRotation", { keyId: KEY, periodDays: 180 }))],
  ),
  under(
    "the wrapping algorithm of an import",
    "DG kms:WrappingAlgorithm",
    "kms:GetParametersForImport",
    { StringEquals: { "kms:WrappingAlgorithm": "RSAES_OAEP_SHA_256" } },
    (s) =>
      s.ask(WHO, "kms:GetParametersForImport", {
        keyId: key(s, "ext", { origin: "EXTERNAL" }),
        wrappingAlgorithm: "RSAES_OAEP_SHA_1",
      }),
    DENIED,
    [allowed((s) => s.ask(WHO, "kms:GetParametersForImport", { keyId: "ext", wrappingAlgorithm: "RSAES_OAEP_SHA_256" }))],
  ),
  under(
    "the wrapping key of an import",
    "DG kms:WrappingKeySpec",
    "kms:GetParametersForImport",
    { StringEquals: { "kms:WrappingKeySpec": "RSA_4096" } },
    (s) =>
      s.ask(WHO, "kms:GetParametersForImport", { keyId: key(s, "ext", { origin: "EXTERNAL" }), wrappingKeySpec: "RSA_2048" }),
    DENIED,
    [allowed((s) => s.ask(WHO, "kms:GetParametersForImport", { keyId: "ext", wrappingKeySpec: "RSA_4096" }))],
  ),
  under(
    "import of what expires alone",
    "DG kms:ExpirationModel",
    "kms:ImportKeyMaterial",
    { StringEquals: { "kms:ExpirationModel": "KEY_MATERIAL_EXPIRES" } },
    (s) =>
      s.ask(WHO, "kms:ImportKeyMaterial", {
        keyId: key(s, "ext", { origin: "EXTERNAL" }),
        bytes: "x",
        expirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE",
      }),
    DENIED,
  ),
  under(
    "import with an early end",
    "DG kms:ValidTo",
    "kms:ImportKeyMaterial",
    { NumericLessThanEquals: { "kms:ValidTo": "1546257599.0" } },
    (s) =>
      s.ask(WHO, "kms:ImportKeyMaterial", {
        keyId: key(s, "ext", { origin: "EXTERNAL" }),
        bytes: "x",
        expirationModel: "KEY_MATERIAL_EXPIRES",
        validTo: (s.world.now + 86_400_000) as never,
      }),
    DENIED,
  ),
  under(
    "the Region of a replica",
    "DG kms:ReplicaRegion",
    "kms:ReplicateKey",
    { StringEquals: { "kms:ReplicaRegion": ["us-east-1", "eu-west-3"] } },
    (s) =>
      s.ask(WHO, "kms:ReplicateKey", { keyId: key(s, "m1", { multiRegion: true }), replicaRegion: "eu-west-1", id: "m1-eu" }),
    DENIED,
  ),
  under(
    "the Region of the new primary",
    "DG kms:PrimaryRegion",
    "kms:UpdatePrimaryRegion",
    { StringLike: { "kms:PrimaryRegion": "eu-*" } },
    (s) => s.ask(WHO, "kms:UpdatePrimaryRegion", { keyId: key(s, "m1", { multiRegion: true }), primaryRegion: "us-east-1" }),
    DENIED,
  ),
  {
    what: "CreateKey of single-Region keys alone",
    source: "DG kms:MultiRegion",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(may("kms:CreateKey", { Bool: { "kms:MultiRegion": false } }), may("kms:PutKeyPolicy")),
    },
    when: (s) => s.ask("A/alice", "kms:CreateKey", { id: "k9", multiRegion: true }),
    outcome: DENIED,
    also: [(s) => s.ask("A/alice", "kms:CreateKey", { id: "k9" }).outcome === "ok"],
  },
  ...(["kms:KeySpec", "kms:CustomerMasterKeySpec"] as const).map(
    (name): PolicySibling => ({
      what: `CreateKey of RSA_4096 alone, by ${name}`,
      source: "DG kms:KeySpec, kms:CustomerMasterKeySpec (deprecated; the same)",
      documents: {
        key_policy: policyOf(DEFAULT),
        iam_policy_of_alice: policyOf(may("kms:CreateKey", { StringEquals: { [name]: "RSA_4096" } }), may("kms:PutKeyPolicy")),
      },
      when: (s) => s.ask("A/alice", "kms:CreateKey", { id: "k9" }),
      outcome: DENIED,
      also: [(s) => s.ask("A/alice", "kms:CreateKey", { id: "k9", spec: "RSA_4096", usage: "SIGN_VERIFY" }).outcome === "ok"],
    }),
  ),
  ...(["kms:KeyUsage", "kms:CustomerMasterKeyUsage"] as const).map(
    (name): PolicySibling => ({
      what: `keys for signing alone, by ${name}`,
      source: "DG kms:KeyUsage, kms:CustomerMasterKeyUsage (deprecated; the same)",
      documents: {
        key_policy: policyOf(DEFAULT),
        iam_policy_of_alice: policyOf(may("kms:DescribeKey", { StringEquals: { [name]: "SIGN_VERIFY" } })),
      },
      when: (s) => s.describe("A/alice"),
      outcome: DENIED,
      also: [(s) => s.describe("A/alice", key(s, "sig", { spec: "RSA_2048", usage: "SIGN_VERIFY" })).outcome === "ok"],
    }),
  ),
  {
    what: "keys of AWS's own material alone",
    source: "DG kms:KeyOrigin",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(may("kms:DescribeKey", { StringEquals: { "kms:KeyOrigin": "AWS_KMS" } })),
    },
    when: (s) => s.describe("A/alice", key(s, "ext", { origin: "EXTERNAL" })),
    outcome: DENIED,
    also: [(s) => s.describe("A/alice").outcome === "ok"],
  },
  {
    what: "no CreateKey that leaves the lockout check out",
    source: "DG kms:BypassPolicyLockoutSafetyCheck",
    documents: {
      key_policy: policyOf(DEFAULT),
      iam_policy_of_alice: policyOf(
        may("kms:*"),
        mayNot("kms:CreateKey", { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "true" } }),
      ),
    },
    when: (s) => s.ask("A/alice", "kms:CreateKey", { id: "k9", bypassLockoutCheck: true }),
    outcome: DENIED,
    also: [(s) => s.ask("A/alice", "kms:CreateKey", { id: "k9" }).outcome === "ok"],
  },
  under(
    "PutKeyPolicy where the parameter is not given, by Null",
    "DG kms:BypassPolicyLockoutSafetyCheck (Null example)",
    ["kms:PutKeyPolicy"],
    { Null: { "kms:BypassPolicyLockoutSafetyCheck": true } },
    (s) => s.ask(WHO, "kms:PutKeyPolicy", { keyId: KEY, policy: s.key(KEY).policy!.text }),
    "ok",
    [denied((s) => s.ask(WHO, "kms:PutKeyPolicy", { keyId: KEY, policy: s.key(KEY).policy!.text, bypassLockoutCheck: true }))],
  ),
];

export const conditions: readonly PolicySibling[] = [...contexts, ...operators, ...tags, ...services, ...requests];
