// Who can read what: what somebody knows, and what they could get with today's permissions, step by step. Roles that they may enter ask
// for them, and data keys that are got open what else lies under them. A yes carries the path, which has been walked from end to end; a
// no, where each path stops. From world to world only that is tried again which rests on what has changed.

import { assert } from "../../base/assert.js";
import type { Table } from "../../base/table.js";
import { documentKind, originalOf } from "../../world/document.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type SealedData, sealedKind } from "../../world/sealed.js";
import type { World } from "../../world/world.js";
import type { OperationRegistry } from "../call.js";
import { Alikes, withContext } from "./alikes.js";
import { No, type Reach, type Stopped } from "./outcome.js";
import { callerFor, entryOf, type Guise, guiseIn, guiseOf } from "./reader.js";
import { CONTEXT, type Looked, recordedWorld } from "./recorded.js";
import { contentKey, type SourceIndex } from "./source-index.js";
import type { Alike, Held, ProofStep, ReadRule, Trial } from "./sources.js";
import { tryWay, walk } from "./trial.js";
import { Watch } from "./watch.js";

export interface ReachRules {
  readonly operations: OperationRegistry;
  readonly reads: ReadonlyMap<string, ReadRule>;
  readonly index: SourceIndex;
}

/** What is to be tried yet. */
interface Open {
  readonly guise: Guise;
  readonly holder: string;
  readonly wanted: string;
}

interface Attempt extends Open {
  readonly stopCount: number;
  /** Those that are refused alike, which it is one of. */
  readonly alike: string | undefined;
}

/** The target, read for its own sake, among what is wanted. */
const ITSELF = "itself";

/** What would be enough to know, and what remains to be done with it. */
interface Wanted {
  /** Absent: anything that is in the target. */
  readonly held?: Held;
  /** What is said once it is known; absent: that the target has been read says it all. */
  readonly says?: string;
  /** What that is good for. */
  readonly then?: Wanted;
}

function restOf(wanted: Wanted | undefined): readonly ProofStep[] {
  return wanted?.says === undefined ? [] : [{ says: wanted.says }, ...restOf(wanted.then)];
}

/** Watches what everything else hangs on. When it changes, the search begins again. */
const ALL_OF_IT = "";

/** One reader and one target, whose id stays the same. */
export class Search {
  #world: World | undefined;
  #target = "";
  #reach: Reach | undefined;
  #watch: Watch;
  /** By the name of each. */
  #guises = new Map<string, Guise>();
  #open: Open[] = [];
  /** How many arrivals were seen. */
  #arrivalCount = 0;
  #wanted = new Map<string, Wanted>();
  /** Those that came to nothing. */
  #attempts = new Map<string, Attempt>();
  #alikes = new Alikes();
  /** Roles that could not be entered, by guise and role. */
  #closed = new Map<string, { readonly guise: Guise; readonly role: string }>();

  constructor(
    private readonly rules: ReachRules,
    private readonly who: string,
  ) {
    this.#watch = new Watch(rules.index.changes);
  }

  /** Whether `who` can come to know what is in `target`. */
  find(world: World, target: Resource): Reach {
    const known = this.#known(world, target);
    if (known !== undefined)
      return { can: true, path: [{ says: `${this.who} knows ${known}`, knows: { who: this.who, document: known } }] };
    const before = this.#world;
    this.#world = world;
    const standing = this.#reach;
    if (before === undefined || standing === undefined) return this.#afresh(world, target);
    const touched = this.#watch.touched(before, world);
    if (touched.has(ALL_OF_IT) || this.#endsWanting(before, touched)) return this.#afresh(world, target);
    if (!standing.can) this.#reach = this.#goOn(world, touched);
    return this.#reach!;
  }

  /** Whether a message is touched whose data key is wanted for its sake. */
  #endsWanting(before: World, touched: ReadonlySet<string>): boolean {
    for (const key of touched) {
      const attempt = this.#attempts.get(key);
      if (attempt !== undefined && isKind(before.resources.get(attempt.holder), sealedKind)) return true;
    }
    return false;
  }

  /** The name of what the reader knows already, if that is all that there is to know. */
  #known(world: World, target: Resource): string | undefined {
    if (isKind(target, documentKind)) return knows(world, this.who, originalOf(target)) ? originalOf(target) : undefined;
    if (knows(world, this.who, target.id)) return target.id;
    const documents = this.#heldIn(target).map((held) => (held.is === "document" ? held.document : undefined));
    const [first] = documents;
    const all = documents.every((document) => document !== undefined && knows(world, this.who, document));
    return first !== undefined && all ? first : undefined;
  }

  #heldIn(resource: Resource): readonly Held[] {
    return this.rules.reads.get(resource.kind)?.holds(resource) ?? [];
  }

  #afresh(world: World, target: Resource): Reach {
    this.#watch = new Watch(this.rules.index.changes);
    this.#wanted = new Map();
    this.#attempts = new Map();
    this.#alikes = new Alikes();
    this.#closed = new Map();
    this.#open = [];
    this.#arrivalCount = this.rules.index.arrivals.length;
    this.#guises = new Map();
    this.#addGuise(guiseOf(this.who));
    this.#watchAll(target.id);
    this.#begin(target);
    this.#reach = this.#goOn(world, new Set());
    return this.#reach;
  }

  #watchAll(resource: string): void {
    this.#watch.add(ALL_OF_IT, new Map([["resources", new Set([resource])]]));
  }

  /** What would be as good as reading the target: the document, or the one thing that is in it. */
  #begin(target: Resource): void {
    if (isKind(target, documentKind)) {
      const document = originalOf(target);
      this.#want({ is: "document", document }, `${this.who} learns ${document}`);
      return;
    }
    this.#target = target.id;
    this.#add(ITSELF, {});
    const held = this.#heldIn(target);
    const own = held.length === 1 || held[0]?.is === "storage" ? held[0] : undefined;
    if (own === undefined) return;
    const what = own.is === "storage" ? `what ${target.name} held when this was made from it` : `what is in ${target.name}`;
    this.#want(own, `${this.who} has ${what}`);
  }

  #want(held: Held, says: string, then?: Wanted): void {
    const key = contentKey(held);
    if (key !== undefined && !this.#wanted.has(key)) this.#add(key, then === undefined ? { held, says } : { held, says, then });
  }

  #add(key: string, wanted: Wanted): void {
    this.#wanted.set(key, wanted);
    for (const guise of this.#guises.values()) this.#toTry(guise, key);
  }

  #addGuise(guise: Guise): void {
    this.#guises.set(guise.name, guise);
    for (const wanted of this.#wanted.keys()) this.#toTry(guise, wanted);
  }

  #toTry(guise: Guise, wanted: string): void {
    for (const holder of this.#holders(wanted)) this.#open.push({ guise, holder, wanted });
  }

  #holders(wanted: string): readonly string[] {
    return wanted === ITSELF ? [this.#target] : this.rules.index.holders(wanted);
  }

  /** What is touched is tried again, and what is new is tried; whatever opens is a yes. */
  #goOn(world: World, touched: ReadonlySet<string>): Reach {
    for (const key of touched) {
      const closed = this.#closed.get(key);
      if (closed !== undefined) this.#enter(world, closed.guise, closed.role);
    }
    this.#enterRoles(world);
    return this.#again(world, touched) ?? this.#further(world) ?? this.#no(world);
  }

  #no(world: World): Reach {
    return new No(this.#attempts, () => this.#stops(world));
  }

  /** In the order of a search from the beginning, whenever they were found. */
  *#stops(world: World): Generator<Stopped> {
    for (const guise of this.#guises.values())
      for (const wanted of this.#wanted.keys())
        for (const holder of new Set(this.#holders(wanted))) {
          const resource = world.resources.get(holder);
          if (resource === undefined || !this.#attempts.has(attemptKey(guise, holder, wanted))) continue;
          for (const { how, reply, aside } of this.#tries(world, guise, resource, wanted))
            if (reply.is === "refused" && !aside) yield { by: guise.name, at: resource.name, how, refused: reply };
        }
  }

  #again(world: World, touched: ReadonlySet<string>): Reach | undefined {
    for (const key of touched) {
      const reach = this.#alikes.has(key) ? this.#alikeAgain(world, key) : this.#attemptAgain(world, key);
      if (reach !== undefined) return reach;
    }
    return undefined;
  }

  #attemptAgain(world: World, key: string): Reach | undefined {
    const attempt = this.#attempts.get(key);
    if (attempt === undefined) return undefined;
    this.#attempts.delete(key);
    this.#watch.drop(key, attempt.holder);
    if (attempt.alike !== undefined) this.#alikes.leave(attempt.alike, key);
    return this.#read(world, attempt);
  }

  /** Of those that were refused alike, one is tried: if it is refused still, so are all. */
  #alikeAgain(world: World, alike: string): Reach | undefined {
    const members = this.#alikes.end(alike);
    this.#watch.drop(alike);
    for (const member of members) {
      members.delete(member);
      const reach = this.#attemptAgain(world, member);
      if (reach !== undefined) return reach;
      if (this.#alikes.adopt(alike, members)) return undefined;
    }
    return undefined;
  }

  /** What has come to hold something that is wanted, and all that was left. What is read on the way may show more that is wanted. */
  #further(world: World): Reach | undefined {
    const { arrivals } = this.rules.index;
    for (; this.#arrivalCount < arrivals.length; this.#arrivalCount++) {
      const { content: wanted, holder } = arrivals[this.#arrivalCount]!;
      if (this.#wanted.has(wanted)) for (const guise of this.#guises.values()) this.#open.push({ guise, holder, wanted });
    }
    // It grows while it is gone through.
    for (const next of this.#open) {
      const reach = this.#read(world, next);
      if (reach !== undefined) return reach;
    }
    this.#open = [];
    return undefined;
  }

  #read(world: World, { guise, holder, wanted }: Open): Reach | undefined {
    // The target has been read for its own sake.
    if (holder === this.#target && wanted !== ITSELF) return undefined;
    const looked: Looked = new Map();
    const watched = recordedWorld(world, looked);
    const resource = watched.resources.get(holder);
    if (resource === undefined || !this.#stillHolds(resource, wanted)) return undefined;
    const then = this.#wanted.get(wanted)!;
    const key = attemptKey(guise, holder, wanted);
    const like = this.#alikeOf(watched, guise, resource);
    const known = like === undefined ? undefined : this.#alikes.join(like, key);
    if (known !== undefined) {
      const { stopCount, alike } = known;
      return this.#refused(looked, key, { guise, holder, wanted, stopCount, alike }, resource, then);
    }
    // What those that are alike look at is theirs together; this one by itself has looked at itself.
    const tried: Looked = like === undefined ? looked : new Map();
    const found = this.#tryAll(like === undefined ? watched : recordedWorld(world, tried), guise, resource, wanted);
    if (typeof found !== "number") {
      this.#watch.add(ALL_OF_IT, looked);
      if (tried !== looked) this.#watch.add(ALL_OF_IT, tried);
      const says = `${guise.name} reads ${resource.name}: ${found.how}`;
      return this.#proved(world, [...guise.entered, { says, does: found.step }, ...restOf(then)]);
    }
    // Where nobody asked for what is in the context, it is no matter.
    const alike = like === undefined || !tried.has(CONTEXT) ? like?.shape : withContext(like);
    if (alike !== undefined) {
      this.#watch.add(alike, tried);
      this.#alikes.begin(alike, key, found);
    }
    return this.#refused(looked, key, { guise, holder, wanted, stopCount: found, alike }, resource, then);
  }

  #refused(looked: Looked, key: string, attempt: Attempt, resource: Resource, then: Wanted): undefined {
    this.#watch.add(key, looked, attempt.holder);
    this.#attempts.set(key, attempt);
    this.#wantDataKeyOf(resource, then);
    return undefined;
  }

  /** The first way that is open, or how many are not. */
  #tryAll(world: World, guise: Guise, resource: Resource, wanted: string) {
    let stopCount = 0;
    for (const { how, reply, step, aside } of this.#tries(world, guise, resource, wanted)) {
      if (reply.is === "ok") return { how, step };
      if (!aside) stopCount += 1;
    }
    return stopCount;
  }

  #alikeOf(world: World, guise: Guise, resource: Resource): Alike | undefined {
    const alike = this.rules.reads.get(resource.kind)?.alike?.(resource, world, callerFor(guise.caller, resource));
    if (alike === undefined) return undefined;
    const shape = `alike\n${guise.name}\n${resource.kind}\n${resource.account} ${resource.region}\n${alike.shape}`;
    return { shape, context: alike.context };
  }

  #stillHolds(resource: Resource, wanted: string): boolean {
    return wanted === ITSELF || this.rules.index.holds(resource.id, wanted);
  }

  /** Each way to a thing, with what came of it. */
  *#tries(world: World, guise: Guise, resource: Resource, wanted: string) {
    const by = callerFor(guise.caller, resource);
    const ways = this.rules.reads.get(resource.kind)?.ways(resource, world, by, this.#wanted.get(wanted)!.held) ?? [];
    for (const way of ways) {
      const step = { by, work: (trial: Trial) => way.try(trial) };
      yield { how: way.how, step, aside: way.aside === true, reply: tryWay(world, this.rules.operations, by, way) };
    }
  }

  #proved(world: World, path: readonly ProofStep[]): Reach {
    assert(walk(world, this.rules.operations, path).is === "ok", "a path that was found step by step can be walked");
    return { can: true, path };
  }

  /** The data key of a sealed message may lie elsewhere, wrapped for somebody else. */
  #wantDataKeyOf(resource: Resource, then: Wanted): void {
    if (!isKind<SealedData>(resource, sealedKind)) return;
    const says = `${this.who} has the data key of ${resource.name}, and opens it`;
    this.#want({ is: "data-key", dataKey: resource.data.dataKey }, says, then);
  }

  /** Every role that trusts somebody, from every guise; a role that is entered may enter further ones. */
  #enterRoles(world: World): void {
    const { roles } = this.rules.index;
    for (const guise of this.#guises.values()) {
      if (guise.caller.is !== "principal") continue;
      for (; guise.roleCount < roles.length; guise.roleCount++) this.#enter(world, guise, roles[guise.roleCount]!);
    }
  }

  #enter(world: World, guise: Guise, role: string): void {
    const key = `${guise.name}\nenters ${role}`;
    this.#closed.delete(key);
    if (this.#guises.has(role)) return;
    const looked: Looked = new Map();
    const step = entryOf(guise, role);
    const reply = tryWay(recordedWorld(world, looked), this.rules.operations, guise.caller, { try: step.does.work });
    if (reply.is === "refused") {
      this.#watch.add(key, looked);
      this.#closed.set(key, { guise, role });
      return;
    }
    this.#watch.add(ALL_OF_IT, looked);
    this.#addGuise(guiseIn(guise, role, step));
  }
}

function attemptKey(guise: Guise, resource: string, wanted: string): string {
  return `${guise.name}\n${resource}\n${wanted}`;
}

function knows(world: { readonly knowledge: Table<ReadonlySet<string>> }, who: string, document: string): boolean {
  return world.knowledge.get(who)?.has(document) === true;
}
