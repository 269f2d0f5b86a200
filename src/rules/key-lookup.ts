// Keys by their ARN, and the multi-Region keys that belong together. A deleted key stays in the world for what is asked about it, but is found no more.

import { type KeyData, keyKind, keysByArn } from "../world/key.js";
import { REGIONS } from "../world/place.js";
import { isKind, type Resource } from "../world/resource.js";
import { readSlice, writeSlice } from "../world/slice.js";
import type { World, WorldDraft } from "../world/world.js";

export type Key = Resource<KeyData>;

export function keyArn(accountId: string, region: string, keyId: string): string {
  return `arn:aws:kms:${region}:${accountId}:key/${keyId}`;
}

/** The key of that ARN, unless it was deleted. */
export function keyOfArn(world: World, arn: string): Key | undefined {
  const id = readSlice(world, keysByArn).get(arn);
  const found = id === undefined ? undefined : world.resources.get(id);
  return isKind(found, keyKind) ? found : undefined;
}

/** Lets the key be found by its ARN. */
export function indexKey(world: WorldDraft, key: Key): void {
  writeSlice(world, keysByArn, readSlice(world, keysByArn).set(key.arn, key.id));
}

/** A deleted key is found no more; a replica made since has its ARN. */
export function unindexKey(world: WorldDraft, key: Key): void {
  const index = readSlice(world, keysByArn);
  if (index.get(key.arn) === key.id) writeSlice(world, keysByArn, index.delete(key.arn));
}

/** The other living keys of a multi-Region key, in the order of Regions; none for a single-Region key. */
export function relativesOf(world: World, key: Key): readonly Key[] {
  if (key.data.multiRegion === undefined) return [];
  const accountId = key.arn.split(":")[4] ?? "";
  const found: Key[] = [];
  for (const region of REGIONS) {
    const other = region === key.region ? undefined : keyOfArn(world, keyArn(accountId, region, key.data.keyId));
    if (other !== undefined) found.push(other);
  }
  return found;
}

/** The same key material, in one Region or another. */
export function isSameKey(a: Key, b: Key): boolean {
  return a.id === b.id || (a.data.multiRegion !== undefined && a.account === b.account && a.data.keyId === b.data.keyId);
}
