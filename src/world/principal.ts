// Who acts: accounts, and the roles, users and root user in them. Identity policies are kept as IAM JSON, as everywhere.

import type { Instant } from "./time.js";

export interface Account {
  /** The scenario's name, `A`. */
  readonly name: string;
  /** Twelve digits. */
  readonly id: string;
  readonly sequence: number;
  /** Sources whose events its trail leaves out: `kms.amazonaws.com`. */
  readonly trailExcludes?: readonly string[];
}

/** A policy as it was put: its JSON text. Compiled forms are remembered by text (rules/authorize). */
export interface StoredPolicy {
  readonly name: string;
  readonly text: string;
}

export interface Principal {
  /** `A/backup`; `A/root` is the account's root user; `A/service-role/backup` has a path. */
  readonly ref: string;
  readonly account: string;
  /** Without its path. */
  readonly name: string;
  readonly kind: "root" | "user" | "role";
  readonly arn: string;
  /** `AROA…`, `AIDA…`: a re-created principal of the same name has another one. */
  readonly uniqueId: string;
  readonly policies: readonly StoredPolicy[];
  readonly boundary?: StoredPolicy;
  /** Trust policy of a role. */
  readonly trust?: StoredPolicy;
  readonly tags: ReadonlyMap<string, string>;
  readonly serviceLinked: boolean;
  readonly createdAt: Instant;
  readonly sequence: number;
}

/** A role session that was entered by `as R assumed by P`. */
export interface Session {
  readonly name: string;
  readonly policy?: StoredPolicy;
  readonly assumedBy: string;
}

/** A session is named after who assumed it: `A/alice` is `alice`. */
export function sessionOf(by: string): Session {
  return { name: by.slice(by.lastIndexOf("/") + 1), assumedBy: by };
}

/**
 * Who makes a call, as the called service sees it.
 * - `principal`: a role, user or root user; `via` when a service calls in its name (a forward access session).
 * - `service`: a service acting for itself under a grant or a policy that names it; `account` is whose resource it works for.
 * - `infrastructure`: EC2's role that serves one instance, `assumed-role/aws:ec2-infrastructure/i-…`.
 * - `aws`: a service's own background work, recorded as `AWS Internal`.
 * - `outside`: a person or machine without AWS credentials.
 */
export type Caller =
  | {
      readonly is: "principal";
      readonly ref: string;
      readonly session?: Session;
      readonly via?: { readonly service: string; readonly region: string };
    }
  | {
      readonly is: "service";
      readonly service: string;
      readonly account: string;
      readonly region: string;
      readonly sourceArn?: string;
    }
  | { readonly is: "infrastructure"; readonly account: string; readonly region: string; readonly instance: string }
  | { readonly is: "aws"; readonly account: string; readonly service: string }
  | { readonly is: "outside"; readonly name: string };

/** The account whose trail and bill the call belongs to; empty for those outside AWS. */
export function callerAccount(caller: Caller): string {
  switch (caller.is) {
    case "principal":
      return caller.ref.slice(0, caller.ref.indexOf("/"));
    case "outside":
      return "";
    default:
      return caller.account;
  }
}

/** The caller as a trace shows it: `A/admin`, `ec2 for A/admin`, `ec2-infrastructure i1`. */
export function callerText(caller: Caller): string {
  switch (caller.is) {
    case "principal":
      return caller.via ? `${caller.via.service} for ${caller.ref}` : caller.ref;
    case "service":
      return `${caller.service} (for account ${caller.account})`;
    case "infrastructure":
      return `ec2-infrastructure/${caller.instance}`;
    case "aws":
      return `${caller.service} itself`;
    case "outside":
      return caller.name;
  }
}
