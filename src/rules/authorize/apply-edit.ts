// Making a change in a set of policies. Policies never change in place: an edit gives a new set, and the rest is shared.

import { assert, unreachable } from "../../base/assert.js";
import type { Edit, EditPlace } from "./change.js";
import { CompiledPolicy, compileText } from "./compile.js";
import type { PlainPolicy, PlainPrincipal, PlainStatement, PolicyKind } from "./document.js";
import type { GrantView, NamedPolicy, PolicyLevel, PolicySet } from "./policies.js";
import { plainPolicy } from "./print-policy.js";
import type { AccessRequest } from "./request.js";

/** AWS would not take the policy: a name or a value in it cannot stand in a policy of this kind. */
export class UnwritableChange extends Error {
  override readonly name = "UnwritableChange";
}

function compileEdited(plain: PlainPolicy, kind: PolicyKind): CompiledPolicy {
  const compiled = compileText(JSON.stringify(plain), kind);
  if ("problems" in compiled) throw new UnwritableChange(compiled.problems[0]?.message);
  return compiled.policy;
}

/** Throws `UnwritableChange` when a policy with the edits could not be written. */
export function applyEdits(edits: readonly Edit[], policies: PolicySet, request: AccessRequest): PolicySet {
  return edits.reduce((set, edit) => applyEdit(edit, set, request), policies);
}

function applyEdit(edit: Edit, policies: PolicySet, request: AccessRequest): PolicySet {
  if (edit.kind === "new-grant") return { ...policies, grants: [...policies.grants, grantOf(edit.operations, request)] };
  if (edit.kind === "await-grant")
    return {
      ...policies,
      grants: policies.grants.map((grant) => (grant.name === edit.grant ? { ...grant, usable: true } : grant)),
    };
  if (edit.kind === "new-policy") return withNewPolicy(edit, policies, request);
  const change = (policy: NamedPolicy): NamedPolicy =>
    policy.name === edit.policyName ? { ...policy, document: edited(policy.document, edit) } : policy;
  const inLevels = (levels: readonly PolicyLevel[]): readonly PolicyLevel[] =>
    levels.map((level) => (level.level === edit.level ? { ...level, policies: level.policies.map(change) } : level));
  switch (edit.layer) {
    case "identity":
      return { ...policies, identity: policies.identity.map(change) };
    case "scp":
      return { ...policies, scps: inLevels(policies.scps) };
    case "rcp":
      return { ...policies, rcps: inLevels(policies.rcps) };
    case "resource":
    case "boundary":
    case "session":
    case "endpoint": {
      const policy = policies[edit.layer];
      assert(policy !== undefined, "an edit is of a policy that is there");
      return { ...policies, [edit.layer]: change(policy) };
    }
    default:
      return unreachable(edit);
  }
}

function withNewPolicy(edit: Extract<Edit, { kind: "new-policy" }>, policies: PolicySet, request: AccessRequest): PolicySet {
  const kind: PolicyKind = edit.layer === "identity" ? "identity" : request.resourceRule === "kms" ? "key" : "resource";
  const plain: PlainPolicy = { Version: "2012-10-17", Statement: [newStatement(edit, kind)] };
  const policy = { name: edit.policyName, document: compileEdited(plain, kind) };
  return edit.layer === "resource"
    ? { ...policies, resource: policy }
    : { ...policies, identity: [...policies.identity, policy] };
}

function newStatement(edit: Extract<Edit, { kind: "new-policy" | "new-statement" }>, kind: PolicyKind): PlainStatement {
  const principal: PlainPrincipal | undefined =
    edit.principal === undefined
      ? undefined
      : edit.principal.startsWith("arn:")
        ? { AWS: edit.principal }
        : { Service: edit.principal };
  const isEveryone = edit.layer === "rcp" || edit.layer === "endpoint";
  return {
    Effect: "Allow",
    ...(isEveryone ? { Principal: "*" as const } : principal && { Principal: principal }),
    Action: one(edit.actions),
    ...(kind === "trust" ? {} : { Resource: edit.resource }),
  };
}

function one(texts: readonly string[]): string | readonly string[] {
  return texts.length === 1 ? texts[0]! : texts;
}

function grantOf(operations: readonly string[], { principal }: AccessRequest): GrantView {
  const grantee =
    principal.kind === "service"
      ? ({ is: "service", name: principal.arn } as const)
      : principal.kind === "root"
        ? ({ is: "account", account: principal.account } as const)
        : ({ is: "identity", arn: principal.arn } as const);
  return { id: "", name: "a new grant", grantee, operations: new Set(operations), usable: true };
}

type PolicyEdit = Exclude<Edit, { kind: "new-grant" | "await-grant" | "new-policy" }> & EditPlace;

/** What a change would open is asked of every principal and every action: the same edits of the same policies, over and over. */
const editedPolicies = new WeakMap<CompiledPolicy, WeakMap<PolicyEdit, CompiledPolicy>>();

function edited(policy: CompiledPolicy, edit: PolicyEdit): CompiledPolicy {
  let byEdit = editedPolicies.get(policy);
  if (byEdit === undefined) {
    byEdit = new WeakMap();
    editedPolicies.set(policy, byEdit);
  }
  let found = byEdit.get(edit);
  if (found === undefined) {
    found = editedAnew(policy, edit);
    byEdit.set(edit, found);
  }
  return found;
}

function editedAnew(policy: CompiledPolicy, edit: PolicyEdit): CompiledPolicy {
  const plain = plainPolicy(policy.document);
  if (edit.kind === "new-statement")
    return compileEdited(
      { ...plain, Statement: [...plain.Statement, newStatement(edit, policy.document.kind)] },
      policy.document.kind,
    );
  const statements = plain.Statement.flatMap((statement, index) => {
    if (index !== edit.statement) return [statement];
    const changed = editedStatement(statement, edit);
    return changed === undefined ? [] : [changed];
  });
  // No text can say "no statement", but lifting the only deny of a policy leaves just that.
  if (statements.length === 0) return new CompiledPolicy({ ...policy.document, statements: [] });
  return compileEdited({ ...plain, Statement: statements }, policy.document.kind);
}

function editedStatement(
  statement: PlainStatement,
  edit: Exclude<PolicyEdit, { kind: "new-statement" }>,
): PlainStatement | undefined {
  switch (edit.kind) {
    case "add-action":
      return { ...statement, Action: [...many(statement.Action), ...edit.actions] };
    case "add-resource":
      return { ...statement, Resource: [...many(statement.Resource), edit.resource] };
    case "add-principal":
      return { ...statement, Principal: withPrincipal(statement.Principal, edit.principal) };
    case "add-condition-value":
      return withCondition(statement, edit.operator, edit.key, (values) => [...values, ...edit.values]);
    case "remove-condition":
      return withCondition(statement, edit.operator, edit.key, () => undefined);
    case "lift-deny": {
      if (edit.actions === undefined) return undefined;
      const lifted = new Set(edit.actions.map((action) => action.toLowerCase()));
      const left = many(statement.Action).filter((action) => !lifted.has(action.toLowerCase()));
      return left.length === 0 ? undefined : { ...statement, Action: left };
    }
    default:
      return unreachable(edit);
  }
}

function withPrincipal(principal: PlainStatement["Principal"], added: string): PlainPrincipal {
  const now = principal === undefined || principal === "*" ? {} : principal;
  return added.startsWith("arn:")
    ? { ...now, AWS: [...many(now.AWS), added] }
    : { ...now, Service: [...many(now.Service), added] };
}

function withCondition(
  statement: PlainStatement,
  operator: string,
  key: string,
  change: (values: readonly string[]) => readonly string[] | undefined,
): PlainStatement {
  const operators = Object.entries(statement.Condition ?? {}).map(([name, keys]) => {
    if (name !== operator) return [name, Object.entries(keys)] as const;
    const entries = Object.entries(keys).flatMap(([entryKey, values]) => {
      const changed = entryKey === key ? change(many(values)) : many(values);
      return changed === undefined ? [] : [[entryKey, changed] as const];
    });
    return [name, entries] as const;
  });
  const left = operators
    .filter(([, entries]) => entries.length > 0)
    .map(([name, entries]) => [name, Object.fromEntries(entries)] as const);
  const { Condition: _, ...rest } = statement;
  return left.length === 0 ? rest : { ...rest, Condition: Object.fromEntries(left) };
}

function many(texts: string | readonly string[] | undefined): readonly string[] {
  return texts === undefined ? [] : typeof texts === "string" ? [texts] : texts;
}
