// How somebody gets what is in a thing, in a world: tried with the calls that a scenario would make. What somebody remembers is no way to
// get it.

import { emptyTable } from "../../base/table.js";
import { Search } from "../../rules/reach/search.js";
import { SourceIndex } from "../../rules/reach/source-index.js";
import { tryWay } from "../../rules/reach/trial.js";
import { documentKind } from "../../world/document.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { Registry } from "../registry.js";
import { refusalCodes } from "./fork.js";
import type { Asker } from "./held-access.js";

/** Whether there is anything to be read in it, and a way that could be tried. */
export function isReadable({ kind }: Resource, registry: Registry): boolean {
  return kind === documentKind.name || registry.reads.has(kind);
}

export type Reading =
  /** `A/app reads c1: kms:Decrypt with k1` */
  { readonly is: "ok"; readonly how: string } | { readonly is: "refused"; readonly why: string };

const GONE: Reading = { is: "refused", why: "it is gone" };
const NO_WAY: Reading = { is: "refused", why: "no way is open" };

/** A document wherever it lies; anything else where it is, whatever copies there are. */
export function readingOf(world: World, asker: Asker, thing: Resource, registry: Registry): Reading {
  const resource = world.resources.get(thing.id);
  if (resource === undefined) return GONE;
  if (resource.kind === documentKind.name) return readDocument(world, asker, resource, registry);
  let refused: Reading | undefined;
  for (const way of registry.reads.get(resource.kind)?.ways(resource, world, asker.caller, undefined) ?? []) {
    const reply = tryWay(world, registry.operations, asker.caller, way);
    if (reply.is === "ok") return { is: "ok", how: `${asker.name} reads ${resource.name}: ${way.how}` };
    refused ??= { is: "refused", why: refusalCodes(reply) };
  }
  return refused ?? NO_WAY;
}

function readDocument(world: World, asker: Asker, document: Resource, registry: Registry): Reading {
  const { operations, reads } = registry;
  const search = new Search({ operations, reads, index: indexOf(world, registry) }, asker.name);
  const reach = search.find({ ...world, knowledge: emptyTable() }, document);
  if (reach.can) return { is: "ok", how: reach.path.map(({ says }) => says).join(", then ") };
  const [first] = reach.stops;
  return first === undefined ? NO_WAY : { is: "refused", why: refusalCodes(first.refused) };
}

/** Every search in a world looks for the same things in the same places. */
const indexes = new WeakMap<World, SourceIndex>();

function indexOf(world: World, registry: Registry): SourceIndex {
  let index = indexes.get(world);
  if (index === undefined) {
    index = new SourceIndex(registry.reads);
    index.follow(world);
    indexes.set(world, index);
  }
  return index;
}
