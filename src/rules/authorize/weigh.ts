// One policy, or the levels of an organization, held against one request: which statement denies, which allows.

import { type CompiledStatement, fits } from "./compile.js";
import type { NamedPolicy, PolicyLevel, PolicySet } from "./policies.js";
import { naming } from "./principals.js";
import type { AccessRequest } from "./request.js";

/** Whether any policy that binds denies the request. */
export function hasDeny(request: AccessRequest, policies: PolicySet): boolean {
  const { resource, boundary, session, endpoint } = policies;
  if (resource !== undefined && denying(resource, request, policies) !== undefined) return true;
  for (const policy of policies.identity) {
    if (denying(policy, request, policies) !== undefined) return true;
  }
  if (boundary !== undefined && denying(boundary, request, policies) !== undefined) return true;
  if (session !== undefined && denying(session, request, policies) !== undefined) return true;
  if (endpoint !== undefined && denying(endpoint, request, policies) !== undefined) return true;
  return (
    denyingLevel(scpsThatBind(request, policies), request, policies) !== undefined ||
    denyingLevel(rcpsThatBind(request, policies), request, policies) !== undefined
  );
}

export function denyingLevel(
  levels: readonly PolicyLevel[],
  request: AccessRequest,
  policies: PolicySet,
): { readonly level: string; readonly policy: NamedPolicy; readonly statement: number } | undefined {
  for (const { level, policies: attached } of levels) {
    for (const policy of attached) {
      const statement = denying(policy, request, policies);
      if (statement !== undefined) return { level, policy, statement: statement.statement.index };
    }
  }
  return undefined;
}

/** The first deny statement of a policy that applies to the request. */
export function denying(policy: NamedPolicy, request: AccessRequest, policies: PolicySet): CompiledStatement | undefined {
  for (const statement of policy.document.candidates(request.action).denies) {
    if (isNamed(statement, request, policies) && fits(statement, request)) return statement;
  }
  return undefined;
}

/** The first allow statement of a policy that applies to the request. */
export function allowing(policy: NamedPolicy, request: AccessRequest, policies: PolicySet): CompiledStatement | undefined {
  for (const statement of policy.document.candidates(request.action).allows) {
    if (isNamed(statement, request, policies) && fits(statement, request)) return statement;
  }
  return undefined;
}

function isNamed(statement: CompiledStatement, request: AccessRequest, policies: PolicySet): boolean {
  const { principal } = statement;
  return (
    principal === undefined ||
    naming(principal, request.principal, statement.statement.effect, policies.boundary !== undefined) !== "none"
  );
}

/** Service control policies bind neither AWS services nor service-linked roles. */
export function scpsThatBind(request: AccessRequest, policies: PolicySet): readonly PolicyLevel[] {
  const { kind, serviceLinked } = request.principal;
  return kind === "service" || kind === "anonymous" || serviceLinked === true ? [] : policies.scps;
}

/** Resource control policies bind no service-linked role, and never keep anybody from retiring a grant. */
export function rcpsThatBind(request: AccessRequest, policies: PolicySet): readonly PolicyLevel[] {
  return request.principal.serviceLinked === true || request.action.toLowerCase() === "kms:retiregrant" ? [] : policies.rcps;
}

export function missingLevel(
  levels: readonly PolicyLevel[],
  request: AccessRequest,
  policies: PolicySet,
): PolicyLevel | undefined {
  for (const level of levels) {
    if (!level.policies.some((policy) => allowing(policy, request, policies) !== undefined)) return level;
  }
  return undefined;
}

/** Whether boundary and session policy, where there are any, allow the request. */
export function isWithinLimits(request: AccessRequest, policies: PolicySet): boolean {
  return !isOutside(policies.boundary, request, policies) && !isOutside(policies.session, request, policies);
}

/** Whether a policy that limits (boundary, session, endpoint) is there and does not allow. */
export function isOutside(limit: NamedPolicy | undefined, request: AccessRequest, policies: PolicySet): boolean {
  return limit !== undefined && allowing(limit, request, policies) === undefined;
}
