// Signing, verifying, codes, public keys and agreed secrets. A signature that does not hold is an exception, never an answer "false".
// Source: KMS API reference (botocore 2026-08); texts as recorded against AWS.

import { currentMaterial } from "../../../rules/key-lifecycle.js";
import { isSameKey, type Key } from "../../../rules/key-lookup.js";
import { ok, type Refused, refuseWordless } from "../../../rules/reply.js";
import { type Content, type KeyUsage, keyKind, sameContent } from "../../../world/key.js";
import { isKind } from "../../../world/resource.js";
import type { World } from "../../../world/world.js";
import { algorithmsFor, digestBytes, specRow } from "../specs.js";
import type { SignatureData } from "../state.js";
import { keyOperation } from "./key-operation.js";
import type { MacInput, SignInput } from "./types.js";
import { chooseAlgorithm, overRequestLimit, wrongUsage } from "./usage.js";
import { notInEnum, validation } from "./validation.js";

/** The key is for this, and knows the algorithm: that, or AWS's refusal. */
function algorithmFor(key: Key, usage: KeyUsage, operation: string, said: string | undefined): string | Refused {
  return wrongUsage(key, usage, operation) ?? chooseAlgorithm(key, said);
}

const SIGNING_ALGORITHMS = algorithmsFor("SIGN_VERIFY");
// In the order of AWS's own text (recorded, LocalStack snapshots 2023-04 to 2026-03).
const MAC_ALGORITHMS = ["HMAC_SHA_384", "HMAC_SHA_256", "HMAC_SHA_224", "HMAC_SHA_512"];
const AGREEMENT_ALGORITHMS = algorithmsFor("KEY_AGREEMENT");
const MESSAGE_TYPES = ["RAW", "DIGEST", "EXTERNAL_MU"];
/** ML-DSA's external mu is 64 bytes. */
const muBytes = 64;

/** A digest has the length of its algorithm; some algorithms take only one type of message. */
function messageUnfit(input: SignInput, algorithm: string): Refused | undefined {
  const type = input.messageType ?? "RAW";
  if (type === "EXTERNAL_MU" ? algorithm !== "ML_DSA_SHAKE_256" : algorithm === "ML_DSA_SHAKE_256" && type === "DIGEST") {
    return validation(`MessageType ${type} is not supported for algorithm ${algorithm}.`);
  }
  if ((algorithm === "ED25519_SHA_512" && type !== "RAW") || (algorithm === "ED25519_PH_SHA_512" && type !== "DIGEST")) {
    return validation(`MessageType ${type} is not supported for algorithm ${algorithm}.`);
  }
  const wanted = type === "DIGEST" ? digestBytes(algorithm) : type === "EXTERNAL_MU" ? muBytes : undefined;
  return wanted !== undefined && input.messageBytes !== undefined && input.messageBytes !== wanted
    ? validation(`Digest is invalid length for algorithm ${algorithm}.`)
    : undefined;
}

function checkMessage(input: SignInput): Refused | undefined {
  if (input.messageType !== undefined && !MESSAGE_TYPES.includes(input.messageType))
    return notInEnum("messageType", input.messageType, MESSAGE_TYPES);
  return unknownAlgorithm("signingAlgorithm", input, SIGNING_ALGORITHMS) ?? overRequestLimit("message", input.messageBytes);
}

function checkMac(input: MacInput): Refused | undefined {
  return unknownAlgorithm("macAlgorithm", input, MAC_ALGORITHMS) ?? overRequestLimit("message", input.messageBytes);
}

/** No key has it: refused before any key is looked for. */
function unknownAlgorithm(
  field: string,
  { algorithm }: Pick<MacInput, "algorithm">,
  known: readonly string[],
): Refused | undefined {
  return algorithm === undefined || known.includes(algorithm) ? undefined : notInEnum(field, algorithm, known);
}

const signingKeys = (input: SignInput, key: Key): [string, string][] => [
  ["kms:SigningAlgorithm", input.algorithm ?? defaultAlgorithm(key)],
  ["kms:MessageType", input.messageType ?? "RAW"],
];

function defaultAlgorithm(key: Key): string {
  const algorithm = chooseAlgorithm(key, undefined);
  return typeof algorithm === "string" ? algorithm : "";
}

const signingParameters = (input: SignInput) => ({
  messageType: input.messageType ?? "RAW",
  ...(input.algorithm === undefined ? {} : { signingAlgorithm: input.algorithm }),
});

/** What the current material makes of a message; signatures and codes are the same thing here. */
function mark(key: Key, algorithm: string, message: Content): SignatureData {
  return { key: key.id, material: currentMaterial(key.data)?.id ?? "", algorithm, message };
}

/** Made by this very key, with this algorithm, of this message. */
export function holds(world: World, key: Key, made: SignatureData, algorithm: string, message: Content): boolean {
  const maker = world.resources.get(made.key);
  return isKind(maker, keyKind) && isSameKey(key, maker) && made.algorithm === algorithm && sameContent(made.message, message);
}

const sign = keyOperation<"kms:Sign">({
  action: "kms:Sign",
  kind: "cryptographic",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  validate: checkMessage,
  conditionKeys: signingKeys,
  parameters: signingParameters,
  perform(input, _ctx, key) {
    const algorithm = algorithmFor(key, "SIGN_VERIFY", "Sign", input.algorithm);
    if (typeof algorithm !== "string") return algorithm;
    return messageUnfit(input, algorithm) ?? ok({ signature: mark(key, algorithm, input.message) });
  },
});

const verify = keyOperation<"kms:Verify">({
  action: "kms:Verify",
  kind: "cryptographic",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  validate: checkMessage,
  conditionKeys: signingKeys,
  parameters: signingParameters,
  perform(input, ctx, key) {
    const algorithm = algorithmFor(key, "SIGN_VERIFY", "Verify", input.algorithm);
    if (typeof algorithm !== "string") return algorithm;
    const unfit = messageUnfit(input, algorithm);
    if (unfit !== undefined) return unfit;
    return holds(ctx.world, key, input.signature, algorithm, input.message)
      ? ok(undefined)
      : refuseWordless("KMSInvalidSignatureException");
  },
});

const macKeys = (input: MacInput, key: Key): [string, string][] => [
  ["kms:MacAlgorithm", input.algorithm ?? defaultAlgorithm(key)],
];
const macParameters = (input: MacInput) => (input.algorithm === undefined ? {} : { macAlgorithm: input.algorithm });

const generateMac = keyOperation<"kms:GenerateMac">({
  action: "kms:GenerateMac",
  kind: "cryptographic",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  validate: checkMac,
  conditionKeys: macKeys,
  parameters: macParameters,
  perform(input, _ctx, key) {
    const algorithm = algorithmFor(key, "GENERATE_VERIFY_MAC", "GenerateMac", input.algorithm);
    return typeof algorithm === "string" ? ok({ mac: mark(key, algorithm, input.message) }) : algorithm;
  },
});

const verifyMac = keyOperation<"kms:VerifyMac">({
  action: "kms:VerifyMac",
  kind: "cryptographic",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  validate: checkMac,
  conditionKeys: macKeys,
  parameters: macParameters,
  perform(input, ctx, key) {
    const algorithm = algorithmFor(key, "GENERATE_VERIFY_MAC", "VerifyMac", input.algorithm);
    if (typeof algorithm !== "string") return algorithm;
    return holds(ctx.world, key, input.mac, algorithm, input.message) ? ok(undefined) : refuseWordless("KMSInvalidMacException");
  },
});

const getPublicKey = keyOperation<"kms:GetPublicKey">({
  action: "kms:GetPublicKey",
  kind: "read",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  perform(_input, _ctx, key) {
    const { spec, usage } = key.data;
    const { family } = specRow(spec);
    // Recorded for a symmetric key: cavenine/kmscsr, its report of an end-to-end test, read 2026-11-30. An HMAC key is taken to be answered alike.
    if (family === "symmetric" || family === "hmac") return refuseWordless("UnsupportedOperationException");
    return ok({ publicKey: { key: key.id, material: currentMaterial(key.data)?.id ?? "", spec, usage } });
  },
});

const deriveSharedSecret = keyOperation<"kms:DeriveSharedSecret">({
  action: "kms:DeriveSharedSecret",
  kind: "cryptographic",
  crossAccount: "allowed",
  takes: "key-or-alias",
  byGrant: true,
  keyId: (input) => input.keyId,
  validate: (input) => unknownAlgorithm("keyAgreementAlgorithm", input, AGREEMENT_ALGORITHMS),
  conditionKeys: (input) => [["kms:KeyAgreementAlgorithm", input.algorithm ?? "ECDH"]],
  parameters: (input) => ({ keyAgreementAlgorithm: input.algorithm ?? "ECDH" }),
  perform(input, _ctx, key) {
    const algorithm = algorithmFor(key, "KEY_AGREEMENT", "DeriveSharedSecret", input.algorithm);
    if (typeof algorithm !== "string") return algorithm;
    // A public key that is none for this curve is refused without a word (recorded).
    if (input.publicKey.spec !== key.data.spec) return validation("");
    const own = currentMaterial(key.data)?.id ?? "";
    const other = input.publicKey.material;
    return ok({ secret: { secret: own < other ? `${own} and ${other}` : `${other} and ${own}` } });
  },
});

export const asymmetricOperations = [sign, verify, generateMac, verifyMac, getPublicKey, deriveSharedSecret];
