// How a sealed message is spoken of: which keys open it, and what its header says to everybody.

import type { KindEntry, PropertyValue } from "../../contract/service.js";
import type { Resource } from "../../world/resource.js";
import { type SealedData, sealedKind } from "../../world/sealed.js";

function dataOf(resource: Resource): SealedData {
  return (resource as Resource<SealedData>).data;
}

export const sealedEntry: KindEntry = {
  ...sealedKind,
  rebindable: true,
  describe: (resource, world) => {
    const keys = dataOf(resource).wrappedKeys.map(({ wrapped }) => world.resources.get(wrapped.key)?.name ?? wrapped.key);
    return `opened by ${keys.join(" or ")}`;
  },
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["keys", (resource) => ({ is: "number", value: dataOf(resource).wrappedKeys.length })],
    ["key", (resource) => firstKey(dataOf(resource))],
    ["suite", (resource) => ({ is: "text", text: suiteOf(dataOf(resource)) })],
  ]),
  states: new Map([["encrypted", () => true]]),
};

function firstKey({ wrappedKeys }: SealedData): PropertyValue {
  const first = wrappedKeys[0];
  return first === undefined ? { is: "nothing" } : { is: "resource", id: first.wrapped.key };
}

/** `0578` signs; a message with a key that was wrapped offline cannot be signed and is `0478`. */
function suiteOf({ wrappedKeys }: SealedData): string {
  return wrappedKeys.some(({ provider }) => provider === "aws-kms-rsa") ? "0478" : "0578";
}
