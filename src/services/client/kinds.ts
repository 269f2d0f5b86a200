// How a sealed message is spoken of: which keys open it, and what its header says to everybody.

import type { KindEntry, PropertyValue } from "../../contract/service.js";
import type { Resource } from "../../world/resource.js";
import { type SealedData, SIGNING_KEY, sealedKind } from "../../world/sealed.js";

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
    ["context", (resource) => ({ is: "text", text: contextText(dataOf(resource)) })],
    ["suite", (resource) => ({ is: "text", text: suiteOf(dataOf(resource)) })],
  ]),
  states: new Map([["encrypted", () => true]]),
};

function firstKey({ wrappedKeys }: SealedData): PropertyValue {
  const first = wrappedKeys[0];
  return first === undefined ? { is: "nothing" } : { is: "resource", id: first.wrapped.key };
}

/** `0578` signs; a message with a key that was wrapped offline cannot be signed and is `0478`. Without commitment `0378` and `0178`. */
function suiteOf({ wrappedKeys, uncommitted }: SealedData): string {
  const signs = !wrappedKeys.some(({ provider }) => provider === "aws-kms-rsa");
  if (uncommitted === true) return signs ? "0378" : "0178";
  return signs ? "0578" : "0478";
}

/** As it stands in the header, for everybody to read: `{app: shop}`. The library's own pair, a public key, is left out. */
function contextText({ context }: SealedData): string {
  const said = [...context].filter(([name]) => name !== SIGNING_KEY);
  return `{${said.map(([name, value]) => `${name}: ${value}`).join(", ")}}`;
}
