// What is known of a resource, by the names that `expect` takes, and in which of it two worlds differ.

import { propertyWords } from "../contract/property-words.js";
import type { PropertyValue } from "../contract/service.js";
import type { RunLog } from "../engine/log.js";
import type { StoredPolicy } from "../world/principal.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";

export interface Property {
  readonly name: string;
  readonly value: string;
}

export interface Difference {
  readonly name: string;
  readonly was: string;
  readonly now: string;
}

const NONE = "none";

/** Said in other words by another property, or long and the same for ever. */
const UNSAID: ReadonlySet<string> = new Set(["state-name", "arn", "key-id", "algorithms"]);

export function propertyText(resource: Resource, property: string, world: World, log: RunLog): string | undefined {
  const read = log.vocabulary.kinds.get(resource.kind)?.properties.get(property);
  return read === undefined ? undefined : valueText(read(resource, world));
}

/** All that there is to say. */
export function propertiesOf(resource: Resource, world: World, log: RunLog): Property[] {
  const found: Property[] = [];
  for (const [name, read] of log.vocabulary.kinds.get(resource.kind)?.properties ?? []) {
    const value = UNSAID.has(name) ? NONE : valueText(read(resource, world));
    if (value !== NONE && value !== "" && value !== "{}" && value !== "0") found.push({ name, value });
  }
  return found;
}

export function differencesOf(was: Resource, now: Resource, before: World, after: World, log: RunLog): Difference[] {
  const found: Difference[] = [];
  for (const [name, read] of log.vocabulary.kinds.get(now.kind)?.properties ?? []) {
    if (UNSAID.has(name)) continue;
    const [old, current] = [valueText(read(was, before)), valueText(read(now, after))];
    if (old !== current) found.push({ name, was: old, now: current });
  }
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

function valueText(value: PropertyValue): string {
  return propertyWords(value, (id) => id, NONE);
}
