// Changing a world within one step: every change that operations and handlers make goes through here, and leaves its fact.
// A refused call gives back what it changed (`undo`), so that a refusal leaves the world as it was and only its trail behind.

import type { Caller } from "../world/principal.js";
import { cancel, schedule } from "../world/queue.js";
import { isKind, type Kind, NO_TAGS, type Resource } from "../world/resource.js";
import { drawBelow } from "../world/rng.js";
import type { Instant } from "../world/time.js";
import { stampOf, type World, type WorldDraft } from "../world/world.js";
import type { Fact, RecordDetail } from "./facts.js";
import { tellKeyWatchers } from "./key-watch.js";
import type { NewResource, WorldEditor } from "./operation.js";
import { keptInTrails } from "./trail-selectors.js";

/** What one step works on, shared by all that happens in it. */
export interface StepState {
  readonly draft: WorldDraft;
  readonly facts: Fact[];
  /** Depth of `later` calls; above 0, facts are told after the answer. */
  lateDepth: number;
  /** Calls counted against request quotas within the same second, by account, Region and quota. Absent: calls stand apart. */
  readonly burst: Map<string, number> | undefined;
  /** Lets time pass while a caller waits before it tries again: what falls due on the way happens. Absent: nobody waits. */
  readonly passTime?: (until: Instant) => void;
}

/** All of a world that a refused call must give back; the tables are immutable, so this is a handful of references. */
type Saved = WorldDraft;

export class Editor implements WorldEditor {
  constructor(readonly state: StepState) {}

  get world(): WorldDraft {
    return this.state.draft;
  }
  get now(): Instant {
    return this.state.draft.now;
  }

  make<T>(kind: Kind<T>, spec: NewResource<T>): Resource<T> {
    const { draft } = this.state;
    const base = {
      id: spec.id,
      kind: kind.name,
      name: spec.name ?? spec.id,
      account: spec.place.account,
      region: spec.place.region,
      arn: spec.arn,
      createdAt: draft.now,
      sequence: draft.sequence,
      tags: spec.tags ?? NO_TAGS,
      data: spec.data,
    };
    const resource: Resource<T> = spec.policy === undefined ? base : { ...base, policy: spec.policy };
    draft.sequence += 1;
    draft.resources = draft.resources.set(resource.id, resource);
    this.state.facts.push({ is: "made", id: resource.id, kind: kind.name });
    return resource;
  }

  find<T>(kind: Kind<T>, id: string): Resource<T> | undefined {
    const found = this.state.draft.resources.get(id);
    return isKind(found, kind) ? found : undefined;
  }

  put(resource: Resource, what?: string): void {
    const { draft } = this.state;
    tellKeyWatchers(this, resource);
    draft.resources = draft.resources.set(resource.id, resource);
    if (what !== undefined) this.state.facts.push({ is: "changed", id: resource.id, what });
  }

  remove(resource: Resource, what: string): void {
    const { draft } = this.state;
    draft.resources = draft.resources.delete(resource.id);
    this.state.facts.push({ is: "gone", id: resource.id, what, kind: resource.kind });
  }

  derive(stem: string): string {
    const { draft } = this.state;
    const count = (draft.counters.get(stem) ?? 0) + 1;
    draft.counters = draft.counters.set(stem, count);
    const name = `${stem}-${count}`;
    // Somebody may have given that very name to something else.
    return draft.resources.has(name) ? this.derive(stem) : name;
  }

  warn(code: string, args: Readonly<Record<string, string>>): void {
    this.state.facts.push({ is: "warning", code, args });
  }

  holding(
    change: "begins" | "ends",
    what: { id: string; account: string; region: string; item: string; quantity: number; at?: Instant },
  ): void {
    this.state.facts.push({ is: "holding", change, ...what, at: what.at ?? this.now });
  }

  usage(account: string, region: string, item: string, quantity: number): void {
    this.state.facts.push({ is: "usage", account, region, item, quantity, at: this.now });
  }

  schedule(at: Instant, event: string, subject: string, detail?: string): void {
    const { draft } = this.state;
    const work = detail === undefined ? { event, subject } : { event, subject, detail };
    draft.queue = schedule(draft.queue, at, work, `${event} ${subject}`);
    this.state.facts.push({ is: "scheduled", at, event, subject });
  }

  unschedule(event: string, subject: string): void {
    this.state.draft.queue = cancel(this.state.draft.queue, `${event} ${subject}`);
  }

  later<T>(work: () => T): T {
    this.state.lateDepth += 1;
    try {
      return work();
    } finally {
      this.state.lateDepth -= 1;
    }
  }

  draw(purpose: string, below: number): number {
    const drawn = drawBelow(this.state.draft.rng, purpose, below);
    this.state.draft.rng = drawn.rng;
    return drawn.value;
  }

  serviceEvent(action: string, on: Resource, detail: RecordDetail, inNameOf?: Caller): void {
    const service = action.slice(0, action.indexOf(":"));
    this.state.facts.push({
      is: "call",
      depth: inNameOf === undefined ? 0 : 1,
      late: this.state.lateDepth > 0,
      action,
      caller:
        inNameOf?.is === "principal"
          ? { ...inNameOf, via: { service, region: on.region } }
          : { is: "aws", account: on.account, service },
      place: { account: on.account, region: on.region },
      at: this.now,
      on: [on.id],
      decisions: [],
      readOnly: false,
      recordedIn: keptInTrails(this.state.draft, action, [on.account]),
      detail,
    });
  }

  learn(who: string, document: string, how: string): void {
    const { draft } = this.state;
    const known = draft.knowledge.get(who);
    if (known?.has(document)) return;
    draft.knowledge = draft.knowledge.set(who, new Set([...(known ?? []), document]));
    this.state.facts.push({ is: "learned", who, document, how });
  }
}

/** Keeps the world as it stands, for `giveBack`. */
export function save(state: StepState): { readonly world: Saved; readonly factCount: number } {
  return { world: copyOf(state.draft), factCount: state.facts.length };
}

/** Gives back what was changed since `saved`. Calls stay in the facts: they were made, are in the trail and are paid for. */
export function giveBack(state: StepState, saved: { readonly world: Saved; readonly factCount: number }): void {
  const { draft, facts } = state;
  const { world } = saved;
  draft.rng = world.rng;
  draft.sequence = world.sequence;
  draft.counters = world.counters;
  draft.accounts = world.accounts;
  draft.principals = world.principals;
  draft.resources = world.resources;
  draft.grants = world.grants;
  draft.knowledge = world.knowledge;
  draft.organizations = world.organizations;
  draft.queue = world.queue;
  draft.slices = world.slices;
  const kept = facts.slice(saved.factCount).filter((fact) => fact.is === "call");
  facts.length = saved.factCount;
  facts.push(...kept);
}

/** A root of its own that refers to the same tables. Written out: made for every call and every step. */
export function copyOf(world: World): WorldDraft {
  return {
    now: stampOf(world),
    rng: world.rng,
    sequence: world.sequence,
    counters: world.counters,
    accounts: world.accounts,
    principals: world.principals,
    resources: world.resources,
    grants: world.grants,
    knowledge: world.knowledge,
    organizations: world.organizations,
    faults: world.faults,
    queue: world.queue,
    slices: world.slices,
  };
}
