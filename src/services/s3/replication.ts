// Replication: S3 copies each new object of a bucket to another one, as a role, after the put was answered. Nothing of the rule is checked
// when it is set; what the role may not do shows on the object, as FAILED. Buckets are taken to have the versioning that AWS wants for it.
// Source: S3 User Guide, replication-config-for-kms-objects and setting-repl-config-perm-overview.

import type { NamedKey } from "../../contract/sites.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { DONE, ok, type Reply } from "../../rules/reply.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { openObject } from "./object-encryption.js";
import { bucketOf, channelKeys, onBucket, onObject, ownedBy, PUT_ITEM } from "./permissions.js";
import { noDestination, noSuchBucket } from "./refusals.js";
import {
  type BucketData,
  bucketKind,
  type ObjectData,
  type ObjectEncryption,
  objectId,
  objectKind,
  type ReplicationRule,
} from "./state.js";
import { blocked, storeObject } from "./uploads.js";
import { newReplicaKey } from "./wrapping.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "s3:PutBucketReplication": {
      input: { readonly bucket: string; readonly to: string; readonly role: string; readonly key?: NamedKey };
      output: undefined;
    };
    /** What S3 does for one object, as the role. */
    "s3:ReplicateObject": {
      input: { readonly bucket: string; readonly object: string };
      output: { readonly replica: Resource<ObjectData> };
    };
  }
}

const putReplication: Operation<"s3:PutBucketReplication"> = {
  action: "s3:PutBucketReplication",
  iamActions: ["s3:PutReplicationConfiguration"],
  actionsBesides: ["iam:PassRole"],
  readOnly: false,
  recorded: true,
  meter: () => PUT_ITEM,
  prepare(input, ctx) {
    const bucket = bucketOf(ctx.world, input.bucket);
    const role = ctx.world.principals.get(input.role);
    if (bucket === undefined || role === undefined) return noSuchBucket();
    const pass = { action: "iam:PassRole", arn: role.arn, account: role.account } as const;
    return {
      permissions: [
        onBucket("s3:PutReplicationConfiguration", bucket),
        { ...pass, rule: "identity-only", crossAccount: "never" } as const,
      ],
      on: [bucket.id],
      ...ownedBy(bucket),
    };
  },
  perform({ bucket: id, to, role, key }, ctx) {
    const bucket = ctx.find(bucketKind, id)!;
    if (ctx.find(bucketKind, to) === undefined) return noDestination();
    const replication: ReplicationRule = key === undefined ? { to, role } : { to, role, key };
    ctx.put({ ...bucket, data: { ...bucket.data, replication } }, `new objects go to ${to} too, as ${role}`);
    return DONE;
  },
  record(input, ctx) {
    const kms = input.key && { SseKmsEncryptedObjects: { Status: "Enabled" } };
    const encryption = input.key && { EncryptionConfiguration: { ReplicaKmsKeyID: input.key.reference } };
    return {
      requestParameters: {
        bucketName: input.bucket,
        ReplicationConfiguration: {
          Role: ctx.world.principals.get(input.role)?.arn ?? input.role,
          Rule: {
            Status: "Enabled",
            Destination: { Bucket: `arn:aws:s3:::${input.to}`, ...encryption },
            ...(kms === undefined ? {} : { SourceSelectionCriteria: kms }),
          },
        },
      },
      responseElements: null,
    };
  },
};

/** What S3 does with a new object once the answer is given: nothing, or a replica, or a status that says that there is none. */
export function replicate(ctx: OperationContext, object: Resource<ObjectData>): void {
  const bucket = ctx.find(bucketKind, object.data.bucket)!;
  const rule = bucket.data.replication;
  if (rule === undefined) return;
  if (object.data.encryption.is === "sse-kms" && rule.key === undefined) {
    ctx.warn("s3/kms-not-replicated", { object: object.name, bucket: bucket.name, to: rule.to, role: rule.role });
    return;
  }
  ctx.later(() => {
    const done = asRole(ctx, bucket, object, rule);
    const status = done.is === "ok" ? "COMPLETED" : "FAILED";
    ctx.put({ ...object, data: { ...object.data, replication: status } }, `replication ${status}`);
  });
}

/** S3 enters the role, if the role trusts it, and does the rest with the role's permissions. */
function asRole(
  ctx: OperationContext,
  bucket: Resource<BucketData>,
  object: Resource<ObjectData>,
  { to, role }: ReplicationRule,
): Reply {
  const { account, region } = bucket;
  const s3: Caller = { is: "service", service: "s3", account, region };
  const entered = ctx.call("sts:AssumeRole", { role, sessionName: "s3-replication" }, { as: s3, region });
  if (entered.is === "refused") return entered;
  const as: Caller = { is: "principal", ref: role, session: { name: "s3-replication", assumedBy: "service s3" } };
  const destination = ctx.find(bucketKind, to);
  const how = { as, region: destination?.region ?? region };
  return ctx.call("s3:ReplicateObject", { bucket: bucket.id, object: object.data.key }, how);
}

const replicateObject: Operation<"s3:ReplicateObject"> = {
  action: "s3:ReplicateObject",
  actionsBesides: ["s3:GetObjectVersionForReplication"],
  readOnly: false,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare(input, ctx) {
    const source = bucketOf(ctx.world, input.bucket)!;
    const rule = source.data.replication!;
    const destination = bucketOf(ctx.world, rule.to);
    if (destination === undefined) return noSuchBucket();
    const keys = channelKeys();
    return {
      permissions: [
        onObject("s3:GetObjectVersionForReplication", source, input.object, keys),
        onObject("s3:ReplicateObject", destination, input.object, keys),
      ],
      on: [objectId(destination.id, input.object), objectId(source.id, input.object)],
      ...ownedBy(destination),
    };
  },
  perform(input, ctx) {
    const source = ctx.find(objectKind, objectId(input.bucket, input.object))!;
    const rule = ctx.find(bucketKind, input.bucket)!.data.replication!;
    const destination = ctx.find(bucketKind, rule.to)!;
    const got = encryptionOfReplica(ctx, source, destination, rule.key);
    if (got.is === "refused") return got;
    const replica = { value: source.data.value, encryption: got.output, replication: "REPLICA" } as const;
    return ok({ replica: storeObject(ctx, destination, input.object, replica) });
  },
  record: () => ({ requestParameters: null }),
};

/** A replica is encrypted as its source is, under the rule's key; the destination's default has no say. */
function encryptionOfReplica(
  ctx: OperationContext,
  source: Resource<ObjectData>,
  destination: Resource<BucketData>,
  key: NamedKey | undefined,
): Reply<ObjectEncryption> {
  const { encryption } = source.data;
  if (encryption.is === "sse-c")
    return destination.data.blocksCustomerKeys
      ? blocked(ctx, destination, source.data.key, "s3:ReplicateObject")
      : ok(encryption);
  if (encryption.is === "sse-s3" || key === undefined) return ok({ is: "sse-s3" });
  const opened = openObject(ctx, source, {});
  return opened.is === "refused" ? opened : newReplicaKey(ctx, destination, source.data.key, key, encryption);
}

export const replicationOperations = [putReplication, replicateObject];
