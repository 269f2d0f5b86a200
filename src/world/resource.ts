// What scenarios name: keys, volumes, snapshots, buckets, ciphertexts … One record for all; each kind's own data is typed by its token.
// The id is the scenario's name where it gave one, so traces, policies and trails read as the scenario does.

import type { StoredPolicy } from "./principal.js";
import type { Instant } from "./time.js";

export interface Resource<T = unknown> {
  readonly id: string;
  readonly kind: string;
  /** The scenario's name; differs from `id` only where AWS itself names the thing in each place (`aws/ebs`, aliases). */
  readonly name: string;
  readonly account: string;
  /** Empty for what has no Region (a document, a person's certificate). */
  readonly region: string;
  readonly arn: string;
  readonly createdAt: Instant;
  /** Order of making, in the whole world. */
  readonly sequence: number;
  readonly tags: ReadonlyMap<string, string>;
  readonly policy?: StoredPolicy;
  readonly data: T;
}

/** A kind of resource with the type of its data. `article` and `plural` are for messages: "vol1 is a volume". */
export interface Kind<T> {
  readonly name: string;
  readonly article: string;
  readonly plural: string;
  /** Never set; ties the token to its data type. */
  readonly phantom?: T;
}

export function kind<T>(name: string, article: string, plural: string): Kind<T> {
  return { name, article, plural };
}

/** Narrows a resource to a kind's data type. The one place where the cast lives. */
export function isKind<T>(resource: Resource | undefined, of: Kind<T>): resource is Resource<T> {
  return resource !== undefined && resource.kind === of.name;
}

export const NO_TAGS: ReadonlyMap<string, string> = new Map();
