// What lies where data is stored: anything that has content, as it was put. A store that is handed plaintext knows it; what a client
// sealed before stays sealed to it.

import type { Place } from "../world/place.js";

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
