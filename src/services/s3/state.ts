// What S3 keeps: buckets with their settings, objects with how each is encrypted, and the keys that it holds in memory for a while
// where a bucket key is on. Exported for questions about who can read what.

import { emptyTable, type Table } from "../../base/table.js";
import type { NamedKey } from "../../contract/sites.js";
import type { StoredValue } from "../../rules/stored-value.js";
import type { CiphertextData } from "../../world/key.js";
import { kind } from "../../world/resource.js";
import { slice } from "../../world/slice.js";
import type { Instant } from "../../world/time.js";

/** What a bucket does to an upload that does not say how it is to be encrypted. */
export type DefaultEncryption =
  | { readonly is: "sse-s3" }
  | {
      readonly is: "sse-kms";
      /** As it was given: S3 does not check that there is such a key. Absent: `aws/s3` of whoever puts. */
      readonly key?: NamedKey;
      readonly bucketKey: boolean;
      readonly layers: 1 | 2;
    };

export interface BucketData {
  readonly encryption: DefaultEncryption;
  /** `BlockedEncryptionTypes`: writes with a customer's key are refused. */
  readonly blocksCustomerKeys: boolean;
  /** Where new objects are replicated to. */
  readonly replication?: ReplicationRule;
  /** Made `encrypted with sse-c`: what the account's clients send along, not a setting of the bucket. */
  readonly clientsSendKey?: true;
}

/** Its parts are taken as given: S3 looks at them when it replicates, not before. */
export interface ReplicationRule {
  /** Id of the destination bucket. */
  readonly to: string;
  /** `A/replicator`, whom S3 replicates as. */
  readonly role: string;
  /** `ReplicaKmsKeyID`, which goes with `SseKmsEncryptedObjects: Enabled`; absent: objects under KMS keys stay where they are. */
  readonly key?: NamedKey;
}

export const bucketKind = kind<BucketData>("bucket", "a bucket", "buckets");

export type ObjectEncryption =
  | { readonly is: "sse-s3" }
  | {
      readonly is: "sse-kms";
      /** Id of the key. */
      readonly key: string;
      /** The object's data key; under a bucket key, the bucket-level key that wraps the object's. */
      readonly wrapped: CiphertextData;
      readonly bucketKey: boolean;
      readonly layers: 1 | 2;
    }
  | { readonly is: "sse-c"; readonly customerKey: string };

export interface ObjectData {
  /** Id of the bucket. */
  readonly bucket: string;
  /** The object's key within it. */
  readonly key: string;
  readonly value: StoredValue;
  readonly encryption: ObjectEncryption;
  /** `x-amz-replication-status`; absent where no rule is about it. */
  readonly replication?: "COMPLETED" | "FAILED" | "REPLICA";
}
/** Id and name of an object: `b1/doc1`. */
export const objectKind = kind<ObjectData>("object", "an object", "objects");

export function objectId(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

/** A bucket-level key that S3 holds in plaintext: for one requester and KMS key, for a limited time. */
export interface HeldBucketKey {
  readonly wrapped: CiphertextData;
  readonly until: Instant;
}
/** For puts by bucket, requester and KMS key; for gets by bucket, requester and bucket-level key. */
export const heldBucketKeys = slice<Table<HeldBucketKey>>("s3-bucket-keys", emptyTable());

/** An upload in parts that is not complete yet. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly value: StoredValue;
  readonly encryption: ObjectEncryption;
  readonly partCount: number;
}
/** By upload ID. */
export const uploads = slice<Table<Upload>>("s3-uploads", emptyTable());
