// The full evidence of a decision, worked out when somebody asks: every policy weighed, and for each statement that did not count the first
// clause that did not fit, with what it wanted and what the request had.

import { type CompiledStatement, coversAction, coversResource, isEffective } from "./compile.js";
import { type CompiledCondition, conditionHolds } from "./condition.js";
import type { Decision, Layer } from "./decision.js";
import type { LocatedText } from "./document.js";
import { type GrantMismatch, grantMismatch } from "./grants.js";
import type { GrantView, NamedPolicy, PolicyLevel } from "./policies.js";
import { naming } from "./principals.js";
import { missingVariable } from "./variables.js";
import { rcpsThatBind, scpsThatBind } from "./weigh.js";

/** The first clause of a statement that did not fit. */
export type Mismatch =
  /** A key policy statement without this element is stored and does nothing. */
  | { readonly is: "no-effect"; readonly missing: "Action" | "Resource" }
  | {
      readonly is: "action" | "principal" | "resource";
      readonly not: boolean;
      readonly wanted: readonly string[];
      readonly got: string;
    }
  /** A policy variable has no single value in the request. */
  | { readonly is: "variable"; readonly variable: string }
  /** `got` is undefined when the key is absent. */
  | {
      readonly is: "condition";
      readonly operator: string;
      readonly key: string;
      readonly wanted: readonly string[];
      readonly got: readonly string[] | undefined;
    };

export interface WeighedStatement {
  /** From 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly mismatch?: Mismatch;
  /** Of a deny that fits: its conditions, with what the request has for each. */
  readonly met?: readonly Mismatch[];
}

export interface Weighed {
  readonly layer: Layer;
  readonly name: string;
  readonly origin?: string;
  /** Of an organization. */
  readonly level?: string;
  /** `absent`: there is no such policy. */
  readonly verdict: "allows" | "denies" | "no-match" | "absent";
  /** Whether the decision rests on it. */
  readonly decides: boolean;
  readonly statements: readonly WeighedStatement[];
  readonly grantMismatch?: GrantMismatch;
}

/** Every policy and grant that was weighed, in the order of IAM's flow chart. */
export function explain(decision: Decision): readonly Weighed[] {
  const { request, policies } = decision;
  const levels = (layer: Layer, of: readonly PolicyLevel[]): Weighed[] =>
    of.flatMap(({ level, policies: attached }) =>
      attached.map((policy) => ({ ...weigh(layer, policy, decision, level), level })),
    );
  const single = (layer: Layer, policy: NamedPolicy | undefined): Weighed[] =>
    policy === undefined ? [] : [weigh(layer, policy, decision)];
  const isPerson = request.principal.kind === "user" || request.principal.kind === "role";
  return [
    ...levels("rcp", rcpsThatBind(request, policies)),
    ...levels("scp", scpsThatBind(request, policies)),
    ...single("endpoint", policies.endpoint),
    ...(policies.resource === undefined && (request.resourceRule === "kms" || isMissed(decision))
      ? [absent("resource", decision)]
      : single("resource", policies.resource)),
    ...policies.grants.map((grant) => weighGrant(grant, decision)),
    ...(policies.identity.length === 0 && isPerson
      ? [absent("identity", decision)]
      : policies.identity.map((policy) => weigh("identity", policy, decision))),
    ...single("boundary", policies.boundary),
    ...single("session", policies.session),
  ];
}

/** There is none, and the want of it decides. */
function isMissed(decision: Decision): boolean {
  return (
    !decision.allowed && decision.request.policyName !== undefined && decision.layers.some(({ layer }) => layer === "resource")
  );
}

function absent(layer: Layer, decision: Decision): Weighed {
  const name = layer === "identity" ? "identity policies" : (decision.request.policyName ?? "resource policy");
  return { layer, name, verdict: "absent", decides: !decision.allowed && decision.layers[0].layer === layer, statements: [] };
}

function weigh(layer: Layer, policy: NamedPolicy, decision: Decision, level?: string): Weighed {
  const statements = policy.document.statements.map((statement) => weighStatement(statement, policy, decision));
  const applying = statements.filter((statement) => statement.mismatch === undefined);
  const verdict = applying.some((statement) => statement.effect === "Deny")
    ? "denies"
    : applying.length > 0
      ? "allows"
      : "no-match";
  const decides = isDeciding(layer, policy, decision, verdict, level);
  return {
    layer,
    name: policy.name,
    verdict,
    decides,
    statements,
    ...(policy.origin === undefined ? {} : { origin: policy.origin }),
  };
}

function isDeciding(
  layer: Layer,
  policy: NamedPolicy,
  decision: Decision,
  verdict: Weighed["verdict"],
  level: string | undefined,
): boolean {
  if (decision.allowed) return decision.deciding.some((ref) => ref.layer === layer && ref.policy === policy);
  const [first] = decision.layers;
  if (first.by !== undefined) return first.layer === layer && first.by.policy === policy;
  return first.layer === layer && first.level === level && verdict === "no-match";
}

function weighGrant(grant: GrantView, decision: Decision): Weighed {
  const mismatch = grantMismatch(grant, decision.request);
  return {
    layer: "grant",
    name: grant.name,
    verdict: mismatch === undefined ? "allows" : "no-match",
    decides: decision.allowed && decision.grant === grant,
    statements: [],
    ...(mismatch === undefined ? {} : { grantMismatch: mismatch }),
  };
}

function weighStatement(statement: CompiledStatement, policy: NamedPolicy, decision: Decision): WeighedStatement {
  const { index, sid, effect } = statement.statement;
  const mismatch = firstMismatch(statement, policy, decision);
  const met =
    mismatch === undefined && effect === "Deny" ? statement.conditions.map((each) => conditionMismatch(each, decision)) : [];
  return {
    index,
    effect,
    ...(sid === undefined ? {} : { sid }),
    ...(mismatch === undefined ? {} : { mismatch }),
    ...(met.length === 0 ? {} : { met }),
  };
}

/** The first clause of a statement that does not fit the decision's request, in the order action, principal, resource, conditions. */
export function firstMismatch(compiled: CompiledStatement, policy: NamedPolicy, decision: Decision): Mismatch | undefined {
  const { request, policies } = decision;
  const { statement } = compiled;
  if (!isEffective(compiled, policy.document.document.kind))
    return { is: "no-effect", missing: compiled.actions === undefined ? "Action" : "Resource" };
  const { action, resource, principal } = statement;
  if (action !== undefined && !coversAction(compiled, request.action)) {
    return { is: "action", not: action.not, wanted: texts(action.patterns), got: request.action };
  }
  if (
    principal !== undefined &&
    naming(compiled.principal!, request.principal, statement.effect, policies.boundary !== undefined) === "none"
  ) {
    const wanted = [...texts(principal.aws), ...texts(principal.services)];
    return { is: "principal", not: principal.not, wanted, got: request.principal.arn };
  }
  if (resource !== undefined && !coversResource(compiled, request)) {
    const templates = compiled.resources!.patterns.flatMap((pattern) => (pattern.is === "template" ? [pattern.template] : []));
    const variable = missingVariable(templates, request.context);
    return variable === undefined || resource.not
      ? { is: "resource", not: resource.not, wanted: texts(resource.patterns), got: request.resource }
      : { is: "variable", variable };
  }
  const failing = compiled.conditions.find((condition) => !conditionHolds(condition, request.context));
  return failing && conditionMismatch(failing, decision);
}

function conditionMismatch(condition: CompiledCondition, decision: Decision): Mismatch {
  const variable = missingVariable(condition.templates, decision.request.context);
  if (variable !== undefined && !condition.use.operator.negated) return { is: "variable", variable };
  const held = decision.request.context.get(condition.key);
  const { operator, key, values } = condition.clause;
  return { is: "condition", operator, key, wanted: texts(values), got: typeof held === "string" ? [held] : held };
}

function texts(located: readonly LocatedText[]): readonly string[] {
  return located.map(({ text }) => text);
}
