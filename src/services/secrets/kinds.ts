// How a secret is spoken of.

import type { KindEntry, PropertyValue } from "../../contract/service.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { secretNotFound } from "./refusals.js";
import { type SecretData, secretKind } from "./state.js";

const NOTHING: PropertyValue = { is: "nothing" };

function dataOf(resource: Resource): SecretData {
  return (resource as Resource<SecretData>).data;
}

export const secretEntry: KindEntry = {
  absent: secretNotFound,
  ...secretKind,
  isGone: (resource) => dataOf(resource).deletedUntil !== undefined,
  describe(resource, world) {
    const { stages, replicaOf } = dataOf(resource);
    const { wrapped, id } = stages.AWSCURRENT;
    const words = `version ${id}, under ${world.resources.get(wrapped[0].key)?.name ?? wrapped[0].key}`;
    return replicaOf === undefined ? words : `replica of ${replicaOf}, ${words}`;
  },
  properties: new Map<string, (resource: Resource, world: World) => PropertyValue>([
    ["key", (resource) => ({ is: "resource", id: dataOf(resource).stages.AWSCURRENT.wrapped[0].key })],
    ["version", (resource) => ({ is: "number", value: numberOf(dataOf(resource).stages.AWSCURRENT.id) })],
    ["versions", (resource) => ({ is: "number", value: dataOf(resource).versionCount })],
    ["source", (resource, world) => sourceOf(dataOf(resource).replicaOf, world)],
    ["owner", (resource) => ({ is: "text", text: resource.account })],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([
    ["encrypted", () => true],
    ["replica", (resource) => dataOf(resource).replicaOf !== undefined],
    ["pending-deletion", (resource) => dataOf(resource).deletedUntil !== undefined],
  ]),
};

/** The current version of `v3` is 3. */
function numberOf(version: string): number {
  return Number(version.slice(1));
}

function sourceOf(id: string | undefined, world: World): PropertyValue {
  if (id === undefined) return NOTHING;
  return world.resources.has(id) ? { is: "resource", id } : { is: "text", text: id };
}
