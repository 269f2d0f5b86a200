// Encrypt and Decrypt. A ciphertext names the material that made it; opening it means to hold that very material, with
// the very same encryption context. Source: KMS API reference; texts as recorded against AWS.

import { refusedByState } from "../../../rules/key-lifecycle.js";
import type { Operation, Prepared } from "../../../rules/operation.js";
import { ok, type Refused } from "../../../rules/reply.js";
import { itemOfUse, quotaOfCryptography } from "../quotas.js";
import { isRefused } from "../resolve.js";
import {
  algorithmKey,
  cannotBeItsKey,
  cannotOpen,
  checkEncryption,
  contextRecord,
  dataOf,
  defaultAlgorithm,
  encryptWith,
  keyOfCiphertext,
  NO_CONTEXT,
  SYMMETRIC,
} from "./ciphertexts.js";
import { dryRun, isGrantableOn, keyOperation, keyPermission, markUsed, onKeys, withPairs } from "./key-operation.js";
import { reEncrypt } from "./reencrypt.js";
import { chooseAlgorithm, overRequestLimit, wrongUsage } from "./usage.js";

const encrypt = keyOperation<"kms:Encrypt">({
  action: "kms:Encrypt",
  kind: "cryptographic",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  context: (input) => input.encryptionContext,
  validate: (input) => overRequestLimit("plaintext", input.plaintextBytes),
  conditionKeys: (input) => algorithmKey(input.algorithm),
  parameters: (input) => ({ encryptionAlgorithm: input.algorithm ?? SYMMETRIC }),
  perform(input, _ctx, key) {
    const algorithm = checkEncryption(key, "Encrypt", input.algorithm, input.encryptionContext, input.plaintextBytes);
    return typeof algorithm === "string"
      ? ok({ ciphertext: encryptWith(key, input.plaintext, algorithm, input.encryptionContext) })
      : algorithm;
  },
  materialOf: ({ ciphertext }) => (ciphertext.algorithm === SYMMETRIC ? ciphertext.material : undefined),
});

const decrypt: Operation<"kms:Decrypt"> = {
  action: "kms:Decrypt",
  readOnly: true,
  recorded: true,
  crossAccount: "allowed",
  grantOperation: "Decrypt",
  ...onKeys("Decrypt", (key) => isGrantableOn("Decrypt", key)),
  prepare(input, ctx): Prepared | Refused {
    const found = keyOfCiphertext(ctx, input.ciphertext, input.keyId, "kms:Decrypt");
    if (isRefused(found)) return found;
    const { encryptionContext } = input;
    const own = algorithmKey(input.algorithm ?? defaultAlgorithm(found.key));
    const keys = withPairs(own, encryptionContext);
    return {
      permissions: [keyPermission(ctx, "kms:Decrypt", found, { crossAccount: "allowed", grantOperation: "Decrypt", keys })],
      on: [found.key.id],
      owners: [found.key.account],
      ...(encryptionContext === undefined || encryptionContext.size === 0 ? {} : { encryptionContext }),
      ...(input.keyId === undefined ? { byCiphertext: true as const } : {}),
    };
  },
  perform(input, ctx) {
    const found = keyOfCiphertext(ctx, input.ciphertext, input.keyId, "kms:Decrypt");
    if (isRefused(found)) return found;
    const { key } = found;
    const refused =
      refusedByState("Decrypt", key) ??
      cannotBeItsKey(key, input.ciphertext, input.algorithm) ??
      wrongUsage(key, "ENCRYPT_DECRYPT", "Decrypt");
    if (refused !== undefined) return refused;
    const algorithm = chooseAlgorithm(key, input.algorithm);
    if (typeof algorithm !== "string") return algorithm;
    const closed = cannotOpen(ctx, key, input.ciphertext, algorithm, input.encryptionContext ?? NO_CONTEXT);
    if (closed !== undefined) return closed;
    if (input.dryRun === true) return dryRun;
    markUsed(ctx, key, "Decrypt");
    return ok({ plaintext: input.ciphertext.content, keyId: key.arn });
  },
  meter: (input, ctx) => itemOfUse(dataOf(keyOfCiphertext(ctx, input.ciphertext, input.keyId, "kms:Decrypt"))),
  quota: (input, ctx) =>
    quotaOfCryptography(dataOf(keyOfCiphertext(ctx, input.ciphertext, input.keyId, "kms:Decrypt")), ctx.place.region),
  record(input, _ctx, output) {
    return {
      requestParameters: {
        encryptionAlgorithm: input.algorithm ?? input.ciphertext.algorithm,
        ...(input.keyId === undefined ? {} : { keyId: input.keyId }),
        ...contextRecord("encryptionContext", input.encryptionContext),
      },
      responseElements: null,
      ...(output === undefined || input.ciphertext.algorithm !== SYMMETRIC
        ? {}
        : { additionalEventData: { keyMaterialId: input.ciphertext.material } }),
    };
  },
};

export const cryptoOperations = [encrypt, decrypt, reEncrypt];
