// What is known of a resource, by the names that `expect` takes, and in which of it two worlds differ.

import {
  type Difference,
  NONE,
  differencesOf as propertyDifferences,
  UNSAID,
  valueText,
} from "../contract/property-differences.js";
import type { RunLog } from "../engine/log.js";
import type { StoredPolicy } from "../world/principal.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";

export interface Property {
  readonly name: string;
  readonly value: string;
}

export function propertyText(resource: Resource, property: string, world: World, log: RunLog): string | undefined {
  const read = log.vocabulary.kinds.get(resource.kind)?.properties.get(property);
  return read === undefined ? undefined : valueText(read(resource, world), world);
}

/** All that there is to say. */
export function propertiesOf(resource: Resource, world: World, log: RunLog): Property[] {
  const found: Property[] = [];
  for (const [name, read] of log.vocabulary.kinds.get(resource.kind)?.properties ?? []) {
    const value = UNSAID.has(name) ? NONE : valueText(read(resource, world), world);
    if (value !== NONE && value !== "" && value !== "{}" && value !== "0") found.push({ name, value });
  }
  return found;
}

export function differencesOf(was: Resource, now: Resource, before: World, after: World, log: RunLog): Difference[] {
  const found = propertyDifferences(was, now, before, after, log.vocabulary.kinds.get(now.kind));
  const [hadGrants, grants] = [before.grants.get(was.id)?.length ?? 0, after.grants.get(now.id)?.length ?? 0];
  if (hadGrants !== grants && !found.some(({ name }) => name === "grants"))
    found.push({ name: "grants ever", was: String(hadGrants), now: String(grants) });
  return found;
}

/** `state  enabled → disabled` */
export function differenceWords({ name, was, now }: Difference, arrow: string): string {
  return `${name}  ${was} ${arrow} ${now}`;
}

/** `enabled, SYMMETRIC_DEFAULT, …`: the state, which is what changes, before what stays. */
export function descriptionOf(resource: Resource, world: World, log: RunLog): string {
  const described = log.vocabulary.kinds.get(resource.kind)?.describe(resource, world) ?? "";
  const state = propertyText(resource, "state", world, log)?.replaceAll("-", " ");
  const parts = described.split(", ");
  if (state === undefined || !parts.includes(state)) return described;
  return [state, ...parts.filter((part) => part !== state)].join(", ");
}

/** `1 statement`; of what cannot be read, nothing. */
export function statementCount(policy: StoredPolicy | undefined): number {
  try {
    const { Statement } = JSON.parse(policy?.text ?? "{}") as { readonly Statement?: unknown };
    return Statement === undefined ? 0 : Array.isArray(Statement) ? Statement.length : 1;
  } catch {
    return 0;
  }
}
