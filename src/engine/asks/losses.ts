// What a change takes from whom: every use of every thing is tried in the world as it is and in the changed one, and everybody's reading
// as well. Later losses are told apart: a data key that is held in memory serves on for a while.

import { emptyTable } from "../../base/table.js";
import type { Use } from "../../contract/uses.js";
import { Search } from "../../rules/reach/search.js";
import { contentKey, SourceIndex } from "../../rules/reach/source-index.js";
import { tryWay } from "../../rules/reach/trial.js";
import { documentKind } from "../../world/document.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { Registry } from "../registry.js";
import type { RunParts } from "../run-state.js";
import type { Scope } from "../scope.js";
import { refusalCodes, type TrialOutcome, tryIn } from "./fork.js";
import { type Asker, principalsIn } from "./held-access.js";

/** The same world before and after a change, now and once what is held in memory has run out. */
export interface Worlds {
  readonly before: World;
  readonly after: World;
  readonly beforeLater: World;
  readonly afterLater: World;
}

export interface Loss {
  readonly thing: Resource;
  readonly account: string;
  readonly when: string;
  /** `volume vol1 cannot be attached` */
  readonly what: string;
  /** Who loses it, where it is not the owner as such. */
  readonly who?: string;
  readonly why: string;
}

/** What works as well after the change. */
export interface Kept {
  readonly thing: Resource;
  /** `restores`; how somebody reads it. */
  readonly how: string;
}

export interface Tried {
  readonly lost: readonly Loss[];
  readonly kept: readonly Kept[];
  /** Why nothing is known of a thing, by its id. */
  readonly untried: ReadonlyMap<string, string>;
}

const OUT_OF_MEMORY = "once the data key in memory runs out";

export function tryEverything(worlds: Worlds, parts: RunParts, scope: Scope): Tried {
  const lost: Loss[] = [];
  const kept: Kept[] = [];
  const untried = new Map<string, string>();
  const trials = { lost, kept, untried };
  for (const thing of worlds.before.resources.values()) {
    const rule = parts.registry.uses.get(thing.kind);
    for (const use of rule?.uses(thing, worlds.before) ?? []) tryUse(thing, use, worlds, parts, scope, trials);
    const isRead = parts.registry.reads.has(thing.kind) || thing.kind === documentKind.name;
    if (isRead && rule?.isReadByUse !== true) tryReading(thing, worlds, parts.registry, trials);
  }
  for (const { thing } of [...lost, ...kept]) untried.delete(thing.id);
  return trials;
}

interface Trials {
  readonly lost: Loss[];
  readonly kept: Kept[];
  readonly untried: Map<string, string>;
}

function tryUse(thing: Resource, use: Use, worlds: Worlds, parts: RunParts, scope: Scope, trials: Trials): void {
  const { account, sentences } = use;
  const outcome = (world: World): TrialOutcome => tryIn(world, parts, scope, sentences);
  const before = outcome(worlds.before);
  if (before.is !== "ok") {
    trials.untried.set(thing.id, before.is === "refused" ? `it does not work as it is (${before.why})` : "no sentence tries it");
    return;
  }
  const what = `${thing.kind} ${thing.name} ${use.loses}`;
  const now = outcome(worlds.after);
  if (now.is === "refused") {
    trials.lost.push({ thing, account, when: use.when, what, why: now.why });
    return;
  }
  const then = outcome(worlds.afterLater);
  if (then.is === "refused" && outcome(worlds.beforeLater).is === "ok")
    trials.lost.push({ thing, account, when: OUT_OF_MEMORY, what, why: then.why });
  else trials.kept.push({ thing, how: account === thing.account ? "works" : `works for account ${account}` });
}

/** Everybody who can read a thing now, from where it lies; that somebody remembers what is in it is no way to get it. */
function tryReading(thing: Resource, worlds: Worlds, registry: Registry, trials: Trials): void {
  let isRead = false;
  for (const asker of principalsIn(worlds.before)) {
    const reading = (world: World): Reading => read(world, asker, thing, registry);
    if (reading(worlds.before).is !== "ok") continue;
    isRead = true;
    const now = reading(worlds.after);
    const loss = { thing, account: asker.account, what: `${thing.kind} ${thing.name} cannot be read`, who: asker.name };
    if (now.is === "refused") {
      trials.lost.push({ ...loss, when: "at once", why: now.why });
      continue;
    }
    const then = reading(worlds.afterLater);
    if (then.is === "refused" && reading(worlds.beforeLater).is === "ok")
      trials.lost.push({ ...loss, when: OUT_OF_MEMORY, why: then.why });
    else trials.kept.push({ thing, how: `${asker.name} reads it by ${now.how}` });
  }
  if (!isRead) trials.untried.set(thing.id, "nobody can read it as it is");
}

type Reading = { readonly is: "ok"; readonly how: string } | { readonly is: "refused"; readonly why: string };

const NOWHERE: Reading = { is: "refused", why: "it lies nowhere any more" };

/** A document wherever it lies; anything else where it is, whatever copies there are. */
function read(world: World, asker: Asker, thing: Resource, registry: Registry): Reading {
  const resource = world.resources.get(thing.id);
  if (resource === undefined) return NOWHERE;
  if (resource.kind === documentKind.name) return readDocument(world, asker, resource, registry);
  let refused: Reading | undefined;
  for (const way of registry.reads.get(resource.kind)?.ways(resource, world, asker.caller, undefined) ?? []) {
    const reply = tryWay(world, registry.operations, asker.caller, way);
    if (reply.is === "ok") return { is: "ok", how: way.how };
    refused ??= { is: "refused", why: refusalCodes(reply) };
  }
  return refused ?? NOWHERE;
}

function readDocument(world: World, asker: Asker, document: Resource, registry: Registry): Reading {
  const { operations, reads } = registry;
  const search = new Search({ operations, reads, index: indexOf(world, registry) }, asker.name);
  const reach = search.find({ ...world, knowledge: emptyTable() }, document);
  if (reach.can) return { is: "ok", how: reach.path.map(({ says }) => says).join(", then ") };
  const [first] = reach.stops;
  return first === undefined ? NOWHERE : { is: "refused", why: refusalCodes(first.refused) };
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

/** Names the data in a thing: what has some of the same is a copy of it. */
export function dataIn(thing: Resource, registry: Registry): readonly string[] {
  const own = registry.uses.get(thing.kind)?.data?.(thing);
  const held = registry.reads.get(thing.kind)?.holds(thing) ?? [];
  const named = held.map((each) => (each.is === "text" ? `text ${each.text}` : contentKey(each)));
  return [own, ...named].filter((name) => name !== undefined);
}
