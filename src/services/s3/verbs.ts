// The sentences about buckets. What is put into them and got from them has its verbs with the documents.

import { keyInMode, requestedEncryption } from "../../contract/encryption-mode.js";
import { policyVerbsOf } from "../../contract/resource-policy.js";
import { keyUse, type Site, siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { HoleValue, ModeValue } from "../../language/syntax.js";
import type { Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { CUSTOMER_KEYS_BLOCKED_SINCE } from "./bucket-operations.js";
import { bucketKind, type ObjectData, objectKind } from "./state.js";

const BUCKETS = [bucketKind.name];

const createBucket = verb<"create bucket">({
  verb: "create bucket",
  on: "new",
  makes: bucketKind.name,
  uses: (st) => keyUse(keyInMode(st.args.mode)),
  run(ctx, st) {
    const { mode } = st.args;
    const id = st.object?.text ?? ctx.newName(st, "bucket");
    const site = siteOfNew(ctx, st, keyInMode(mode));
    const made = ctx.call("s3:CreateBucket", { id }, site.how);
    if (made.is === "refused" || mode === undefined || isSseS3(mode)) return made;
    const set = setEncryption(ctx, id, mode, site);
    return set.is === "refused" ? set : made;
  },
});

function isSseS3(mode: ModeValue | HoleValue): boolean {
  return mode.is === "mode" && mode.mode === "sse-s3";
}

/** `sse-c` is no default that a bucket can have: the clients send their key, and the bucket must let them. */
function setEncryption(ctx: StatementContext, bucket: string, mode: ModeValue | HoleValue, site: Site): Reply {
  const wish = requestedEncryption(ctx, mode, site.place);
  if (wish.is !== "sse-c") {
    return ctx.call("s3:PutBucketEncryption", { bucket, encryption: wish, clientsSendKey: false }, site.how);
  }
  const blocked = ctx.now >= CUSTOMER_KEYS_BLOCKED_SINCE;
  return ctx.call("s3:PutBucketEncryption", { bucket, clientsSendKey: true, ...(blocked ? { blocks: "NONE" } : {}) }, site.how);
}

const encryptBucket = verb<"bucket encryption">({
  verb: "bucket encryption",
  on: BUCKETS,
  uses: (st) => keyUse(keyInMode(st.args.mode)),
  run: (ctx, st, object) => setEncryption(ctx, object!.id, st.args.mode, siteOf(ctx, st, placeOf(object))),
});

const remove = verb<"delete">({
  verb: "delete",
  on: [...BUCKETS, objectKind.name],
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, placeOf(object));
    if (!isKind(object, objectKind)) return ctx.call("s3:DeleteBucket", { bucket: object!.id }, how);
    const { bucket, key } = (object as Resource<ObjectData>).data;
    return ctx.call("s3:DeleteObject", { bucket, object: key }, how);
  },
});

function placeOf(object: Resource | undefined): { readonly account: string; readonly region: string } {
  return { account: object!.account, region: object!.region };
}

/** A statement of a sentence is on the bucket and on what is in it. */
const policies = policyVerbsOf({
  kind: bucketKind.name,
  resources: (bucket) => [bucket.arn, `${bucket.arn}/*`],
  put: (ctx, st, bucket, policy) =>
    ctx.call("s3:PutBucketPolicy", { bucket: bucket.id, policy }, siteOf(ctx, st, placeOf(bucket)).how),
  clear: (ctx, st, bucket) => ctx.call("s3:DeleteBucketPolicy", { bucket: bucket.id }, siteOf(ctx, st, placeOf(bucket)).how),
});

export const verbs: readonly AnyVerbEntry[] = [createBucket, encryptBucket, remove, ...policies];
