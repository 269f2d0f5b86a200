// CreateRole, CreateUser and their ends. A deleted identity lives on in the policies that named it, as its unique ID: a new one of the
// same name is somebody else.

import { makePrincipal, namedAlike, pathAndName } from "../../rules/identities.js";
import type { AnyOperation, Operation, OperationContext } from "../../rules/operation.js";
import { rewriteDeletedPrincipal } from "../../rules/policy-text.js";
import { ok, refuse } from "../../rules/reply.js";
import type { Principal, StoredPolicy } from "../../world/principal.js";
import type { World } from "../../world/world.js";
import { type IdentityKind, nameParameter, onIdentity, putPrincipal } from "./identity-call.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "iam:CreateRole": { input: { readonly ref: string }; output: { readonly principal: Principal } };
    "iam:CreateUser": { input: { readonly ref: string }; output: { readonly principal: Principal } };
    "iam:DeleteRole": { input: { readonly ref: string }; output: undefined };
    "iam:DeleteUser": { input: { readonly ref: string }; output: undefined };
  }
}

function create<A extends "iam:CreateRole" | "iam:CreateUser">(action: A, kind: IdentityKind): Operation<A> {
  const operation: Operation<"iam:CreateRole"> = {
    action: action as "iam:CreateRole",
    readOnly: false,
    recorded: true,
    prepare(input, ctx) {
      const account = ctx.world.accounts.get(ctx.place.account);
      const arn = `arn:aws:iam::${account?.id ?? ""}:${kind}${pathAndName(input.ref).path}${pathAndName(input.ref).name}`;
      return {
        permissions: [{ action, arn, account: ctx.place.account, rule: "identity-only", crossAccount: "never" }],
        on: [input.ref],
        owners: [],
      };
    },
    perform(input, ctx) {
      const there = ctx.world.principals.get(input.ref) ?? namedAlike(ctx.world, input.ref, kind);
      if (there !== undefined)
        return refuse(
          "EntityAlreadyExists",
          `${there.kind === "role" ? "Role" : "User"} with name ${there.name} already exists.`,
        );
      return ok({ principal: makePrincipal(ctx, input.ref, kind) });
    },
    record: (input, _ctx, output) => ({
      requestParameters: { ...pathParameter(input.ref), ...nameParameter(input.ref, kind) },
      responseElements: output === undefined ? null : { [kind]: { arn: output.principal.arn } },
    }),
  };
  return operation as unknown as Operation<A>;
}

/** Left out of a request, a path is `/`. */
function pathParameter(ref: string): Record<string, string> {
  const { path } = pathAndName(ref);
  return path === "/" ? {} : { path };
}

function remove<A extends "iam:DeleteRole" | "iam:DeleteUser">(action: A, kind: IdentityKind): Operation<A> {
  const operation: Operation<"iam:DeleteRole"> = {
    action: action as "iam:DeleteRole",
    readOnly: false,
    recorded: true,
    prepare: (input, ctx) => onIdentity(ctx, action, input.ref, kind),
    perform(input, ctx) {
      const principal = ctx.world.principals.get(input.ref)!;
      if (principal.policies.length > 0) return refuse("DeleteConflict", "Cannot delete entity, must delete policies first.");
      ctx.world.principals = ctx.world.principals.delete(input.ref);
      forget(ctx, principal);
      return ok(undefined);
    },
    record: (input) => ({ requestParameters: nameParameter(input.ref, kind), responseElements: null }),
  };
  return operation as unknown as Operation<A>;
}

/** Every policy that names it names its unique ID from now on. */
function forget(ctx: OperationContext, gone: Principal): void {
  for (const resource of ctx.world.resources.values()) {
    const policy = rewritten(resource.policy, gone);
    if (policy !== undefined) ctx.put({ ...resource, policy });
  }
  for (const role of rolesThatTrust(ctx.world, gone)) {
    const trust = rewritten(role.trust, gone);
    if (trust !== undefined) putPrincipal(ctx.world, { ...role, trust });
  }
}

function rewritten(policy: StoredPolicy | undefined, gone: Principal): StoredPolicy | undefined {
  if (policy === undefined) return undefined;
  const text = rewriteDeletedPrincipal(policy.text, gone.arn, gone.uniqueId);
  return text === policy.text ? undefined : { ...policy, text };
}

function rolesThatTrust(world: World, gone: Principal): readonly Principal[] {
  return [...world.principals.values()].filter((each) => each.trust?.text.includes(gone.arn));
}

export const identityOperations: readonly AnyOperation[] = [
  create("iam:CreateRole", "role"),
  create("iam:CreateUser", "user"),
  remove("iam:DeleteRole", "role"),
  remove("iam:DeleteUser", "user"),
];
