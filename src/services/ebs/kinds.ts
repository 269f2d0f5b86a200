// How volumes, snapshots and instances are spoken of: after `+` in a trace, and in what an `expect` may ask of them.

import type { KindEntry, PropertyValue } from "../../contract/service.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { imageNotFound, instanceNotFound, snapshotNotFound, volumeNotFound } from "./refusals.js";
import {
  type Encryption,
  type ImageData,
  type InstanceData,
  imageKind,
  instanceKind,
  type SnapshotData,
  snapshotKind,
  type VolumeData,
  volumeKind,
} from "./state.js";

const NOTHING: PropertyValue = { is: "nothing" };

function ofVolume(resource: Resource): VolumeData {
  return (resource as Resource<VolumeData>).data;
}
function ofSnapshot(resource: Resource): SnapshotData {
  return (resource as Resource<SnapshotData>).data;
}

function text(value: string): PropertyValue {
  return { is: "text", text: value };
}
function thing(id: string | undefined): PropertyValue {
  return id === undefined ? NOTHING : { is: "resource", id };
}

const BYTES_IN_GIB = 1024 * 1024 * 1024;

/** `vol1.size is 100 GiB`: a size is compared as the bytes that it is read to. */
function sizeOf(data: { readonly sizeGib: number }): PropertyValue {
  return { is: "size", bytes: data.sizeGib * BYTES_IN_GIB };
}

function keyIn(encryption: Encryption): PropertyValue {
  return encryption.is === "kms" ? thing(encryption.key) : NOTHING;
}

function encryptionWords(encryption: Encryption, world: World): string {
  switch (encryption.is) {
    case "none":
      return "not encrypted";
    case "kms":
      return `encrypted under ${world.resources.get(encryption.key)?.name ?? encryption.key}`;
    case "failed":
      return "without a data key";
  }
}

function stateOfVolume(data: VolumeData): string {
  return data.state.is;
}

export const volumeEntry: KindEntry = {
  absent: (name) => volumeNotFound(name),
  ...volumeKind,
  describe(resource, world) {
    const data = ofVolume(resource);
    const from = data.snapshot === undefined ? "" : `from ${data.snapshot}, `;
    return `${data.sizeGib} GiB, ${from}${encryptionWords(data.encryption, world)}`;
  },
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["key", (resource) => keyIn(ofVolume(resource).encryption)],
    ["size", (resource) => sizeOf(ofVolume(resource))],
    ["state", (resource) => text(stateOfVolume(ofVolume(resource)))],
    ["owner", (resource) => text(resource.account)],
    ["snapshot", (resource) => thing(ofVolume(resource).snapshot)],
    ["instance", (resource) => instanceOf(ofVolume(resource))],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([
    ["encrypted", (resource) => ofVolume(resource).encryption.is !== "none"],
    ["available", (resource) => ofVolume(resource).state.is === "available"],
    ["attached", (resource) => ofVolume(resource).state.is === "in-use"],
    ["detached", (resource) => ofVolume(resource).state.is !== "in-use"],
    ["in-use", (resource) => ofVolume(resource).state.is === "in-use"],
    ["creating", (resource) => ofVolume(resource).state.is === "creating"],
  ]),
};

function instanceOf(data: VolumeData): PropertyValue {
  return data.state.is === "in-use" ? thing(data.state.instance) : NOTHING;
}

export const snapshotEntry: KindEntry = {
  absent: snapshotNotFound,
  // A copy that failed: whoever tries again gives the name again.
  isGone: (resource) => ofSnapshot(resource).state.is === "error",
  ...snapshotKind,
  describe(resource, world) {
    const { of, encryption, state } = ofSnapshot(resource);
    const origin = of.is === "volume" ? `of ${of.volume}` : `copy of ${of.snapshot}`;
    // A copy that failed holds nothing that could be encrypted or not.
    const isEmpty = state.is === "error" && encryption.is === "none";
    return `${origin}, ${isEmpty ? "without data" : encryptionWords(encryption, world)}`;
  },
  properties: new Map<string, (resource: Resource, world: World) => PropertyValue>([
    ["key", (resource) => keyIn(ofSnapshot(resource).encryption)],
    ["size", (resource) => sizeOf(ofSnapshot(resource))],
    ["state", (resource) => text(ofSnapshot(resource).state.is)],
    ["message", (resource) => messageOf(ofSnapshot(resource))],
    ["owner", (resource) => text(resource.account)],
    ["volume", (resource, world) => originOf(resource, world, "volume")],
    ["source", (resource, world) => originOf(resource, world, "copy")],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([
    ["encrypted", (resource) => ofSnapshot(resource).encryption.is !== "none"],
    ["completed", (resource) => ofSnapshot(resource).state.is === "completed"],
    ["error", (resource) => ofSnapshot(resource).state.is === "error"],
    ["shared", (resource) => ofSnapshot(resource).everyone || ofSnapshot(resource).sharedWith.length > 0],
    ["public", (resource) => ofSnapshot(resource).everyone],
  ]),
};

function messageOf({ state }: SnapshotData): PropertyValue {
  return state.is === "error" ? text(state.message) : NOTHING;
}

/** A volume or snapshot that a snapshot came from may be gone: then its name is all that is left. */
function originOf(resource: Resource, world: World, wanted: "volume" | "copy"): PropertyValue {
  const { of } = ofSnapshot(resource);
  if (of.is !== wanted) return NOTHING;
  const id = of.is === "volume" ? of.volume : of.snapshot;
  return world.resources.has(id) ? thing(id) : text(id);
}

function ofImage(resource: Resource): ImageData {
  return (resource as Resource<ImageData>).data;
}

export const imageEntry: KindEntry = {
  absent: imageNotFound,
  ...imageKind,
  describe: (resource) => `from ${ofImage(resource).snapshot}`,
  properties: new Map<string, (resource: Resource, world: World) => PropertyValue>([
    [
      "snapshot",
      (resource, world) => (world.resources.has(ofImage(resource).snapshot) ? thing(ofImage(resource).snapshot) : NOTHING),
    ],
    ["owner", (resource) => text(resource.account)],
  ]),
  states: new Map<string, (resource: Resource, world: World) => boolean>([
    ["shared", (resource) => ofImage(resource).everyone || ofImage(resource).sharedWith.length > 0],
    ["public", (resource) => ofImage(resource).everyone],
  ]),
};

function ofInstance(resource: Resource): InstanceData {
  return (resource as Resource<InstanceData>).data;
}

export const instanceEntry: KindEntry = {
  absent: instanceNotFound,
  ...instanceKind,
  describe: (resource) => (ofInstance(resource).stopped === true ? "stopped" : "running"),
  properties: new Map<string, (resource: Resource, world: World) => PropertyValue>([
    ["owner", (resource) => text(resource.account)],
    ["image", (resource) => wordOf(ofInstance(resource).image)],
    ["volume", (resource, world) => thingOrNothing(ofInstance(resource).root, world)],
  ]),
  states: new Map<string, (resource: Resource, world: World) => boolean>([
    ["running", (resource) => ofInstance(resource).stopped !== true],
    ["stopped", (resource) => ofInstance(resource).stopped === true],
  ]),
};

function wordOf(word: string | undefined): PropertyValue {
  return word === undefined ? NOTHING : text(word);
}
function thingOrNothing(id: string | undefined, world: World): PropertyValue {
  return id === undefined || !world.resources.has(id) ? NOTHING : thing(id);
}
