// Ciphertexts as KMS meets them: which key made one, whether a key can open it, and how one is made.

import { currentMaterial } from "../../../rules/key-lifecycle.js";
import { isSameKey, type Key, keyArn, keyOfArn } from "../../../rules/key-lookup.js";
import type { PrepareContext } from "../../../rules/operation.js";
import { type Refused, refuse, refuseWordless } from "../../../rules/reply.js";
import { type CiphertextData, type Content, keyKind } from "../../../world/key.js";
import { isKind } from "../../../world/resource.js";
import { type FoundKey, findKey, isRefused, keyNotFound } from "../resolve.js";
import { type ConditionKeys, type Parameters, pairsRecord } from "./key-operation.js";
import type { EncryptionContext } from "./types.js";
import { chooseAlgorithm, plaintextTooLong, wrongUsage } from "./usage.js";
import { validation } from "./validation.js";

export const SYMMETRIC = "SYMMETRIC_DEFAULT";
export const NO_CONTEXT: EncryptionContext = new Map();

const SYMMETRIC_KEY: ConditionKeys = new Map([["kms:EncryptionAlgorithm", SYMMETRIC]]);

export function algorithmKey(algorithm: string = SYMMETRIC): ConditionKeys {
  return algorithm === SYMMETRIC ? SYMMETRIC_KEY : new Map([["kms:EncryptionAlgorithm", algorithm]]);
}

/** Makes the ciphertext that `key` makes of `content` now. The key's state, usage and algorithm were checked. */
export function encryptWith(
  key: Key,
  content: Content,
  algorithm: string,
  context: EncryptionContext = NO_CONTEXT,
): CiphertextData {
  return { key: key.id, material: currentMaterial(key.data)?.id ?? "", algorithm, context, content };
}

/** The algorithm, if the key can encrypt this with it. */
export function checkEncryption(
  key: Key,
  operation: string,
  said: string | undefined,
  context: EncryptionContext | undefined,
  bytes: number | undefined,
): string | Refused {
  const unfit = wrongUsage(key, "ENCRYPT_DECRYPT", operation);
  if (unfit !== undefined) return unfit;
  const algorithm = chooseAlgorithm(key, said);
  if (typeof algorithm !== "string") return algorithm;
  if (algorithm !== SYMMETRIC && context !== undefined && context.size > 0) {
    return validation("EncryptionContext is not supported with asymmetric encryption algorithms.");
  }
  return plaintextTooLong(key, algorithm, bytes) ?? algorithm;
}

/** The key that a call with this ciphertext is about: the one named, else the one that KMS finds in it, in this Region. */
export function keyOfCiphertext(
  ctx: PrepareContext,
  ciphertext: CiphertextData,
  keyId: string | undefined,
  action: string,
): FoundKey | Refused {
  if (keyId !== undefined) return findKey(ctx, keyId, "key-or-alias", action);
  // Only symmetric ciphertext carries the name of its key.
  if (ciphertext.algorithm !== SYMMETRIC) return refuseWordless("InvalidCiphertextException");
  const maker = ctx.world.resources.get(ciphertext.key);
  if (isKind(maker, keyKind)) {
    const { region } = ctx.place;
    const arn = maker.region === region ? maker.arn : keyArn(maker.arn.split(":")[4] ?? "", region, maker.data.keyId);
    const here = keyOfArn(ctx.world, arn);
    if (here !== undefined && (here.id === maker.id || isSameKey(here, maker))) return { key: here };
    // A key that was deleted is missed by its owner as any other that is not there; nobody else is told.
    if (here === undefined && maker.region === region && maker.account === ctx.place.account) return keyNotFound(arn);
  }
  return refuse(
    "AccessDeniedException",
    "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
  );
}

/** Why `key` cannot open the ciphertext, if it cannot: another key's, tampered with, another context, material that is not there. */
export function cannotOpen(
  ctx: PrepareContext,
  key: Key,
  ciphertext: CiphertextData,
  algorithm: string,
  context: EncryptionContext,
): Refused | undefined {
  const maker = ctx.world.resources.get(ciphertext.key);
  const same = isKind(maker, keyKind) && isSameKey(key, maker);
  if (algorithm !== ciphertext.algorithm || ciphertext.tampered === true) return refuseWordless("InvalidCiphertextException");
  if (!same) return algorithm === SYMMETRIC ? incorrectKey() : refuseWordless("InvalidCiphertextException");
  const material = key.data.materials.find((each) => each.id === ciphertext.material);
  if (material === undefined || !material.present) return refuse("KMSInvalidStateException", `${key.arn} is pending import.`);
  return sameContext(ciphertext.context, context) ? undefined : refuseWordless("InvalidCiphertextException");
}

function incorrectKey(): Refused {
  return refuse("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");
}

/**
 * A symmetric ciphertext says that its key is a symmetric one, so naming a key of another kind is told before its usage is looked at
 * (recorded for an HMAC key, LocalStack snapshots 2026-03).
 */
export function cannotBeItsKey(key: Key, ciphertext: CiphertextData, said: string | undefined): Refused | undefined {
  const symmetric = ciphertext.algorithm === SYMMETRIC && (said === undefined || said === SYMMETRIC);
  return symmetric && key.data.spec !== "SYMMETRIC_DEFAULT" ? incorrectKey() : undefined;
}

/** The same pairs, in any order, case counted. */
export function sameContext(a: EncryptionContext, b: EncryptionContext): boolean {
  if (a.size !== b.size) return false;
  for (const [name, value] of a) if (b.get(name) !== value) return false;
  return true;
}

/** Without an algorithm in the request, KMS takes SYMMETRIC_DEFAULT; scenarios leave it out for asymmetric keys too. */
export function defaultAlgorithm(key: Key): string | undefined {
  const algorithm = chooseAlgorithm(key, undefined);
  return typeof algorithm === "string" ? algorithm : undefined;
}

/** An encryption context as a record shows it, under `name`; nothing if it is empty. */
export function contextRecord(name: string, context: EncryptionContext | undefined): Parameters {
  return context === undefined || context.size === 0 ? {} : { [name]: pairsRecord(context) };
}

export function dataOf(found: FoundKey | Refused): Key["data"] | undefined {
  return isRefused(found) ? undefined : found.key.data;
}
