// All services put together: verbs by what they act on, operations by name, kinds and events. Made once, by api/simulate.ts.

import { assert } from "../base/assert.js";
import type { EventHandler, KindEntry, ServiceDefinition } from "../contract/service.js";
import type { AnyVerbEntry } from "../contract/statement.js";
import type { UseRule } from "../contract/uses.js";
import type { Verb } from "../language/syntax.js";
import { ConditionKeyList } from "../rules/authorize/condition-key-names.js";
import type { OperationRegistry } from "../rules/call.js";
import type { AnyOperation } from "../rules/operation.js";
import { ciphertextReads } from "../rules/reach/ciphertexts.js";
import type { ReadRule } from "../rules/reach/sources.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import { lintWarnings } from "./lint/words.js";
import type { Vocabulary } from "./log.js";

export interface Registry {
  readonly operations: OperationRegistry;
  readonly verbs: ReadonlyMap<Verb, readonly AnyVerbEntry[]>;
  readonly kinds: ReadonlyMap<string, KindEntry>;
  /** The service that each kind is of. */
  readonly kindServices: ReadonlyMap<string, string>;
  readonly events: ReadonlyMap<string, EventHandler>;
  readonly reads: ReadonlyMap<string, ReadRule>;
  readonly uses: ReadonlyMap<string, UseRule>;
  readonly notModelled: ReadonlySet<string>;
  readonly conditionKeys: ConditionKeyList;
  /** What requests of each service may say of themselves. */
  readonly choices: ReadonlyMap<string, NonNullable<ServiceDefinition["choices"]>>;
  /** Keys of the encryption contexts that services give of themselves. */
  readonly contextKeys: readonly string[];
  /** What each service was told that no thing shows. */
  readonly settings: readonly ((world: World) => ReadonlyMap<string, string>)[];
  /** Every action that a call may need. */
  readonly actions: readonly string[];
  readonly vocabulary: Vocabulary;
}

export function makeRegistry(
  services: readonly ServiceDefinition[],
  builtIn: readonly AnyVerbEntry[],
  priceDate: string,
): Registry {
  const operations = new Map<string, AnyOperation>();
  const verbs = new Map<Verb, AnyVerbEntry[]>();
  const kinds = new Map<string, KindEntry>();
  const kindServices = new Map<string, string>();
  const events = new Map<string, EventHandler>();
  const reads = new Map<string, ReadRule>(ciphertextReads);
  const uses = new Map<string, UseRule>();
  const notModelled = new Set<string>();
  for (const entry of builtIn) addTo(verbs, entry);
  for (const service of services) {
    for (const operation of service.operations) {
      assert(!operations.has(operation.action), `${operation.action} belongs to one service`);
      operations.set(operation.action, operation);
    }
    for (const entry of service.verbs) addTo(verbs, entry);
    for (const kind of service.kinds) {
      kinds.set(kind.name, kind);
      kindServices.set(kind.name, service.name);
    }
    for (const [name, handler] of service.events) events.set(name, handler);
    for (const [name, rule] of service.reads ?? []) reads.set(name, rule);
    for (const [name, rule] of service.uses ?? []) uses.set(name, rule);
    for (const name of service.notModelled) notModelled.add(`${service.name}:${name}`);
  }
  const conditionKeys = new ConditionKeyList(services.flatMap((service) => service.conditionKeys ?? []));
  const choices = new Map(
    services.flatMap((service) => (service.choices === undefined ? [] : [[service.name, service.choices] as const])),
  );
  const contextKeys = services.flatMap((service) => service.contextKeys ?? []);
  const actions = [...operations.values()].flatMap(({ action, iamActions = [action], actionsBesides = [] }) => [
    ...iamActions,
    ...actionsBesides,
  ]);
  const vocabulary = vocabularyOf(services, kinds, priceDate);
  return {
    operations,
    verbs,
    kinds,
    kindServices,
    events,
    reads,
    uses,
    notModelled,
    conditionKeys,
    choices,
    contextKeys,
    settings: services.flatMap(({ settings = [] }) => settings),
    actions,
    vocabulary,
  };
}

/** Whether no other thing may be given its name. */
export function keepsName({ kinds }: Registry, thing: Resource): boolean {
  const entry = kinds.get(thing.kind);
  return entry?.rebindable !== true && entry?.isGone?.(thing) !== true;
}

function addTo(verbs: Map<Verb, AnyVerbEntry[]>, entry: AnyVerbEntry): void {
  const entries = verbs.get(entry.verb);
  if (entries === undefined) verbs.set(entry.verb, [entry]);
  else entries.push(entry);
}

function vocabularyOf(
  services: readonly ServiceDefinition[],
  kinds: ReadonlyMap<string, KindEntry>,
  priceDate: string,
): Vocabulary {
  return {
    kinds,
    words: new Map([...services.flatMap((service) => [...service.words]), ...lintWarnings]),
    eventWords: new Map(services.flatMap((service) => [...service.eventWords])),
    prices: new Map(services.flatMap((service) => [...service.prices])),
    itemServices: new Map(services.flatMap(({ name, prices }) => [...prices.keys()].map((item) => [item, name] as const))),
    priceDate,
    services: services.map((service) => service.name),
  };
}
