// PutObject, GetObject, DeleteObject. Each is a data event, which trails record only where they are told to; what KMS is asked stands in the
// trail always. Allowed by S3 and refused by KMS is refused.

import type { RequestedEncryption } from "../../contract/encryption-mode.js";
import { accessDenied } from "../../rules/denial.js";
import type { Operation, OperationContext, Permission } from "../../rules/operation.js";
import { probe } from "../../rules/probe.js";
import { ok, type Refused, type Reply } from "../../rules/reply.js";
import type { StoredValue } from "../../rules/stored-value.js";
import type { Resource } from "../../world/resource.js";
import { newObjectKey, openObjectKey } from "./object-encryption.js";
import { bucketOf, channelKeys, GET_ITEM, onBucket, onObject, ownedBy, PUT_ITEM } from "./permissions.js";
import {
  customerKeyMissing,
  customerKeyNeedsTls,
  customerKeysBlocked,
  customerKeyWrong,
  encryptionOnGet,
  needsSignature,
  needsTls,
  noSuchBucket,
  noSuchObject,
} from "./refusals.js";
import { type BucketData, bucketKind, type ObjectData, type ObjectEncryption, objectId, objectKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "s3:PutObject": { input: PutObjectInput; output: { readonly object: Resource<ObjectData> } };
    "s3:GetObject": { input: GetObjectInput; output: { readonly value: StoredValue; readonly object: Resource<ObjectData> } };
    "s3:DeleteObject": { input: { readonly bucket: string; readonly object: string }; output: undefined };
  }
}

export interface PutObjectInput {
  readonly bucket: string;
  /** The object's key. */
  readonly object: string;
  readonly value: StoredValue;
  /** The `x-amz-server-side-encryption` headers; absent: the bucket's default decides. */
  readonly encryption?: RequestedEncryption;
  readonly plainHttp?: boolean;
}

export interface GetObjectInput {
  readonly bucket: string;
  readonly object: string;
  /** Only a customer's key belongs in a GET. */
  readonly encryption?: RequestedEncryption;
  readonly plainHttp?: boolean;
}

const putObject: Operation<"s3:PutObject"> = {
  action: "s3:PutObject",
  readOnly: false,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare(input, ctx) {
    const bucket = bucketOf(ctx.world, input.bucket);
    if (bucket === undefined) return noSuchBucket();
    const keys = uploadKeys(input);
    return {
      permissions: [onObject("s3:PutObject", bucket, input.object, keys)],
      on: [objectId(bucket.id, input.object)],
      ...ownedBy(bucket),
    };
  },
  perform(input, ctx) {
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const got = uploadEncryption(ctx, bucket, input);
    if (got.is === "refused") return got;
    const object = stored(ctx, bucket, input, got.output);
    // Server-side encryption begins with plaintext.
    if (input.value.document !== undefined) ctx.learn("service s3", input.value.document, `${object.name} was put as plaintext`);
    return ok({ object });
  },
  record: () => ({ requestParameters: null }),
};

/** The headers as a policy sees them: without a header there is no condition key. */
function uploadKeys(input: PutObjectInput): Map<string, string> {
  const keys = channelKeys(input.plainHttp === true);
  const { encryption } = input;
  switch (encryption?.is) {
    case undefined:
      break;
    case "sse-s3":
      keys.set("s3:x-amz-server-side-encryption", "AES256");
      break;
    case "sse-kms":
      keys.set("s3:x-amz-server-side-encryption", encryption.layers === 2 ? "aws:kms:dsse" : "aws:kms");
      if (encryption.key !== undefined) keys.set("s3:x-amz-server-side-encryption-aws-kms-key-id", encryption.key.reference);
      break;
    case "sse-c":
      keys.set("s3:x-amz-server-side-encryption-customer-algorithm", "AES256");
  }
  return keys;
}

function uploadEncryption(ctx: OperationContext, bucket: Resource<BucketData>, input: PutObjectInput): Reply<ObjectEncryption> {
  const wish = input.encryption ?? bucket.data.encryption;
  switch (wish.is) {
    case "sse-s3":
      return ok({ is: "sse-s3" });
    case "sse-c":
      if (input.plainHttp === true) return customerKeyNeedsTls();
      return bucket.data.blocksCustomerKeys ? customerKeysBlocked() : ok({ is: "sse-c", customerKey: wish.customerKey });
    case "sse-kms": {
      if (ctx.caller.is === "outside") return needsSignature();
      if (input.plainHttp === true) return needsTls();
      const own = bucket.data.encryption;
      // A header that says nothing of the bucket key leaves that to the bucket.
      const bucketKey = wish.bucketKey || (own.is === "sse-kms" && own.bucketKey);
      return newObjectKey(ctx, bucket, input.object, { ...wish, bucketKey });
    }
  }
}

/** A later put of the same key replaces the object. */
function stored(
  ctx: OperationContext,
  bucket: Resource<BucketData>,
  input: PutObjectInput,
  encryption: ObjectEncryption,
): Resource<ObjectData> {
  const id = objectId(bucket.id, input.object);
  const data: ObjectData = { bucket: bucket.id, key: input.object, value: input.value, encryption };
  const before = ctx.find(objectKind, id);
  if (before !== undefined) {
    const after = { ...before, data };
    ctx.put(after, "replaced");
    return after;
  }
  return ctx.make(objectKind, {
    id,
    place: { account: bucket.account, region: bucket.region },
    arn: `${bucket.arn}/${input.object}`,
    data,
  });
}

const getObject: Operation<"s3:GetObject"> = {
  action: "s3:GetObject",
  readOnly: true,
  recorded: false,
  meter: () => GET_ITEM,
  prepare(input, ctx) {
    const bucket = bucketOf(ctx.world, input.bucket);
    if (bucket === undefined) return noSuchBucket();
    return {
      permissions: [onObject("s3:GetObject", bucket, input.object, channelKeys(input.plainHttp === true))],
      on: [objectId(bucket.id, input.object)],
      ...ownedBy(bucket),
    };
  },
  perform(input, ctx) {
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const object = ctx.find(objectKind, objectId(bucket.id, input.object));
    if (object === undefined) return notThere(ctx, onBucket("s3:ListBucket", bucket));
    const opened = opens(ctx, bucket, object.data.encryption, input);
    return opened.is === "refused" ? opened : ok({ value: object.data.value, object });
  },
  record: () => ({ requestParameters: null }),
};

/** Whoever may not list a bucket is not told what is in it. */
function notThere(ctx: OperationContext, list: Permission): Refused {
  const decision = probe(ctx.world, ctx.caller, ctx.place, list);
  return decision.allowed ? noSuchObject() : accessDenied(decision, "s3:GetObject", false);
}

function opens(ctx: OperationContext, bucket: Resource<BucketData>, encryption: ObjectEncryption, input: GetObjectInput): Reply {
  const sent = input.encryption;
  if (encryption.is === "sse-c") {
    if (input.plainHttp === true) return customerKeyNeedsTls();
    if (sent?.is !== "sse-c") return customerKeyMissing();
    return sent.customerKey === encryption.customerKey ? ok(undefined) : customerKeyWrong();
  }
  if (sent !== undefined) return encryptionOnGet();
  if (encryption.is === "sse-s3") return ok(undefined);
  if (ctx.caller.is === "outside") return needsSignature();
  return input.plainHttp === true ? needsTls() : openObjectKey(ctx, bucket, encryption);
}

const deleteObject: Operation<"s3:DeleteObject"> = {
  action: "s3:DeleteObject",
  readOnly: false,
  recorded: false,
  prepare(input, ctx) {
    const bucket = bucketOf(ctx.world, input.bucket);
    if (bucket === undefined) return noSuchBucket();
    const permission = onObject("s3:DeleteObject", bucket, input.object, channelKeys(false));
    return { permissions: [permission], on: [objectId(bucket.id, input.object)], ...ownedBy(bucket) };
  },
  perform(input, ctx) {
    const object = ctx.find(objectKind, objectId(input.bucket, input.object));
    if (object !== undefined) ctx.remove(object, "deleted");
    return ok(undefined);
  },
  record: () => ({ requestParameters: null }),
};

export const objectOperations = [putObject, getObject, deleteObject];
