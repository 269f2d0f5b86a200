// The world: everything that is, at one instant, as one immutable value. immer makes this root anew for a step that changes it; the tables below it are persistent.

import { Immer } from "immer";
import { emptyTable, type Table } from "../base/table.js";
import type { Grant } from "./key.js";
import type { Account, Principal, StoredPolicy } from "./principal.js";
import { emptyQueue, type Queue } from "./queue.js";
import type { Resource } from "./resource.js";
import { type Rng, seedRng } from "./rng.js";
import { DEFAULT_CLOCK, type Instant } from "./time.js";

/** Something that falls due. `event` names the handler of the service that scheduled it. */
export interface DueEvent {
  readonly event: string;
  /** What it concerns: a resource id, most often. */
  readonly subject: string;
  readonly detail?: string;
}

export interface Fault {
  readonly is: "outage" | "throttle" | "latency";
  readonly service: string;
  readonly region: string;
  /** Empty: every account. */
  readonly account: string;
  readonly until?: Instant;
  readonly perSecond?: number;
  /** How long an answer takes. */
  readonly answerMs?: number;
}

export interface Unit {
  readonly name: string;
  readonly accounts: readonly string[];
  readonly serviceControl: readonly StoredPolicy[];
  readonly resourceControl: readonly StoredPolicy[];
}
export interface Organization {
  /** Its ID as well, as that of a key is its name. */
  readonly name: string;
  readonly management?: string;
  /** Policies on the root of the organization. */
  readonly serviceControl: readonly StoredPolicy[];
  readonly resourceControl: readonly StoredPolicy[];
  readonly units: readonly Unit[];
  /** Policies attached to one account, by its name. */
  readonly onAccounts: Table<{
    readonly serviceControl: readonly StoredPolicy[];
    readonly resourceControl: readonly StoredPolicy[];
  }>;
}

/** What a world that notes what is read of it cannot see by itself. */
export interface Noting {
  /** The instant, for what is only written down and decides nothing (`stampOf`): whoever reads `now` is noted. */
  readonly stamp: Instant;
  /** What is in an encryption context was asked for, by a condition or for a grant. */
  askedForContext(): void;
}

export interface World {
  readonly now: Instant;
  /** There is one in a world that notes what is read of it. */
  readonly noting?: Noting;
  readonly rng: Rng;
  /** Counts everything that is ever made; ids and orders come from it. */
  readonly sequence: number;
  /** How many things of a derived name there are: `vol1-snap` → 1. */
  readonly counters: Table<number>;
  readonly accounts: Table<Account>;
  readonly principals: Table<Principal>;
  readonly resources: Table<Resource>;
  /** Grants by the id of their key, in the order in which they were made; ended ones stay until they are seen nowhere. */
  readonly grants: Table<readonly Grant[]>;
  /** Documents that someone has seen, by knower. */
  readonly knowledge: Table<ReadonlySet<string>>;
  readonly organizations: Table<Organization>;
  /** By service, place and kind. */
  readonly faults: Table<Fault>;
  readonly queue: Queue<DueEvent>;
  readonly slices: Table<unknown>;
}

/** A world that is being changed: a copy of the root. */
export type WorldDraft = { -readonly [K in keyof World]: World[K] };

export function emptyWorld(seed: string): World {
  return {
    now: DEFAULT_CLOCK,
    rng: seedRng(seed),
    sequence: 0,
    counters: emptyTable(),
    accounts: emptyTable(),
    principals: emptyTable(),
    resources: emptyTable(),
    grants: emptyTable(),
    knowledge: emptyTable(),
    organizations: emptyTable(),
    faults: emptyTable(),
    queue: emptyQueue(),
    slices: emptyTable(),
  };
}

// Only the root is frozen, below: immer itself would go through all that is in it, whose parts are immutable by themselves.
const { produce } = new Immer({ autoFreeze: false });
const ROOT_FIELDS = Object.keys(emptyWorld("0")) as (keyof World)[];

/** The world after a step, which immer makes of the one before: frozen, and the very same where nothing was changed. */
export function nextWorld(before: World, after: WorldDraft): World {
  const changed = ROOT_FIELDS.filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return before;
  const next: World = produce(before, (root: WorldDraft) => {
    for (const field of changed) put(root, field, after[field]);
  });
  return Object.freeze(next);
}

function put<K extends keyof World>(root: WorldDraft, field: K, value: World[K]): void {
  root[field] = value;
}

/** When something is, for what is only written down. What decides by the clock reads `now`. */
export function stampOf(world: World): Instant {
  return world.noting?.stamp ?? world.now;
}
