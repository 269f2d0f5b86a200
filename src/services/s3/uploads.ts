// What every write of an object has in common, be it put, copied, uploaded in parts or replicated: the headers as a policy sees them, the
// encryption that comes of them and of the bucket's default, and the object that then lies there.

import type { RequestedEncryption } from "../../contract/encryption-mode.js";
import { callerArn } from "../../rules/authorize/request.js";
import type { OperationContext } from "../../rules/operation.js";
import { ok, type Refused, type Reply } from "../../rules/reply.js";
import { requestPrincipal } from "../../rules/requests.js";
import type { Resource } from "../../world/resource.js";
import { customerKeyProblem } from "./customer-keys.js";
import { objectEntry } from "./kinds.js";
import { newObjectKey } from "./object-encryption.js";
import { type Channel, channelKeys } from "./permissions.js";
import { customerKeysBlocked, keyBesidesAes256, needsSignature, needsTls } from "./refusals.js";
import { type BucketData, type ObjectData, type ObjectEncryption, objectId, objectKind } from "./state.js";

/** What a request says of the encryption of what it writes. */
export interface WrittenHeaders extends Channel {
  /** The `x-amz-server-side-encryption` headers; absent: the bucket's default decides. */
  readonly encryption?: RequestedEncryption;
  /** `x-amz-server-side-encryption-context`: pairs beside S3's own. */
  readonly context?: ReadonlyMap<string, string>;
}

/** The headers as a policy sees them: without a header there is no condition key. */
export function uploadKeys(headers: WrittenHeaders): Map<string, string> {
  const { encryption } = headers;
  const keys = channelKeys(headers);
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
      keys.set("s3:x-amz-server-side-encryption-customer-algorithm", encryption.flaws?.algorithm ?? "AES256");
  }
  return keys;
}

/** How what is written will be encrypted, with a data key of its own where KMS has a part in it. */
export function uploadEncryption(
  ctx: OperationContext,
  bucket: Resource<BucketData>,
  object: string,
  { encryption, plainHttp, context }: WrittenHeaders,
  action: string,
): Reply<ObjectEncryption> {
  const wish = encryption ?? bucket.data.encryption;
  switch (wish.is) {
    case "sse-s3":
      return "key" in wish && wish.key !== undefined ? keyBesidesAes256() : ok({ is: "sse-s3" });
    case "sse-c": {
      const problem = customerKeyProblem(wish, plainHttp === true);
      if (problem !== undefined) return problem;
      return bucket.data.blocksCustomerKeys
        ? blocked(ctx, bucket, object, action)
        : ok({ is: "sse-c", customerKey: wish.customerKey });
    }
    case "sse-kms": {
      if (ctx.caller.is === "outside") return needsSignature();
      if (plainHttp === true) return needsTls();
      const own = bucket.data.encryption;
      // A header that says nothing of the bucket key leaves that to the bucket.
      const bucketKey = wish.bucketKey || (own.is === "sse-kms" && own.bucketKey);
      return newObjectKey(ctx, bucket, object, { ...wish, bucketKey }, context);
    }
  }
}

/** What a bucket says to whoever sends a key of their own. */
export function blocked(ctx: OperationContext, bucket: Resource<BucketData>, object: string, action: string): Refused {
  return customerKeysBlocked(callerArn(requestPrincipal(ctx.world, ctx.caller)), action, `${bucket.arn}/${object}`);
}

/** What lies in a bucket under a key from now on; a later write of the same key replaces it. */
export function storeObject(
  ctx: OperationContext,
  bucket: Resource<BucketData>,
  key: string,
  what: Omit<ObjectData, "bucket" | "key">,
): Resource<ObjectData> {
  const id = objectId(bucket.id, key);
  const data: ObjectData = { bucket: bucket.id, key, ...what };
  const object = placed(ctx, bucket, id, data);
  // Server-side encryption begins with plaintext.
  if (what.value.document !== undefined) ctx.learn("service s3", what.value.document, `${object.name} was put as plaintext`);
  return object;
}

function placed(ctx: OperationContext, bucket: Resource<BucketData>, id: string, data: ObjectData): Resource<ObjectData> {
  const before = ctx.find(objectKind, id);
  if (before !== undefined) {
    const after = { ...before, data };
    ctx.put(after, `replaced, ${objectEntry.describe(after, ctx.world)}`);
    return after;
  }
  const place = { account: bucket.account, region: bucket.region };
  return ctx.make(objectKind, { id, place, arn: `${bucket.arn}/${data.key}`, data });
}
