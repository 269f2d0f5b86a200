// What a change takes from whom: every use of every thing is tried in the world as it is and in the changed one, and everybody's reading
// as well. Later losses are told apart: a data key that is held in memory serves on for a while.

import type { Use } from "../../contract/uses.js";
import { contentKey } from "../../rules/reach/source-index.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import type { Registry } from "../registry.js";
import type { RunParts } from "../run-state.js";
import type { Scope } from "../scope.js";
import { type TrialOutcome, tryIn } from "./fork.js";
import { principalsIn } from "./held-access.js";
import { isReadable, type Reading, readingOf } from "./ways-to-read.js";

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
    if (isReadable(thing, parts.registry) && rule?.isReadByUse !== true) tryReading(thing, worlds, parts.registry, trials);
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
  const loss = { thing, account, what, ...(use.who === undefined ? {} : { who: use.who }) };
  const now = outcome(worlds.after);
  if (now.is === "refused") {
    trials.lost.push({ ...loss, when: use.when, why: now.why });
    return;
  }
  const then = outcome(worlds.afterLater);
  if (then.is === "refused" && outcome(worlds.beforeLater).is === "ok")
    trials.lost.push({ ...loss, when: OUT_OF_MEMORY, why: then.why });
  else trials.kept.push({ thing, how: account === thing.account ? "works" : `works for account ${account}` });
}

/** Everybody who can read a thing now, from where it lies; that somebody remembers what is in it is no way to get it. */
function tryReading(thing: Resource, worlds: Worlds, registry: Registry, trials: Trials): void {
  let isRead = false;
  for (const asker of principalsIn(worlds.before)) {
    const reading = (world: World): Reading => readingOf(world, asker, thing, registry);
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
    else trials.kept.push({ thing, how: now.how });
  }
  if (!isRead) trials.untried.set(thing.id, "nobody can read it as it is");
}

/** Names the data in a thing: what has some of the same is a copy of it. */
export function dataIn(thing: Resource, registry: Registry): readonly string[] {
  const own = registry.uses.get(thing.kind)?.data?.(thing);
  const held = registry.reads.get(thing.kind)?.holds(thing) ?? [];
  const named = held.map((each) => (each.is === "text" ? `text ${each.text}` : contentKey(each)));
  return [own, ...named].filter((name) => name !== undefined);
}
