// What AWS answers to requests it does not take, word for word. Source of each text: recorded against AWS or documented; see
// src/services/kms and docs/aws.md.

import { describe, expect, test } from "vitest";
import { isDenial } from "../../../src/rules/reply.js";
import { instant } from "../../../src/world/time.js";
import { Lab } from "./lab.js";

const KEY = "arn:aws:kms:us-east-1:111122223333:key";
const text = (value: string) => ({ is: "text", text: value }) as const;

describe("which key", () => {
  const lab = new Lab("create key k1\ncreate key far in region us-west-2\ncreate multi-region key m1\nalias app for k1");
  const describeKey = (keyId: string, how = {}) => lab.call("kms:DescribeKey", { keyId }, how).text;

  test("an ID that is none is named as invalid", () => {
    expect(describeKey("fake-key-id")).toBe("NotFoundException: Invalid keyId 'fake-key-id'");
    expect(describeKey("mrk-fake-key-id")).toBe("NotFoundException: Invalid keyId 'mrk-fake-key-id'");
  });
  test("an ID in AWS's form that is nowhere is expanded to its ARN", () =>
    expect(describeKey("11111111-2222-3333-4444-555555555555")).toBe(
      `NotFoundException: Key '${KEY}/11111111-2222-3333-4444-555555555555' does not exist`,
    ));
  test("an ARN of another Region is no ARN here", () =>
    expect(describeKey("arn:aws:kms:us-west-2:111122223333:key/far")).toBe("NotFoundException: Invalid arn us-west-2"));
  test("a multi-Region key is absent elsewhere until it is replicated", () =>
    expect(describeKey("mrk-m1", { region: "us-west-1" })).toBe(
      "NotFoundException: Key 'arn:aws:kms:us-west-1:111122223333:key/mrk-m1' does not exist",
    ));
  test("an alias that is not there", () =>
    expect(describeKey("alias/none")).toBe(
      "NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.",
    ));
  test("an alias names a key to be looked at, not one to be managed", () => {
    expect(describeKey("alias/app")).toBe("ok");
    expect(describeKey("arn:aws:kms:us-east-1:111122223333:alias/app")).toBe("ok");
    expect(lab.call("kms:DisableKey", { keyId: "alias/app" }).text).toBe("NotFoundException: Invalid keyId 'alias/app'");
  });
  test("an unknown key of another account is not told from one that lets nobody in", () =>
    expect(describeKey("arn:aws:kms:us-east-1:444455556666:key/11111111-2222-3333-4444-555555555555")).toMatch(
      /^AccessDeniedException: .*because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access$/,
    ));
});

describe("making a key", () => {
  const lab = new Lab("create key k1");
  const create = (input: object) => lab.call("kms:CreateKey", { id: "new1", ...input }).text;

  test("all but symmetric keys need a usage", () =>
    expect(create({ spec: "RSA_2048" })).toBe(
      "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    ));
  test("usage and spec must go together", () =>
    expect(create({ spec: "RSA_2048", usage: "KEY_AGREEMENT" })).toBe(
      "ValidationException: KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048",
    ));
  test("a spec that AWS does not have", () =>
    expect(create({ spec: "RSA_2047" })).toMatch(
      /^ValidationException: 1 validation error detected: Value 'RSA_2047' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: \[RSA_2048, ECC_NIST_P384, /,
    ));
  test("tags", () => {
    expect(create({ tags: [["AWS:key1", "x"]] })).toBe("TagException: Tags beginning with aws: are reserved");
    expect(
      create({
        tags: [
          ["a", "1"],
          ["a", "2"],
        ],
      }),
    ).toBe("TagException: Duplicate tag keys");
    expect(create({ tags: Array.from({ length: 51 }, (_, index) => [`t${index}`, ""]) })).toBe("TagException: Too many tags");
    expect(create({ tags: [["a", "v".repeat(257)]] })).toBe(
      `ValidationException: 1 validation error detected: Value '${"v".repeat(257)}' at 'tags.1.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256`,
    );
  });
  test("a refused key is not there", () => expect(lab.world.resources.has("new1")).toBe(false));
});

describe("cryptography", () => {
  const lab = new Lab(`
    create key k1; create key k2; encrypt "x" with k1 context { app: "shop" } as c1
    create key rsa spec RSA_2048 usage encrypt-decrypt; create key rsa3 spec RSA_3072 usage encrypt-decrypt
    create key signer spec ECC_NIST_P256 usage sign-verify; create key rsasign spec RSA_2048 usage sign-verify
    create key h1 spec HMAC_224 usage generate-verify-mac; create key ka spec ECC_NIST_P256 usage key-agreement`);
  const encrypt = (keyId: string, input: object = {}) =>
    lab.call("kms:Encrypt", { keyId, plaintext: text("x"), plaintextBytes: 1, ...input }).text;

  test("4,096 bytes pass, 4,097 do not", () => {
    expect(encrypt("k1", { plaintextBytes: 4096 })).toBe("ok");
    expect(encrypt("k1", { plaintextBytes: 4097 })).toBe(
      "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    );
  });
  test.each([
    ["rsa", "RSAES_OAEP_SHA_1", "RSA_2048", 214],
    ["rsa", "RSAES_OAEP_SHA_256", "RSA_2048", 190],
    ["rsa3", "RSAES_OAEP_SHA_1", "RSA_3072", 342],
    ["rsa3", "RSAES_OAEP_SHA_256", "RSA_3072", 318],
  ])("%s with %s and %s takes %d bytes", (keyId, algorithm, spec, most) => {
    expect(encrypt(keyId, { algorithm, plaintextBytes: most })).toBe("ok");
    expect(encrypt(keyId, { algorithm, plaintextBytes: most + 1 })).toBe(
      `ValidationException: Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ${most} bytes.`,
    );
  });
  test("a key serves one usage", () => {
    expect(encrypt("rsasign")).toBe(
      `InvalidKeyUsageException: ${KEY}/rsasign key usage is SIGN_VERIFY which is not valid for Encrypt.`,
    );
    expect(lab.call("kms:GenerateMac", { keyId: "k1", message: text("x"), algorithm: "HMAC_SHA_224" }).text).toBe(
      `InvalidKeyUsageException: ${KEY}/k1 key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.`,
    );
    expect(
      lab.call("kms:ReEncrypt", {
        ciphertext: lab.ciphertext("c1"),
        sourceEncryptionContext: new Map([["app", "shop"]]),
        destinationKeyId: "signer",
      }).text,
    ).toMatch(/^InvalidKeyUsageException: /);
    expect(lab.call("kms:GenerateDataKey", { keyId: "rsa", keySpec: "AES_256" }).text).toMatch(/^InvalidKeyUsageException: /);
  });
  test("a data key has its length by spec or by bytes, not by neither nor by both", () => {
    const generate = (input: object) =>
      lab.call("kms:GenerateDataKey", { keyId: "k1", encryptionContext: new Map(), ...input }).text;
    const which = "ValidationException: Please specify either number of bytes or key spec.";
    expect(generate({})).toBe(which);
    expect(generate({ keySpec: "AES_256", numberOfBytes: 32 })).toBe(which);
    expect(generate({ numberOfBytes: 64 })).toBe("ok");
    expect(generate({ keySpec: "AES_128" })).toBe("ok");
    expect(generate({ keySpec: "AES_512" })).toBe(
      "ValidationException: 1 validation error detected: Value 'AES_512' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]",
    );
  });
  test("an algorithm that no key has is refused before the key is looked for", () => {
    const message = { keyId: "nowhere", message: text("x") };
    expect(lab.call("kms:GenerateMac", { ...message, algorithm: "HMAC_SHA_1" }).text).toBe(
      "ValidationException: 1 validation error detected: Value 'HMAC_SHA_1' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]",
    );
    expect(lab.call("kms:Sign", { ...message, algorithm: "ECDSA_SHA_224" }).text).toMatch(
      /^ValidationException: 1 validation error detected: Value 'ECDSA_SHA_224' at 'signingAlgorithm' failed to satisfy constraint: /,
    );
  });
  test("an algorithm of another spec", () =>
    expect(lab.call("kms:GenerateMac", { keyId: "h1", message: text("x"), algorithm: "HMAC_SHA_256" }).text).toBe(
      "InvalidKeyUsageException: Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.",
    ));
  test("the encryption context is all or nothing, in any order", () => {
    const decrypt = (pairs: [string, string][]) =>
      lab.call("kms:Decrypt", { ciphertext: lab.ciphertext("c1"), encryptionContext: new Map(pairs) }).text;
    expect(decrypt([["app", "shop"]])).toBe("ok");
    expect(decrypt([])).toBe("InvalidCiphertextException: ");
    expect(decrypt([["app", "Shop"]])).toBe("InvalidCiphertextException: ");
    expect(
      decrypt([
        ["app", "shop"],
        ["stage", "prod"],
      ]),
    ).toBe("InvalidCiphertextException: ");
  });
  test("another key than the ciphertext's own", () =>
    expect(
      lab.call("kms:Decrypt", { ciphertext: lab.ciphertext("c1"), keyId: "k2", encryptionContext: new Map([["app", "shop"]]) })
        .text,
    ).toBe("IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation."));
  test("a ciphertext that was tampered with", () =>
    expect(
      lab.call("kms:Decrypt", {
        ciphertext: { ...lab.ciphertext("c1"), tampered: true },
        keyId: "k1",
        encryptionContext: new Map([["app", "shop"]]),
      }).text,
    ).toBe("InvalidCiphertextException: "));
  test("asymmetric ciphertext does not say whose it is", () => {
    const made = lab.call("kms:Encrypt", { keyId: "rsa", plaintext: text("x") }).output!.ciphertext;
    expect(lab.call("kms:Decrypt", { ciphertext: made }).text).toBe("InvalidCiphertextException: ");
    expect(lab.call("kms:Decrypt", { ciphertext: made, keyId: "rsa" }).text).toBe("ok");
  });
  test("random bytes need a number", () => {
    expect(lab.call("kms:GenerateRandom", {}).text).toBe("ValidationException: NumberOfBytes is required.");
    expect(lab.call("kms:GenerateRandom", { numberOfBytes: 1025 }).text).toBe(
      "ValidationException: 1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    );
  });
  test("a digest has its algorithm's length", () => {
    const sign = (bytes: number) =>
      lab.call("kms:Sign", {
        keyId: "signer",
        message: text("x"),
        messageType: "DIGEST",
        messageBytes: bytes,
        algorithm: "ECDSA_SHA_256",
      }).text;
    expect(sign(31)).toBe("ValidationException: Digest is invalid length for algorithm ECDSA_SHA_256.");
    expect(sign(32)).toBe("ok");
  });
  test("a wrong signature or code is an exception without a text", () => {
    const { signature } = lab.call("kms:Sign", { keyId: "signer", message: text("v1.0") }).output!;
    expect(lab.call("kms:Verify", { keyId: "signer", message: text("v1.1"), signature }).text).toBe(
      "KMSInvalidSignatureException: ",
    );
    const { mac } = lab.call("kms:GenerateMac", { keyId: "h1", message: text("v1.0") }).output!;
    expect(lab.call("kms:VerifyMac", { keyId: "h1", message: text("v1.1"), mac }).text).toBe("KMSInvalidMacException: ");
    expect(lab.call("kms:VerifyMac", { keyId: "h1", message: text("v1.0"), mac }).text).toBe("ok");
  });
  test("a dry run that passes is answered as an error, and does nothing", () => {
    const before = lab.world.counters.get("data-key");
    expect(lab.call("kms:GenerateDataKeyPair", { keyId: "k1", keyPairSpec: "RSA_2048", dryRun: true }).text).toBe(
      "DryRunOperationException: The request would have succeeded, but the DryRun option is set.",
    );
    expect(lab.world.counters.get("data-key")).toBe(before);
    expect(lab.call("kms:Decrypt", { ciphertext: lab.ciphertext("c1"), dryRun: true }).text).toBe("InvalidCiphertextException: ");
  });
  test("two parties derive the same secret, on one curve only", () => {
    lab.call("kms:CreateKey", { id: "kb", spec: "ECC_NIST_P256", usage: "KEY_AGREEMENT" });
    lab.call("kms:CreateKey", { id: "k384", spec: "ECC_NIST_P384", usage: "KEY_AGREEMENT" });
    const publicKey = (keyId: string) => lab.call("kms:GetPublicKey", { keyId }).output!.publicKey;
    const derive = (keyId: string, other: string) => lab.call("kms:DeriveSharedSecret", { keyId, publicKey: publicKey(other) });
    expect(derive("ka", "kb").output).toEqual(derive("kb", "ka").output);
    expect(derive("k384", "kb").text).toMatch(/^ValidationException: /);
  });
});

describe("settings of a key", () => {
  const lab = new Lab(
    "create key k1; create key k2; create key rsa spec RSA_4096 usage encrypt-decrypt; alias app for k1; create multi-region key m1; replicate m1 to region eu-west-1 as m1-eu",
  );

  test("a deletion waits for 7 to 30 days", () => {
    const schedule = (days: number) => lab.call("kms:ScheduleKeyDeletion", { keyId: "k2", pendingWindowInDays: days }).text;
    expect(schedule(6)).toBe(
      "ValidationException: 1 validation error detected: Value '6' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value greater than or equal to 7",
    );
    expect(schedule(31)).toMatch(/^ValidationException: /);
    expect(schedule(7)).toBe("ok");
    expect(lab.call("kms:CancelKeyDeletion", { keyId: "k2" }).text).toBe("ok");
    expect(lab.call("kms:CancelKeyDeletion", { keyId: "k2" }).text).toBe(
      `KMSInvalidStateException: ${KEY}/k2 is not pending deletion (or pending replica deletion).`,
    );
  });
  test("a rotation period is 90 to 2,560 days", () => {
    const enable = (periodDays: number) => lab.call("kms:EnableKeyRotation", { keyId: "k1", periodDays }).text;
    expect(enable(89)).toMatch(/^ValidationException: .*greater than or equal to 90$/);
    expect(enable(2561)).toMatch(/^ValidationException: .*less than or equal to 2560$/);
    expect(enable(2560)).toBe("ok");
    expect(enable(90)).toBe("ok");
  });
  test("asymmetric keys do not rotate", () => {
    expect(lab.call("kms:EnableKeyRotation", { keyId: "rsa" }).text).toBe("UnsupportedOperationException: ");
    expect(lab.call("kms:RotateKeyOnDemand", { keyId: "rsa" }).text).toBe("UnsupportedOperationException: ");
    expect(lab.call("kms:GetKeyRotationStatus", { keyId: "rsa" }).output).toEqual({ enabled: false });
  });
  test("aliases", () => {
    const create = (aliasName: string, targetKeyId = "k1") => lab.call("kms:CreateAlias", { aliasName, targetKeyId }).text;
    expect(create("alias/app")).toBe(
      "AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:111122223333:alias/app already exists",
    );
    expect(create("app2")).toMatch(/^ValidationException: Alias must start with the prefix "alias\/"\./);
    expect(create("alias/my:alias")).toBe("ValidationException: alias/my:alias contains invalid characters for an alias");
    expect(create("alias/second", "alias/app")).toBe("ValidationException: Aliases must refer to keys. Not aliases");
    expect(create("alias/aws/mine")).toMatch(/^NotAuthorizedException: /);
    expect(lab.call("kms:UpdateAlias", { aliasName: "alias/app", targetKeyId: "rsa" }).text).toMatch(/^ValidationException: /);
    expect(lab.call("kms:DeleteAlias", { aliasName: "alias/none" }).text).toBe(
      "NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.",
    );
  });
  test("replicas", () => {
    expect(lab.call("kms:ReplicateKey", { keyId: "mrk-m1", replicaRegion: "eu-west-1", id: "again" }).text).toMatch(
      /^AlreadyExistsException: /,
    );
    expect(
      lab.call("kms:ReplicateKey", { keyId: "mrk-m1", replicaRegion: "us-west-2", id: "x" }, { region: "eu-west-1" }).text,
    ).toBe("UnsupportedOperationException: arn:aws:kms:eu-west-1:111122223333:key/mrk-m1 is not a multi-region primary key.");
    expect(lab.call("kms:ReplicateKey", { keyId: "k1", replicaRegion: "us-west-2", id: "x" }).text).toMatch(
      /^UnsupportedOperationException: /,
    );
    expect(lab.call("kms:UpdatePrimaryRegion", { keyId: "mrk-m1", primaryRegion: "ap-southeast-2" }).text).toBe(
      "NotFoundException: Key 'arn:aws:kms:ap-southeast-2:111122223333:key/mrk-m1' does not exist",
    );
  });
  test("a key policy that locks its writer out, names nobody that there is, or is none", () => {
    const put = (statement: object) =>
      lab.call("kms:PutKeyPolicy", {
        keyId: "k1",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*", ...statement }],
        }),
      }).text;
    expect(put({ Principal: { AWS: "arn:aws:iam::444455556666:root" } })).toBe(
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
    );
    expect(put({ Principal: { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/nobody"] } })).toBe(
      "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
    );
    expect(put({ Principal: { AWS: "arn:aws:iam::111122223333:root" } })).toBe("ok");
    expect(lab.call("kms:PutKeyPolicy", { keyId: "k1", policy: "{" }).text).toMatch(/^MalformedPolicyDocumentException: /);
    expect(lab.call("kms:PutKeyPolicy", { keyId: "k1", policy: " ".repeat(32_769) }).text).toMatch(/^LimitExceededException: /);
    expect(lab.call("kms:GetKeyPolicy", { keyId: "k1", policyName: "other" }).text).toBe(
      "NotFoundException: No such policy exists",
    );
  });
  test("the lockout check can be left out", () => {
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:root" }, Action: "kms:*", Resource: "*" }],
    });
    expect(lab.call("kms:PutKeyPolicy", { keyId: "k2", policy, bypassLockoutCheck: true }).text).toBe("ok");
    expect(lab.call("kms:DescribeKey", { keyId: "k2" }).text).toMatch(/^AccessDeniedException: /);
  });
});

describe("imported material", () => {
  const lab = new Lab("create key k3 origin external; create key k4 origin external; create key k1");
  const whole = { expirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" } as const;
  const DAY = 86_400_000;

  test("the origin must be external", () => {
    const refused = `UnsupportedOperationException: ${KEY}/k1 origin is AWS_KMS which is not valid for this operation.`;
    expect(lab.call("kms:GetParametersForImport", { keyId: "k1" }).text).toBe(refused);
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k1", bytes: "a", ...whole }).text).toBe(refused);
    expect(lab.call("kms:DeleteImportedKeyMaterial", { keyId: "k1" }).text).toBe(refused);
  });
  test("expiry is the default, and needs its date", () => {
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "a" }).text).toBe(
      "ValidationException: A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES",
    );
    expect(
      lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "a", validTo: instant(lab.world.now + 366 * DAY) }).text,
    ).toMatch(/^ValidationException: /);
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "a", validTo: lab.world.now }).text).toMatch(
      /^ValidationException: /,
    );
  });
  test("a token is for one key, for a day", () => {
    const { token } = lab.call("kms:GetParametersForImport", { keyId: "k4" }).output!;
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "a", token, ...whole }).text).toBe(
      "InvalidImportTokenException: ",
    );
    const old = { keyArn: `${KEY}/k3`, issuedAt: instant(lab.world.now - DAY) };
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "a", token: old, ...whole }).text).toBe(
      "ExpiredImportTokenException: ",
    );
  });
  test("only the same bytes come back; a second new material waits for the first", () => {
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "a", ...whole }).text).toBe("ok");
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "b", ...whole }).text).toBe("IncorrectKeyMaterialException: ");
    expect(lab.call("kms:RotateKeyOnDemand", { keyId: "k3" }).text).toBe(
      `KMSInvalidStateException: No available key material pending rotation for the key: ${KEY}/k3.`,
    );
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "b", importType: "NEW_KEY_MATERIAL", ...whole }).text).toBe(
      "ok",
    );
    expect(lab.key("k3").data.materials.map((material) => material.status)).toEqual(["current", "pending-rotation"]);
    expect(lab.call("kms:ImportKeyMaterial", { keyId: "k3", bytes: "c", importType: "NEW_KEY_MATERIAL", ...whole }).text).toBe(
      `KMSInvalidStateException: New key material (id: k3-material-3) cannot be imported into KMS key ${KEY}/k3, because another key material (id: k3-material-2) is pending rotation.`,
    );
    expect(lab.call("kms:RotateKeyOnDemand", { keyId: "k3" }).text).toBe("ok");
    expect(lab.key("k3").data.materials.map((material) => material.status)).toEqual(["non-current", "current"]);
  });
});

describe("the rotation quotas", () => {
  test("25 on demand, and no more; none near an automatic one", () => {
    const lab = new Lab("create key k1");
    for (let count = 0; count < 25; count += 1) expect(lab.call("kms:RotateKeyOnDemand", { keyId: "k1" }).text).toBe("ok");
    expect(lab.call("kms:RotateKeyOnDemand", { keyId: "k1" }).text).toBe(
      `LimitExceededException: The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${KEY}/k1`,
    );
  });
  test("a rotation on demand does not begin within 20 minutes before an automatic one, nor moves it", () => {
    const lab = new Lab("create key k1; enable rotation of k1 every 90 days");
    const due = lab.key("k1").data.rotation!.nextAt;
    lab.world.now = instant(due - 19 * 60_000);
    expect(lab.call("kms:RotateKeyOnDemand", { keyId: "k1" }).text).toMatch(/^ConflictException: /);
    lab.world.now = instant(due - 20 * 60_000);
    expect(lab.call("kms:RotateKeyOnDemand", { keyId: "k1" }).text).toBe("ok");
    expect(lab.key("k1").data.rotation!.nextAt).toBe(due);
  });
});

// Facts of AWS, KMS errors: a key of another account that is not there is told of as one that lets nobody in, to the caller's account alone.
test("a key or an alias that another account does not have", () => {
  for (const keyId of ["key/none", "alias/none"]) {
    const lab = new Lab("create key k1 in acct B region us-east-1");
    const arn = `arn:aws:kms:us-east-1:444455556666:${keyId}`;
    const { text } = lab.call("kms:Encrypt", { keyId: arn, plaintext: { is: "text", text: "x" } }, { by: "A/admin" });
    expect(text).toBe(
      "AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/admin/custody is not authorized to perform: kms:Encrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
    );
    expect(lab.calls.at(-1)).toMatchObject({ recordedIn: ["A"], refused: { code: "AccessDeniedException" } });
    expect(isDenial(lab.calls.at(-1)!.refused!)).toBe(true);
  }
});
