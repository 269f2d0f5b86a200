// CopyObject: S3 opens the source and encrypts the copy, both in the name of whoever copies. What the request does not say of encryption
// is the destination bucket's to say, whatever the source is under: a copy onto itself can lose its key.

import type { RequestedEncryption } from "../../contract/encryption-mode.js";
import type { Operation } from "../../rules/operation.js";
import { ok } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import { openObject } from "./object-encryption.js";
import { bucketOf, channelKeys, onObject, ownedBy, PUT_ITEM } from "./permissions.js";
import { copyChangesNothing, noSuchBucket, noSuchObject } from "./refusals.js";
import { replicate } from "./replication.js";
import { bucketKind, type ObjectData, objectId, objectKind } from "./state.js";
import { storeObject, uploadEncryption, uploadKeys, type WrittenHeaders } from "./uploads.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "s3:CopyObject": { input: CopyObjectInput; output: { readonly object: Resource<ObjectData> } };
  }
}

export interface CopyObjectInput extends WrittenHeaders {
  readonly sourceBucket: string;
  readonly sourceObject: string;
  readonly bucket: string;
  readonly object: string;
  /** `x-amz-copy-source-server-side-encryption-customer-*`: the key that the source was stored with. */
  readonly sourceEncryption?: RequestedEncryption;
}

export const copyObject: Operation<"s3:CopyObject"> = {
  action: "s3:CopyObject",
  iamActions: ["s3:GetObject", "s3:PutObject"],
  readOnly: false,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare(input, ctx) {
    const source = bucketOf(ctx.world, input.sourceBucket);
    const target = bucketOf(ctx.world, input.bucket);
    if (source === undefined || target === undefined) return noSuchBucket();
    const keys = uploadKeys(input).set("s3:x-amz-copy-source", `${source.id}/${input.sourceObject}`);
    return {
      permissions: [
        onObject("s3:GetObject", source, input.sourceObject, channelKeys(input)),
        onObject("s3:PutObject", target, input.object, keys),
      ],
      on: [objectId(target.id, input.object), objectId(source.id, input.sourceObject)],
      ...ownedBy(target),
      owners: [target.account, source.account],
    };
  },
  perform(input, ctx) {
    const source = ctx.find(objectKind, objectId(input.sourceBucket, input.sourceObject));
    const bucket = ctx.find(bucketKind, input.bucket)!;
    if (source === undefined) return noSuchObject();
    if (changesNothing(input, source, bucket.data.encryption.is)) return copyChangesNothing();
    const { sourceEncryption, plainHttp = false } = input;
    const opened = openObject(ctx, source, {
      plainHttp,
      ...(sourceEncryption === undefined ? {} : { encryption: sourceEncryption }),
    });
    if (opened.is === "refused") return opened;
    const got = uploadEncryption(ctx, bucket, input.object, input, "s3:CopyObject");
    if (got.is === "refused") return got;
    const object = storeObject(ctx, bucket, input.object, { value: source.data.value, encryption: got.output });
    replicate(ctx, object);
    return ok({ object });
  },
  record: () => ({ requestParameters: null }),
};

/** Source: LocalStack's recordings of copies in place (test_s3.py, test_s3_copy_object_in_place…). */
function changesNothing(input: CopyObjectInput, source: Resource<ObjectData>, byDefault: string): boolean {
  const isItself = source.id === objectId(input.bucket, input.object);
  return isItself && input.encryption === undefined && source.data.encryption.is === "sse-s3" && byDefault === "sse-s3";
}
