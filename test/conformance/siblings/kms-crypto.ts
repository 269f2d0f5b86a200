// Cryptographic operations as LocalStack recorded them against AWS (tests/aws/services/kms/test_kms.py with its snapshot, 2023-03 to
// 2026-03) and as moto verified them (tests/test_kms). A source's name is that of its test.

import type { CiphertextData } from "../../../src/world/key.js";
import { type Answer, contextOf, type Stage } from "../stage.js";
import type { Sibling } from "./sibling.js";

const OWNER = "A/admin";
const TEXT = { is: "text", text: "some important message" } as const;
const OTHER_TEXT = { is: "text", text: "some different important message" } as const;
const IN_REQUEST = "The key ID in the request does not identify a CMK that can perform this operation.";
const AT = "arn:aws:kms:us-west-2:111122223333";
const HMAC = "spec HMAC_224 usage generate-verify-mac";

const encrypt = (s: Stage, more: object, keyId = "k1") => s.ask(OWNER, "kms:Encrypt", { keyId, plaintext: TEXT, ...more });
const decrypt = (s: Stage, ciphertext: CiphertextData, more: object = {}): Answer =>
  s.ask(OWNER, "kms:Decrypt", { ciphertext, ...more });
const sign = (s: Stage, more: object) => s.ask(OWNER, "kms:Sign", { keyId: "k1", message: TEXT, ...more });
const mac = (s: Stage, more: object) => s.ask(OWNER, "kms:GenerateMac", { keyId: "k1", message: TEXT, ...more });

function verify(s: Stage, of: object, as: object): Answer {
  const { signature } = s.given("kms:Sign", { keyId: "k1", message: TEXT, ...of });
  return s.ask(OWNER, "kms:Verify", { keyId: "k1", message: TEXT, signature, ...as });
}
function verifyMac(s: Stage, as: object): Answer {
  const made = s.given("kms:GenerateMac", { keyId: "k1", message: TEXT });
  return s.ask(OWNER, "kms:VerifyMac", { keyId: "k1", message: TEXT, mac: made.mac, ...as });
}
function derive(s: Stage, keyId: string, more: object = {}): Answer {
  const { publicKey } = s.given("kms:GetPublicKey", { keyId: "other" });
  return s.ask(OWNER, "kms:DeriveSharedSecret", { keyId, publicKey, ...more });
}
const AGREEMENT = "create key other spec ECC_NIST_P256 usage key-agreement";

const rsaLimit = (spec: string, algorithm: string, most: number): Sibling => ({
  what: `Encrypt with ${algorithm} and ${spec} takes ${most} bytes, not one more`,
  source: `test_encrypt_validate_plaintext_size_per_key_type[${spec}-${algorithm}]`,
  given: `create key k1 spec ${spec} usage encrypt-decrypt`,
  when: (s) => encrypt(s, { algorithm, plaintextBytes: most + 1 }),
  outcome: "ValidationException",
  message: `Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ${most} bytes.`,
  also: [(s) => encrypt(s, { algorithm, plaintextBytes: most }).outcome === "ok"],
});

const digest = (spec: string, algorithm: string, bytes: number): Sibling => ({
  what: `Sign and Verify of a digest by ${algorithm} take ${bytes} bytes and no other length`,
  source: `test_sign_verify[${spec}-${algorithm}]`,
  given: `create key k1 spec ${spec} usage sign-verify`,
  when: (s) => sign(s, { algorithm, messageType: "DIGEST", messageBytes: 28 }),
  outcome: "ValidationException",
  message: `Digest is invalid length for algorithm ${algorithm}.`,
  also: [
    (s) => sign(s, { algorithm, messageType: "DIGEST", messageBytes: bytes }).outcome === "ok",
    (s) => sign(s, { algorithm, messageType: "RAW", messageBytes: 28 }).outcome === "ok",
    (s) =>
      verify(s, { algorithm }, { algorithm, messageType: "DIGEST", messageBytes: 15 }).outcome === "ValidationException" &&
      verify(s, { algorithm }, { algorithm }).outcome === "ok" &&
      verify(s, { algorithm }, { algorithm, message: OTHER_TEXT }).outcome === "KMSInvalidSignatureException",
  ],
});

const macOf = (bits: number): Sibling => ({
  what: `a code by HMAC_${bits} is made and checked; a key ID that is none is not found`,
  source: `test_generate_and_verify_mac[HMAC_${bits}-HMAC_SHA_${bits}]`,
  given: `create key k1 spec HMAC_${bits} usage generate-verify-mac`,
  when: (s) => mac(s, { algorithm: `HMAC_SHA_${bits}`, keyId: "key_id" }),
  outcome: "NotFoundException",
  message: "Invalid keyId 'key_id'",
  also: [
    (s) => verifyMac(s, { algorithm: `HMAC_SHA_${bits}` }).outcome === "ok",
    (s) => verifyMac(s, { algorithm: `HMAC_SHA_${bits}`, keyId: "key_id" }).message === "Invalid keyId 'key_id'",
  ],
});

const MAC_ENUM =
  "1 validation error detected: Value 'INVALID' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]";

export const kmsCrypto: readonly Sibling[] = [
  rsaLimit("RSA_2048", "RSAES_OAEP_SHA_1", 214),
  rsaLimit("RSA_2048", "RSAES_OAEP_SHA_256", 190),
  rsaLimit("RSA_3072", "RSAES_OAEP_SHA_1", 342),
  rsaLimit("RSA_3072", "RSAES_OAEP_SHA_256", 318),
  rsaLimit("RSA_4096", "RSAES_OAEP_SHA_1", 470),
  rsaLimit("RSA_4096", "RSAES_OAEP_SHA_256", 446),
  digest("RSA_2048", "RSASSA_PSS_SHA_256", 32),
  digest("RSA_2048", "RSASSA_PSS_SHA_384", 48),
  digest("RSA_2048", "RSASSA_PSS_SHA_512", 64),
  digest("RSA_4096", "RSASSA_PKCS1_V1_5_SHA_256", 32),
  digest("RSA_4096", "RSASSA_PKCS1_V1_5_SHA_512", 64),
  digest("ECC_NIST_P256", "ECDSA_SHA_256", 32),
  digest("ECC_NIST_P384", "ECDSA_SHA_384", 48),
  digest("ECC_SECG_P256K1", "ECDSA_SHA_256", 32),
  ...[224, 256, 384, 512].map(macOf),
  {
    what: "Encrypt of nothing",
    source: "moto test_kms_encrypt.py test_encrypt_key_with_empty_content (aws_verified)",
    given: "create key k1",
    when: 'encrypt "" with k1',
    outcome: "ValidationException",
    message:
      "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1",
  },
  {
    what: "Encrypt of 4,300 bytes",
    source: "test_plaintext_size_for_encrypt",
    given: "create key k1",
    when: (s) => encrypt(s, { plaintextBytes: 4300 }),
    outcome: "ValidationException",
    message:
      "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    also: [(s) => encrypt(s, { plaintextBytes: 4096 }).outcome === "ok"],
  },
  {
    what: "a code by an algorithm of another length",
    source: "test_invalid_generate_mac[HMAC_224-HMAC_SHA_256]",
    given: `create key k1 ${HMAC}`,
    when: (s) => mac(s, { algorithm: "HMAC_SHA_256" }),
    outcome: "InvalidKeyUsageException",
    message: "Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.",
  },
  {
    what: "a code by an algorithm that is none",
    source: "test_invalid_generate_mac[HMAC_256-INVALID]",
    given: "create key k1 spec HMAC_256 usage generate-verify-mac",
    when: (s) => mac(s, { algorithm: "INVALID" }),
    outcome: "ValidationException",
    message: MAC_ENUM,
  },
  {
    what: "a code checked by an algorithm that is none",
    source: "test_invalid_verify_mac[HMAC_256-INVALID]",
    given: "create key k1 spec HMAC_256 usage generate-verify-mac",
    when: (s) => verifyMac(s, { algorithm: "INVALID" }),
    outcome: "ValidationException",
    message: MAC_ENUM,
  },
  {
    what: "a code of another message",
    source: "test_invalid_verify_mac[HMAC_256-HMAC_SHA_256]",
    given: 'create key k1 spec HMAC_256 usage generate-verify-mac; mac "some important message" with k1 as tag1',
    when: 'verify-mac tag1 of "some different important message" with k1',
    outcome: "KMSInvalidMacException",
    message: "",
  },
  {
    what: "a code checked by an algorithm of another length",
    source: "test_invalid_verify_mac[HMAC_256-HMAC_SHA_512]",
    given: 'create key k1 spec HMAC_256 usage generate-verify-mac; mac "some important message" with k1 as tag1',
    when: 'verify-mac tag1 of "some important message" with k1 algorithm HMAC_SHA_512',
    outcome: "InvalidKeyUsageException",
    message: "Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256.",
  },
  {
    what: "a code checked with another key",
    source: "moto test_kms_mac.py test_verify_mac_fails_for_another_key_id",
    given: `create key k1 ${HMAC}; create key k2 ${HMAC}; mac "Hello World" with k1 as tag1`,
    when: 'verify-mac tag1 of "Hello World" with k2',
    outcome: "KMSInvalidMacException",
  },
  {
    what: "Sign with a key for encryption",
    source: "test_invalid_key_usage",
    given: "create key k1 spec RSA_4096 usage encrypt-decrypt",
    when: 'sign "hello" with k1 algorithm RSASSA_PSS_SHA_256',
    outcome: "InvalidKeyUsageException",
    message: "<key-arn> key usage is ENCRYPT_DECRYPT which is not valid for Sign.",
  },
  {
    what: "Encrypt with a key for signing, RSA's algorithm named",
    source: "test_invalid_key_usage",
    given: "create key k1 spec RSA_4096 usage sign-verify",
    when: (s) => encrypt(s, { algorithm: "RSAES_OAEP_SHA_256" }),
    outcome: "InvalidKeyUsageException",
    message: "<key-arn> key usage is SIGN_VERIFY which is not valid for Encrypt.",
  },
  {
    what: "Sign with a key for codes",
    source: "test_error_messaging_for_invalid_keys sign-invalid-key-id",
    given: `create key k1 ${HMAC}`,
    when: (s) => sign(s, { algorithm: "RSASSA_PSS_SHA_256", messageType: "RAW" }),
    outcome: "InvalidKeyUsageException",
    message: "<key-arn> key usage is GENERATE_VERIFY_MAC which is not valid for Sign.",
  },
  {
    what: "Verify with a key for encryption",
    source: "test_error_messaging_for_invalid_keys verify-invalid-key-id",
    given: "create key k1; create key ecc spec ECC_NIST_P256 usage sign-verify",
    when(s) {
      const { signature } = s.given("kms:Sign", { keyId: "ecc", message: TEXT });
      return s.ask(OWNER, "kms:Verify", {
        keyId: "k1",
        message: TEXT,
        signature,
        algorithm: "ECDSA_SHA_256",
        messageType: "RAW",
      });
    },
    outcome: "InvalidKeyUsageException",
    message: "<key-arn> key usage is ENCRYPT_DECRYPT which is not valid for Verify.",
  },
  {
    what: "Decrypt that names a key for codes",
    source: "test_error_messaging_for_invalid_keys decrypt-invalid-key-id",
    given: `create key k1; create key h1 ${HMAC}; encrypt "x" with k1 as c1`,
    when: "decrypt c1 with h1",
    outcome: "IncorrectKeyException",
    message: IN_REQUEST,
  },
  {
    what: "ReEncrypt that names a key for codes as the source",
    source: "test_re_encrypt_incorrect_source_key",
    given: `create key k1; create key h1 ${HMAC}`,
    when: (s) =>
      s.ask(OWNER, "kms:ReEncrypt", {
        ciphertext: s.ciphertext("k1"),
        sourceKeyId: "h1",
        destinationKeyId: "h1",
        sourceAlgorithm: "SYMMETRIC_DEFAULT",
        destinationAlgorithm: "SYMMETRIC_DEFAULT",
      }),
    outcome: "IncorrectKeyException",
    message: IN_REQUEST,
  },
  {
    what: "ReEncrypt that names another symmetric key as the source",
    source: "KMS API reference, ReEncrypt (SourceKeyId); facts section 11",
    given: "create key k1; create key k2",
    when: (s) => s.ask(OWNER, "kms:ReEncrypt", { ciphertext: s.ciphertext("k1"), sourceKeyId: "k2", destinationKeyId: "k2" }),
    outcome: "IncorrectKeyException",
    message: IN_REQUEST,
  },
  {
    what: "ReEncrypt from key to key, with contexts; both ciphertexts open after it",
    source: "test_re_encrypt; moto test_kms_encrypt.py test_re_encrypt_decrypt",
    given: 'create key k1; create key k2; encrypt "x" with k1 context { encryption: "context" } as c1',
    when: 'reencrypt c1 with k2 context { encryption: "context" } to context { another: "context" } as c2',
    outcome: "ok",
    also: [
      "c2.key is k2",
      (s) => s.answerTo('decrypt c1 context { encryption: "context" }').outcome === "ok",
      (s) => s.answerTo('decrypt c2 context { another: "context" }').outcome === "ok",
      (s) => s.answerTo('decrypt c2 context { encryption: "context" }').outcome === "InvalidCiphertextException",
    ],
  },
  {
    what: "ReEncrypt from RSA to RSA",
    source: "test_re_encrypt[RSA_2048-RSAES_OAEP_SHA_256]",
    given: `create key k1 spec RSA_2048 usage encrypt-decrypt; create key k2 spec RSA_2048 usage encrypt-decrypt
      encrypt "x" with k1 as c1`,
    when: "reencrypt c1 with k2 as c2",
    outcome: "ok",
    also: [(s) => s.answerTo("decrypt c2 with k2").outcome === "ok"],
  },
  {
    what: "ReEncrypt to an alias that is not there",
    source: "moto test_kms_encrypt.py test_re_encrypt_to_invalid_destination",
    given: 'create key k1; encrypt "x" with k1 as c1',
    when: "reencrypt c1 with alias DoesNotExist",
    outcome: "NotFoundException",
  },
  {
    what: "Decrypt without the context of the ciphertext",
    source: "test_encrypt_decrypt_encryption_context",
    given: 'create key k1; encrypt "x" with k1 context { context-key: "context-value" } as c1',
    when: "decrypt c1 with k1",
    outcome: "InvalidCiphertextException",
    message: "",
    also: [(s) => s.answerTo('decrypt c1 with k1 context { context-key: "context-value" }').outcome === "ok"],
  },
  {
    what: "Decrypt with a key of the context in other letters",
    source: "facts section 10: exact, case-sensitive pairs",
    given: 'create key k1; encrypt "x" with k1 context { AppName: "x" } as c1',
    when: 'decrypt c1 context { appname: "x" }',
    outcome: "InvalidCiphertextException",
    message: "",
  },
  {
    what: "Decrypt with more pairs than those of the ciphertext",
    source: "facts section 10: no subset or superset",
    given: 'create key k1; encrypt "x" with k1 context { a: "1" } as c1',
    when: 'decrypt c1 context { a: "1", b: "2" }',
    outcome: "InvalidCiphertextException",
    message: "",
  },
  {
    what: "a context for an RSA key",
    source: "facts section 10: symmetric keys only; KMS API reference, Encrypt (EncryptionContext)",
    given: "create key k1 spec RSA_2048 usage encrypt-decrypt",
    when: 'encrypt "x" with k1 context { a: "1" }',
    outcome: "ValidationException",
  },
  ...(
    [
      ["kms:GenerateDataKey", { keySpec: "AES_256" }],
      ["kms:GenerateDataKeyWithoutPlaintext", { keySpec: "AES_256" }],
      ["kms:GenerateDataKeyPair", { keyPairSpec: "RSA_2048" }],
      ["kms:GenerateDataKeyPairWithoutPlaintext", { keyPairSpec: "RSA_2048" }],
    ] as const
  ).map(
    ([action, size]): Sibling => ({
      what: `what ${action} wraps under a context opens with it alone`,
      source: "TestKMSGenerateKeys test_encryption_context_generate_data_key…",
      given: "create key k1",
      when(s) {
        const encryptionContext = contextOf({ "context-key": "context-value" });
        const { ciphertext } = s.given(action, { keyId: "k1", ...size, encryptionContext } as never);
        if (decrypt(s, ciphertext, { keyId: "k1", encryptionContext }).outcome !== "ok") throw new Error("it does not open");
        return decrypt(s, ciphertext, { keyId: "k1" });
      },
      outcome: "InvalidCiphertextException",
      message: "",
    }),
  ),
  {
    what: "a dry run of GenerateDataKeyPairWithoutPlaintext",
    source: "test_generate_data_key_pair_without_plaintext_dry_run",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:GenerateDataKeyPairWithoutPlaintext", { keyId: "k1", keyPairSpec: "RSA_2048", dryRun: true }),
    outcome: "DryRunOperationException",
    message: "The request would have succeeded, but the DryRun option is set.",
  },
  {
    what: "a dry run of what is not allowed",
    source: "KMS API reference, DryRunOperationException; facts section 11",
    given: "create key k1; role A/app",
    when: (s) => s.ask("A/app", "kms:Decrypt", { ciphertext: s.ciphertext("k1"), dryRun: true }),
    outcome: "AccessDeniedException",
  },
  {
    what: "a data key by a spec and a number of bytes",
    source: "moto test_kms.py test_generate_data_key_invalid_size_params",
    given: "create key k1",
    when: "generate data key from k1 spec AES_128 size 16 bytes",
    outcome: "ValidationException",
    message: "Please specify either number of bytes or key spec.",
  },
  {
    what: "a data key of neither",
    source: "moto test_kms.py test_generate_data_key_invalid_size_params",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:GenerateDataKey", { keyId: "k1" }),
    outcome: "ValidationException",
    message: "Please specify either number of bytes or key spec.",
  },
  {
    what: "a data key of 2,048 bytes",
    source: "moto test_kms.py test_generate_data_key_invalid_size_params",
    given: "create key k1",
    when: "generate data key from k1 size 2048 bytes",
    outcome: "ValidationException",
    message:
      "1 validation error detected: Value '2048' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    also: [(s) => [1, 64, 1024].every((size) => s.answerTo(`generate data key from k1 size ${size} bytes`).outcome === "ok")],
  },
  {
    what: "a data key by AES_257",
    source: "moto test_kms.py test_generate_data_key_invalid_size_params",
    given: "create key k1",
    when: "generate data key from k1 spec AES_257",
    outcome: "ValidationException",
    message:
      "1 validation error detected: Value 'AES_257' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [AES_256, AES_128]",
  },
  ...["not-a-uuid", "alias/DoesNotExist", `${AT}:alias/DoesNotExist`, "d25652e4-d2d2-49f7-929a-671ccda580c6"].map(
    (keyId): Sibling => ({
      what: `a data key from ${keyId}`,
      source: "moto test_kms.py test_invalid_key_ids, test_generate_data_key_invalid_key",
      when: (s) => s.ask(OWNER, "kms:GenerateDataKey", { keyId, numberOfBytes: 5 }),
      outcome: "NotFoundException",
    }),
  ),
  ...["k1", `${AT}:key/k1`, "alias/app", `${AT}:alias/app`].map(
    (keyId): Sibling => ({
      what: `Encrypt with ${keyId}`,
      source: "test_all_types_of_key_id_can_be_used_for_encryption",
      given: "create key k1; alias app for k1",
      when: (s) => encrypt(s, {}, keyId),
      outcome: "ok",
    }),
  ),
  {
    what: "random bytes, 1 and 1,024 of them",
    source: "test_generate_random[1], [1024]",
    when: "generate random 1 bytes; generate random 1024 bytes",
    outcome: "ok",
  },
  {
    what: "a secret agreed on with a key for signing",
    source: "test_derive_shared_secret response-invalid-key-usage",
    given: `${AGREEMENT}; create key k1 spec ECC_NIST_P256 usage sign-verify`,
    when: (s) => derive(s, "k1"),
    outcome: "InvalidKeyUsageException",
    message: "<key-arn> key usage is SIGN_VERIFY which is not valid for DeriveSharedSecret.",
  },
  {
    what: "a secret agreed on with a symmetric key",
    source: "test_derive_shared_secret response-invalid-key",
    given: `${AGREEMENT}; create key k1`,
    when: (s) => derive(s, "k1"),
    outcome: "InvalidKeyUsageException",
    message: "<key-arn> key usage is ENCRYPT_DECRYPT which is not valid for DeriveSharedSecret.",
  },
  {
    what: "a secret agreed on by an algorithm that is none",
    source: "test_derive_shared_secret response-invalid-key-agreement-algo",
    given: `${AGREEMENT}; create key k1 spec ECC_NIST_P256 usage key-agreement`,
    when: (s) => derive(s, "k1", { algorithm: "INVALID" }),
    outcome: "ValidationException",
    message:
      "1 validation error detected: Value 'INVALID' at 'keyAgreementAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [ECDH]",
  },
  {
    what: "a secret agreed on with a public key that is none of that curve",
    source: "test_derive_shared_secret response-invalid-public-key",
    given: "create key other spec ECC_NIST_P384 usage key-agreement; create key k1 spec ECC_NIST_P256 usage key-agreement",
    when: (s) => derive(s, "k1"),
    outcome: "ValidationException",
    message: "",
  },
  {
    what: "a ciphertext made offline by RSA opens; naming its key is needed",
    source: "test_symmetric_encrypt_offline_decrypt_online; facts section 13, 27",
    given: `create key k1 spec RSA_2048 usage encrypt-decrypt; download public key of k1 as pub1
      encrypt "x" with pub1 by outsider as c1`,
    when: "decrypt c1 with k1",
    outcome: "ok",
    also: [(s) => s.answerTo("decrypt c1").outcome !== "ok"],
  },
  {
    what: "GetPublicKey of an RSA key",
    source: "test_get_public_key",
    given: "create key k1 spec RSA_2048 usage encrypt-decrypt",
    when: (s) => s.ask(OWNER, "kms:GetPublicKey", { keyId: "k1" }),
    outcome: "ok",
    also: [
      (s) => {
        const { spec, usage } = s.given("kms:GetPublicKey", { keyId: "k1" }).publicKey;
        return spec === "RSA_2048" && usage === "ENCRYPT_DECRYPT";
      },
    ],
  },
];
