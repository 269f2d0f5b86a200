// Who can read what: what somebody knows, and what they could get with today's permissions, step by step. Data keys that are got open
// what else lies under them. A yes carries the path; a no, where each path stops.

import type { Table } from "../../base/table.js";
import { documentKind, originalOf } from "../../world/document.js";
import type { Content } from "../../world/key.js";
import type { Caller } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type SealedData, sealedKind } from "../../world/sealed.js";
import type { World } from "../../world/world.js";
import type { OperationRegistry } from "../call.js";
import type { Refused } from "../reply.js";
import type { ReadRule } from "./sources.js";
import { tryWay } from "./trial.js";

export interface ReachRules {
  readonly operations: OperationRegistry;
  readonly reads: ReadonlyMap<string, ReadRule>;
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

/** Whether `who` (`A/alice`, `mallory`, `service s3`) can come to know what is in `target`. */
export function canRead(world: World, rules: ReachRules, who: string, target: Resource): Reach {
  const search = new Search(world, rules, who);
  return isKind(target, documentKind) ? search.document(originalOf(target)) : search.thing(target);
}

function readerOf(who: string): Caller | undefined {
  if (who.startsWith("service ")) return undefined;
  return who.includes("/") ? { is: "principal", ref: who } : { is: "outside", name: who };
}

class Search {
  readonly #reader: Caller | undefined;
  readonly #tried = new Set<string>();
  readonly #stops: Stopped[] = [];

  constructor(
    private readonly world: World,
    private readonly rules: ReachRules,
    private readonly who: string,
  ) {
    this.#reader = readerOf(who);
  }

  document(id: string): Reach {
    if (knows(this.world.knowledge, this.who, id)) return { can: true, path: [`${this.who} knows ${id}`] };
    return this.#anyOf((content) => content.is === "document" && content.document === id, `learns ${id}`);
  }

  /** A thing is read by whoever knows what is in it, or gets it out. */
  thing(target: Resource): Reach {
    if (knows(this.world.knowledge, this.who, target.id)) return { can: true, path: [`${this.who} has seen ${target.name}`] };
    const content = this.rules.reads.get(target.kind)?.holds(target);
    if (content?.is === "document" && knows(this.world.knowledge, this.who, content.document))
      return { can: true, path: [`${this.who} knows ${content.document}`] };
    return this.#open(target) ?? { can: false, stops: this.#stops };
  }

  /** The first thing whose content is wanted and that opens. */
  #anyOf(wanted: (content: Content) => boolean, end: string): Reach {
    for (const resource of this.world.resources.values()) {
      const content = this.rules.reads.get(resource.kind)?.holds(resource);
      if (content === undefined || !wanted(content)) continue;
      const opened = this.#open(resource);
      if (opened?.can === true) return { can: true, path: [...opened.path, `${this.who} ${end}`] };
    }
    return { can: false, stops: this.#stops };
  }

  #open(resource: Resource): Reach | undefined {
    if (this.#tried.has(resource.id)) return undefined;
    this.#tried.add(resource.id);
    const reader = this.#reader;
    if (reader === undefined) return undefined;
    for (const way of this.rules.reads.get(resource.kind)?.ways(resource, this.world, reader) ?? []) {
      const reply = tryWay(this.world, this.rules.operations, reader, way);
      if (reply.is === "ok") return { can: true, path: [`${this.who} reads ${resource.name}: ${way.how}`] };
      this.#stops.push({ at: resource.name, how: way.how, refused: reply });
    }
    return this.#openByDataKey(resource);
  }

  /** The data key of a sealed message may lie elsewhere, wrapped for somebody else. */
  #openByDataKey(resource: Resource): Reach | undefined {
    if (!isKind<SealedData>(resource, sealedKind)) return undefined;
    const { dataKey } = resource.data;
    const got = this.#anyOf(
      (content) => content.is === "data-key" && content.dataKey === dataKey,
      `has the data key of ${resource.name}`,
    );
    return got.can ? got : undefined;
  }
}

export function knows(knowledge: Table<ReadonlySet<string>>, who: string, document: string): boolean {
  return knowledge.get(who)?.has(document) === true;
}
