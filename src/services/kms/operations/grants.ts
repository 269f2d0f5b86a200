// Which grants there are, and when what is done to one is seen. A grant is seen everywhere only after some minutes, and until then by
// who brings its token. Source: KMS Developer Guide, "Grants in AWS KMS"; API reference (botocore 2026-08).

import { kmsCatalog } from "../../../generated/catalogs.js";
import type { Operation, OperationContext, PrepareContext } from "../../../rules/operation.js";
import { ok } from "../../../rules/reply.js";
import type { Grant, GrantPrincipal } from "../../../world/key.js";
import { addMilliseconds, type Instant, SECOND_MS } from "../../../world/time.js";
import type { World } from "../../../world/world.js";
import { grantPrincipalText } from "../grants.js";
import { quotaOfOperation, requestItem } from "../quotas.js";
import { keyOperation } from "./key-operation.js";

const { limits } = kmsCatalog;

/** When what is done to a grant now is seen everywhere: a draw of up to five minutes. */
export function seenEverywhereAt(ctx: OperationContext): Instant {
  return addMilliseconds(ctx.now, (ctx.draw("grant visibility", limits.grantVisibleSecondsMax) + 1) * SECOND_MS);
}

/** Grants of a key that are seen anywhere: those that ended are dropped once no one sees them. */
export function livingGrants(ctx: { readonly world: World }, keyId: string): readonly Grant[] {
  const { now } = ctx.world;
  return (ctx.world.grants.get(keyId) ?? []).filter((grant) => grant.endsAt === undefined || grant.endsAt > now);
}

/** Grants of a key that are in force: what ListGrants shows. */
export function openGrants(ctx: { readonly world: World }, keyId: string): readonly Grant[] {
  return livingGrants(ctx, keyId).filter((grant) => grant.endedAt === undefined);
}

export function constraintType(is: "equals" | "subset"): string {
  return is === "equals" ? "EncryptionContextEquals" : "EncryptionContextSubset";
}

/** True only when an integrated service makes the call on the user's behalf. */
export function isForAwsResource(ctx: PrepareContext, forService: boolean | undefined): boolean {
  return forService === true || (ctx.caller.is === "principal" && ctx.caller.via !== undefined) || ctx.caller.is === "service";
}

export function samePrincipal(a: GrantPrincipal | undefined, b: GrantPrincipal | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const listGrants = keyOperation<"kms:ListGrants">({
  action: "kms:ListGrants",
  kind: "read",
  crossAccount: "allowed",
  takes: "key",
  keyId: (input) => input.keyId,
  conditionKeys: (_input, _key, ctx) => [["kms:GrantIsForAWSResource", String(isForAwsResource(ctx, undefined))]],
  perform: (_input, ctx, key) => ok({ grants: openGrants(ctx, key.id) }),
});

const listRetirableGrants: Operation<"kms:ListRetirableGrants"> = {
  action: "kms:ListRetirableGrants",
  readOnly: true,
  recorded: true,
  prepare: (_input, ctx) => ({
    permissions: [
      { action: "kms:ListRetirableGrants", arn: "*", account: ctx.place.account, rule: "identity-only", crossAccount: "never" },
    ],
    on: [],
    owners: [],
  }),
  perform(input, ctx) {
    const grants: Grant[] = [];
    for (const keyId of ctx.world.grants.keys()) {
      const here = openGrants(ctx, keyId).filter((grant) => samePrincipal(grant.retiring, input.retiring));
      if (here.length > 0 && ctx.world.resources.get(keyId)?.region === ctx.place.region) grants.push(...here);
    }
    return ok({ grants });
  },
  meter: () => requestItem(undefined),
  quota: () => quotaOfOperation("ListRetirableGrants"),
  record: (input, ctx) => ({
    requestParameters: { retiringPrincipal: grantPrincipalText(ctx.world, input.retiring) },
    responseElements: null,
  }),
};

export const listGrantOperations = [listGrants, listRetirableGrants];
