// Why a request is refused: all that stands in its way. Worked out only for refusals, so that allowing stays cheap.

import { type Block, isCrossAccount, type Layer } from "./decision.js";
import { grantee, grantMismatch } from "./grants.js";
import type { NamedPolicy, PolicyLevel, PolicySet } from "./policies.js";
import type { AccessRequest } from "./request.js";
import { findWay, identityAllow, resourceAllow } from "./ways.js";
import { denying, denyingLevel, isOutside, missingLevel, rcpsThatBind, scpsThatBind } from "./weigh.js";

/** Every layer that blocks a refused request: denies first, then guardrails that do not allow, then permissions that nobody gives. */
export function findBlocks(request: AccessRequest, policies: PolicySet): Block[] {
  const blocks = explicitBlocks(request, policies);
  const blocked = new Set(blocks.map((block) => block.layer));
  const add = (block: Block): void => {
    if (!blocked.has(block.layer)) blocks.push(block);
    blocked.add(block.layer);
  };
  if (request.crossAccount === "never" && isCrossAccount(request)) add({ layer: "operation", explicit: false });
  for (const block of missingGuardrails(request, policies)) add(block);
  for (const layer of missingPermissions(request, policies)) add({ layer, explicit: false });
  return blocks;
}

function explicitBlocks(request: AccessRequest, policies: PolicySet): Block[] {
  const blocks: Block[] = [];
  const byLevel = (layer: Layer, levels: readonly PolicyLevel[]): void => {
    const found = denyingLevel(levels, request, policies);
    if (found === undefined) return;
    const { level, policy, statement } = found;
    blocks.push({ layer, explicit: true, level, by: { layer, policy, statement } });
  };
  const byPolicy = (layer: Layer, policy: NamedPolicy | undefined): void => {
    const statement = policy && denying(policy, request, policies);
    if (policy === undefined || statement === undefined || blocks.some((block) => block.layer === layer)) return;
    blocks.push({ layer, explicit: true, by: { layer, policy, statement: statement.statement.index } });
  };
  byLevel("rcp", rcpsThatBind(request, policies));
  byLevel("scp", scpsThatBind(request, policies));
  byPolicy("endpoint", policies.endpoint);
  byPolicy("resource", policies.resource);
  for (const policy of policies.identity) byPolicy("identity", policy);
  byPolicy("boundary", policies.boundary);
  byPolicy("session", policies.session);
  return blocks;
}

function missingGuardrails(request: AccessRequest, policies: PolicySet): Block[] {
  const blocks: Block[] = [];
  const rcp = missingLevel(rcpsThatBind(request, policies), request, policies);
  if (rcp !== undefined) blocks.push({ layer: "rcp", explicit: false, level: rcp.level });
  const scp = missingLevel(scpsThatBind(request, policies), request, policies);
  if (scp !== undefined) blocks.push({ layer: "scp", explicit: false, level: scp.level });
  const { endpoint } = policies;
  if (isOutside(endpoint, request, policies)) blocks.push({ layer: "endpoint", explicit: false });
  return blocks;
}

/** The layers that would have to say yes and do not, where no way to a permission is open. */
function missingPermissions(request: AccessRequest, policies: PolicySet): Layer[] {
  const crossAccount = isCrossAccount(request);
  if (findWay(request, policies) !== undefined) return [];
  const layers: Layer[] = [];
  const { kind } = request.principal;
  if (policies.grants.some((grant) => grantMismatch(grant, request) === undefined)) {
    // The grant is good; what it needs beside it is missing.
    if (identityAllow(request, policies) === undefined && !isGrantedByName(request, policies)) layers.push("identity");
    return [...layers, ...limitsMissed(request, policies)];
  }
  const needsResource = request.resourceRule === "kms" || crossAccount || kind === "service" || kind === "anonymous";
  const resource = resourceAllow(request, policies);
  if (needsResource && (resource === undefined || kind === "anonymous")) layers.push("resource");
  if (kind !== "user" && kind !== "role") return layers;
  const named = resource !== undefined && resource.naming !== "account" && !crossAccount;
  if (!named && identityAllow(request, policies) === undefined) layers.push("identity");
  layers.push(...limitsMissed(request, policies));
  return layers;
}

function limitsMissed(request: AccessRequest, policies: PolicySet): Layer[] {
  const layers: Layer[] = [];
  if (isOutside(policies.boundary, request, policies)) layers.push("boundary");
  if (isOutside(policies.session, request, policies)) layers.push("session");
  return layers;
}

function isGrantedByName(request: AccessRequest, policies: PolicySet): boolean {
  return policies.grants.some(
    (grant) => grantMismatch(grant, request) === undefined && grantee(grant, request.principal) !== "account",
  );
}
