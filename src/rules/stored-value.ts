// What lies where data is stored: anything that has content, as it was put. A store that is handed plaintext knows it; what a client
// sealed before stays sealed to it.

import type { Place } from "../world/place.js";
import type { Held } from "./reach/sources.js";

/** Kinds of things that can be put into a store, in the order in which messages name them. */
export const storedKinds: readonly string[] = ["document", "sealed message", "ciphertext", "data key"];

export interface StoredValue {
  readonly kind: string;
  /** The name under which it was put. */
  readonly name: string;
  readonly data: unknown;
  /** Where a ciphertext's key is at home; a document has no Region. */
  readonly place: Place;
  /** Id of the document that lies there as plaintext; absent for what is encrypted already. */
  readonly document?: string;
}

/** The documents that lie there as plaintext. */
export function documentsIn(values: readonly StoredValue[]): readonly Held[] {
  const documents = new Set(values.map((each) => each.document));
  return [...documents].filter((id) => id !== undefined).map((document) => ({ is: "document", document }));
}

/** Those in which the wanted document lies, the last of each name; all of them, where nothing is said. */
export function valuesWith(values: readonly StoredValue[], wanted: Held | undefined): readonly StoredValue[] {
  const latest = new Map(values.map((each) => [each.name, each]));
  return [...latest.values()].filter(
    (each) => wanted === undefined || (wanted.is === "document" && each.document === wanted.document),
  );
}
