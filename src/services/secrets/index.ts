// Secrets Manager: values with versions, each under a data key of its own.

import { catalogPrices } from "../../contract/catalog-prices.js";
import type { KindEntry, PropertyValue, ServiceDefinition } from "../../contract/service.js";
import { secretsCatalog } from "../../generated/catalogs.js";
import { signedOnly } from "../../rules/signed.js";
import type { Resource } from "../../world/resource.js";
import { operations } from "./operations.js";
import { reads } from "./reads.js";
import { type SecretData, secretKind } from "./state.js";
import { uses } from "./uses.js";
import { verbs } from "./verbs.js";

function dataOf(resource: Resource): SecretData {
  return (resource as Resource<SecretData>).data;
}

const secretEntry: KindEntry = {
  ...secretKind,
  describe(resource, world) {
    const { wrapped, id } = dataOf(resource).current;
    return `version ${id}, under ${world.resources.get(wrapped.key)?.name ?? wrapped.key}`;
  },
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["key", (resource) => ({ is: "resource", id: dataOf(resource).current.wrapped.key })],
    ["version", (resource) => ({ is: "number", value: dataOf(resource).versionCount })],
    ["owner", (resource) => ({ is: "text", text: resource.account })],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([["encrypted", () => true]]),
};

export const secrets: ServiceDefinition = {
  name: secretsCatalog.service,
  operations: operations.map(signedOnly),
  verbs,
  kinds: [secretEntry],
  events: new Map(),
  words: new Map(),
  eventWords: new Map(),
  prices: catalogPrices(secretsCatalog.prices),
  reads,
  uses,
  notModelled: secretsCatalog.notModelled,
  contextKeys: ["SecretARN", "SecretVersionId"],
  conditionKeys: secretsCatalog.conditionKeys,
};
