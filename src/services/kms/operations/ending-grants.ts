// Retiring and revoking: two ways for a grant to end. Whoever uses the grant retires it, when it is done; whoever owns the key revokes
// it, to take it away. For some minutes it may still be seen to work. Source: KMS Developer Guide, "Retiring and revoking grants".

import type { Key } from "../../../rules/key-lookup.js";
import type { Operation, OperationContext, Permission, PrepareContext } from "../../../rules/operation.js";
import { addStatement, denialsOf, type PrincipalEntry } from "../../../rules/policy-text.js";
import { ok, type Refused, refuse } from "../../../rules/reply.js";
import { type Grant, type GrantPrincipal, grantKind, keyKind } from "../../../world/key.js";
import { callerAccount } from "../../../world/principal.js";
import { isKind, type Resource } from "../../../world/resource.js";
import { grantPrincipalText, isCaller } from "../grants.js";
import { quotaOfOperation, requestItem } from "../quotas.js";
import { findKey, isRefused } from "../resolve.js";
import { constraintType, isForAwsResource, livingGrants, openGrants, seenEverywhereAt } from "./grants.js";
import { contextKeys, keyArnResponse, keyOperation, keyPermission } from "./key-operation.js";

interface FoundGrant {
  readonly key: Key;
  readonly grant: Grant;
}

/** By key and grant ID, or by the grant's token alone. */
function findGrant(
  ctx: PrepareContext,
  input: { readonly keyId?: string; readonly grantId: string },
  action: "kms:RetireGrant" | "kms:RevokeGrant",
): FoundGrant | Refused {
  const { keyId, grantId } = input;
  const named = ctx.world.resources.get(grantId);
  const found = keyId === undefined ? undefined : findKey(ctx, keyId, "key", action);
  if (found !== undefined && isRefused(found)) return found;
  const key = found?.key ?? (isKind(named, grantKind) ? ctx.world.resources.get(named.data.key) : undefined);
  if (!isKind(key, keyKind) || key.region !== ctx.place.region) return refuse("InvalidGrantTokenException", "");
  const grant = openGrants(ctx, key.id).find((each) => each.id === grantId);
  return grant === undefined ? refuse("NotFoundException", `Grant ID ${grantId} not found`) : { key, grant };
}

/** The grant that is asked about, or all on the key that is. */
function grantsAbout(ctx: PrepareContext, on: Resource): readonly FoundGrant[] {
  const key = isKind(on, grantKind) ? ctx.world.resources.get(on.data.key) : on;
  if (!isKind(key, keyKind)) return [];
  const grants = openGrants(ctx, key.id).filter(({ id }) => key === on || id === on.id);
  return grants.map((grant) => ({ key, grant }));
}

/** Ends a grant: it is not listed any more, and works on until its end is seen everywhere. */
function endGrant(ctx: OperationContext, { key, grant }: FoundGrant, how: "retired" | "revoked"): void {
  const ended: Grant = { ...grant, endedAt: ctx.now, endsAt: seenEverywhereAt(ctx) };
  ctx.world.grants = ctx.world.grants.set(
    key.id,
    livingGrants(ctx, key.id).map((each) => (each.id === grant.id ? ended : each)),
  );
  const named = ctx.find(grantKind, grant.id);
  if (named !== undefined) ctx.put(named, how);
}

const retireGrant: Operation<"kms:RetireGrant"> = {
  action: "kms:RetireGrant",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const found = findGrant(ctx, input, "kms:RetireGrant");
    if (isRefused(found)) return found;
    return { permissions: retiringPermissions(ctx, found), on: [found.key.id], owners: [found.key.account] };
  },
  neededOn(on, ctx) {
    const ways = grantsAbout(ctx, on).map((found) => retiringPermissions(ctx, found));
    return ways.length === 0 ? undefined : ways;
  },
  perform(input, ctx) {
    const found = findGrant(ctx, input, "kms:RetireGrant");
    if (isRefused(found)) return found;
    endGrant(ctx, found, "retired");
    return ok(undefined);
  },
  meter: (input, ctx) => {
    const found = findGrant(ctx, input, "kms:RetireGrant");
    return requestItem(isRefused(found) ? undefined : found.key.data);
  },
  quota: () => quotaOfOperation("RetireGrant"),
  record: (input) => ({
    requestParameters: null,
    responseElements: null,
    additionalEventData: { grantId: input.grantId },
  }),
};

/**
 * The grant itself says who may retire it: its retiring principal, its grantee if it holds RetireGrant, and the account that made it.
 * So that is what a policy of the key would have to say; of the key's own policy only its denials count, since nothing there can allow
 * kms:RetireGrant.
 */
function retiringPermissions(ctx: PrepareContext, { key, grant }: FoundGrant): readonly Permission[] {
  const entitled = [
    ...(grant.retiring === undefined ? [] : [grant.retiring]),
    ...(grant.operations.includes("RetireGrant") ? [grant.grantee] : []),
  ];
  const isEntitled = entitled.some((principal) => isCaller(ctx.world, principal, ctx.caller));
  // Services and instances are bound by no policy but the grant.
  if (isEntitled && ctx.caller.is !== "principal") return [];
  const issuer: GrantPrincipal = { is: "account", account: grant.issuingAccount };
  const denials = denialsOf(key.policy?.text ?? "{}");
  const text = addStatement(denials.text, {
    effect: "Allow",
    principals: [...entitled, issuer].flatMap((principal) => principalEntry(ctx, principal)),
    actions: ["kms:RetireGrant"],
  });
  const policy = { name: denials.count > 0 ? (key.policy?.name ?? "") : `grant ${grant.id} on ${key.name}`, text };
  const permission = keyPermission(
    ctx,
    "kms:RetireGrant",
    { key: { ...key, policy } },
    {
      crossAccount: "allowed",
      keys: [
        ...contextKeys(grant.constraint?.pairs),
        ...(grant.constraint === undefined ? [] : [["kms:GrantConstraintType", constraintType(grant.constraint.is)] as const]),
      ],
    },
  );
  return [{ ...permission, account: isEntitled ? callerAccount(ctx.caller) : grant.issuingAccount }];
}

function principalEntry(ctx: PrepareContext, principal: GrantPrincipal): readonly PrincipalEntry[] {
  const value = grantPrincipalText(ctx.world, principal);
  switch (principal.is) {
    case "principal":
    case "account":
      return [{ type: "AWS", value }];
    // Asked for by who it is, not by name (see above).
    case "service":
    case "infrastructure":
      return [];
  }
}

const revokeGrant = keyOperation<"kms:RevokeGrant">({
  action: "kms:RevokeGrant",
  kind: "management",
  crossAccount: "allowed",
  takes: "key",
  keyId: (input) => input.keyId,
  conditionKeys: (_input, _key, ctx) => [["kms:GrantIsForAWSResource", String(isForAwsResource(ctx, undefined))]],
  parameters: (input) => ({ grantId: input.grantId }),
  perform(input, ctx, key) {
    const found = findGrant(ctx, input, "kms:RevokeGrant");
    if (isRefused(found)) return found;
    endGrant(ctx, found, "revoked");
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

export const endingGrantOperations = [retireGrant, revokeGrant];
