// The decision itself: IAM's flow chart for one request, with the rules that KMS has of its own. It computes an answer, not a sentence.
// A deny anywhere ends it; then every guardrail must allow; then one of the ways to a permission must be open.

import { assert } from "../../base/assert.js";
import { type Decision, isCrossAccount } from "./decision.js";
import type { PolicySet } from "./policies.js";
import { findBlocks } from "./refusal.js";
import type { AccessRequest } from "./request.js";
import { findWay } from "./ways.js";
import { hasDeny, isOutside, missingLevel, rcpsThatBind, scpsThatBind } from "./weigh.js";

export type { Allowed, Block, Decision, Layer, Refused, Route, StatementRef } from "./decision.js";

/** Whether `request` is allowed under `policies`, and by which statements or against which layers. */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const way = isOpen(request, policies) ? findWay(request, policies) : undefined;
  if (way !== undefined) return way;
  const [first, ...rest] = findBlocks(request, policies);
  assert(first !== undefined, "a refusal must name at least one layer that blocks");
  return { allowed: false, layers: [first, ...rest], request, policies };
}

function isOpen(request: AccessRequest, policies: PolicySet): boolean {
  if (request.crossAccount === "never" && isCrossAccount(request)) return false;
  if (hasDeny(request, policies) || isOutside(policies.endpoint, request, policies)) return false;
  return (
    missingLevel(rcpsThatBind(request, policies), request, policies) === undefined &&
    missingLevel(scpsThatBind(request, policies), request, policies) === undefined
  );
}
