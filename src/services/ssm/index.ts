// Systems Manager's Parameter Store, as far as it keeps Strings and SecureStrings.

import { catalogPrices } from "../../contract/catalog-prices.js";
import type { KindEntry, PropertyValue, ServiceDefinition } from "../../contract/service.js";
import { ssmCatalog } from "../../generated/catalogs.js";
import { signedOnly } from "../../rules/signed.js";
import type { Resource } from "../../world/resource.js";
import { operations } from "./operations.js";
import { reads } from "./reads.js";
import { parameterNotFound } from "./refusals.js";
import { type ParameterData, parameterKind, parameterWords } from "./state.js";
import { uses } from "./uses.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

function dataOf(resource: Resource): ParameterData {
  return (resource as Resource<ParameterData>).data;
}

function keyOf({ encryption }: ParameterData): PropertyValue {
  return encryption === undefined ? { is: "nothing" } : { is: "resource", id: encryption.key };
}

const parameterEntry: KindEntry = {
  absent: parameterNotFound,
  ...parameterKind,
  describe: (resource, world) => parameterWords(dataOf(resource), world),
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["key", (resource) => keyOf(dataOf(resource))],
    ["tier", (resource) => ({ is: "text", text: dataOf(resource).tier })],
    ["version", (resource) => ({ is: "number", value: dataOf(resource).version })],
    ["owner", (resource) => ({ is: "text", text: resource.account })],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([
    ["encrypted", (resource) => dataOf(resource).encryption !== undefined],
    ["advanced", (resource) => dataOf(resource).tier === "advanced"],
  ]),
};

export const ssm: ServiceDefinition = {
  name: ssmCatalog.service,
  operations: operations.map(signedOnly),
  verbs,
  kinds: [parameterEntry],
  events: new Map(),
  words,
  eventWords: new Map(),
  prices: catalogPrices(ssmCatalog.prices),
  reads,
  uses,
  notModelled: ssmCatalog.notModelled,
  contextKeys: ["PARAMETER_ARN"],
  // Of a parameter that is there the question is whether it may be written over.
  choices: (action, on) =>
    action === "ssm:PutParameter" && on !== undefined ? [{ key: "ssm:Overwrite", of: [], plain: "true" }] : [],
  conditionKeys: ssmCatalog.conditionKeys,
};
