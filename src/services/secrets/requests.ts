// What all calls about a secret have in common: where it is found, who may be let in, what a call costs.

import type { OperationContext, Permission, PrepareContext, Prepared } from "../../rules/operation.js";
import type { Refused } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { markedForDeletion, replicaIsReadOnly, secretNotFound } from "./refusals.js";
import { secretKind } from "./state.js";

export const CALL_ITEM = "secretsmanager-request";
const SECRET_ITEM = "secretsmanager-secret";

/** The secret's own policy may let other accounts in. */
function onSecret(action: string, secret: Resource): Permission {
  const base = { action, arn: secret.arn, account: secret.account, resource: secret, policyName: secretPolicyName(secret) };
  return { ...base, rule: "ordinary", crossAccount: "allowed" };
}

export function secretPolicyName({ name }: Resource): string {
  return `resource policy of ${name}`;
}

export function prepared(
  ctx: PrepareContext,
  action: string,
  id: string,
  how: { readonly whileDeleted?: true; readonly writes?: true } = {},
): Prepared | Refused {
  const secret = ctx.world.resources.get(id);
  if (!isKind(secret, secretKind) || secret.region !== ctx.place.region) return secretNotFound();
  const { deletedUntil, replicaOf } = secret.data;
  if (deletedUntil !== undefined && !how.whileDeleted) return markedForDeletion();
  if (replicaOf !== undefined && how.writes) return replicaIsReadOnly();
  return { permissions: [onSecret(action, secret)], on: [secret.id], owners: [secret.account] };
}

export function secretHolding(ctx: OperationContext, change: "begins" | "ends", secret: Resource): void {
  const { id, account, region } = secret;
  ctx.holding(change, { id, account, region, item: SECRET_ITEM, quantity: 1 });
}
