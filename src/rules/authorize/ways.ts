// The ways to a permission, once nothing denies: the resource's policy names the caller, an account's trust is taken up by an identity policy,
// a grant, an identity policy alone where no key is involved. Who is named how decides which limits apply.

import { assert } from "../../base/assert.js";
import { type CompiledStatement, fits } from "./compile.js";
import { type Allowed, isCrossAccount, type Route, type StatementRef } from "./decision.js";
import { grantee, grantMismatch } from "./grants.js";
import type { NamedPolicy, PolicySet } from "./policies.js";
import { type Naming, naming } from "./principals.js";
import type { AccessRequest } from "./request.js";
import { allowing, isWithinLimits } from "./weigh.js";

/** The allow statement of the resource's policy that gives most: one that needs nothing further, else one that limits apply to, else trust in the account. */
export interface ResourceAllow {
  readonly naming: Exclude<Naming, "none">;
  readonly statement: CompiledStatement;
}

export function resourceAllow(request: AccessRequest, policies: PolicySet): ResourceAllow | undefined {
  const { resource } = policies;
  if (resource === undefined || request.resourceRule === "identity-only") return undefined;
  let best: ResourceAllow | undefined;
  for (const statement of resource.document.candidates(request.action).allows) {
    if (statement.principal === undefined) continue;
    const named = naming(statement.principal, request.principal, "Allow", policies.boundary !== undefined);
    if (named === "none" || (best !== undefined && strength(named) <= strength(best.naming)) || !fits(statement, request))
      continue;
    best = { naming: named, statement };
    if (strength(named) === 3) break;
  }
  return best;
}

// A role that is named is held to boundary and session policy; a user, a session, a service or everybody is not (IAM User Guide).
function strength(named: Naming): number {
  return named === "none" ? 0 : named === "account" ? 1 : named === "role" ? 2 : 3;
}

export function findWay(request: AccessRequest, policies: PolicySet): Allowed | undefined {
  const resource = resourceAllow(request, policies);
  if (isCrossAccount(request)) return acrossAccounts(request, policies, resource) ?? byGrant(request, policies);
  return namedByResource(request, policies, resource) ?? byIdentity(request, policies, resource) ?? byGrant(request, policies);
}

function namedByResource(request: AccessRequest, policies: PolicySet, resource: ResourceAllow | undefined): Allowed | undefined {
  if (resource === undefined || resource.naming === "account") return undefined;
  // KMS takes signed requests only.
  if (request.resourceRule === "kms" && request.principal.kind === "anonymous") return undefined;
  if (resource.naming === "role" && !isWithinLimits(request, policies)) return undefined;
  const route = resource.naming === "everyone" ? "resource-open-to-all" : "resource-names-caller";
  return allowed(request, policies, route, [resourceRef(policies, resource)]);
}

function byIdentity(request: AccessRequest, policies: PolicySet, resource: ResourceAllow | undefined): Allowed | undefined {
  if (request.principal.kind === "service" || request.principal.kind === "anonymous") return undefined;
  if (request.resourceRule === "kms" && resource === undefined) return undefined;
  const trust = request.resourceRule === "kms" && resource !== undefined ? resourceRef(policies, resource) : undefined;
  if (request.principal.kind === "root") return allowed(request, policies, "root-user", trust === undefined ? [] : [trust]);
  const identity = identityAllow(request, policies);
  if (identity === undefined || !isWithinLimits(request, policies)) return undefined;
  return trust === undefined
    ? allowed(request, policies, "identity", [identity])
    : allowed(request, policies, "account-trust", both(trust, identity));
}

function acrossAccounts(request: AccessRequest, policies: PolicySet, resource: ResourceAllow | undefined): Allowed | undefined {
  if (resource === undefined || !isWithinLimits(request, policies)) return undefined;
  const side = resourceRef(policies, resource);
  if (request.principal.kind === "root") return allowed(request, policies, "both-accounts", [side]);
  const identity = identityAllow(request, policies);
  return identity === undefined ? undefined : allowed(request, policies, "both-accounts", both(side, identity));
}

function byGrant(request: AccessRequest, policies: PolicySet): Allowed | undefined {
  if (request.grantOperation === undefined) return undefined;
  for (const grant of policies.grants) {
    if (grantMismatch(grant, request) !== undefined) continue;
    const named = grantee(grant, request.principal);
    if (named === "account" && request.principal.kind !== "root") {
      const identity = identityAllow(request, policies);
      if (identity !== undefined && isWithinLimits(request, policies))
        return { ...allowed(request, policies, "grant", [identity]), grant };
    } else if (named !== "role" || isWithinLimits(request, policies))
      return { ...allowed(request, policies, "grant", []), grant };
  }
  return undefined;
}

export function identityAllow(request: AccessRequest, policies: PolicySet): StatementRef | undefined {
  for (const policy of policies.identity) {
    const statement = allowing(policy, request, policies);
    if (statement !== undefined) return refTo("identity", policy, statement.statement.index);
  }
  return undefined;
}

function resourceRef(policies: PolicySet, resource: ResourceAllow): StatementRef {
  assert(policies.resource !== undefined, "only a resource's policy gives a statement of it");
  return refTo("resource", policies.resource, resource.statement.statement.index);
}

/** References to a policy's statements: the same few come in every decision that rests on it, and every decision is kept. */
const refs = new WeakMap<NamedPolicy, StatementRef[]>();

function refTo(layer: "resource" | "identity", policy: NamedPolicy, statement: number): StatementRef {
  let known = refs.get(policy);
  if (known === undefined) {
    known = [];
    refs.set(policy, known);
  }
  for (const ref of known) if (ref.statement === statement && ref.layer === layer) return ref;
  const ref: StatementRef = { layer, policy, statement };
  known.push(ref);
  return ref;
}

const pairs = new WeakMap<StatementRef, (readonly [StatementRef, StatementRef])[]>();

/** The two that decide together. */
function both(side: StatementRef, identity: StatementRef): readonly StatementRef[] {
  let known = pairs.get(side);
  if (known === undefined) {
    known = [];
    pairs.set(side, known);
  }
  for (const pair of known) if (pair[1] === identity) return pair;
  const pair = [side, identity] as const;
  known.push(pair);
  return pair;
}

function allowed(request: AccessRequest, policies: PolicySet, route: Route, deciding: readonly StatementRef[]): Allowed {
  return { allowed: true, route, deciding, request, policies };
}
