// How an object gets its data key and how S3 opens it again. With a bucket key, S3 asks KMS once for a requester and holds what it got
// for a few minutes: a key that is disabled meanwhile is noticed only then.

import type { RequestedEncryption } from "../../contract/encryption-mode.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { OperationContext } from "../../rules/operation.js";
import { ok, type Reply } from "../../rules/reply.js";
import { type CiphertextData, keyKind } from "../../world/key.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { readSlice, writeSlice } from "../../world/slice.js";
import { addMilliseconds, MINUTE_MS } from "../../world/time.js";
import { throughS3 } from "./refusals.js";
import { type BucketData, heldBucketKeys, type ObjectEncryption } from "./state.js";

/** AWS says "a time-limited period" and no more; five minutes are Custody's model of it. */
const HOLD_MINUTES = 5;

type KmsWish = Extract<RequestedEncryption, { is: "sse-kms" }>;
type KmsEncryption = Extract<ObjectEncryption, { is: "sse-kms" }>;

/** `{aws:s3:arn: …}`, of the object, or of the bucket where its bucket key wraps the object's key. */
function s3Context(arn: string): ReadonlyMap<string, string> {
  return new Map([["aws:s3:arn", arn]]);
}

/** A data key for an upload, in the name of whoever puts it. */
export function newObjectKey(
  ctx: OperationContext,
  bucket: Resource<BucketData>,
  object: string,
  wish: KmsWish,
): Reply<KmsEncryption> {
  const reference = wish.key?.reference ?? awsManagedKey(ctx, bucket);
  if (!wish.bucketKey || wish.layers === 2) {
    const made = generate(ctx, reference, `${bucket.arn}/${object}`);
    return made.is === "refused" ? made : ok(encryption(made.output, false, wish.layers));
  }
  const slot = `put ${bucket.id} ${requester(ctx.caller)} ${wish.key?.id ?? reference}`;
  const held = heldIn(ctx, slot);
  if (held !== undefined) return ok(encryption(held, true, 1));
  const made = generate(ctx, reference, bucket.arn);
  if (made.is === "refused") return made;
  hold(ctx, slot, made.output);
  return ok(encryption(made.output, true, 1));
}

/** Opens an object's data key in the name of whoever gets it. */
export function openObjectKey(ctx: OperationContext, bucket: Resource<BucketData>, object: KmsEncryption): Reply {
  const slot = `get ${bucket.id} ${requester(ctx.caller)} ${object.key} ${wrappedId(object.wrapped)}`;
  if (object.bucketKey && heldIn(ctx, slot) !== undefined) return ok(undefined);
  const opened = ctx.call("kms:Decrypt", { ciphertext: object.wrapped, encryptionContext: object.wrapped.context });
  if (opened.is === "refused") return throughS3(opened);
  if (object.bucketKey) hold(ctx, slot, object.wrapped);
  return ok(undefined);
}

function generate(ctx: OperationContext, reference: string, arn: string): Reply<CiphertextData> {
  const made = ctx.call("kms:GenerateDataKey", {
    keyId: reference,
    keySpec: "AES_256",
    encryptionContext: s3Context(arn),
  });
  return made.is === "refused" ? throughS3(made) : ok(made.output.ciphertext);
}

function encryption(wrapped: CiphertextData, bucketKey: boolean, layers: 1 | 2): KmsEncryption {
  return { is: "sse-kms", key: wrapped.key, wrapped, bucketKey, layers };
}

/** `aws/s3` of the account that puts, in the bucket's Region: the bucket's owner may find the object unreadable. */
function awsManagedKey(ctx: OperationContext, bucket: Resource<BucketData>): string {
  const account = callerAccount(ctx.caller) || bucket.account;
  const place = { account, region: bucket.region };
  const key = ensureManagedKey(ctx, "s3", place);
  return ctx.find(keyKind, key.id)?.arn ?? key.arn;
}

/** A role with the policy that narrows its session; the session's name alone makes no other requester. */
function requester(caller: Caller): string {
  if (caller.is !== "principal") return caller.is === "outside" ? caller.name : callerAccount(caller);
  return `${caller.ref} ${caller.session?.policy?.text ?? ""}`;
}

function wrappedId(wrapped: CiphertextData): string {
  return wrapped.content.is === "data-key" ? wrapped.content.dataKey : wrapped.material;
}

function heldIn(ctx: OperationContext, slot: string): CiphertextData | undefined {
  const held = readSlice(ctx.world, heldBucketKeys).get(slot);
  return held !== undefined && ctx.now < held.until ? held.wrapped : undefined;
}

function hold(ctx: OperationContext, slot: string, wrapped: CiphertextData): void {
  const until = addMilliseconds(ctx.now, HOLD_MINUTES * MINUTE_MS);
  writeSlice(ctx.world, heldBucketKeys, readSlice(ctx.world, heldBucketKeys).set(slot, { wrapped, until }));
}
