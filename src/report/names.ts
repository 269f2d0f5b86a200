// What things are called in a report: a resource by kind and name, a context as a scenario writes it, a fact's event by its words.

import { entriesByKey } from "../base/order.js";
import type { Vocabulary } from "../engine/log.js";
import type { Fact } from "../rules/facts.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";

/** The resource as a step leaves it, or as it was before when it is gone. */
export function resourceIn(id: string, world: World, before: World): Resource | undefined {
  return world.resources.get(id) ?? before.resources.get(id);
}

/** `key k1`; the id alone for what no world holds. */
export function titleOf(id: string, resource: Resource | undefined, kind?: string): string {
  if (resource !== undefined) return `${resource.kind} ${resource.name}`;
  return kind === undefined ? id : `${kind} ${id}`;
}

export function nameOf(id: string, resource: Resource | undefined): string {
  return resource?.name ?? id;
}

/** `{aws:ebs:id: vol1}`, keys by code unit. */
export function contextText(context: ReadonlyMap<string, string>): string {
  return `{${entriesByKey(context)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")}}`;
}

/** `rotation of k1`. */
export function eventText(
  fact: Extract<Fact, { is: "due" | "scheduled" }>,
  vocabulary: Vocabulary,
  world: World,
  before: World,
): string {
  const subject = nameOf(fact.subject, resourceIn(fact.subject, world, before));
  return vocabulary.eventWords.get(fact.event)?.({ event: fact.event, subject }) ?? `${fact.event} of ${subject}`;
}
