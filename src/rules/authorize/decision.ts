// The answer and what it rests on, as data that is cheap to make: names of layers and routes, and references to policies and statements.
// Sentences are made from it only when somebody reads them (explain, words).

import type { GrantView, NamedPolicy, PolicySet } from "./policies.js";
import type { AccessRequest } from "./request.js";

/** What can stand in the way, in the order in which AWS names it; `operation` is one that never works from another account. */
export type Layer = "rcp" | "scp" | "endpoint" | "operation" | "resource" | "identity" | "boundary" | "session" | "grant";

/** By which way a request came to be allowed. */
export type Route =
  /** A statement of the resource's policy names the caller itself. */
  | "resource-names-caller"
  /** A statement of the resource's policy is for everybody. */
  | "resource-open-to-all"
  /** The resource's policy trusts the account, and an identity policy of the caller allows. */
  | "account-trust"
  /** The resource is in another account: its policy lets the caller in, and an identity policy of the caller allows. */
  | "both-accounts"
  | "grant"
  /** An identity policy suffices: the resource is not a key, or there is no resource. */
  | "identity"
  /** The caller is the account's root user. */
  | "root-user";

export interface StatementRef {
  readonly layer: Layer;
  readonly policy: NamedPolicy;
  /** Index in the policy, from 0. */
  readonly statement: number;
}

export interface Block {
  readonly layer: Layer;
  /** Whether a deny statement says no, rather than nothing saying yes. */
  readonly explicit: boolean;
  /** The deny statement, when explicit. */
  readonly by?: StatementRef;
  /** The level of an organization whose policies deny or do not allow. */
  readonly level?: string;
}

interface Basis {
  readonly request: AccessRequest;
  readonly policies: PolicySet;
}

export interface Allowed extends Basis {
  readonly allowed: true;
  readonly route: Route;
  /** The statements that together gave permission, the resource's side first; empty for a grant alone. */
  readonly deciding: readonly StatementRef[];
  readonly grant?: GrantView;
}

export interface Refused extends Basis {
  readonly allowed: false;
  /** Every layer that blocks; the first is the one that AWS names. */
  readonly layers: readonly [Block, ...Block[]];
}

export type Decision = Allowed | Refused;

export function isCrossAccount(request: AccessRequest): boolean {
  const { account } = request.principal;
  return account !== "" && account !== request.resourceAccount;
}
