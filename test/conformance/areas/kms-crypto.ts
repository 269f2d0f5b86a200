// Cryptography with keys: contexts, usages, algorithms and sizes.

import type { CiphertextData } from "../../../src/world/key.js";
import type { Area, Played } from "../play.js";
import { type Answer, contextOf, Stage, stageWith } from "../stage.js";

const PLAINTEXT = { is: "text", text: "hello" } as const;
const OTHER_TEXT = { is: "text", text: "something else" } as const;
const RSA = "usage encrypt-decrypt";

/** RSA encrypts no more than its modulus leaves room for. */
function longPlaintext(spec: string, algorithm: string, bytesMax: number): Played {
  const s = stageWith(`create key k1 spec ${spec} ${RSA}`);
  const encrypt = (plaintextBytes: number) =>
    s.ask("A/admin", "kms:Encrypt", { keyId: "k1", plaintext: PLAINTEXT, plaintextBytes, algorithm });
  return { answer: encrypt(bytesMax + 1), also: [() => encrypt(bytesMax).outcome === "ok"] };
}

export const kmsCrypto: Area = {
  "crypto-data-key-bound-to-context": () => {
    const s = stageWith("create key k1");
    const bound = { keyId: "k1", encryptionContext: contextOf({ "context-key": "context-value" }) };
    const single = { ...bound, keySpec: "AES_256" };
    const pair = { ...bound, keyPairSpec: "RSA_2048" };
    const decrypt = (ciphertext: CiphertextData): Answer => s.ask("A/admin", "kms:Decrypt", { ciphertext });
    return {
      answer: decrypt(s.given("kms:GenerateDataKeyWithoutPlaintext", single).ciphertext),
      also: [
        () =>
          [
            s.given("kms:GenerateDataKey", single),
            s.given("kms:GenerateDataKeyPair", pair),
            s.given("kms:GenerateDataKeyPairWithoutPlaintext", pair),
          ].every(({ ciphertext }) => decrypt(ciphertext).outcome === "InvalidCiphertextException"),
      ],
    };
  },
  "crypto-decrypt-context-pairs-in-other-order": () => {
    const s = stageWith("create key k1");
    s.say('encrypt "hello" with k1 context { a: "1", b: "2" } as c1');
    return { answer: s.answerTo('decrypt c1 context { b: "2", a: "1" }') };
  },
  "crypto-decrypt-naming-other-symmetric-key": () => {
    const s = stageWith('create key k1; create key k2; encrypt "hello" with k1 as c1');
    return { answer: s.answerTo("decrypt c1 with k2") };
  },
  "crypto-decrypt-tampered-ciphertext": () => {
    const s = stageWith("create key k1");
    return { answer: s.ask("A/admin", "kms:Decrypt", { keyId: "k1", ciphertext: { ...s.ciphertext("k1"), tampered: true } }) };
  },
  "crypto-dry-run-of-allowed-call": () => {
    const s = stageWith("create key k1");
    const pair = (dryRun: boolean) =>
      s.ask("A/admin", "kms:GenerateDataKeyPair", { keyId: "k1", keyPairSpec: "RSA_2048", dryRun });
    return { answer: pair(true), also: [() => pair(true).output === undefined && pair(false).outcome === "ok"] };
  },
  "crypto-encrypt-4097-bytes": () => {
    const s = stageWith("create key k1");
    return { answer: s.ask("A/admin", "kms:Encrypt", { keyId: "k1", plaintext: PLAINTEXT, plaintextBytes: 4097 }) };
  },
  "crypto-encrypt-with-signing-key": () => {
    const s = stageWith("create key k1 spec RSA_2048 usage sign-verify");
    return { answer: s.answerTo('encrypt "hello" with k1'), keyArn: s.arn("k1") };
  },
  "crypto-generate-mac-with-symmetric-key": () => {
    const s = stageWith("create key k1");
    const input = { keyId: "k1", message: PLAINTEXT, algorithm: "HMAC_SHA_224" };
    return { answer: s.ask("A/admin", "kms:GenerateMac", input), keyArn: s.arn("k1") };
  },
  "crypto-generate-random-without-size": () => ({ answer: new Stage().ask("A/admin", "kms:GenerateRandom", {}) }),
  "crypto-key-agreement-with-rsa": () => ({ answer: new Stage().answerTo("create key k1 spec RSA_2048 usage key-agreement") }),
  "crypto-public-key-encrypts-offline": () => {
    const s = stageWith(
      `create key k1 spec RSA_2048 ${RSA}; download public key of k1 as pub1; encrypt "hello" with pub1 by outsider as c1`,
    );
    const ciphertext = s.world.resources.get("c1")!.data as CiphertextData;
    return { answer: s.ask("A/admin", "kms:Decrypt", { keyId: "k1", ciphertext, algorithm: "RSAES_OAEP_SHA_256" }) };
  },
  "crypto-reencrypt-to-signing-key": () => {
    const s = stageWith('create key k1; create key k2 spec ECC_NIST_P256 usage sign-verify; encrypt "hello" with k1 as c1');
    return { answer: s.answerTo("reencrypt c1 with k2") };
  },
  "crypto-rsa-plaintext-limit-rsa-2048-sha-1": () => longPlaintext("RSA_2048", "RSAES_OAEP_SHA_1", 214),
  "crypto-rsa-plaintext-limit-rsa-3072-sha-256": () => longPlaintext("RSA_3072", "RSAES_OAEP_SHA_256", 318),
  "crypto-shared-secret-symmetric-between-parties": () => {
    const s = stageWith(
      "create key k1 spec ECC_NIST_P256 usage key-agreement; create key k2 spec ECC_NIST_P256 usage key-agreement",
    );
    const { publicKey: first } = s.given("kms:GetPublicKey", { keyId: "k1" });
    const { publicKey: second } = s.given("kms:GetPublicKey", { keyId: "k2" });
    const answer = s.ask("A/admin", "kms:DeriveSharedSecret", { keyId: "k1", publicKey: second });
    const other = s.ask("A/admin", "kms:DeriveSharedSecret", { keyId: "k2", publicKey: first });
    return { answer, also: [() => answer.output!.secret.secret === other.output!.secret.secret] };
  },
  "crypto-sign-digest-of-wrong-length": () => {
    const s = stageWith("create key k1 spec ECC_NIST_P256 usage sign-verify");
    const input = {
      keyId: "k1",
      message: PLAINTEXT,
      messageBytes: 31,
      messageType: "DIGEST",
      algorithm: "ECDSA_SHA_256",
    } as const;
    return { answer: s.ask("A/admin", "kms:Sign", input) };
  },
  "crypto-verify-false-signature-is-an-error": () => {
    const s = stageWith("create key k1 spec RSA_2048 usage sign-verify");
    const { signature } = s.given("kms:Sign", { keyId: "k1", message: OTHER_TEXT });
    const answer = s.ask("A/admin", "kms:Verify", { keyId: "k1", message: PLAINTEXT, signature });
    return { answer, also: [() => answer.output === undefined] };
  },
};
