// Whether a grant covers a call. Grants only allow; whom they name matters as it does in a key policy.

import { unreachable } from "../../base/assert.js";
import type { GrantConstraint, GrantView } from "./policies.js";
import type { Naming } from "./principals.js";
import type { AccessRequest, RequestPrincipal } from "./request.js";

/** The first thing that keeps a grant from covering a call. */
export type GrantMismatch = "not-usable" | "operation" | "grantee" | "constraint" | "source-arn";

const operationsWithoutContextConstraint = new Set(["DescribeKey", "RetireGrant", "CreateGrant"]);

/** How the grant names the caller, or `none`. */
export function grantee(grant: GrantView, caller: RequestPrincipal): Naming {
  const { grantee: named } = grant;
  switch (named.is) {
    case "account":
      return caller.account === named.account ? "account" : "none";
    case "identity":
      return (caller.kind === "user" || caller.kind === "role") && caller.arn === named.arn ? caller.kind : "none";
    case "session":
      return caller.sessionArn === named.arn ? "session" : "none";
    case "service":
      return caller.kind === "service" && caller.arn === named.name ? "service" : "none";
    case "unique-id":
      return byUniqueId(named.id, caller);
    default:
      return unreachable(named);
  }
}

function byUniqueId(id: string, caller: RequestPrincipal): Naming {
  if (caller.uniqueId === "" || (caller.kind !== "user" && caller.kind !== "role")) return "none";
  if (id === caller.uniqueId) return caller.kind;
  const session = caller.sessionArn?.slice(caller.sessionArn.lastIndexOf("/") + 1);
  return session !== undefined && id === `${caller.uniqueId}:${session}` ? "session" : "none";
}

export function grantMismatch(grant: GrantView, request: AccessRequest): GrantMismatch | undefined {
  const operation = request.grantOperation;
  if (operation === undefined || !grant.operations.has(operation)) return "operation";
  if (grantee(grant, request.principal) === "none") return "grantee";
  if (!grant.usable) return "not-usable";
  const { constraint } = grant;
  if (
    constraint !== undefined &&
    !operationsWithoutContextConstraint.has(operation) &&
    !meetsConstraint(constraint, request.grantContext)
  ) {
    return "constraint";
  }
  if (grant.sourceArn !== undefined && operation !== "RetireGrant" && request.context.get("aws:sourcearn") !== grant.sourceArn)
    return "source-arn";
  return undefined;
}

/** Pairs are compared in full, case counted; `subset` allows more pairs than it names. */
export function meetsConstraint(constraint: GrantConstraint, context: ReadonlyMap<string, string> = new Map()): boolean {
  if (constraint.kind === "equals" && context.size !== constraint.pairs.size) return false;
  for (const [key, value] of constraint.pairs) {
    if (context.get(key) !== value) return false;
  }
  return true;
}

/**
 * Whether a grant may be passed on as `child`: no operation more, constraints no looser. A call of CreateGrant counts as
 * one that a grant may allow only then.
 */
export function mayPassOn(
  parent: Pick<GrantView, "operations" | "constraint" | "sourceArn">,
  child: Pick<GrantView, "operations" | "constraint" | "sourceArn">,
): boolean {
  for (const operation of child.operations) {
    if (!parent.operations.has(operation)) return false;
  }
  if (parent.sourceArn !== undefined && child.sourceArn !== parent.sourceArn) return false;
  const wanted = parent.constraint;
  if (wanted === undefined) return true;
  const got = child.constraint;
  if (got === undefined || (wanted.kind === "equals" && got.kind !== "equals")) return false;
  return meetsConstraint(wanted, got.pairs);
}
