// Buckets and their settings. A setting says what happens to uploads from now on; what lies in the bucket stays as it is.

import type { NamedKey } from "../../contract/sites.js";
import { readPolicy } from "../../rules/authorize/document.js";
import type { RecordValue } from "../../rules/facts.js";
import type { Operation, PrepareContext } from "../../rules/operation.js";
import { ok, refuse } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import { type Instant, instantOfDate } from "../../world/time.js";
import { bucketOf, bucketPolicyName, GET_ITEM, newBucket, onBucket, ownedBy, PUT_ITEM } from "./permissions.js";
import { keyWithoutKms, noSuchBucket, oneRuleOnly } from "./refusals.js";
import { type BucketData, bucketKind, type DefaultEncryption, objectKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "s3:CreateBucket": { input: { readonly id: string }; output: { readonly bucket: Resource<BucketData> } };
    "s3:PutBucketEncryption": { input: BucketEncryptionInput; output: undefined };
    /** Back to SSE-S3: a bucket is never without. */
    "s3:DeleteBucketEncryption": { input: { readonly bucket: string }; output: undefined };
    "s3:GetBucketEncryption": {
      input: { readonly bucket: string };
      output: { readonly algorithm: "AES256" | "aws:kms" | "aws:kms:dsse"; readonly key?: string; readonly bucketKey: boolean };
    };
    "s3:PutBucketPolicy": { input: { readonly bucket: string; readonly policy: string }; output: undefined };
    "s3:DeleteBucketPolicy": { input: { readonly bucket: string }; output: undefined };
    "s3:DeleteBucket": { input: { readonly bucket: string }; output: undefined };
  }
}

export interface BucketEncryptionInput {
  readonly bucket: string;
  readonly encryption?: DefaultEncryption;
  /** Rules besides that one: the schema has room for one. */
  readonly moreRules?: readonly DefaultEncryption[];
  /** A `KMSMasterKeyID` beside AES256. */
  readonly keyBesidesAes256?: NamedKey;
  /** `BlockedEncryptionTypes`: `SSE-C`, or `NONE` to let them in. */
  readonly blocks?: "SSE-C" | "NONE";
  /** Not AWS's: the account's clients send a customer's key from now on, or no longer. */
  readonly clientsSendKey?: boolean;
}

/** From here on a new bucket blocks customer-provided keys. Source: S3 User Guide, FAQ on the default SSE-C setting (2026). */
export const CUSTOMER_KEYS_BLOCKED_SINCE: Instant = instantOfDate({ year: 2026, month: 4, day: 6 });

const createBucket: Operation<"s3:CreateBucket"> = {
  action: "s3:CreateBucket",
  readOnly: false,
  recorded: true,
  meter: () => PUT_ITEM,
  prepare: (input, ctx) => ({ permissions: [newBucket(ctx, bucketArn(input.id))], on: [input.id], owners: [] }),
  perform(input, ctx) {
    const data: BucketData = { encryption: { is: "sse-s3" }, blocksCustomerKeys: ctx.now >= CUSTOMER_KEYS_BLOCKED_SINCE };
    const bucket = ctx.make(bucketKind, { id: input.id, place: ctx.place, arn: bucketArn(input.id), data });
    return ok({ bucket });
  },
  record: (input) => ({ requestParameters: { bucketName: input.id }, responseElements: null }),
};

function bucketArn(id: string): string {
  return `arn:aws:s3:::${id}`;
}

const putBucketEncryption: Operation<"s3:PutBucketEncryption"> = {
  action: "s3:PutBucketEncryption",
  iamActions: ["s3:PutEncryptionConfiguration"],
  readOnly: false,
  recorded: true,
  meter: () => PUT_ITEM,
  prepare: (input, ctx) => onEncryption(input.bucket, "s3:PutEncryptionConfiguration", ctx),
  perform(input, ctx) {
    if ((input.moreRules ?? []).length > 0) return oneRuleOnly();
    if (input.keyBesidesAes256 !== undefined) return keyWithoutKms();
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const { clientsSendKey: before, ...kept } = bucket.data;
    const sends = input.clientsSendKey ?? before === true;
    const data: BucketData = {
      ...kept,
      ...(input.encryption === undefined ? {} : { encryption: input.encryption }),
      ...(input.blocks === undefined ? {} : { blocksCustomerKeys: input.blocks === "SSE-C" }),
      ...(sends ? { clientsSendKey: true } : {}),
    };
    ctx.put({ ...bucket, data }, `new objects: ${modeWords(data)}`);
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: { bucketName: input.bucket, ServerSideEncryptionConfiguration: configuration(input) },
    responseElements: null,
  }),
};

const deleteBucketEncryption: Operation<"s3:DeleteBucketEncryption"> = {
  action: "s3:DeleteBucketEncryption",
  iamActions: ["s3:PutEncryptionConfiguration"],
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onEncryption(input.bucket, "s3:PutEncryptionConfiguration", ctx),
  perform(input, ctx) {
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const data: BucketData = { ...bucket.data, encryption: { is: "sse-s3" } };
    ctx.put({ ...bucket, data }, `new objects: ${modeWords(data)}`);
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { bucketName: input.bucket }, responseElements: null }),
};

const getBucketEncryption: Operation<"s3:GetBucketEncryption"> = {
  action: "s3:GetBucketEncryption",
  iamActions: ["s3:GetEncryptionConfiguration"],
  readOnly: true,
  recorded: true,
  meter: () => GET_ITEM,
  prepare: (input, ctx) => onEncryption(input.bucket, "s3:GetEncryptionConfiguration", ctx),
  perform(input, ctx) {
    const { encryption } = ctx.find(bucketKind, input.bucket)!.data;
    if (encryption.is === "sse-s3") return ok({ algorithm: "AES256", bucketKey: false });
    const { key, bucketKey, layers } = encryption;
    const algorithm = layers === 2 ? "aws:kms:dsse" : "aws:kms";
    return ok({ algorithm, bucketKey, ...(key === undefined ? {} : { key: key.reference }) });
  },
  record: (input) => ({ requestParameters: { bucketName: input.bucket } }),
};

function onEncryption(id: string, action: string, ctx: PrepareContext) {
  const bucket = bucketOf(ctx.world, id);
  if (bucket === undefined) return noSuchBucket();
  return { permissions: [onBucket(action, bucket)], on: [bucket.id], ...ownedBy(bucket) };
}

/** What happens to an upload that says nothing, in words. */
export function modeWords(data: BucketData): string {
  if (data.clientsSendKey === true) return "sse-c";
  const { encryption } = data;
  if (encryption.is === "sse-s3") return "sse-s3";
  const mode = encryption.layers === 2 ? "dsse-kms" : "sse-kms";
  return `${mode} ${keyWords(encryption.key)}${encryption.bucketKey ? " bucket key" : ""}`;
}

function keyWords(key: NamedKey | undefined): string {
  return key === undefined ? "aws/s3" : key.reference.startsWith("alias/") ? key.reference : key.id;
}

function configuration({ encryption, blocks }: BucketEncryptionInput): RecordValue {
  const blocked = blocks === undefined ? {} : { BlockedEncryptionTypes: { EncryptionType: [blocks] } };
  if (encryption === undefined) return { Rule: blocked };
  if (encryption.is === "sse-s3")
    return { Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" }, BucketKeyEnabled: false, ...blocked } };
  return {
    Rule: {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: encryption.layers === 2 ? "aws:kms:dsse" : "aws:kms",
        ...(encryption.key === undefined ? {} : { KMSMasterKeyID: encryption.key.reference }),
      },
      BucketKeyEnabled: encryption.bucketKey,
      ...blocked,
    },
  };
}

const putBucketPolicy: Operation<"s3:PutBucketPolicy"> = {
  action: "s3:PutBucketPolicy",
  readOnly: false,
  recorded: true,
  meter: () => PUT_ITEM,
  prepare(input, ctx) {
    const bucket = bucketOf(ctx.world, input.bucket);
    if (bucket === undefined) return noSuchBucket();
    return { permissions: [onBucket("s3:PutBucketPolicy", bucket)], on: [bucket.id], ...ownedBy(bucket) };
  },
  perform(input, ctx) {
    const reading = readPolicy(input.policy, "resource");
    if ("problems" in reading)
      return refuse("MalformedPolicy", reading.problems[0]?.message ?? "This policy contains invalid Json");
    const bucket = ctx.find(bucketKind, input.bucket)!;
    ctx.put({ ...bucket, policy: { name: bucketPolicyName(bucket), text: input.policy } }, "has a new bucket policy");
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: { bucketName: input.bucket, bucketPolicy: input.policy },
    responseElements: null,
  }),
};

const deleteBucketPolicy: Operation<"s3:DeleteBucketPolicy"> = {
  action: "s3:DeleteBucketPolicy",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const bucket = bucketOf(ctx.world, input.bucket);
    if (bucket === undefined) return noSuchBucket();
    return { permissions: [onBucket("s3:DeleteBucketPolicy", bucket)], on: [bucket.id], ...ownedBy(bucket) };
  },
  perform(input, ctx) {
    const { policy: _gone, ...bucket } = ctx.find(bucketKind, input.bucket)!;
    ctx.put(bucket, "has no bucket policy");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { bucketName: input.bucket }, responseElements: null }),
};

const deleteBucket: Operation<"s3:DeleteBucket"> = {
  action: "s3:DeleteBucket",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const bucket = bucketOf(ctx.world, input.bucket);
    if (bucket === undefined) return noSuchBucket();
    return { permissions: [onBucket("s3:DeleteBucket", bucket)], on: [bucket.id], ...ownedBy(bucket) };
  },
  perform(input, ctx) {
    for (const each of ctx.world.resources.values()) {
      if (each.kind === objectKind.name && (each.data as { bucket: string }).bucket === input.bucket)
        return refuse("BucketNotEmpty", "The bucket you tried to delete is not empty");
    }
    ctx.remove(ctx.find(bucketKind, input.bucket)!, "deleted");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { bucketName: input.bucket }, responseElements: null }),
};

export const bucketOperations = [
  createBucket,
  putBucketEncryption,
  deleteBucketEncryption,
  getBucketEncryption,
  putBucketPolicy,
  deleteBucketPolicy,
  deleteBucket,
];
