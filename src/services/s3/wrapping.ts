// The rarer ways in which a data key of S3's changes its wrapping: for the parts of an upload, for a replica, and in place.

import type { NamedKey } from "../../contract/sites.js";
import type { OperationContext } from "../../rules/operation.js";
import { DONE, ok, type Reply } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import { type KmsEncryption, newObjectKey, objectContext, openObject } from "./object-encryption.js";
import { needsTls, partNotOpened, throughS3 } from "./refusals.js";
import type { BucketData, ObjectData, ObjectEncryption } from "./state.js";

/** A part is encrypted with the upload's own data key, which S3 has opened in the name of whoever uploads, each time. */
export function openPart(ctx: OperationContext, encryption: ObjectEncryption, plainHttp: boolean): Reply {
  if (encryption.is !== "sse-kms") return DONE;
  if (plainHttp) return needsTls();
  const { wrapped } = encryption;
  const opened = ctx.call("kms:Decrypt", { ciphertext: wrapped, encryptionContext: wrapped.context });
  return opened.is === "refused" ? partNotOpened(opened) : DONE;
}

/** The source's data key, once it is open, under the destination's key; a bucket key there is tried before it is used. */
export function newReplicaKey(
  ctx: OperationContext,
  destination: Resource<BucketData>,
  object: string,
  key: NamedKey,
  source: KmsEncryption,
): Reply<KmsEncryption> {
  const { encryption: own } = destination.data;
  if (own.is !== "sse-kms" || !own.bucketKey || source.layers === 2)
    return encryptedUnder(ctx, key, objectContext(destination, object), source);
  const made = newObjectKey(ctx, destination, object, { is: "sse-kms", key, bucketKey: true, layers: 1 });
  if (made.is === "refused") return made;
  const { wrapped } = made.output;
  const opened = ctx.call("kms:Decrypt", { ciphertext: wrapped, encryptionContext: wrapped.context });
  return opened.is === "refused" ? throughS3(opened) : made;
}

function encryptedUnder(
  ctx: OperationContext,
  key: NamedKey,
  encryptionContext: ReadonlyMap<string, string>,
  { wrapped, layers }: Pick<KmsEncryption, "wrapped" | "layers">,
): Reply<KmsEncryption> {
  const made = ctx.call("kms:Encrypt", { keyId: key.reference, plaintext: wrapped.content, encryptionContext });
  return made.is === "refused" ? throughS3(made) : ok(kmsEncryption(made.output.ciphertext, layers));
}

function kmsEncryption(wrapped: KmsEncryption["wrapped"], layers: 1 | 2): KmsEncryption {
  return { is: "sse-kms", key: wrapped.key, wrapped, bucketKey: false, layers };
}

/** An object's data key under another key. Where a bucket key has a part in it, KMS cannot pass it from one wrapping to the other. */
export function rewrapped(
  ctx: OperationContext,
  bucket: Resource<BucketData>,
  object: Resource<ObjectData>,
  key: NamedKey,
  bucketKey: boolean,
): Reply<KmsEncryption> {
  const { encryption } = object.data;
  if (encryption.is !== "sse-kms" || encryption.bucketKey || bucketKey) {
    const opened = openObject(ctx, object, {});
    if (opened.is === "refused") return opened;
    return newObjectKey(ctx, bucket, object.data.key, { is: "sse-kms", key, bucketKey, layers: 1 });
  }
  const { wrapped } = encryption;
  const passed = ctx.call("kms:ReEncrypt", {
    ciphertext: wrapped,
    sourceEncryptionContext: wrapped.context,
    destinationKeyId: key.reference,
    destinationEncryptionContext: objectContext(bucket, object.data.key),
  });
  return passed.is === "refused" ? throughS3(passed) : ok(kmsEncryption(passed.output.ciphertext, 1));
}
