// ReEncrypt: from one key to another inside KMS, with a permission of its own on either key. Source: KMS API reference (botocore 2026-08).

import { refusedByState } from "../../../rules/key-lifecycle.js";
import type { Operation, PrepareContext, Prepared } from "../../../rules/operation.js";
import { ok, type Refused } from "../../../rules/reply.js";
import type { CiphertextData } from "../../../world/key.js";
import { quotaOfCryptography, requestItem } from "../quotas.js";
import { type FoundKey, findKey, isRefused } from "../resolve.js";
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
  sameContext,
} from "./ciphertexts.js";
import { contextKeys, dryRun, isGrantableOn, keyPermission, markUsed, onKeys, type Parameters } from "./key-operation.js";
import type { EncryptionContext, ReEncryptInput } from "./types.js";
import { chooseAlgorithm, wrongUsage } from "./usage.js";

export const reEncrypt: Operation<"kms:ReEncrypt"> = {
  action: "kms:ReEncrypt",
  readOnly: true,
  recorded: true,
  crossAccount: "allowed",
  iamActions: ["kms:ReEncryptFrom", "kms:ReEncryptTo"],
  ...onKeys("ReEncrypt", (key) => isGrantableOn("ReEncryptFrom", key)),
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
        grantContext: context ?? NO_CONTEXT,
        keys: [
          ["kms:ReEncryptOnSameKey", same],
          ...algorithmKey(algorithm ?? defaultAlgorithm(found.key)),
          ...contextKeys(context),
        ],
      });
    return {
      permissions: [
        need("ReEncryptFrom", source, input.sourceAlgorithm, input.sourceEncryptionContext),
        need("ReEncryptTo", destination, input.destinationAlgorithm, input.destinationEncryptionContext),
      ],
      on: [source.key.id, destination.key.id],
      owners: [...new Set([source.key.account, destination.key.account])],
      ...contexts(input),
    };
  },
  perform(input, ctx) {
    const ends = bothKeys(ctx, input);
    if (isRefused(ends)) return ends;
    const source = ends.source.key;
    const destination = ends.destination.key;
    // The source is opened before the destination is looked at more closely, as a Decrypt and an Encrypt in a row would be.
    const refused =
      refusedByState("ReEncrypt", source) ??
      refusedByState("ReEncrypt", destination) ??
      cannotBeItsKey(source, input.ciphertext, input.sourceAlgorithm) ??
      wrongUsage(source, "ENCRYPT_DECRYPT", "ReEncryptFrom");
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
    if (input.dryRun === true) return dryRun;
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
  quota: (input, ctx) =>
    quotaOfCryptography(dataOf(keyOfCiphertext(ctx, input.ciphertext, input.sourceKeyId, "kms:ReEncryptFrom")), ctx.place.region),
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
      ...(output === undefined ? {} : { additionalEventData: materialIds(input.ciphertext, output.ciphertext) }),
    };
  },
};

/** The material on either side, of symmetric keys alone. Source: KMS Developer Guide, ct-reencrypt (2026-11). */
function materialIds(source: CiphertextData, destination: CiphertextData): Parameters {
  return {
    ...(destination.algorithm === SYMMETRIC ? { destinationKeyMaterialId: destination.material } : {}),
    ...(source.algorithm === SYMMETRIC ? { sourceKeyMaterialId: source.material } : {}),
  };
}

/** What the calls' lines show: both contexts where they differ. */
function contexts(input: ReEncryptInput): Pick<Prepared, "encryptionContext" | "newEncryptionContext"> {
  const from = input.sourceEncryptionContext ?? NO_CONTEXT;
  const to = input.destinationEncryptionContext ?? NO_CONTEXT;
  if (sameContext(from, to)) return from.size === 0 ? {} : { encryptionContext: from };
  return { encryptionContext: from, newEncryptionContext: to };
}

function bothKeys(
  ctx: PrepareContext,
  input: ReEncryptInput,
): { readonly source: FoundKey; readonly destination: FoundKey } | Refused {
  const source = keyOfCiphertext(ctx, input.ciphertext, input.sourceKeyId, "kms:ReEncryptFrom");
  if (isRefused(source)) return source;
  const destination = findKey(ctx, input.destinationKeyId, "key-or-alias", "kms:ReEncryptTo");
  return isRefused(destination) ? destination : { source, destination };
}
