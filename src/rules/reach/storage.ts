// What is on a volume or in a database, wherever it goes: a snapshot holds what was on its volume, a copy what was in its source, and a
// volume made from either begins with that. It goes by the thing's name and place in the order of making, since names may be given again.

import type { Resource } from "../../world/resource.js";

export interface Storage {
  readonly is: "storage";
  /** `vol1#5` */
  readonly storage: string;
}

/** What a thing began with, besides what it is itself. */
export interface Carrying {
  /** Storages, nearest first. */
  readonly carries: readonly string[];
}

/** What whoever makes a thing from `source` puts into it. */
export function carriedFrom(source: Resource<Carrying> | undefined): readonly string[] {
  return source === undefined ? [] : [storageOf(source), ...source.data.carries];
}

/** The thing's own storage, then all that it began with. */
export function storagesOf(resource: Resource): readonly Storage[] {
  return carriedFrom(resource as Resource<Carrying>).map((storage) => ({ is: "storage", storage }));
}

export function storageOf({ id, sequence }: Resource): string {
  return `${id}#${sequence}`;
}
