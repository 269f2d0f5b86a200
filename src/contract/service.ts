// What a service gives. A service is a folder and one line in services/index.ts; authorization, trail, bill, formatter and
// reports need no change for it, since they work from operations and facts.

import type { ConditionKeyNames } from "../rules/authorize/condition-key-names.js";
import type { AnyOperation, OperationContext, WorldEditor } from "../rules/operation.js";
import type { Price } from "../rules/price.js";
import type { ReadRule } from "../rules/reach/sources.js";
import type { Refused } from "../rules/reply.js";
import type { RequestChoice } from "../rules/request-choices.js";
import type { Resource } from "../world/resource.js";
import type { Instant } from "../world/time.js";
import type { DueEvent, World } from "../world/world.js";
import type { AnyVerbEntry } from "./statement.js";
import type { UseRule } from "./uses.js";

/** A value that `expect k1.rotations is 2` compares: text, whole number, size, days, or another resource by id. */
export type PropertyValue =
  | {
      readonly is: "text";
      readonly text: string /** Another way to say it: the constant as AWS writes it. */;
      readonly also?: string;
    }
  | {
      readonly is: "number";
      readonly value: number /** Another way to say it, as the protocol writes it. */;
      readonly also?: string;
    }
  | { readonly is: "size"; readonly bytes: number }
  | { readonly is: "days"; readonly days: number }
  | { readonly is: "instant"; readonly at: Instant }
  | { readonly is: "resource"; readonly id: string }
  | { readonly is: "nothing" };

export interface KindEntry {
  readonly name: string;
  readonly article: string;
  readonly plural: string;
  /** What the trace shows after `+ key k1`: `SYMMETRIC_DEFAULT, encrypt-decrypt, customer managed, enabled`. */
  describe(resource: Resource, world: World): string;
  /** `k1.rotations`, `s2.key`. */
  readonly properties: ReadonlyMap<string, (resource: Resource, world: World) => PropertyValue>;
  /** `k1 is enabled`, `vol1 is encrypted`. */
  readonly states: ReadonlyMap<string, (resource: Resource, world: World) => boolean>;
  /** One that is deleted, or never came to anything, and still in the world: its name may be given again. */
  isGone?(resource: Resource): boolean;
  /** What AWS answers who names one that is not there any more, or was never made. */
  absent?(name: string): Refused;
  /** Kinds that are values, not things in AWS: a later statement may give the name to another one. */
  readonly rebindable?: true;
}

/** Called when something that the service scheduled falls due. */
export type EventHandler = (ctx: EventContext, event: DueEvent) => void;
export interface EventContext extends WorldEditor {
  /** Calls as a service's own background work. */
  call: OperationContext["call"];
}

/** A diagnostic or warning code of the service: what is wrong, then what to write. */
export interface CodeWords {
  readonly title: string;
  say(args: Readonly<Record<string, string>>): { readonly text: string; readonly help?: string };
  readonly example?: string;
}

export type { Price };

export interface ServiceDefinition {
  /** `kms`, `ec2`, as in an action's prefix and on a bill. */
  readonly name: string;
  readonly operations: readonly AnyOperation[];
  readonly verbs: readonly AnyVerbEntry[];
  readonly kinds: readonly KindEntry[];
  readonly events: ReadonlyMap<string, EventHandler>;
  readonly words: ReadonlyMap<string, CodeWords>;
  /** What an event is called in a trace, `rotation of k1`. */
  readonly eventWords: ReadonlyMap<string, (event: DueEvent) => string>;
  /** Items of the catalog, with their prices, for the bill. */
  readonly prices: ReadonlyMap<string, Price>;
  /** How things of these kinds are read: what is in them, and the calls that give it. By the kind's name. */
  readonly reads?: ReadonlyMap<string, ReadRule>;
  /** What things of these kinds are for. By the kind's name. */
  readonly uses?: ReadonlyMap<string, UseRule>;
  /** What it was told that no thing shows, where it is not as at first, for comparing: `trail of A` `leaves out kms.amazonaws.com`. */
  readonly settings?: (world: World) => ReadonlyMap<string, string>;
  /** Names of AWS operations of this service that Custody refuses by name. */
  readonly notModelled: readonly string[];
  /** Keys of the encryption contexts that its calls to KMS carry. */
  readonly contextKeys?: readonly string[];
  /** What a request for an action on a thing, or on none, may say of itself, as condition keys; for questions, which have no request. */
  readonly choices?: (action: string, on: Resource | undefined, world: World) => readonly RequestChoice[];
  /** The condition keys of this service's actions; whoever gives them gives all that AWS has. */
  readonly conditionKeys?: ConditionKeyNames;
}
