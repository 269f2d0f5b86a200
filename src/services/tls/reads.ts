// What somebody recorded of a connection: there to be read by whoever gets the key that it hangs on, and by nobody where none does. Those
// who had that key when they could use it know the document already, so there is nothing left here to succeed.

import type { ReadRule } from "../../rules/reach/sources.js";
import { refuse } from "../../rules/reply.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { type ConnectionData, connectionKind } from "./state.js";

const connection: ReadRule = {
  holds: (resource) => dataOf(resource).recorded.map(({ document }) => ({ is: "document", document })),
  ways(resource, _world, reader, wanted) {
    const { over, recorded, hangsOn } = dataOf(resource);
    const who = nameOf(reader);
    const has = recorded.some(
      ({ document, by }) => wanted?.is === "document" && wanted.document === document && by.includes(who),
    );
    if (over === "http" || !has) return [];
    const locked =
      hangsOn === undefined
        ? "encrypted under a key that both ends have forgotten (forward secrecy)"
        : `encrypted under a key that the private key of ${hangsOn} would give`;
    return [{ how: "what it recorded", try: () => refuse("", locked) }];
  },
};

function dataOf(resource: Resource): ConnectionData {
  return (resource as Resource<ConnectionData>).data;
}

function nameOf(reader: Caller): string {
  return reader.is === "outside" ? reader.name : reader.is === "principal" ? reader.ref : "";
}

export const reads: ReadonlyMap<string, ReadRule> = new Map([[connectionKind.name, connection]]);
