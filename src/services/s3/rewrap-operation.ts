// UpdateObjectEncryption (2026): an object's data key is wrapped anew, under another KMS key or for the first time; its data is not
// touched. AWS names the permissions, not the calls: that KMS is asked once, to encrypt or to re-encrypt, is Custody's model.
// Source: S3 API reference, UpdateObjectEncryption.

import type { NamedKey } from "../../contract/sites.js";
import type { Operation } from "../../rules/operation.js";
import { DONE, refuse } from "../../rules/reply.js";
import { keyKind } from "../../world/key.js";
import { callOnObject, PUT_ITEM } from "./permissions.js";
import { noSuchObject } from "./refusals.js";
import { bucketKind, objectId, objectKind } from "./state.js";
import { rewrapped } from "./wrapping.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "s3:UpdateObjectEncryption": {
      input: { readonly bucket: string; readonly object: string; readonly key: NamedKey; readonly bucketKey: boolean };
      output: undefined;
    };
  }
}

export const updateObjectEncryption: Operation<"s3:UpdateObjectEncryption"> = {
  action: "s3:UpdateObjectEncryption",
  readOnly: false,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare: (input, ctx) => callOnObject(ctx, "s3:UpdateObjectEncryption", input),
  perform(input, ctx) {
    const object = ctx.find(objectKind, objectId(input.bucket, input.object));
    if (object === undefined) return noSuchObject();
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const { encryption } = object.data;
    if (encryption.is === "sse-c" || (encryption.is === "sse-kms" && encryption.layers === 2))
      return refuse("InvalidRequest", "Objects encrypted with SSE-C or DSSE-KMS are not supported by UpdateObjectEncryption.");
    if (ctx.find(keyKind, input.key.id)?.account !== bucket.account)
      return refuse("AccessDenied", "The KMS key must be in the account that owns the bucket.");
    const got = rewrapped(ctx, bucket, object, input.key, input.bucketKey);
    if (got.is === "refused") return got;
    ctx.put({ ...object, data: { ...object.data, encryption: got.output } }, "its data key is wrapped anew");
    return DONE;
  },
  record: () => ({ requestParameters: null }),
};
