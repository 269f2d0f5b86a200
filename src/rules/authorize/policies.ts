// The policies and grants that bear on one request, each under the name by which a reader knows it.

import type { CompiledPolicy } from "./compile.js";

export interface NamedPolicy {
  /** Such as "key policy of k1" or "identity policy of B/backup". */
  readonly name: string;
  readonly document: CompiledPolicy;
  /** Where it was set, for a reader: a line, a step. */
  readonly origin?: string;
}

/** The policies of one level of an organization (root, each unit, the account); each level must allow. */
export interface PolicyLevel {
  readonly level: string;
  readonly policies: readonly NamedPolicy[];
}

export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly session?: NamedPolicy;
  readonly resource?: NamedPolicy;
  /** Empty where service control policies do not bind: no organization, the management account, services. */
  readonly scps: readonly PolicyLevel[];
  readonly rcps: readonly PolicyLevel[];
  readonly endpoint?: NamedPolicy;
  readonly grants: readonly GrantView[];
}

export const noPolicies: PolicySet = { identity: [], scps: [], rcps: [], grants: [] };

export type Grantee =
  | { readonly is: "account"; readonly account: string }
  /** A user's or a role's ARN. */
  | { readonly is: "identity"; readonly arn: string }
  | { readonly is: "session"; readonly arn: string }
  | { readonly is: "service"; readonly name: string }
  /** What is left of a grantee that was deleted: `AROA…`, `AIDA…`, or `AROA…:session`. */
  | { readonly is: "unique-id"; readonly id: string };

export interface GrantConstraint {
  readonly kind: "equals" | "subset";
  readonly pairs: ReadonlyMap<string, string>;
}

export interface GrantView {
  readonly id: string;
  /** Such as "grant g1 on k1". */
  readonly name: string;
  readonly grantee: Grantee;
  /** Operations under their grant names: `Decrypt`, `ReEncryptFrom`. */
  readonly operations: ReadonlySet<string>;
  readonly constraint?: GrantConstraint;
  readonly sourceArn?: string;
  /** False while the grant is not seen everywhere yet and the call does not bring its token. */
  readonly usable: boolean;
  /** Revoked or retired: it works on until that is seen everywhere, and nobody waits for it. */
  readonly isEnding?: true;
}
