// What the handler of a statement may ask. A handler turns a sentence into calls; it decides nothing about permission, price or trail.

import type { Problem } from "../language/diagnostic.js";
import type {
  Do,
  DocumentSource,
  KeyTarget,
  Name,
  Node,
  PlaceSpec,
  PrincipalSpec,
  RecordValue,
  Verb,
} from "../language/syntax.js";
import type { PolicyKind } from "../rules/authorize/document.js";
import type { ActionName, CallOptions, InputOf, OutputOf, WorldEditor } from "../rules/operation.js";
import type { Reply } from "../rules/reply.js";
import type { KeyData } from "../world/key.js";
import type { Place } from "../world/place.js";
import type { Caller, Principal } from "../world/principal.js";
import type { Kind, Resource } from "../world/resource.js";

export interface StatementContext extends WorldEditor {
  /**
   * Who makes this statement's calls: `by`, or the enclosing `as`, or the administrator of `account`.
   * Accounts, roles and users come into being when first named.
   */
  actor(account: string): Caller;
  /** Makes a call in `in`; `as` is who makes it. */
  call<A extends ActionName>(
    action: A,
    input: InputOf<A>,
    how: { readonly as: Caller; readonly region: string } & Pick<CallOptions, "grantTokens">,
  ): Reply<OutputOf<A>>;
  /** The place said, completed from `base`, then from `default`. Asks for what is still missing, with a diagnostic. */
  place(spec: PlaceSpec | undefined, base?: Partial<Place>, at?: Node): Place;
  /** Only the account (or Region), where a sentence needs no more. */
  account(spec: PlaceSpec | undefined, base?: string): string;
  region(spec: PlaceSpec | undefined, base?: string): string;
  /** Brings the account into being. */
  named(account: Name | string): string;
  /** The resource of that name, also one that is gone, as it last was: calls about it are refused. Else a diagnostic that offers the nearest name. */
  resource<T>(name: Name, kind: Kind<T>): Resource<T>;
  anyResource(name: Name, kinds: readonly string[]): Resource;
  /** Whether there was a thing of that name that AWS does not find any more: it is not made by being named. */
  isGone(name: Name): boolean;
  /** The key a sentence means by `with k1`, `with alias app`, `with aws/ebs`, seen from a place. AWS managed keys are made on first use. */
  keyFor(target: KeyTarget, place: Place): Resource<KeyData>;
  /** How the call names that key: its ARN, or the alias as written. */
  keyReference(target: KeyTarget, place: Place): string;
  /** Principals of a policy sentence come into being; gives what a policy's Principal element holds. */
  policyPrincipal(spec: PrincipalSpec): { readonly type: "AWS" | "Service" | "*"; readonly value: string };
  principal(ref: Name | string, kind?: "role" | "user"): Principal;
  /** A policy as it stands in the file or in a file beside it. What AWS knows in it and Custody does not ends the run, at the words. */
  policyDocument(source: DocumentSource, kind: PolicyKind): string;
  /** A `when { StringEquals: { "kms:ViaService": "…" } }` as the JSON of a policy's `Condition`; as strict as with a policy. */
  condition(when: RecordValue): unknown;
  /** The name for what this statement makes: `as NAME`, or a derived one. */
  newName(st: { readonly as?: Name | undefined }, stem: string): string;
  /** Says that `sentence` was implied, then runs it: its facts follow. */
  implied<T>(sentence: string, work: () => T): T;
  /** Ends the run with a diagnostic at this node (exit 2): the text cannot mean anything. */
  fail(
    code: string,
    at: Node,
    args: Readonly<Record<string, string>>,
    more?: Partial<Pick<Problem, "hint" | "notes" | "fix">>,
  ): never;
  /** The same for a mistake that the words alone show. */
  reject(problem: Problem): never;
  /** What AWS does and Custody does not (yet): a diagnostic by name that satisfies no `expect`. */
  notModelled(what: string, at: Node): never;
}

/** A name that a sentence uses besides its object, and the kinds that it may be of; any where none is said. */
export interface Use {
  readonly name: Name;
  readonly kinds: readonly string[];
  /** It comes into being when first named (an instance). */
  readonly implied?: true;
}

export interface VerbEntry<V extends Verb> {
  readonly verb: V;
  /** `new`: the object is the new thing's name. A list: kinds that it acts on. `free`: whatever the handler makes of it. */
  readonly on: "new" | "free" | readonly string[];
  /** Kind of what it makes, under the object's name (`new`), `as NAME`, or a derived name. */
  readonly makes?: string;
  /** `as NAME` may name something all the same, of which only a run shows what it is. */
  readonly makesSome?: true;
  /** Other names that the sentence uses. */
  readonly uses?: (st: Do<V>) => readonly Use[];
  /** What the words of the sentence alone show to be wrong: told when a file is checked, all at once, before anything runs. */
  readonly mistakes?: (st: Do<V>) => readonly Problem[];
  /** Makes the object when it is named here first (`snapshot vol1 with k1`). */
  readonly imply?: (ctx: StatementContext, name: Name, st: Do<V>) => Reply;
  /** Whether the sentence says enough for that; it does, if this is not said. */
  readonly implies?: (st: Do<V>) => boolean;
  /** Needs to be told an account and a Region: checked before anything runs. */
  readonly needsPlace?: boolean;
  /** `object` is there when `on` is a list. */
  readonly run: (ctx: StatementContext, st: Do<V>, object: Resource | undefined) => Reply;
}
// biome-ignore lint/suspicious/noExplicitAny: typed where it is written, through verb()
export type AnyVerbEntry = VerbEntry<any>;

export function verb<V extends Verb>(entry: VerbEntry<V>): AnyVerbEntry {
  return entry;
}
