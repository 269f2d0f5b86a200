// `what breaks without k1`: the question of an owner who is about to touch a key. Who loses what and when, what goes with it, which copies
// survive, and of what nothing is known. What is told was tried in a world without; nothing is told by rule.

import { listed } from "../../base/listed.js";
import type { Question } from "../../language/syntax.js";
import type { Fact } from "../../rules/facts.js";
import { type Key, relativesOf } from "../../rules/key-lookup.js";
import { aliasKind, grantKind, keyKind } from "../../world/key.js";
import { pending, type Timer } from "../../world/queue.js";
import { isKind, type Resource } from "../../world/resource.js";
import { addDays, formatDuration, formatInstant, type Instant, millisecondsBetween } from "../../world/time.js";
import type { DueEvent, World } from "../../world/world.js";
import { thingNamed } from "../claims/properties.js";
import type { Registry } from "../registry.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";
import { type Fork, later, withKeyEnabled, withoutGrant, withoutKey, withoutStatement } from "./fork.js";
import { actionsOn, allowedRequest, otherAskers, principalsIn } from "./held-access.js";
import { dataIn, type Kept, type Loss, tryEverything, type Worlds } from "./losses.js";
import { wrongThing } from "./wrong-thing.js";

type WhatBreaks = Extract<Question, { ask: "what breaks" }>;

/** What is taken away, the world it is taken from and the world without it. */
interface Taken {
  /** The key or other thing whose use is at stake. */
  readonly from: Resource;
  readonly words: string;
  readonly notes: readonly string[];
  readonly before: World;
  readonly fork: Fork;
  readonly isDeleted: boolean;
}

interface Known {
  readonly world: World;
  readonly taken: Taken;
  readonly registry: Registry;
}

/** No service holds a data key in memory for longer. */
const HELD_DAYS_MAX = 1;
/** Within this, what a lost key sets going has come to its end: a database is lost after 7 days. */
const EVENT_DAYS_MAX = 31;

export function whatBreaks(run: RunState, question: WhatBreaks, spec: StepSpec): readonly string[] {
  const { registry } = run.parts;
  const taken = takenAway(run, question, spec);
  const { before } = taken;
  const after = taken.fork.world;
  const tomorrow = addDays(before.now, HELD_DAYS_MAX);
  const [beforeLater, afterLater] = [before, after].map((world) => later(world, tomorrow, registry).world);
  const worlds: Worlds = { before, after, beforeLater: beforeLater!, afterLater: afterLater! };
  const { lost, kept, untried } = tryEverything(worlds, run.parts, spec.scope);
  const losses = [
    ...lossLines(lost),
    ...followingLines(before, after, registry),
    ...missedLines(before, after, registry),
    ...rightLines(before, after, taken.from, registry, lost),
    ...goneLines(taken, before),
  ];
  const known: Known = { world: before, taken, registry };
  const head = losses.length === 0 ? `nothing breaks without ${taken.words}` : `without ${taken.words}`;
  return [head, ...taken.notes, ...losses, ...survivorLines(known, lost, kept), ...untriedLines(known, untried)];
}

// ---- what is taken away

function takenAway(run: RunState, { without, sid }: WhatBreaks, spec: StepSpec): Taken {
  const { world } = run;
  const thing = thingNamed(run, without, spec.scope);
  const fail = (code: string, args: Record<string, string>): Stop =>
    new Stop(diagnosticAt(spec.scope.file.name, without, code, args));
  if (thing === undefined) throw fail("name/unknown", { name: without.text, kind: "key, grant or policy" });
  if (sid !== undefined) {
    const after = withoutStatement(world, thing, sid.value);
    if (after === undefined) throw fail("name/unknown", { name: sid.value, kind: `statement in the policy of ${thing.name}` });
    return {
      from: thing,
      words: `statement "${sid.value}" of the policy of ${thing.name}`,
      notes: [],
      before: world,
      fork: changed(after),
      isDeleted: false,
    };
  }
  if (isKind(thing, grantKind)) {
    const key = world.resources.get(thing.data.key);
    if (key !== undefined)
      return {
        from: key,
        words: `grant ${thing.name}`,
        notes: [],
        before: world,
        fork: changed(withoutGrant(world, thing)),
        isDeleted: false,
      };
  }
  if (!isKind(thing, keyKind))
    throw wrongThing(run, spec, without, thing, "what breaks", "a key, a grant or a statement of a policy");
  // Of a key that cannot be used now the question is what would be lost for good: the comparison is with the key enabled.
  const enabled = withKeyEnabled(world, thing);
  const before = enabled ?? world;
  const from = before.resources.get(thing.id) as Key;
  const state = thing.data.state.is === "disabled" ? "disabled" : "pending deletion";
  const notes =
    enabled === undefined
      ? []
      : [`${thing.name} is ${state} now: this is what works again once it is enabled, and not without it`];
  return {
    from,
    words: `key ${thing.name}`,
    notes: [...notes, ...deletionNotes(world, thing)],
    before,
    fork: withoutKey(before, from, run.parts.registry),
    isDeleted: true,
  };
}

function changed(world: World): Fork {
  return { world, facts: [] };
}

/** A key is not deleted at a stroke: what an owner should know of the way there. */
function deletionNotes(world: World, key: Key): readonly string[] {
  if (key.data.manager === "AWS") return [`nobody can delete ${key.name}: it is AWS's to manage`];
  const notes = [
    `${key.name} is of no use from the moment its deletion is scheduled; for 7 to 30 days that can be cancelled, then it is final`,
  ];
  const relatives = relativesOf(world, key).map(({ name, region }) => `${name} in ${region}`);
  if (relatives.length > 0 && key.data.multiRegion?.type === "PRIMARY")
    notes.push(`AWS deletes a primary only after its replicas (${relatives.join(", ")}); promote one of them to keep it`);
  return notes;
}

// ---- what is lost

/** One line for those who lose the same. */
function grouped(entries: readonly { readonly key: string; readonly who?: string }[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { key, who } of entries) {
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    if (who !== undefined) group.push(who);
  }
  return [...groups].map(([key, who]) => (who.length === 0 ? key : `${key}: ${who.join(", ")}`));
}

function lossLines(lost: readonly Loss[]): readonly string[] {
  return grouped(
    lost.map(({ account, when, what, who, why }) => ({
      key: `${when}, in ${account}: ${what} (${why})`,
      ...(who === undefined ? {} : { who }),
    })),
  );
}

/** What the change sets going by itself: a database that is stopped after a while, and lost in the end. */
function followingLines(before: World, after: World, registry: Registry): readonly string[] {
  if (missing(after, before).length === 0) return [];
  const until = addDays(before.now, EVENT_DAYS_MAX);
  const known = new Set(happenings(later(before, until, registry).facts, before).map(({ what }) => what));
  return happenings(later(after, until, registry).facts, before)
    .filter(({ what }) => !known.has(what))
    .map(({ at, account, what }) => `after ${spanText(before.now, at)}, in ${account}: ${what}`);
}

function happenings(facts: readonly Fact[], world: World): { at: Instant; account: string; what: string }[] {
  const found: { at: Instant; account: string; what: string }[] = [];
  let at = world.now;
  for (const fact of facts) {
    if (fact.is === "due") at = fact.at;
    if (fact.is !== "changed" && fact.is !== "gone") continue;
    const thing = world.resources.get(fact.id);
    if (thing !== undefined) found.push({ at, account: thing.account, what: `${thing.kind} ${thing.name}: ${fact.what}` });
  }
  return found;
}

/** `30 minutes`, `7 days 2 hours` */
function spanText(from: Instant, to: Instant): string {
  const minutes = Math.round(millisecondsBetween(from, to) / 60_000);
  const parts = [
    { count: Math.floor(minutes / 1440), unit: "day" },
    { count: Math.floor(minutes / 60) % 24, unit: "hour" },
    { count: minutes % 60, unit: "minute" },
  ] as const;
  const said = parts.filter(({ count }) => count > 0).map(formatDuration);
  return said.length === 0 ? "a moment" : said.join(" ");
}

/** What was to fall due and does not come any more: the next rotation. */
function missedLines(before: World, after: World, registry: Registry): readonly string[] {
  return missing(before, after).map(({ due, work }) => {
    const words = registry.vocabulary.eventWords.get(work.event)?.(work) ?? `${work.event} of ${work.subject}`;
    return `at the next ${words}, due ${formatInstant(due)}: it does not come`;
  });
}

/** What is to fall due in the one world and not in the other. */
function missing(here: World, there: World): readonly Timer<DueEvent>[] {
  const name = ({ label, due }: Timer<DueEvent>): string => `${label} ${due}`;
  const known = new Set([...pending(there.queue)].map(name));
  return [...pending(here.queue)].filter((timer) => !known.has(name(timer)));
}

const ACTIONS_SHOWN_MAX = 10;

/** Permissions that somebody had and has no more, whether or not anything here needs them. */
function rightLines(before: World, after: World, from: Resource, registry: Registry, lost: readonly Loss[]): readonly string[] {
  const left = after.resources.get(from.id);
  const needing = new Set(
    lost.flatMap(({ who, account }) => (who === undefined ? [`${account}/admin`, `${account}/root`] : [who])),
  );
  const entries = [...principalsIn(before), ...otherAskers(before, from)].flatMap((asker) => {
    const actions = actionsOn(registry, from).filter(
      (action) =>
        allowedRequest(before, registry, asker, action, from) !== undefined &&
        allowedRequest(after, registry, asker, action, left) === undefined,
    );
    if (actions.length === 0) return [];
    const idle = asker.caller.is !== "principal" || needing.has(asker.name) ? "" : " (nothing here needs it)";
    return [{ key: `at once, in ${asker.account}: no more ${listed(actions, ACTIONS_SHOWN_MAX)}${idle}`, who: asker.name }];
  });
  return grouped(entries);
}

/** Aliases and grants have no life of their own. */
function goneLines({ fork, from }: Taken, world: World): readonly string[] {
  const ids = fork.facts.flatMap((fact) => (fact.is === "gone" || fact.is === "changed" ? [fact.id] : []));
  const things = [...new Set(ids)].flatMap((id) => (id === from.id ? [] : [world.resources.get(id) ?? []])).flat();
  // An alias is called `alias/orders`.
  const named = ({ kind, name }: Resource): string => (name.startsWith(`${kind}/`) ? name : `${kind} ${name}`);
  return things.length === 0 ? [] : [`goes with it: ${things.map(named).join(", ")}`];
}

// ---- what is left, and what is not known

/** Copies of what is lost that somebody can still use; and for a deleted key what its relatives in other Regions still open. */
function survivorLines({ world, taken, registry }: Known, lost: readonly Loss[], kept: readonly Kept[]): readonly string[] {
  const gone = new Set(lost.flatMap(({ thing }) => dataIn(thing, registry)));
  const ways = new Map<Resource, Set<string>>();
  for (const { thing, how } of kept) {
    const own = keyOf(thing, world, registry) === taken.from.id;
    const isCopy = dataIn(thing, registry).some((data) => gone.has(data));
    if (own ? taken.isDeleted : isCopy) ways.set(thing, (ways.get(thing) ?? new Set()).add(how));
  }
  return [...ways].map(([thing, hows]) => {
    const { kind, name, account, region } = thing;
    const key = keyOf(thing, world, registry);
    const others = keyCountOf(thing, world, registry) - 1;
    const beside = others > 0 ? ` and ${others} other key${others === 1 ? "" : "s"}` : "";
    const under = key === undefined ? "under no key of KMS" : `under ${world.resources.get(key)?.name ?? key}${beside}`;
    const [first, ...more] = hows;
    const rest = more.length === 0 ? "" : ` and ${more.length} more ${more.length === 1 ? "way" : "ways"}`;
    return `survives: ${kind} ${name}${region === "" ? "" : ` in ${account} ${region}`}, ${under}: ${first}${rest}`;
  });
}

/** What hangs on it and could not be tried: of that, the answer says nothing. */
function untriedLines({ world, taken, registry }: Known, untried: ReadonlyMap<string, string>): readonly string[] {
  return [...world.resources.values()].flatMap((thing) => {
    if (keyOf(thing, world, registry) !== taken.from.id || ENDS_WITH_ITS_KEY.has(thing.kind)) return [];
    const isTried = registry.uses.has(thing.kind) || registry.reads.has(thing.kind);
    const why = isTried ? untried.get(thing.id) : "no sentence tries it";
    return why === undefined ? [] : [`not tried: ${thing.kind} ${thing.name}: ${why}`];
  });
}

const ENDS_WITH_ITS_KEY: ReadonlySet<string> = new Set([aliasKind.name, grantKind.name]);

/** Id of the key that a thing is under. */
function keyOf(thing: Resource, world: World, registry: Registry): string | undefined {
  const key = registry.kinds.get(thing.kind)?.properties.get("key")?.(thing, world);
  return key?.is === "resource" ? key.id : undefined;
}

/** Of a sealed message any one of several keys opens it. */
function keyCountOf(thing: Resource, world: World, registry: Registry): number {
  const keys = registry.kinds.get(thing.kind)?.properties.get("keys")?.(thing, world);
  return keys?.is === "number" ? keys.value : 1;
}
