// How buckets and objects are spoken of, in traces and in what an `expect` may ask of them.

import type { KindEntry, PropertyValue } from "../../contract/service.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { modeWords } from "./bucket-operations.js";
import { noSuchBucket, noSuchObject } from "./refusals.js";
import { type BucketData, bucketKind, type ObjectData, type ObjectEncryption, objectKind } from "./state.js";

const NOTHING: PropertyValue = { is: "nothing" };

function bucketOf(resource: Resource): BucketData {
  return (resource as Resource<BucketData>).data;
}
function objectOf(resource: Resource): ObjectData {
  return (resource as Resource<ObjectData>).data;
}
function text(value: string): PropertyValue {
  return { is: "text", text: value };
}

/** `b1.encryption is sse-kms`: the word of the sentence that would set it. */
function modeOf(encryption: ObjectEncryption | BucketData["encryption"]): string {
  return encryption.is === "sse-kms" && encryption.layers === 2 ? "dsse-kms" : encryption.is;
}

export const bucketEntry: KindEntry = {
  absent: noSuchBucket,
  ...bucketKind,
  describe: (resource) => `new objects: ${modeWords(bucketOf(resource))}`,
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["encryption", (resource) => text(bucketOf(resource).clientsSendKey ? "sse-c" : modeOf(bucketOf(resource).encryption))],
    ["key", (resource) => keyOfBucket(bucketOf(resource))],
    ["owner", (resource) => text(resource.account)],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([
    // Since 2023-01-05 there is no bucket whose new objects are not.
    ["encrypted", () => true],
  ]),
};

function keyOfBucket({ encryption }: BucketData): PropertyValue {
  if (encryption.is !== "sse-kms") return NOTHING;
  return encryption.key === undefined ? text("aws/s3") : { is: "resource", id: encryption.key.id };
}

export const objectEntry: KindEntry = {
  absent: noSuchObject,
  ...objectKind,
  describe(resource, world) {
    const { encryption } = objectOf(resource);
    return encryption.is === "sse-kms"
      ? `${modeOf(encryption)} under ${keyName(world, encryption.key)}${encryption.bucketKey ? ", bucket key" : ""}`
      : modeOf(encryption);
  },
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["encryption", (resource) => text(modeOf(objectOf(resource).encryption))],
    ["key", (resource) => keyOfObject(objectOf(resource))],
    ["bucket", (resource) => ({ is: "resource", id: objectOf(resource).bucket })],
    ["replication", (resource) => wordOf(objectOf(resource).replication)],
    ["owner", (resource) => text(resource.account)],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([["encrypted", () => true]]),
};

/** AWS's word as a sentence has it: `completed`. */
function wordOf(status: string | undefined): PropertyValue {
  return status === undefined ? NOTHING : text(status.toLowerCase());
}

function keyName(world: World, id: string): string {
  return world.resources.get(id)?.name ?? id;
}

function keyOfObject({ encryption }: ObjectData): PropertyValue {
  return encryption.is === "sse-kms" ? { is: "resource", id: encryption.key } : NOTHING;
}
