// In which properties two states of a thing differ, by the names that `expect` takes.

import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import { propertyWords } from "./property-words.js";
import type { KindEntry, PropertyValue } from "./service.js";

export interface Difference {
  readonly name: string;
  readonly was: string;
  readonly now: string;
}

/** What a property says that is not there. */
export const NONE = "none";

/** Said in other words by another property, or long and the same for ever. */
export const UNSAID: ReadonlySet<string> = new Set(["state-name", "arn", "key-id", "algorithms"]);

export function valueText(value: PropertyValue, world: World): string {
  return propertyWords(value, (id) => world.resources.get(id)?.name ?? id, NONE);
}

export function differencesOf(
  was: Resource,
  now: Resource,
  before: World,
  after: World,
  kind: KindEntry | undefined,
): Difference[] {
  const found: Difference[] = [];
  for (const [name, read] of kind?.properties ?? []) {
    if (UNSAID.has(name)) continue;
    const [old, current] = [valueText(read(was, before), before), valueText(read(now, after), after)];
    if (old !== current) found.push({ name, was: old, now: current });
  }
  return found;
}
