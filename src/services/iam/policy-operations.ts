// The operations that put policies on roles and users and take them off. All of them have one shape for roles and one for users, which
// differ in AWS by name alone.

import { iamCatalog } from "../../generated/catalogs.js";
import { type PolicyKind, readPolicy } from "../../rules/authorize/document.js";
import { isAdministratorAccess } from "../../rules/identities.js";
import type { ActionName, AnyOperation, Operation, OperationContext } from "../../rules/operation.js";
import { principalsOf } from "../../rules/policy-text.js";
import { ok, type Refused, type Reply, refuse } from "../../rules/reply.js";
import type { Principal } from "../../world/principal.js";
import { type IdentityKind, nameParameter, onIdentity, putPrincipal } from "./identity-call.js";
import { boundaryName, identityPolicyName, storable, tooLong, trustPolicyName } from "./policies.js";

interface OnIdentity {
  readonly ref: string;
}
interface PutText extends OnIdentity {
  readonly text: string;
}

declare module "../../rules/operation.js" {
  interface Operations {
    "iam:PutRolePolicy": { input: PutText; output: undefined };
    "iam:PutUserPolicy": { input: PutText; output: undefined };
    "iam:DeleteRolePolicy": { input: OnIdentity; output: undefined };
    "iam:DeleteUserPolicy": { input: OnIdentity; output: undefined };
    "iam:DetachRolePolicy": { input: OnIdentity; output: undefined };
    "iam:PutRolePermissionsBoundary": { input: PutText; output: undefined };
    "iam:PutUserPermissionsBoundary": { input: PutText; output: undefined };
    "iam:UpdateAssumeRolePolicy": { input: PutText; output: undefined };
  }
}

/** The inline policy that Custody's sentences write; its name in the trail. */
export const INLINE_POLICY = "custody";
const ADMINISTRATOR_ACCESS_ARN = "arn:aws:iam::aws:policy/AdministratorAccess";

interface Shape {
  readonly action: ActionName;
  readonly kind: IdentityKind;
  readonly parameters: (input: PutText) => Record<string, string>;
  readonly change: (input: PutText, principal: Principal, ctx: OperationContext) => Reply<Principal>;
}

function changing(shape: Shape): AnyOperation {
  const operation: Operation<"iam:PutRolePolicy"> = {
    action: shape.action as "iam:PutRolePolicy",
    readOnly: false,
    recorded: true,
    prepare: (input, ctx) => onIdentity(ctx, shape.action, input.ref, shape.kind),
    perform(input, ctx) {
      const changed = shape.change(input, ctx.world.principals.get(input.ref)!, ctx);
      if (changed.is === "refused") return changed;
      putPrincipal(ctx.world, changed.output);
      return ok(undefined);
    },
    record: (input) => ({
      requestParameters: { ...nameParameter(input.ref, shape.kind), ...shape.parameters(input) },
      responseElements: null,
    }),
  };
  return operation;
}

function putInline(input: PutText, principal: Principal): Reply<Principal> {
  const policy = storable(identityPolicyName(principal.ref), input.text, "identity");
  if (policy.is === "refused") return policy;
  const role = principal.kind === "role";
  const limit = role ? iamCatalog.limits.roleInlinePolicyCharacters : iamCatalog.limits.userInlinePolicyCharacters;
  const refused = tooLong([input.text], limit, `${principal.kind} ${principal.name}`);
  if (refused !== undefined) return refused;
  return ok({ ...principal, policies: [...principal.policies.filter(isAdministratorAccess), policy.output] });
}

function deleteInline(_input: OnIdentity, principal: Principal): Reply<Principal> {
  const policies = principal.policies.filter(isAdministratorAccess);
  return policies.length === principal.policies.length ? noSuchPolicy(INLINE_POLICY) : ok({ ...principal, policies });
}

function detachAdministrator(_input: OnIdentity, principal: Principal): Reply<Principal> {
  const policies = principal.policies.filter((policy) => !isAdministratorAccess(policy));
  return policies.length === principal.policies.length ? noSuchPolicy(ADMINISTRATOR_ACCESS_ARN) : ok({ ...principal, policies });
}

function noSuchPolicy(name: string): Refused {
  return refuse("NoSuchEntity", `The policy with name ${name} cannot be found.`);
}

function putBoundary(input: PutText, principal: Principal): Reply<Principal> {
  const boundary = checked(boundaryName(principal.ref), input.text, "boundary", iamCatalog.limits.boundaryCharacters);
  return boundary.is === "refused" ? boundary : ok({ ...principal, boundary: boundary.output });
}

function putTrust(input: PutText, principal: Principal, ctx: OperationContext): Reply<Principal> {
  const stranger = strangerIn(ctx, input.text);
  if (stranger !== undefined) return refuse("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${stranger}"`);
  const trust = checked(trustPolicyName(principal.ref), input.text, "trust", iamCatalog.limits.trustPolicyCharacters);
  return trust.is === "refused" ? trust : ok({ ...principal, trust: trust.output });
}

/** The first role or user that a trust policy names and that is not there: IAM takes only those that are. */
function strangerIn(ctx: OperationContext, text: string): string | undefined {
  if ("problems" in readPolicy(text, "trust")) return undefined;
  const named = principalsOf(text).filter((arn) => /^arn:aws:iam::\d{12}:(role|user)\//.test(arn));
  if (named.length === 0) return undefined;
  const there = new Set([...ctx.world.principals.values()].map((each) => each.arn));
  return named.find((arn) => !there.has(arn));
}

function checked(name: string, text: string, kind: PolicyKind, limit: number): ReturnType<typeof storable> {
  const policy = storable(name, text, kind);
  return policy.is === "refused" ? policy : (tooLong([text], limit, name) ?? policy);
}

const inlineParameters = (input: PutText) => ({ policyName: INLINE_POLICY, policyDocument: input.text });
const inlineName = () => ({ policyName: INLINE_POLICY });

export const policyOperations: readonly AnyOperation[] = [
  changing({ action: "iam:PutRolePolicy", kind: "role", parameters: inlineParameters, change: putInline }),
  changing({ action: "iam:PutUserPolicy", kind: "user", parameters: inlineParameters, change: putInline }),
  changing({ action: "iam:DeleteRolePolicy", kind: "role", parameters: inlineName, change: deleteInline }),
  changing({ action: "iam:DeleteUserPolicy", kind: "user", parameters: inlineName, change: deleteInline }),
  changing({
    action: "iam:DetachRolePolicy",
    kind: "role",
    parameters: () => ({ policyArn: ADMINISTRATOR_ACCESS_ARN }),
    change: detachAdministrator,
  }),
  changing({
    action: "iam:PutRolePermissionsBoundary",
    kind: "role",
    parameters: (input) => ({ permissionsBoundary: input.text }),
    change: putBoundary,
  }),
  changing({
    action: "iam:PutUserPermissionsBoundary",
    kind: "user",
    parameters: (input) => ({ permissionsBoundary: input.text }),
    change: putBoundary,
  }),
  changing({
    action: "iam:UpdateAssumeRolePolicy",
    kind: "role",
    parameters: (input) => ({ policyDocument: input.text }),
    change: putTrust,
  }),
];
