// Encrypt, Decrypt and ReEncrypt. A ciphertext names the material that made it; opening it means to hold that very material, with
// the very same encryption context. Source: KMS API reference; texts as recorded against AWS.

import { currentMaterial, refusedByState } from "../../../rules/key-lifecycle.js";
import { isSameKey, type Key, keyArn, keyOfArn } from "../../../rules/key-lookup.js";
import type { Operation, PrepareContext, Prepared } from "../../../rules/operation.js";
import { ok, type Refused, refuse } from "../../../rules/reply.js";
import { type CiphertextData, type Content, keyKind } from "../../../world/key.js";
import { isKind } from "../../../world/resource.js";
import { quotaOfCryptography, requestItem } from "../quotas.js";
import { type FoundKey, findKey, isRefused } from "../resolve.js";
import { type ConditionKeys, contextKeys, keyOperation, keyPermission, markUsed, pairsRecord } from "./key-operation.js";
import type { DecryptInput, EncryptionContext, ReEncryptInput } from "./types.js";
import { chooseAlgorithm, overRequestLimit, plaintextTooLong, wrongUsage } from "./usage.js";
import { validation } from "./validation.js";

const SYMMETRIC = "SYMMETRIC_DEFAULT";
const NO_CONTEXT: EncryptionContext = new Map();
const algorithmKey = (algorithm: string | undefined): ConditionKeys => [["kms:EncryptionAlgorithm", algorithm ?? SYMMETRIC]];

/** Makes the ciphertext that `key` makes of `content` now. The key's state, usage and algorithm were checked. */
export function encryptWith(
  key: Key,
  content: Content,
  algorithm: string,
  context: EncryptionContext = NO_CONTEXT,
): CiphertextData {
  return { key: key.id, material: currentMaterial(key.data)?.id ?? "", algorithm, context, content };
}

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
});

/** The algorithm, if the key can encrypt this with it. */
function checkEncryption(
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
function keyOfCiphertext(ctx: PrepareContext, ciphertext: CiphertextData, keyId: string | undefined): FoundKey | Refused {
  if (keyId !== undefined) return findKey(ctx, keyId, "key-or-alias");
  // Only symmetric ciphertext carries the name of its key.
  if (ciphertext.algorithm !== SYMMETRIC) return refuse("InvalidCiphertextException", "");
  const maker = ctx.world.resources.get(ciphertext.key);
  if (isKind(maker, keyKind)) {
    const here = keyOfArn(ctx.world, keyArn(maker.arn.split(":")[4] ?? "", ctx.place.region, maker.data.keyId));
    if (here !== undefined && (here.id === maker.id || isSameKey(here, maker))) return { key: here };
  }
  return refuse(
    "AccessDeniedException",
    "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
  );
}

/** Why `key` cannot open the ciphertext, if it cannot: another key's, tampered with, another context, material that is not there. */
function cannotOpen(
  ctx: PrepareContext,
  key: Key,
  ciphertext: CiphertextData,
  algorithm: string,
  context: EncryptionContext,
): Refused | undefined {
  const maker = ctx.world.resources.get(ciphertext.key);
  const same = isKind(maker, keyKind) && isSameKey(key, maker);
  if (algorithm !== ciphertext.algorithm || ciphertext.tampered === true) return refuse("InvalidCiphertextException", "");
  if (!same) {
    return algorithm === SYMMETRIC
      ? refuse("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.")
      : refuse("InvalidCiphertextException", "");
  }
  const material = key.data.materials.find((each) => each.id === ciphertext.material);
  if (material === undefined || !material.present) return refuse("KMSInvalidStateException", `${key.arn} is pending import.`);
  return sameContext(ciphertext.context, context) ? undefined : refuse("InvalidCiphertextException", "");
}

/** The same pairs, in any order, case counted. */
function sameContext(a: EncryptionContext, b: EncryptionContext): boolean {
  if (a.size !== b.size) return false;
  for (const [name, value] of a) if (b.get(name) !== value) return false;
  return true;
}

const decrypt: Operation<"kms:Decrypt"> = {
  action: "kms:Decrypt",
  readOnly: true,
  recorded: true,
  prepare(input, ctx): Prepared | Refused {
    const found = keyOfCiphertext(ctx, input.ciphertext, input.keyId);
    if (isRefused(found)) return found;
    const { encryptionContext } = input;
    const keys = [...algorithmKey(input.algorithm ?? defaultFor(found.key)), ...contextKeys(encryptionContext)];
    return {
      permissions: [keyPermission(ctx, "kms:Decrypt", found, { crossAccount: "allowed", grantOperation: "Decrypt", keys })],
      on: [found.key.id],
      owners: [found.key.account],
      ...(encryptionContext === undefined || encryptionContext.size === 0 ? {} : { encryptionContext }),
      ...(input.keyId === undefined ? { byCiphertext: true as const } : {}),
    };
  },
  perform(input, ctx) {
    const found = keyOfCiphertext(ctx, input.ciphertext, input.keyId);
    if (isRefused(found)) return found;
    const { key } = found;
    const refused = refusedByState("Decrypt", key) ?? wrongUsage(key, "ENCRYPT_DECRYPT", "Decrypt");
    if (refused !== undefined) return refused;
    const algorithm = chooseAlgorithm(key, input.algorithm);
    if (typeof algorithm !== "string") return algorithm;
    const closed = cannotOpen(ctx, key, input.ciphertext, algorithm, input.encryptionContext ?? NO_CONTEXT);
    if (closed !== undefined) return closed;
    markUsed(ctx, key, "Decrypt");
    return ok({ plaintext: input.ciphertext.content, keyId: key.arn });
  },
  meter: (input, ctx) => requestItem(dataOf(keyOfCiphertext(ctx, input.ciphertext, input.keyId))),
  quota: (input, ctx) => quotaOfCryptography(dataOf(keyOfCiphertext(ctx, input.ciphertext, input.keyId)), ctx.place.region),
  record(input, ctx, output) {
    return {
      requestParameters: {
        encryptionAlgorithm: input.algorithm ?? input.ciphertext.algorithm,
        ...(input.keyId === undefined ? {} : { keyId: input.keyId }),
        ...contextRecord("encryptionContext", input.encryptionContext),
      },
      responseElements: null,
      ...materialRecord(ctx, output === undefined ? undefined : input),
    };
  },
};

/** Without an algorithm in the request, KMS takes SYMMETRIC_DEFAULT; scenarios leave it out for asymmetric keys too. */
function defaultFor(key: Key): string | undefined {
  const algorithm = chooseAlgorithm(key, undefined);
  return typeof algorithm === "string" ? algorithm : undefined;
}

function materialRecord(_ctx: PrepareContext, input: DecryptInput | undefined) {
  return input === undefined || input.ciphertext.algorithm !== SYMMETRIC
    ? {}
    : { additionalEventData: { keyMaterialId: input.ciphertext.material } };
}

function contextRecord(name: string, context: EncryptionContext | undefined) {
  return context === undefined || context.size === 0 ? {} : { [name]: pairsRecord(context) };
}

function dataOf(found: FoundKey | Refused): Key["data"] | undefined {
  return isRefused(found) ? undefined : found.key.data;
}

const reEncrypt: Operation<"kms:ReEncrypt"> = {
  action: "kms:ReEncrypt",
  readOnly: true,
  recorded: true,
  prepare(input, ctx): Prepared | Refused {
    const ends = bothKeys(ctx, input);
    if (isRefused(ends)) return ends;
    const { source, destination } = ends;
    const same = String(source.key.id === destination.key.id);
    const need = (
      action: "ReEncryptFrom" | "ReEncryptTo",
      found: FoundKey,
      algorithm: string | undefined,
      context: EncryptionContext | undefined,
    ) =>
      keyPermission(ctx, `kms:${action}`, found, {
        crossAccount: "allowed",
        grantOperation: action,
        keys: [["kms:ReEncryptOnSameKey", same], ...algorithmKey(algorithm ?? defaultFor(found.key)), ...contextKeys(context)],
      });
    return {
      permissions: [
        need("ReEncryptFrom", source, input.sourceAlgorithm, input.sourceEncryptionContext),
        need("ReEncryptTo", destination, input.destinationAlgorithm, input.destinationEncryptionContext),
      ],
      on: [source.key.id, destination.key.id],
      owners: [...new Set([source.key.account, destination.key.account])],
      ...(input.sourceEncryptionContext === undefined || input.sourceEncryptionContext.size === 0
        ? {}
        : { encryptionContext: input.sourceEncryptionContext }),
    };
  },
  perform(input, ctx) {
    const ends = bothKeys(ctx, input);
    if (isRefused(ends)) return ends;
    const source = ends.source.key;
    const destination = ends.destination.key;
    const refused =
      refusedByState("ReEncrypt", source) ??
      refusedByState("ReEncrypt", destination) ??
      wrongUsage(source, "ENCRYPT_DECRYPT", "ReEncryptFrom") ??
      wrongUsage(destination, "ENCRYPT_DECRYPT", "ReEncryptTo");
    if (refused !== undefined) return refused;
    const sourceAlgorithm = chooseAlgorithm(source, input.sourceAlgorithm);
    if (typeof sourceAlgorithm !== "string") return sourceAlgorithm;
    const closed = cannotOpen(ctx, source, input.ciphertext, sourceAlgorithm, input.sourceEncryptionContext ?? NO_CONTEXT);
    if (closed !== undefined) return closed;
    const algorithm = checkEncryption(
      destination,
      "ReEncryptTo",
      input.destinationAlgorithm,
      input.destinationEncryptionContext,
      undefined,
    );
    if (typeof algorithm !== "string") return algorithm;
    markUsed(ctx, source, "ReEncrypt");
    markUsed(ctx, destination, "ReEncrypt");
    return ok({ ciphertext: encryptWith(destination, input.ciphertext.content, algorithm, input.destinationEncryptionContext) });
  },
  meter(input, ctx) {
    const ends = bothKeys(ctx, input);
    if (isRefused(ends)) return requestItem(undefined);
    // One request; it is outside the free tier if either key is asymmetric.
    const source = requestItem(ends.source.key.data);
    return source === "kms-request-symmetric" ? requestItem(ends.destination.key.data) : source;
  },
  quota: (input, ctx) => quotaOfCryptography(dataOf(keyOfCiphertext(ctx, input.ciphertext, input.sourceKeyId)), ctx.place.region),
  record(input, _ctx, output) {
    return {
      requestParameters: {
        sourceEncryptionAlgorithm: input.sourceAlgorithm ?? input.ciphertext.algorithm,
        destinationEncryptionAlgorithm: input.destinationAlgorithm ?? output?.ciphertext.algorithm ?? SYMMETRIC,
        ...(input.sourceKeyId === undefined ? {} : { sourceKeyId: input.sourceKeyId }),
        destinationKeyId: input.destinationKeyId,
        ...contextRecord("sourceEncryptionContext", input.sourceEncryptionContext),
        ...contextRecord("destinationEncryptionContext", input.destinationEncryptionContext),
      },
      responseElements: null,
    };
  },
};

function bothKeys(
  ctx: PrepareContext,
  input: ReEncryptInput,
): { readonly source: FoundKey; readonly destination: FoundKey } | Refused {
  const source = keyOfCiphertext(ctx, input.ciphertext, input.sourceKeyId);
  if (isRefused(source)) return source;
  const destination = findKey(ctx, input.destinationKeyId, "key-or-alias");
  return isRefused(destination) ? destination : { source, destination };
}

export const cryptoOperations = [encrypt, decrypt, reEncrypt];
