// Single edits that could help against a refusal: for each layer that blocks, the statement that almost matched, else a new one.

import { unreachable } from "../../base/assert.js";
import type { Edit, EditPlace } from "./change.js";
import { type CompiledStatement, coversAction, coversResource, isEffective } from "./compile.js";
import { conditionHolds } from "./condition.js";
import { operatorUse } from "./condition-operators.js";
import { type Block, isCrossAccount, type Refused } from "./decision.js";
import { grantMismatch } from "./grants.js";
import type { NamedPolicy, PolicyLevel } from "./policies.js";
import { naming } from "./principals.js";
import type { AccessRequest } from "./request.js";

/** The edits that could help against any of these refusals. All are of one caller and one resource. */
export function candidateEdits(refused: readonly Refused[], withGrants: boolean): readonly Edit[] {
  const actions = refused.map(({ request }) => request.action);
  const [first] = refused;
  // Against one block of one request no edit comes twice.
  if (first !== undefined && refused.length === 1 && first.layers.length === 1) {
    const edits = against(first.layers[0], first, actions);
    return withGrants ? [...edits, ...grantEdits(first, refused)] : edits;
  }
  const byText = new Map<string, Edit>();
  for (const refusal of refused) {
    for (const block of refusal.layers) {
      for (const edit of against(block, refusal, actions)) byText.set(JSON.stringify(edit), edit);
    }
    if (withGrants) for (const edit of grantEdits(refusal, refused)) byText.set(JSON.stringify(edit), edit);
  }
  return [...byText.values()];
}

function against(block: Block, refusal: Refused, actions: readonly string[]): readonly Edit[] {
  if (block.by !== undefined) return liftDeny(block, refusal.request);
  const { policies } = refusal;
  switch (block.layer) {
    case "operation":
    case "grant":
      return [];
    case "rcp":
      return levelEdits("rcp", policies.rcps, block.level, refusal, actions);
    case "scp":
      return levelEdits("scp", policies.scps, block.level, refusal, actions);
    case "identity":
      return policies.identity.length === 0
        ? [newIdentityPolicy(refusal.request, actions)]
        : policies.identity.flatMap((policy) =>
            openings({ layer: "identity", policyName: policy.name }, policy, refusal, actions),
          );
    case "resource":
      return resourceEdits(policies.resource, refusal, actions);
    case "endpoint":
    case "boundary":
    case "session": {
      const policy = policies[block.layer];
      return policy === undefined ? [] : openings({ layer: block.layer, policyName: policy.name }, policy, refusal, actions);
    }
    default:
      return unreachable(block.layer);
  }
}

function resourceEdits(policy: NamedPolicy | undefined, refusal: Refused, actions: readonly string[]): readonly Edit[] {
  if (refusal.request.resourceRule === "identity-only" || refusal.request.principal.kind === "anonymous") return [];
  if (policy !== undefined) return openings({ layer: "resource", policyName: policy.name }, policy, refusal, actions);
  const { resource } = refusal.request;
  const fresh = {
    layer: "resource",
    policyName: "a new resource policy",
    kind: "new-policy",
    of: resource,
    actions,
    resource,
  } as const;
  return principalsFor(refusal.request).map((principal) => ({ ...fresh, principal }));
}

function newIdentityPolicy({ principal, resource }: AccessRequest, actions: readonly string[]): Edit {
  return { layer: "identity", policyName: "a new identity policy", kind: "new-policy", of: principal.arn, actions, resource };
}

function levelEdits(
  layer: "scp" | "rcp",
  levels: readonly PolicyLevel[],
  name: string | undefined,
  refusal: Refused,
  actions: readonly string[],
): readonly Edit[] {
  const level = levels.find((entry) => entry.level === name);
  if (level === undefined) return [];
  return level.policies.flatMap((policy) =>
    openings({ layer, policyName: policy.name, level: level.level }, policy, refusal, actions),
  );
}

/** Ways to make a policy allow: an allow statement that lacks one thing gets it; a new statement always can. */
function openings(place: EditPlace, policy: NamedPolicy, refusal: Refused, actions: readonly string[]): readonly Edit[] {
  const almost = policy.document.statements.flatMap((statement) => {
    if (statement.statement.effect !== "Allow" || !isEffective(statement, policy.document.document.kind)) return [];
    return completions(place, statement, refusal, actions);
  });
  // In a key policy `*` is this key and nothing else.
  const resource = policy.document.document.kind === "key" ? "*" : refusal.request.resource;
  const fresh = { ...place, kind: "new-statement", actions, resource } as const;
  return place.layer === "resource"
    ? [...almost, ...principalsFor(refusal.request).map((principal) => ({ ...fresh, principal }))]
    : [...almost, fresh];
}

function completions(
  place: EditPlace,
  compiled: CompiledStatement,
  refusal: Refused,
  actions: readonly string[],
): readonly Edit[] {
  const { request, policies } = refusal;
  const { statement } = compiled;
  const lacking = actions.filter((action) => !coversAction(compiled, action));
  const isNamed =
    compiled.principal === undefined ||
    naming(compiled.principal, request.principal, "Allow", policies.boundary !== undefined) !== "none";
  const covers = coversResource(compiled, request);
  const failing = compiled.conditions.filter((condition) => !conditionHolds(condition, request.context));
  const lacks = (lacking.length > 0 ? 1 : 0) + (isNamed ? 0 : 1) + (covers ? 0 : 1) + failing.length;
  const at = { ...place, statement: statement.index };
  if (lacks !== 1) return [];
  if (lacking.length > 0) {
    return statement.action!.not || compiled.principal?.everyone === true
      ? []
      : [{ ...at, kind: "add-action", actions: lacking }];
  }
  if (statement.action!.not || (!(isNamed && covers) && hasWildcardAction(compiled))) return [];
  if (!isNamed) {
    return statement.principal!.not
      ? []
      : principalsFor(request).map((principal) => ({ ...at, kind: "add-principal", principal }) as const);
  }
  if (!covers)
    return statement.resource!.not || request.resource === "*"
      ? []
      : [{ ...at, kind: "add-resource", resource: request.resource }];
  const { operator, key } = failing[0]!.clause;
  const removal: Edit = { ...at, kind: "remove-condition", operator, key };
  const held = request.context.get(failing[0]!.key);
  const takesValue = held !== undefined && isWidenedByValue(operator);
  return takesValue
    ? [{ ...at, kind: "add-condition-value", operator, key, values: typeof held === "string" ? [held] : held }, removal]
    : [removal];
}

// To name somebody in a statement for `kms:*` would hand over far more than was asked.
function hasWildcardAction({ statement }: CompiledStatement): boolean {
  return statement.action?.patterns.some(({ text }) => /[*?]/.test(text)) === true;
}

// Another value widens only what asks for one of several; and a value with a wildcard in it would offer more than was asked.
function isWidenedByValue(operator: string): boolean {
  const use = operatorUse(operator);
  return use !== undefined && !use.operator.negated && use.operator.comparison === "equals" && use.operator.family !== "null";
}

/** Whom a resource's policy would name: across accounts the account first, as AWS advises; else the caller itself, or its account's IAM. */
function principalsFor(request: AccessRequest): readonly string[] {
  const { principal } = request;
  if (principal.kind === "service") return [principal.arn];
  const accountArn = `arn:aws:iam::${principal.account}:root`;
  if (principal.kind === "root") return [accountArn];
  return isCrossAccount(request) ? [accountArn, principal.arn] : [principal.arn, accountArn];
}

function grantEdits(refusal: Refused, all: readonly Refused[]): readonly Edit[] {
  const { request, layers } = refusal;
  const isStopped = layers.some(({ layer, explicit }) => explicit || layer === "rcp" || layer === "scp" || layer === "endpoint");
  const operations = all.flatMap((entry) => entry.request.grantOperation ?? []);
  if (isStopped || request.resourceRule !== "kms" || request.principal.kind === "anonymous" || operations.length < all.length)
    return [];
  const waiting = refusal.policies.grants.filter(
    (grant) => grant.isEnding !== true && grantMismatch(grant, request) === "not-usable",
  );
  return [
    ...waiting.map(({ name }) => ({ kind: "await-grant", layer: "grant", grant: name }) as const),
    { kind: "new-grant", layer: "grant", operations, grantee: request.principal.arn, resource: request.resource },
  ];
}

function liftDeny(block: Block, request: AccessRequest): readonly Edit[] {
  const { by, layer } = block;
  if (by === undefined || layer === "operation" || layer === "grant") return [];
  const { statement } = by.policy.document.statements[by.statement]!;
  const at = {
    layer,
    policyName: by.policy.name,
    statement: by.statement,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
  } as const;
  const place = block.level === undefined ? at : { ...at, level: block.level };
  const patterns = statement.action?.patterns ?? [];
  const named = patterns.filter(({ text }) => text.toLowerCase() === request.action.toLowerCase()).map(({ text }) => text);
  const canNarrow = statement.action?.not === false && named.length > 0 && named.length < patterns.length;
  const whole: Edit = { ...place, kind: "lift-deny" };
  return canNarrow ? [{ ...whole, actions: named }, whole] : [whole];
}
