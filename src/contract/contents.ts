// What a sentence hands to somebody: a document, or anything that was encrypted before; and who comes to know it.

import { documentKind, originalOf } from "../world/document.js";
import { type Content, ciphertextKind } from "../world/key.js";
import type { Caller } from "../world/principal.js";
import { callerText } from "../world/principal.js";
import { isKind, type Resource } from "../world/resource.js";

/** Who comes to know what this caller is given: `A/alice`, `alice`, `service s3`. */
export function knowerOf(caller: Caller): string {
  switch (caller.is) {
    case "principal":
      return caller.ref;
    case "outside":
      return caller.name;
    case "service":
    case "aws":
      return `service ${caller.service}`;
    case "infrastructure":
      return callerText(caller);
  }
}

/** A document is the content itself; everything else is carried as it is. */
export function contentOf(resource: Resource): Content {
  if (isKind(resource, documentKind)) return { is: "document", document: originalOf(resource) };
  if (isKind(resource, ciphertextKind)) return { is: "ciphertext", ciphertext: resource.id };
  const { dataKey } = resource.data as { readonly dataKey?: string };
  return resource.kind === "data key" && dataKey !== undefined
    ? { is: "data-key", dataKey }
    : { is: "ciphertext", ciphertext: resource.id };
}
