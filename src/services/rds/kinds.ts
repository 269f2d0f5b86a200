// How databases and their snapshots are spoken of.

import type { KindEntry, PropertyValue } from "../../contract/service.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { databaseNotFound, snapshotNotFound } from "./refusals.js";
import {
  type DatabaseData,
  type DatabaseSnapshotData,
  databaseKind,
  databaseSnapshotKind,
  type StorageEncryption,
} from "./state.js";

const NOTHING: PropertyValue = { is: "nothing" };
const BYTES_IN_GIB = 1024 * 1024 * 1024;

function databaseOf(resource: Resource): DatabaseData {
  return (resource as Resource<DatabaseData>).data;
}
function snapshotOf(resource: Resource): DatabaseSnapshotData {
  return (resource as Resource<DatabaseSnapshotData>).data;
}
function text(value: string): PropertyValue {
  return { is: "text", text: value };
}
function keyIn(encryption: StorageEncryption): PropertyValue {
  return encryption.is === "kms" ? { is: "resource", id: encryption.key } : NOTHING;
}
function encryptionWords(encryption: StorageEncryption, world: World): string {
  return encryption.is === "none"
    ? "not encrypted"
    : `encrypted under ${world.resources.get(encryption.key)?.name ?? encryption.key}`;
}
function sizeOf(data: { readonly sizeGib: number }): PropertyValue {
  return { is: "size", bytes: data.sizeGib * BYTES_IN_GIB };
}

const STATES: readonly DatabaseData["state"]["is"][] = [
  "available",
  "stopped",
  "inaccessible-encryption-credentials-recoverable",
  "inaccessible-encryption-credentials",
];

export const databaseEntry: KindEntry = {
  absent: databaseNotFound,
  ...databaseKind,
  describe(resource, world) {
    const { sizeGib, encryption, replicaOf } = databaseOf(resource);
    const words = `${sizeGib} GiB, ${encryptionWords(encryption, world)}`;
    return replicaOf === undefined ? words : `read replica of ${replicaOf}, ${words}`;
  },
  properties: new Map<string, (resource: Resource, world: World) => PropertyValue>([
    ["key", (resource) => keyIn(databaseOf(resource).encryption)],
    ["size", (resource) => sizeOf(databaseOf(resource))],
    ["state", (resource) => text(databaseOf(resource).state.is)],
    ["source", (resource, world) => namedThing(databaseOf(resource).replicaOf, world)],
    ["owner", (resource) => text(resource.account)],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([
    ["encrypted", (resource) => databaseOf(resource).encryption.is !== "none"],
    ...STATES.map((state) => [state, (resource: Resource) => databaseOf(resource).state.is === state] as const),
  ]),
};

export const databaseSnapshotEntry: KindEntry = {
  absent: snapshotNotFound,
  ...databaseSnapshotKind,
  describe(resource, world) {
    const { of, encryption, automated } = snapshotOf(resource);
    return `${automated ? "automated, " : ""}${of.is === "database" ? "of" : "copy of"} ${of.id}, ${encryptionWords(encryption, world)}`;
  },
  properties: new Map<string, (resource: Resource, world: World) => PropertyValue>([
    ["key", (resource) => keyIn(snapshotOf(resource).encryption)],
    ["size", (resource) => sizeOf(snapshotOf(resource))],
    ["owner", (resource) => text(resource.account)],
    ["database", (resource, world) => originOf(resource, world, "database")],
    ["source", (resource, world) => originOf(resource, world, "copy")],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([
    ["encrypted", (resource) => snapshotOf(resource).encryption.is !== "none"],
    ["completed", () => true],
    ["automated", (resource) => snapshotOf(resource).automated === true],
    ["shared", (resource) => snapshotOf(resource).everyone || snapshotOf(resource).sharedWith.length > 0],
    ["public", (resource) => snapshotOf(resource).everyone],
  ]),
};

/** What a snapshot came from may be gone: then its name is all that is left. */
function originOf(resource: Resource, world: World, wanted: "database" | "copy"): PropertyValue {
  const { of } = snapshotOf(resource);
  return of.is === wanted ? namedThing(of.id, world) : NOTHING;
}

function namedThing(id: string | undefined, world: World): PropertyValue {
  if (id === undefined) return NOTHING;
  return world.resources.has(id) ? { is: "resource", id } : text(id);
}
