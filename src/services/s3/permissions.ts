// What a call of S3 needs: the action on the bucket or the object, with the bucket's policy and the condition keys that S3 adds.

import type { Permission, PrepareContext, Prepared } from "../../rules/operation.js";
import type { Refused } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { noSuchBucket } from "./refusals.js";
import { type BucketData, bucketKind, objectId } from "./state.js";

export function bucketOf(world: World, id: string): Resource<BucketData> | undefined {
  const found = world.resources.get(id);
  return isKind(found, bucketKind) ? found : undefined;
}

/** Conditions that every request to S3 carries; one without TLS has no TLS version. */
export function channelKeys({ plainHttp, tlsVersion = "1.3" }: Channel = {}): Map<string, string> {
  return plainHttp === true ? new Map([["aws:SecureTransport", "false"]]) : new Map([["s3:TlsVersion", tlsVersion]]);
}

/** How a request comes: TLS 1.3 if nothing is said. */
export interface Channel {
  readonly plainHttp?: boolean;
  readonly tlsVersion?: "1.2" | "1.3";
}

/** Whose trail has the call, and who pays for it: a bucket's owner pays for what others ask of it too. */
export function ownedBy(bucket: Resource<BucketData>): Pick<Prepared, "owners" | "billed"> {
  return { owners: [bucket.account], billed: { account: bucket.account, resource: bucket.id } };
}

/** What requests are billed as; those that delete cost nothing. */
export const PUT_ITEM = "s3-request-put";
export const GET_ITEM = "s3-request-get";

export function onBucket(action: string, bucket: Resource<BucketData>): Permission {
  return ordinary(action, bucket, bucket.arn, channelKeys());
}

export function onObject(
  action: string,
  bucket: Resource<BucketData>,
  object: string,
  keys: ReadonlyMap<string, string>,
): Permission {
  return ordinary(action, bucket, `${bucket.arn}/${object}`, keys);
}

/** A call on one object: what it needs, and whose it is. */
export function callOnObject(
  ctx: PrepareContext,
  action: string,
  { bucket: id, object }: { readonly bucket: string; readonly object: string },
  keys: ReadonlyMap<string, string> = channelKeys(),
): Prepared | Refused {
  const bucket = bucketOf(ctx.world, id);
  if (bucket === undefined) return noSuchBucket();
  return { permissions: [onObject(action, bucket, object, keys)], on: [objectId(bucket.id, object)], ...ownedBy(bucket) };
}

function ordinary(action: string, bucket: Resource<BucketData>, arn: string, keys: ReadonlyMap<string, string>): Permission {
  const base = { action, arn, account: bucket.account, resource: bucket, policyName: bucketPolicyName(bucket), keys };
  return { ...base, rule: "ordinary", crossAccount: "allowed" };
}

export function bucketPolicyName({ name }: Resource): string {
  return `bucket policy of ${name}`;
}

/** Settings of a bucket are its own account's, but for what its policy allows others. */
export function newBucket(ctx: PrepareContext, arn: string): Permission {
  return { action: "s3:CreateBucket", arn, account: ctx.place.account, rule: "identity-only", crossAccount: "never" };
}
