// Data keys: made by KMS, wrapped under a symmetric key, used by somebody else. Pairs too; and random bytes, which need no key.

import { kmsCatalog } from "../../../generated/catalogs.js";
import type { Key } from "../../../rules/key-lookup.js";
import type { Operation, OperationContext } from "../../../rules/operation.js";
import { ok, type Refused, type Reply } from "../../../rules/reply.js";
import { pairItem, quotaOfCryptography, quotaOfPair, requestItem } from "../quotas.js";
import { PAIR_SPECS } from "../specs.js";
import { encryptWith } from "./ciphertexts.js";
import { keyOperation } from "./key-operation.js";
import type { DataKeyInput, DataKeyOutput, EncryptionContext } from "./types.js";
import { notSymmetric } from "./usage.js";
import { above, below, notInEnum, validation } from "./validation.js";

const { limits } = kmsCatalog;

const DATA_KEY_SPECS = ["AES_256", "AES_128"];
const SYMMETRIC_KEYS = [["kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT"]] as const;

/** A data key of its own, wrapped under `key`. */
function wrap(ctx: OperationContext, key: Key, operation: string, context: EncryptionContext | undefined): Reply<DataKeyOutput> {
  const unfit = notSymmetric(key, operation);
  if (unfit !== undefined) return unfit;
  const dataKey = ctx.derive("data-key");
  return ok({ dataKey, ciphertext: encryptWith(key, { is: "data-key", dataKey }, "SYMMETRIC_DEFAULT", context) });
}

function checkLength(input: DataKeyInput): Refused | undefined {
  const { keySpec, numberOfBytes } = input;
  if (keySpec !== undefined && !DATA_KEY_SPECS.includes(keySpec)) return notInEnum("keySpec", keySpec, DATA_KEY_SPECS);
  if ((keySpec === undefined) === (numberOfBytes === undefined))
    return validation("Please specify either number of bytes or key spec.");
  if (numberOfBytes === undefined) return undefined;
  if (numberOfBytes < 1) return below("numberOfBytes", numberOfBytes, 1);
  return numberOfBytes > limits.randomBytesMax ? above("numberOfBytes", numberOfBytes, limits.randomBytesMax) : undefined;
}

function dataKeyOperation<A extends "kms:GenerateDataKey" | "kms:GenerateDataKeyWithoutPlaintext">(action: A) {
  const name = action.slice("kms:".length);
  return keyOperation<"kms:GenerateDataKey" | "kms:GenerateDataKeyWithoutPlaintext">({
    action,
    kind: "cryptographic",
    crossAccount: "allowed",
    takes: "key-or-alias",
    byGrant: true,
    keyId: (input) => input.keyId,
    context: (input) => input.encryptionContext,
    validate: checkLength,
    conditionKeys: () => SYMMETRIC_KEYS,
    parameters: (input) =>
      input.numberOfBytes === undefined ? { keySpec: input.keySpec ?? "" } : { numberOfBytes: input.numberOfBytes },
    perform: (input, ctx, key) => wrap(ctx, key, name, input.encryptionContext),
    materialOf: (output) => output.ciphertext.material,
  });
}

function pairOperation<A extends "kms:GenerateDataKeyPair" | "kms:GenerateDataKeyPairWithoutPlaintext">(action: A) {
  const name = action.slice("kms:".length);
  return keyOperation<"kms:GenerateDataKeyPair" | "kms:GenerateDataKeyPairWithoutPlaintext">({
    action,
    kind: "cryptographic",
    crossAccount: "allowed",
    takes: "key-or-alias",
    byGrant: true,
    keyId: (input) => input.keyId,
    context: (input) => input.encryptionContext,
    validate: (input) =>
      PAIR_SPECS.includes(input.keyPairSpec) ? undefined : notInEnum("keyPairSpec", input.keyPairSpec, PAIR_SPECS),
    conditionKeys: (input) => [...SYMMETRIC_KEYS, ["kms:DataKeyPairSpec", input.keyPairSpec]],
    parameters: (input) => ({ keyPairSpec: input.keyPairSpec }),
    perform: (input, ctx, key) => wrap(ctx, key, name, input.encryptionContext),
    materialOf: (output) => output.ciphertext.material,
    meter: (input) => pairItem(input.keyPairSpec),
    quota: (input) => quotaOfPair(input.keyPairSpec),
  });
}

const generateRandom: Operation<"kms:GenerateRandom"> = {
  action: "kms:GenerateRandom",
  readOnly: true,
  recorded: true,
  prepare({ numberOfBytes }, ctx) {
    if (numberOfBytes === undefined) return validation("NumberOfBytes is required.");
    if (numberOfBytes < 1) return below("numberOfBytes", numberOfBytes, 1);
    if (numberOfBytes > limits.randomBytesMax) return above("numberOfBytes", numberOfBytes, limits.randomBytesMax);
    return {
      permissions: [
        { action: "kms:GenerateRandom", arn: "*", account: ctx.place.account, rule: "identity-only", crossAccount: "never" },
      ],
      on: [],
      owners: [],
    };
  },
  perform: () => ok(undefined),
  meter: () => requestItem(undefined),
  quota: (_input, ctx) => quotaOfCryptography(undefined, ctx.place.region),
  record: (input) => ({ requestParameters: { numberOfBytes: input.numberOfBytes ?? null }, responseElements: null }),
};

export const dataKeyOperations = [
  dataKeyOperation("kms:GenerateDataKey"),
  dataKeyOperation("kms:GenerateDataKeyWithoutPlaintext"),
  pairOperation("kms:GenerateDataKeyPair"),
  pairOperation("kms:GenerateDataKeyPairWithoutPlaintext"),
  generateRandom,
];
