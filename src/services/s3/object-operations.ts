// PutObject, GetObject, HeadObject, ListObjectsV2, DeleteObject. Each is a data event, which trails record only where they are told to; what KMS is asked stands in the
// trail always. Allowed by S3 and refused by KMS is refused.

import type { RequestedEncryption } from "../../contract/encryption-mode.js";
import { accessDenied } from "../../rules/denial.js";
import type { Operation, OperationContext, Permission, PrepareContext } from "../../rules/operation.js";
import { probe } from "../../rules/probe.js";
import { ok, type Refused } from "../../rules/reply.js";
import type { StoredValue } from "../../rules/stored-value.js";
import { isKind, type Resource } from "../../world/resource.js";
import { openWithCustomerKey } from "./customer-keys.js";
import { openObject } from "./object-encryption.js";
import { bucketOf, type Channel, callOnObject, channelKeys, GET_ITEM, onBucket, ownedBy, PUT_ITEM } from "./permissions.js";
import { encryptionOnGet, headOnly, noSuchBucket, noSuchObject } from "./refusals.js";
import { replicate } from "./replication.js";
import { bucketKind, type ObjectData, objectId, objectKind } from "./state.js";
import { storeObject, uploadEncryption, uploadKeys, type WrittenHeaders } from "./uploads.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "s3:PutObject": { input: PutObjectInput; output: { readonly object: Resource<ObjectData> } };
    "s3:GetObject": { input: GetObjectInput; output: { readonly value: StoredValue; readonly object: Resource<ObjectData> } };
    /** What GetObject answers beside the content. Only a customer's key is tried: metadata is not under KMS. */
    "s3:HeadObject": { input: GetObjectInput; output: { readonly object: Resource<ObjectData> } };
    "s3:ListObjectsV2": { input: { readonly bucket: string }; output: { readonly keys: readonly string[] } };
    "s3:DeleteObject": { input: { readonly bucket: string; readonly object: string }; output: undefined };
  }
}

export interface PutObjectInput extends WrittenHeaders {
  readonly bucket: string;
  /** The object's key. */
  readonly object: string;
  readonly value: StoredValue;
}

export interface GetObjectInput extends Channel {
  readonly bucket: string;
  readonly object: string;
  /** Only a customer's key belongs in a GET. */
  readonly encryption?: RequestedEncryption;
}

const putObject: Operation<"s3:PutObject"> = {
  action: "s3:PutObject",
  readOnly: false,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare: (input, ctx) => callOnObject(ctx, "s3:PutObject", input, uploadKeys(input)),
  perform(input, ctx) {
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const got = uploadEncryption(ctx, bucket, input.object, input, "s3:PutObject");
    if (got.is === "refused") return got;
    const object = storeObject(ctx, bucket, input.object, { value: input.value, encryption: got.output });
    replicate(ctx, object);
    return ok({ object });
  },
  record: () => ({ requestParameters: null }),
};

const getObject: Operation<"s3:GetObject"> = {
  action: "s3:GetObject",
  readOnly: true,
  recorded: false,
  meter: () => GET_ITEM,
  prepare: reading,
  perform(input, ctx) {
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const object = ctx.find(objectKind, objectId(bucket.id, input.object));
    if (object === undefined) return notThere(ctx, onBucket("s3:ListBucket", bucket));
    const opened = openObject(ctx, object, input);
    return opened.is === "refused" ? opened : ok({ value: object.data.value, object });
  },
  record: () => ({ requestParameters: null }),
};

function reading(input: GetObjectInput, ctx: PrepareContext) {
  return callOnObject(ctx, "s3:GetObject", input, channelKeys(input));
}

const headObject: Operation<"s3:HeadObject"> = {
  action: "s3:HeadObject",
  iamActions: ["s3:GetObject"],
  readOnly: true,
  recorded: false,
  meter: () => GET_ITEM,
  prepare(input, ctx) {
    const prepared = reading(input, ctx);
    return "permissions" in prepared ? prepared : headOnly(prepared);
  },
  perform(input, ctx) {
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const object = ctx.find(objectKind, objectId(bucket.id, input.object));
    if (object === undefined) return headOnly(notThere(ctx, onBucket("s3:ListBucket", bucket)));
    const { encryption } = object.data;
    if (encryption.is !== "sse-c") return input.encryption === undefined ? ok({ object }) : headOnly(encryptionOnGet());
    const opened = openWithCustomerKey(encryption.customerKey, input.encryption, input.plainHttp === true);
    return opened.is === "refused" ? headOnly(opened) : ok({ object });
  },
  record: () => ({ requestParameters: null }),
};

/** Names are not encrypted: listing asks KMS nothing. */
const listObjects: Operation<"s3:ListObjectsV2"> = {
  action: "s3:ListObjectsV2",
  iamActions: ["s3:ListBucket"],
  readOnly: true,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare(input, ctx) {
    const bucket = bucketOf(ctx.world, input.bucket);
    if (bucket === undefined) return noSuchBucket();
    return { permissions: [onBucket("s3:ListBucket", bucket)], on: [bucket.id], ...ownedBy(bucket) };
  },
  perform(input, ctx) {
    const keys: string[] = [];
    for (const each of ctx.world.resources.values())
      if (isKind(each, objectKind) && each.data.bucket === input.bucket) keys.push(each.data.key);
    return ok({ keys });
  },
  record: () => ({ requestParameters: null }),
};

/** Whoever may not list a bucket is not told what is in it. */
function notThere(ctx: OperationContext, list: Permission): Refused {
  const decision = probe(ctx.world, ctx.caller, ctx.place, list);
  return decision.allowed ? noSuchObject() : accessDenied(decision, "s3:GetObject", false);
}

const deleteObject: Operation<"s3:DeleteObject"> = {
  action: "s3:DeleteObject",
  readOnly: false,
  recorded: false,
  prepare: (input, ctx) => callOnObject(ctx, "s3:DeleteObject", input),
  perform(input, ctx) {
    const object = ctx.find(objectKind, objectId(input.bucket, input.object));
    if (object !== undefined) ctx.remove(object, "deleted");
    return ok(undefined);
  },
  record: () => ({ requestParameters: null }),
};

export const objectOperations = [putObject, getObject, headObject, listObjects, deleteObject];
