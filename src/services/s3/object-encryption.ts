// How an object gets its data key and how S3 opens it again. With a bucket key, S3 asks KMS once for a requester and holds what it got
// for a few minutes: a key that is disabled meanwhile is noticed only then.

import type { RequestedEncryption } from "../../contract/encryption-mode.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { CallOptions, OperationContext } from "../../rules/operation.js";
import { DONE, ok, type Reply } from "../../rules/reply.js";
import { type CiphertextData, keyKind } from "../../world/key.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { readSlice, writeSlice } from "../../world/slice.js";
import { addMilliseconds, MINUTE_MS } from "../../world/time.js";
import { openWithCustomerKey } from "./customer-keys.js";
import { customerKeyNotApplicable, encryptionOnGet, needsSignature, needsTls, throughS3 } from "./refusals.js";
import { type BucketData, heldBucketKeys, type ObjectData, type ObjectEncryption } from "./state.js";

/** AWS says "a time-limited period" and no more; five minutes are Custody's model of it. */
const HOLD_MINUTES = 5;

type Pairs = ReadonlyMap<string, string>;
type KmsWish = Extract<RequestedEncryption, { is: "sse-kms" }>;
export type KmsEncryption = Extract<ObjectEncryption, { is: "sse-kms" }>;

/** `{aws:s3:arn: …}`, of the object, or of the bucket where its bucket key wraps the object's key. */
function s3Context(arn: string): ReadonlyMap<string, string> {
  return new Map([["aws:s3:arn", arn]]);
}

export function objectContext(bucket: Resource<BucketData>, object: string): ReadonlyMap<string, string> {
  return s3Context(`${bucket.arn}/${object}`);
}

/** A data key for an upload, in the name of whoever puts it. */
export function newObjectKey(
  ctx: OperationContext,
  bucket: Resource<BucketData>,
  object: string,
  wish: KmsWish,
  more: Pairs = new Map(),
): Reply<KmsEncryption> {
  const reference = wish.key?.reference ?? awsManagedKey(ctx, bucket);
  if (!wish.bucketKey || wish.layers === 2) {
    const made = generate(ctx, reference, `${bucket.arn}/${object}`, more);
    return made.is === "refused" ? made : ok(encryption(made.output, false, wish.layers));
  }
  const said = JSON.stringify([...more]);
  const slot = `put ${bucket.id} ${requester(ctx.caller)} ${wish.key?.id ?? reference} ${said}`;
  const held = heldIn(ctx, slot);
  if (held !== undefined) return ok(encryption(held, true, 1));
  const made = generate(ctx, reference, bucket.arn, more);
  if (made.is === "refused") return made;
  hold(ctx, slot, made.output);
  return ok(encryption(made.output, true, 1));
}

/** What a request that reads brings along. */
export interface ReadHeaders {
  /** Only a customer's key belongs in a GET. */
  readonly encryption?: RequestedEncryption;
  readonly plainHttp?: boolean;
}

/** Opens what lies there as it is encrypted: by S3 itself, with the key that the client sends, or through KMS in the caller's name. */
export function openObject(ctx: OperationContext, object: Resource<ObjectData>, sent: ReadHeaders): Reply {
  const { encryption, bucket } = object.data;
  const plainHttp = sent.plainHttp === true;
  if (encryption.is === "sse-c") return openWithCustomerKey(encryption.customerKey, sent.encryption, plainHttp);
  if (sent.encryption?.is === "sse-c") return customerKeyNotApplicable();
  if (sent.encryption !== undefined) return encryptionOnGet();
  if (encryption.is === "sse-s3") return DONE;
  if (ctx.caller.is === "outside") return needsSignature();
  return plainHttp ? needsTls() : openObjectKey(ctx, bucket, object.region, encryption);
}

/** Opens an object's data key in the name of whoever gets it, in the Region where the bucket is. */
function openObjectKey(ctx: OperationContext, bucket: string, region: string, object: KmsEncryption): Reply {
  const slot = `get ${bucket} ${requester(ctx.caller)} ${object.key} ${wrappedId(object.wrapped)}`;
  if (object.bucketKey && heldIn(ctx, slot) !== undefined) return ok(undefined);
  const input = { ciphertext: object.wrapped, encryptionContext: object.wrapped.context };
  const opened = ctx.call("kms:Decrypt", input, throughS3In(ctx.caller, region));
  if (opened.is === "refused") return throughS3(opened);
  if (object.bucketKey) hold(ctx, slot, object.wrapped);
  return ok(undefined);
}

/** S3 in the caller's name, in a bucket's Region, which need not be the one that is called. */
function throughS3In(caller: Caller, region: string): CallOptions {
  return caller.is === "principal" ? { as: { ...caller, via: { service: "s3", region } }, region } : { region };
}

/** S3 adds its own pair to those that the request brings. Source: S3 User Guide, UsingKMSEncryption, encryption context. */
function generate(ctx: OperationContext, reference: string, arn: string, more: Pairs): Reply<CiphertextData> {
  const made = ctx.call("kms:GenerateDataKey", {
    keyId: reference,
    keySpec: "AES_256",
    encryptionContext: new Map([...more, ...s3Context(arn)]),
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
