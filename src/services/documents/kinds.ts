// How a document is spoken of: its text is known to whoever has seen it, which `can read` asks about.

import type { KindEntry, PropertyValue } from "../../contract/service.js";
import { type DocumentData, documentKind } from "../../world/document.js";
import type { Resource } from "../../world/resource.js";

function dataOf(resource: Resource): DocumentData {
  return (resource as Resource<DocumentData>).data;
}

/** A document is a value outside AWS: its name may be given to another one later. */
export const documentEntry: KindEntry = {
  ...documentKind,
  rebindable: true,
  describe(resource) {
    const { original } = dataOf(resource);
    return original === undefined ? "plaintext" : `plaintext, copy of ${original}`;
  },
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["text", (resource) => ({ is: "text", text: dataOf(resource).text })],
    ["original", (resource) => ({ is: "resource", id: dataOf(resource).original ?? resource.id })],
  ]),
  states: new Map([["encrypted", () => false]]),
};
