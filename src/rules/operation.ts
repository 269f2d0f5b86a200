// An AWS operation, as data and two functions: what it needs before it may run (`prepare`) and what it does (`perform`).
// Everything between — who asks, is it allowed, is the service up, the trail, the meter — is the one door's (call.ts), for all services.

import type { Place } from "../world/place.js";
import type { Caller } from "../world/principal.js";
import type { Kind, Resource } from "../world/resource.js";
import type { Instant } from "../world/time.js";
import type { World, WorldDraft } from "../world/world.js";
import type { RecordDetail } from "./facts.js";
import type { Refused, Reply } from "./reply.js";
import type { RequestChoice } from "./request-choices.js";

/**
 * Inputs and outputs of every operation, by AWS's name. Each service adds its own by declaration merging, so that
 * `ctx.call("kms:CreateGrant", …)` is typed in a service that never imports KMS.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the services
export interface Operations {}
export type ActionName = keyof Operations & string;
// Of any text, since a program that uses the library sees this interface empty, and `any` is no name of nothing.
export type InputOf<A extends string> = Operations[A & ActionName] extends { input: infer I } ? I : never;
export type OutputOf<A extends string> = Operations[A & ActionName] extends { output: infer O } ? O : never;

/** One permission that a call needs; a call may need several (kms:ReEncryptFrom and kms:ReEncryptTo). */
export interface Permission {
  /** The IAM action; differs from the operation's name only where AWS's does. */
  readonly action: string;
  /** The resource as a policy names it, or `*`. */
  readonly arn: string;
  /** Owner of the resource, by the scenario's name. */
  readonly account: string;
  /** The resource itself, where the world holds it: its policy and grants decide too. */
  readonly resource?: Resource;
  readonly rule: "kms" | "ordinary" | "identity-only";
  readonly crossAccount: "allowed" | "never";
  /** The grant operation that would allow it, `Decrypt`. */
  readonly grantOperation?: string;
  /** What a grant's constraint is held against, where that is not the call's encryption context. */
  readonly grantContext?: ReadonlyMap<string, string>;
  /** What the resource's policy is called, also where it has none: `bucket policy of b1`. */
  readonly policyName?: string;
  /** Condition keys that this operation adds to the common ones; names in any case. */
  readonly keys?: ReadonlyMap<string, string | readonly string[]>;
  /** For questions, which have no request: what one may say of itself. */
  readonly choices?: readonly RequestChoice[];
  /** What a question has it say that a plain request would not. */
  readonly besides?: ReadonlyMap<string, string | readonly string[]>;
}

export interface Prepared {
  readonly permissions: readonly Permission[];
  /** Ids of resources for the trail and the trace. */
  readonly on: readonly string[];
  readonly encryptionContext?: ReadonlyMap<string, string>;
  /** Of a ciphertext that is wrapped anew, where its context changes. */
  readonly newEncryptionContext?: ReadonlyMap<string, string>;
  /** Owners of the resources, by the scenario's names: a successful call is recorded there too. */
  readonly owners: readonly string[];
  /** Who pays for the call and for what, where that is not the caller and the first of `on`: a bucket's owner, for the bucket. */
  readonly billed?: { readonly account: string; readonly resource: string };
  /** Denials of Decrypt without a key ID have a text of their own. */
  readonly byCiphertext?: true;
}

/** A request quota of an account in a Region, and how many requests a second it allows. */
export interface RequestQuota {
  readonly name: string;
  readonly perSecond: number;
  /** What the call counts as besides, in another Region: ReplicateKey is two CreateKey requests where the replica is made. */
  readonly also?: { readonly name: string; readonly perSecond: number; readonly region: string; readonly times: number };
}

export interface Operation<A extends string = ActionName> {
  readonly action: A;
  readonly readOnly: boolean;
  /** Whether it can be used on another account's resource at all; `allowed` if absent. For questions, which have no request. */
  readonly crossAccount?: "allowed" | "never";
  /** The operation of a grant that would allow it, for questions. */
  readonly grantOperation?: string;
  /** Whether it makes sense on this thing: nothing is ever signed with a key for encryption. All, if absent; for questions. */
  suits?(resource: Resource): boolean;
  /** What refuses it on this thing as that stands, whoever asks; for questions. */
  refusedOn?(resource: Resource): Refused | undefined;
  /** What IAM knows it as, where that is not its own name (kms:ReEncryptFrom and kms:ReEncryptTo). */
  readonly iamActions?: readonly string[];
  /** Actions on other things that it may need besides (iam:PassRole). */
  readonly actionsBesides?: readonly string[];
  /** For questions: the ways to make a call about `on`, each with all that it needs; undefined: its own action on that thing is all. */
  neededOn?(on: Resource, ctx: PrepareContext): readonly (readonly Permission[])[] | undefined;
  /** Management events are recorded always; data events (s3:GetObject) only where a trail asks for them, which Custody does not model. */
  readonly recorded: boolean;
  /** Resolves names and checks the request's form, in AWS's order: what is not there or malformed is refused before anyone is asked. */
  prepare(input: InputOf<A>, ctx: PrepareContext): Prepared | Refused;
  /** Runs once it is allowed: key states, usages, and what it does to the world. */
  perform(input: InputOf<A>, ctx: OperationContext): Reply<OutputOf<A>>;
  /** The catalog item that one call of it is billed as; absent: not billed. */
  meter?(input: InputOf<A>, ctx: PrepareContext): string | undefined;
  /** What its record shows; `output` is absent when it was refused. */
  record(input: InputOf<A>, ctx: PrepareContext, output: OutputOf<A> | undefined): RecordDetail;
  /** The request quota that it counts against. */
  quota?(input: InputOf<A>, ctx: PrepareContext): RequestQuota | undefined;
}

/** The types are checked where an operation is written; the registry holds them without. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyOperation = Operation<any>;

export interface PrepareContext {
  readonly world: World;
  readonly caller: Caller;
  /** Where the call is made: the caller's account and the endpoint's Region. */
  readonly place: Place;
}

/** How one operation calls another. `as` defaults to the caller, forwarded (`via` this service) when that is a principal. */
export interface CallOptions {
  readonly as?: Caller;
  readonly region?: string;
  /** Grants this call brings the tokens of: they count even before they are seen everywhere. */
  readonly grantTokens?: readonly string[];
}

export interface OperationContext extends WorldEditor {
  readonly caller: Caller;
  readonly place: Place;
  /** Calls an operation on someone's behalf; it appears indented under this one. */
  call<A extends ActionName>(action: A, input: InputOf<A>, options?: CallOptions): Reply<OutputOf<A>>;
}

/** What may be done to a world, with the facts that it leaves. */
export interface WorldEditor {
  readonly world: WorldDraft;
  readonly now: Instant;
  /** Makes a resource: gives it its place in the order, the fact `made`, and puts it into the world. */
  make<T>(kind: Kind<T>, spec: NewResource<T>): Resource<T>;
  /** A thing of that name and kind, if it is there. */
  find<T>(kind: Kind<T>, id: string): Resource<T> | undefined;
  /** Replaces a resource; `what`, if said, becomes the fact `changed`. */
  put(resource: Resource, what?: string): void;
  /** Takes a resource away with the fact `gone`. */
  remove(resource: Resource, what: string): void;
  /** The next number of its kind: `derive("vol1-snap")` is `vol1-snap-1`, then `vol1-snap-2`. */
  derive(stem: string): string;
  warn(code: string, args: Readonly<Record<string, string>>): void;
  /** Something paid for by time begins or ends. */
  holding(
    change: "begins" | "ends",
    what: { id: string; account: string; region: string; item: string; quantity: number; at?: Instant },
  ): void;
  usage(account: string, region: string, item: string, quantity: number): void;
  /** Lets `event` (a handler of some service) fall due; the same subject and event may be scheduled again. */
  schedule(at: Instant, event: string, subject: string, detail?: string): void;
  /** Takes every waiting event of that name and subject out of the queue. */
  unschedule(event: string, subject: string): void;
  /** Facts left by `work` are marked as told later than the answer. */
  later<T>(work: () => T): T;
  /** A whole number, 0 ≤ n < below, from the stream of that purpose. */
  draw(purpose: string, below: number): number;
  /**
   * What a service did by itself, recorded as a service event (RotateKey, DeleteKey); `inNameOf` a caller, as a call that it makes for
   * that one (the second record of UpdatePrimaryRegion).
   */
  serviceEvent(action: string, on: Resource, detail: RecordDetail, inNameOf?: Caller): void;
  learn(who: string, document: string, how: string): void;
}

export interface NewResource<T> {
  readonly id: string;
  readonly name?: string;
  readonly place: Place;
  readonly arn: string;
  readonly data: T;
  readonly tags?: ReadonlyMap<string, string>;
  readonly policy?: { readonly name: string; readonly text: string };
}
