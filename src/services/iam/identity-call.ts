// What the operations on roles and users share: whom a call speaks of, and what it needs to be allowed.

import { pathAndName } from "../../rules/identities.js";
import type { PrepareContext, Prepared } from "../../rules/operation.js";
import { type Refused, refuse } from "../../rules/reply.js";
import type { Principal } from "../../world/principal.js";
import type { WorldDraft } from "../../world/world.js";

export type IdentityKind = "role" | "user";

/** The role or user of the caller's own account; IAM knows no other. */
export function identityHere(ctx: PrepareContext, ref: string, kind: IdentityKind): Principal | Refused {
  const found = ctx.world.principals.get(ref);
  if (found !== undefined && found.kind === kind && found.account === ctx.place.account) return found;
  const { name } = pathAndName(ref);
  return refuse("NoSuchEntity", `The ${kind} with name ${name} cannot be found.`);
}

/** The permission that a call on one identity needs, once the identity is there. */
export function onIdentity(ctx: PrepareContext, action: string, ref: string, kind: IdentityKind): Prepared | Refused {
  const found = identityHere(ctx, ref, kind);
  if ("is" in found) return found;
  return {
    permissions: [{ action, arn: found.arn, account: found.account, rule: "identity-only", crossAccount: "never" }],
    on: [ref],
    owners: [],
  };
}

export function putPrincipal(world: WorldDraft, principal: Principal): void {
  world.principals = world.principals.set(principal.ref, principal);
}

/** `roleName` or `userName`, as the trail has it. */
export function nameParameter(ref: string, kind: IdentityKind): Record<string, string> {
  const { name } = pathAndName(ref);
  return kind === "role" ? { roleName: name } : { userName: name };
}
