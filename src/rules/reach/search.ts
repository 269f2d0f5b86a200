// Who can read what: what somebody knows, and what they could get with today's permissions, step by step. Data keys that are got open
// what else lies under them. A yes carries the path; a no, where each path stops.

import type { Table } from "../../base/table.js";
import { documentKind, originalOf } from "../../world/document.js";
import type { Caller } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type SealedData, sealedKind } from "../../world/sealed.js";
import type { World } from "../../world/world.js";
import type { OperationRegistry } from "../call.js";
import type { Refused } from "../reply.js";
import { type Looked, recordedWorld } from "./recorded.js";
import { contentKey, type SourceIndex } from "./source-index.js";
import type { ReadRule } from "./sources.js";
import { tryWay } from "./trial.js";

export interface ReachRules {
  readonly operations: OperationRegistry;
  readonly reads: ReadonlyMap<string, ReadRule>;
  readonly index: SourceIndex;
}

/** Where a path stops. */
export interface Stopped {
  readonly at: string;
  readonly how: string;
  readonly refused: Refused;
}

export type Reach =
  /** `path` in order, from what the reader starts with to what was asked for. */
  { readonly can: true; readonly path: readonly string[] } | { readonly can: false; readonly stops: readonly Stopped[] };

/** `A/alice` and `mallory` can ask; a service knows what it was given, and asks for nothing by itself. */
function readerOf(who: string): Caller | undefined {
  if (who.startsWith("service ")) return undefined;
  return who.includes("/") ? { is: "principal", ref: who } : { is: "outside", name: who };
}

/** One reader and one target. It may be asked again after more has come into the world: what was tried stays tried. */
export class Search {
  /** What its answer rests on, besides what the reader knows and what there is to be read. */
  readonly looked: Looked = new Map();
  readonly #reader: Caller | undefined;
  readonly #tried = new Set<string>();
  /** How many of the things that hold a content were gone through. */
  readonly #seen = new Map<string, number>();
  readonly #stops: Stopped[] = [];

  constructor(
    private readonly rules: ReachRules,
    private readonly who: string,
  ) {
    this.#reader = readerOf(who);
  }

  /** Whether `who` can come to know what is in `target`. */
  find(world: World, target: Resource): Reach {
    if (isKind(target, documentKind)) return this.#document(world, originalOf(target));
    const content = this.rules.reads.get(target.kind)?.holds(target);
    const known = [target.id, ...(content?.is === "document" ? [content.document] : [])].find((id) => knows(world, this.who, id));
    if (known !== undefined) return { can: true, path: [`${this.who} knows ${known}`] };
    return this.#open(world, target) ?? this.#no();
  }

  #document(world: World, id: string): Reach {
    if (knows(world, this.who, id)) return { can: true, path: [`${this.who} knows ${id}`] };
    return this.#anyOf(world, `document ${id}`, `${this.who} learns ${id}`) ?? this.#no();
  }

  #no(): Reach {
    return { can: false, stops: this.#stops };
  }

  /** The first thing that holds it and opens. */
  #anyOf(world: World, content: string, end: string): Reach | undefined {
    const holders = this.rules.index.holders(world.resources, content);
    for (let at = this.#seen.get(content) ?? 0; at < holders.length; at++) {
      this.#seen.set(content, at + 1);
      const resource = world.resources.get(holders[at]!);
      if (resource === undefined || !this.#holds(resource, content)) continue;
      const opened = this.#open(world, resource);
      if (opened?.can === true) return { can: true, path: [...opened.path, end] };
    }
    return undefined;
  }

  #holds(resource: Resource, content: string): boolean {
    const held = this.rules.reads.get(resource.kind)?.holds(resource);
    return held !== undefined && contentKey(held) === content;
  }

  #open(world: World, resource: Resource): Reach | undefined {
    const reader = this.#reader;
    if (reader === undefined || this.#tried.has(resource.id)) return undefined;
    this.#tried.add(resource.id);
    const watched = recordedWorld(world, this.looked);
    watched.resources.get(resource.id);
    for (const way of this.rules.reads.get(resource.kind)?.ways(resource, watched, reader) ?? []) {
      const reply = tryWay(watched, this.rules.operations, reader, way);
      if (reply.is === "ok") return { can: true, path: [`${this.who} reads ${resource.name}: ${way.how}`] };
      this.#stops.push({ at: resource.name, how: way.how, refused: reply });
    }
    return this.#openByDataKey(world, resource);
  }

  /** The data key of a sealed message may lie elsewhere, wrapped for somebody else. */
  #openByDataKey(world: World, resource: Resource): Reach | undefined {
    if (!isKind<SealedData>(resource, sealedKind)) return undefined;
    const wanted = contentKey({ is: "data-key", dataKey: resource.data.dataKey })!;
    return this.#anyOf(world, wanted, `${this.who} has the data key of ${resource.name}, and opens it`);
  }
}

function knows(world: { readonly knowledge: Table<ReadonlySet<string>> }, who: string, document: string): boolean {
  return world.knowledge.get(who)?.has(document) === true;
}
