// Who can read what: what somebody knows, and what they could get with today's permissions, step by step. Roles that they may enter ask
// for them, and data keys that are got open what else lies under them. A yes carries the path, which has been walked from end to end; a
// no, where each path stops. From world to world only that is tried again which rests on what has changed.

import { assert } from "../../base/assert.js";
import type { Table } from "../../base/table.js";
import { documentKind, originalOf } from "../../world/document.js";
import { type Caller, sessionOf } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type SealedData, sealedKind } from "../../world/sealed.js";
import type { World } from "../../world/world.js";
import type { OperationRegistry } from "../call.js";
import type { Refused } from "../reply.js";
import { type Looked, recordedWorld, Watch } from "./recorded.js";
import { contentKey, type SourceIndex } from "./source-index.js";
import type { Held, ProofStep, ReadRule, Trial } from "./sources.js";
import { tryWay, walk } from "./trial.js";

export interface ReachRules {
  readonly operations: OperationRegistry;
  readonly reads: ReadonlyMap<string, ReadRule>;
  readonly index: SourceIndex;
}

/** Where a path stops. */
export interface Stopped {
  /** Who asked: the reader, or a role that it may enter. */
  readonly by: string;
  readonly at: string;
  readonly how: string;
  readonly refused: Refused;
}

export type Reach =
  /** `path` in order, from what the reader starts with to what was asked for. */
  | { readonly can: true; readonly path: readonly ProofStep[] }
  /** Where they stop is found out again when somebody wants to know: most answers are only asked whether they are a no. */
  | { readonly can: false; readonly stops: Iterable<Stopped>; readonly stopCount: number };

/** Whom the reader may ask as: itself, or a role that it may enter, and how it enters it. */
interface Guise {
  readonly caller: Caller;
  readonly name: string;
  readonly entered: readonly ProofStep[];
  /** How many roles were tried from it. */
  roleCount: number;
}

/** What is to be tried yet. */
interface Open {
  readonly guise: Guise;
  readonly holder: string;
  readonly wanted: string;
}

/** The target, read for its own sake, among what is wanted. */
const ITSELF = "itself";

/** What would be enough to know, and what remains to be done with it. */
interface Wanted {
  /** Absent: anything that is in the target. */
  readonly held?: Held;
  readonly rest: readonly ProofStep[];
}

interface Attempt extends Open {
  readonly stopCount: number;
}

const SERVICE = "service ";

/** Watches what everything else hangs on. When it changes, the search begins again. */
const ALL_OF_IT = "";

/** One reader and one target, whose id stays the same. */
export class Search {
  #world: World | undefined;
  #target = "";
  #reach: Reach | undefined;
  #watch = new Watch();
  /** By the name of each. */
  #guises = new Map<string, Guise>();
  #open: Open[] = [];
  /** How many arrivals were seen. */
  #arrivalCount = 0;
  #wanted = new Map<string, Wanted>();
  /** Those that came to nothing. */
  #attempts = new Map<string, Attempt>();
  /** Roles that could not be entered, by guise and role. */
  #closed = new Map<string, { readonly guise: Guise; readonly role: string }>();

  constructor(
    private readonly rules: ReachRules,
    private readonly who: string,
  ) {}

  /** Whether `who` can come to know what is in `target`. */
  find(world: World, target: Resource): Reach {
    const known = this.#known(world, target);
    if (known !== undefined)
      return { can: true, path: [{ says: `${this.who} knows ${known}`, knows: { who: this.who, document: known } }] };
    const before = this.#world;
    this.#world = world;
    const standing = this.#reach;
    // Permissions may hang on the time of day.
    if (before === undefined || standing === undefined || before.now !== world.now) return this.#afresh(world, target);
    const touched = this.#watch.touched(before, world);
    if (touched.has(ALL_OF_IT)) return this.#afresh(world, target);
    if (!standing.can) this.#reach = this.#goOn(world, touched);
    return this.#reach!;
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
    this.#watch = new Watch();
    this.#wanted = new Map();
    this.#attempts = new Map();
    this.#closed = new Map();
    this.#open = [];
    this.#arrivalCount = this.rules.index.arrivals.length;
    this.#guises = new Map();
    this.#addGuise({ caller: readerOf(this.who), name: this.who, entered: [], roleCount: 0 });
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
      this.#want({ is: "document", document }, [{ says: `${this.who} learns ${document}` }]);
      return;
    }
    this.#target = target.id;
    this.#add(ITSELF, { rest: [] });
    const held = this.#heldIn(target);
    const own = held.length === 1 || held[0]?.is === "storage" ? held[0] : undefined;
    if (own === undefined) return;
    const what = own.is === "storage" ? `what ${target.name} held when this was made from it` : `what is in ${target.name}`;
    this.#want(own, [{ says: `${this.who} has ${what}` }]);
  }

  #want(held: Held, rest: readonly ProofStep[]): void {
    const key = contentKey(held);
    if (key !== undefined && !this.#wanted.has(key)) this.#add(key, { held, rest });
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
    const attempts = this.#attempts;
    return {
      can: false,
      stops: { [Symbol.iterator]: () => this.#stops(world) },
      get stopCount() {
        return [...attempts.values()].reduce((sum, each) => sum + each.stopCount, 0);
      },
    };
  }

  /** In the order of a search from the beginning, whenever they were found. */
  *#stops(world: World): Generator<Stopped> {
    for (const guise of this.#guises.values())
      for (const wanted of this.#wanted.keys())
        for (const holder of new Set(this.#holders(wanted))) {
          const resource = world.resources.get(holder);
          if (resource === undefined || !this.#attempts.has(attemptKey(guise, holder, wanted))) continue;
          for (const { how, reply } of this.#tries(world, guise, resource, wanted))
            if (reply.is === "refused") yield { by: guise.name, at: resource.name, how, refused: reply };
        }
  }

  #again(world: World, touched: ReadonlySet<string>): Reach | undefined {
    for (const key of touched) {
      const attempt = this.#attempts.get(key);
      if (attempt === undefined) continue;
      this.#attempts.delete(key);
      const reach = this.#read(world, attempt);
      if (reach !== undefined) return reach;
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
    const { rest } = this.#wanted.get(wanted)!;
    let stopCount = 0;
    for (const { how, reply, step } of this.#tries(watched, guise, resource, wanted)) {
      if (reply.is === "ok") {
        this.#watch.add(ALL_OF_IT, looked);
        const says = `${guise.name} reads ${resource.name}: ${how}`;
        return this.#proved(world, [...guise.entered, { says, does: step }, ...rest]);
      }
      stopCount += 1;
    }
    const key = attemptKey(guise, holder, wanted);
    this.#watch.add(key, looked, holder);
    this.#attempts.set(key, { guise, holder, wanted, stopCount });
    this.#wantDataKeyOf(resource, rest);
    return undefined;
  }

  #stillHolds(resource: Resource, wanted: string): boolean {
    return wanted === ITSELF || this.#heldIn(resource).some((each) => contentKey(each) === wanted);
  }

  /** Each way to a thing, with what came of it. */
  *#tries(world: World, guise: Guise, resource: Resource, wanted: string) {
    const by = callerFor(guise.caller, resource);
    const ways = this.rules.reads.get(resource.kind)?.ways(resource, world, by, this.#wanted.get(wanted)!.held) ?? [];
    for (const way of ways) {
      const step = { by, work: (trial: Trial) => way.try(trial) };
      yield { how: way.how, step, reply: tryWay(world, this.rules.operations, by, way) };
    }
  }

  #proved(world: World, path: readonly ProofStep[]): Reach {
    assert(walk(world, this.rules.operations, path).is === "ok", "a path that was found step by step can be walked");
    return { can: true, path };
  }

  /** The data key of a sealed message may lie elsewhere, wrapped for somebody else. */
  #wantDataKeyOf(resource: Resource, rest: readonly ProofStep[]): void {
    if (!isKind<SealedData>(resource, sealedKind)) return;
    this.#watchAll(resource.id);
    const opens = { says: `${this.who} has the data key of ${resource.name}, and opens it` };
    this.#want({ is: "data-key", dataKey: resource.data.dataKey }, [opens, ...rest]);
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
    const session = sessionOf(guise.name);
    const step = {
      says: `${guise.name} may enter ${role}: sts:AssumeRole`,
      does: {
        by: guise.caller,
        work: (trial: Trial) => trial.call("sts:AssumeRole", { role, sessionName: session.name }, "us-east-1"),
      },
    };
    const reply = tryWay(recordedWorld(world, looked), this.rules.operations, guise.caller, { try: step.does.work });
    if (reply.is === "refused") {
      this.#watch.add(key, looked);
      this.#closed.set(key, { guise, role });
      return;
    }
    this.#watch.add(ALL_OF_IT, looked);
    this.#addGuise({
      caller: { is: "principal", ref: role, session },
      name: role,
      entered: [...guise.entered, step],
      roleCount: 0,
    });
  }
}

/** `A/alice` and `mallory` ask, and so does a service, as itself. */
function readerOf(who: string): Caller {
  if (who.startsWith(SERVICE)) return { is: "service", service: who.slice(SERVICE.length), account: "", region: "" };
  return who.includes("/") ? { is: "principal", ref: who } : { is: "outside", name: who };
}

/** A service acts for the account whose thing it is, where that is. */
function callerFor(reader: Caller, { account, region }: Resource): Caller {
  return reader.is === "service" ? { ...reader, account, region } : reader;
}

function attemptKey(guise: Guise, resource: string, wanted: string): string {
  return `${guise.name}\n${resource}\n${wanted}`;
}

function knows(world: { readonly knowledge: Table<ReadonlySet<string>> }, who: string, document: string): boolean {
  return world.knowledge.get(who)?.has(document) === true;
}
