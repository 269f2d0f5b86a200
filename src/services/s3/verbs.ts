// The sentences about buckets. What is put into them and got from them has its verbs with the documents.

import { keyInMode, requestedEncryption } from "../../contract/encryption-mode.js";
import { policyVerbsOf } from "../../contract/resource-policy.js";
import { givenKey, keyUse, type Site, siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { HoleValue, ModeValue } from "../../language/syntax.js";
import type { Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { CUSTOMER_KEYS_BLOCKED_SINCE } from "./bucket-operations.js";
import { bucketKind, type ObjectData, objectKind } from "./state.js";

const BUCKETS = [bucketKind.name];
const OBJECTS = [objectKind.name];

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
    if (made.is === "refused" || mode === undefined || isPlainSseS3(mode)) return made;
    const set = setEncryption(ctx, id, mode, site);
    return set.is === "refused" ? set : made;
  },
});

function isPlainSseS3(mode: ModeValue | HoleValue): boolean {
  return mode.is === "mode" && mode.mode === "sse-s3" && mode.key === undefined && mode.rawKey === undefined;
}

/** `sse-c` is no default that a bucket can have: the clients send their key, and the bucket must let them. */
function setEncryption(ctx: StatementContext, bucket: string, mode: ModeValue | HoleValue, site: Site): Reply {
  const wish = requestedEncryption(ctx, mode, site.place);
  if (wish.is === "sse-s3" && wish.key !== undefined)
    return ctx.call("s3:PutBucketEncryption", { bucket, encryption: { is: "sse-s3" }, keyBesidesAes256: wish.key }, site.how);
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

const deleteEncryption = verb<"delete encryption">({
  verb: "delete encryption",
  on: BUCKETS,
  run: (ctx, st, object) => ctx.call("s3:DeleteBucketEncryption", { bucket: object!.id }, siteOf(ctx, st, placeOf(object)).how),
});

const encryptObject = verb<"object encryption">({
  verb: "object encryption",
  on: OBJECTS,
  uses: (st) => keyUse(keyInMode(st.args.mode)),
  run(ctx, st, object) {
    const { place, how } = siteOf(ctx, st, placeOf(object));
    const wish = requestedEncryption(ctx, st.args.mode, place);
    if (wish.is !== "sse-kms" || wish.layers === 2 || wish.key === undefined)
      return ctx.fail("s3/rewrap-needs-key", st.args.mode, { object: object!.name });
    return ctx.call("s3:UpdateObjectEncryption", { ...onObject(object), key: wish.key, bucketKey: wish.bucketKey }, how);
  },
});

function onObject(object: Resource | undefined) {
  const { bucket, key } = (object as Resource<ObjectData>).data;
  return { bucket, object: key };
}

/** Onto itself where no bucket is said. */
const copy = verb<"copy">({
  verb: "copy",
  on: OBJECTS,
  uses: (st) => [
    ...keyUse(keyInMode(st.args.mode)),
    ...(st.args.into === undefined ? [] : [{ name: st.args.into, kinds: BUCKETS }]),
  ],
  mistakes({ start, end, object, args: { to, with: key, encrypted } }) {
    if (to === undefined && key === undefined && !encrypted) return [];
    return [{ code: "s3/copy-to-bucket", start, end, args: { object: object?.text ?? "it" } }];
  },
  run(ctx, st, object) {
    const { into, mode, sourceMode } = st.args;
    const source = onObject(object);
    const bucket = ctx.resource(into ?? { is: "name", text: source.bucket, start: st.start, end: st.end }, bucketKind);
    const { place, how } = siteOf(ctx, st, { account: object!.account, region: bucket.region });
    const input = { sourceBucket: source.bucket, sourceObject: source.object, bucket: bucket.id, object: source.object };
    return ctx.call(
      "s3:CopyObject",
      {
        ...input,
        ...(mode === undefined ? {} : { encryption: requestedEncryption(ctx, mode, place) }),
        ...(sourceMode === undefined ? {} : { sourceEncryption: requestedEncryption(ctx, sourceMode, place) }),
      },
      how,
    );
  },
});

const describeObject = verb<"describe">({
  verb: "describe",
  on: OBJECTS,
  uses: (st) => keyUse(keyInMode(st.args.mode)),
  run(ctx, st, object) {
    const { place, how } = siteOf(ctx, st, placeOf(object));
    const { mode } = st.args;
    const headers = mode === undefined ? {} : { encryption: requestedEncryption(ctx, mode, place) };
    return ctx.call("s3:HeadObject", { ...onObject(object), ...headers }, how);
  },
});

const describeBucket = verb<"describe">({
  verb: "describe",
  on: BUCKETS,
  run: (ctx, st, object) => ctx.call("s3:GetBucketEncryption", { bucket: object!.id }, siteOf(ctx, st, placeOf(object)).how),
});

const list = verb<"list objects">({
  verb: "list objects",
  on: BUCKETS,
  run: (ctx, st, object) => ctx.call("s3:ListObjectsV2", { bucket: object!.id }, siteOf(ctx, st, placeOf(object)).how),
});

const replicate = verb<"replicate">({
  verb: "replicate",
  on: BUCKETS,
  uses: (st) => [...keyUse(st.args.with), ...(st.args.into === undefined ? [] : [{ name: st.args.into, kinds: BUCKETS }])],
  mistakes({ start, end, object, args: { into, through } }) {
    if (into !== undefined && through !== undefined) return [];
    return [{ code: "s3/replicate-needs", start, end, args: { bucket: object?.text ?? "it" } }];
  },
  run(ctx, st, object) {
    const to = ctx.resource(st.args.into!, bucketKind);
    const { how } = siteOf(ctx, st, placeOf(object));
    const key = givenKey(ctx, st.args.with, { account: to.account, region: to.region });
    return ctx.call(
      "s3:PutBucketReplication",
      { bucket: object!.id, to: to.id, role: ctx.principal(st.args.through!).ref, ...key },
      how,
    );
  },
});

const remove = verb<"delete">({
  verb: "delete",
  on: [...BUCKETS, ...OBJECTS],
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, placeOf(object));
    if (!isKind(object, objectKind)) return ctx.call("s3:DeleteBucket", { bucket: object!.id }, how);
    return ctx.call("s3:DeleteObject", onObject(object), how);
  },
});

function placeOf(object: Resource | undefined): { readonly account: string; readonly region: string } {
  return { account: object!.account, region: object!.region };
}

/** A statement of a sentence is on the bucket and on what is in it. */
const policies = policyVerbsOf({
  actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"],
  kind: bucketKind.name,
  resources: (bucket) => [bucket.arn, `${bucket.arn}/*`],
  put: (ctx, st, bucket, policy) =>
    ctx.call("s3:PutBucketPolicy", { bucket: bucket.id, policy }, siteOf(ctx, st, placeOf(bucket)).how),
  clear: (ctx, st, bucket) => ctx.call("s3:DeleteBucketPolicy", { bucket: bucket.id }, siteOf(ctx, st, placeOf(bucket)).how),
});

export const verbs: readonly AnyVerbEntry[] = [
  createBucket,
  encryptBucket,
  deleteEncryption,
  encryptObject,
  copy,
  describeObject,
  describeBucket,
  list,
  replicate,
  remove,
  ...policies,
];
