// Making a grant: it allows one principal some operations on one key, and no more than the maker may pass on. Source: KMS Developer Guide, "Grants in AWS KMS"; API reference (botocore 2026-08).

import { kmsCatalog } from "../../../generated/catalogs.js";
import { GRANT_OPERATIONS, grantOperationsFor } from "../../../rules/grant-operations.js";
import { refusedByState } from "../../../rules/key-lifecycle.js";
import type { Key } from "../../../rules/key-lookup.js";
import type { Operation, OperationContext, PrepareContext } from "../../../rules/operation.js";
import { ok, type Refused, refuse } from "../../../rules/reply.js";
import { type Grant, type GrantPrincipal, grantKind } from "../../../world/key.js";
import { callerAccount } from "../../../world/principal.js";
import { grantPrincipalText, parentOf, principalExists } from "../grants.js";
import { itemOfUse, quotaOfOperation } from "../quotas.js";
import { findKey, isRefused } from "../resolve.js";
import { constraintType, isForAwsResource, livingGrants, samePrincipal, seenEverywhereAt } from "./grants.js";
import { type ConditionKeys, contextKeys, dryRun, keyPermission, onKeys, pairsRecord } from "./key-operation.js";
import type { CreateGrantInput } from "./types.js";
import { constraint, validation } from "./validation.js";

const { limits } = kmsCatalog;

function checkForm(input: CreateGrantInput): Refused | undefined {
  if (input.operations.some((operation) => !GRANT_OPERATIONS.includes(operation))) {
    // Of a list, the whole list is shown, and the rule for a member in its own brackets.
    const rule = `Member must satisfy constraint: [Member must satisfy enum value set: [${GRANT_OPERATIONS.join(", ")}]]`;
    return constraint("operations", rule, `[${input.operations.join(", ")}]`);
  }
  if (input.operations.length === 0) return constraint("operations", "Member must have length greater than or equal to 1");
  // Observed: ansible/ansible, pull request 31960, 2019-02.
  if (input.operations.every((operation) => operation === "CreateGrant")) {
    return validation("Grants must not contain only the CreateGrant operation.");
  }
  const pairs = input.constraint?.pairs;
  if (pairs !== undefined && pairs.size > limits.grantContextPairs) {
    return validation(`Encryption context constraints can have at most ${limits.grantContextPairs} pairs.`);
  }
  for (const value of pairs?.values() ?? []) {
    if (value.length > limits.grantContextValueLength) {
      return validation(
        `An encryption context value in a grant constraint can have at most ${limits.grantContextValueLength} characters.`,
      );
    }
  }
  return undefined;
}

function conditionKeys(ctx: PrepareContext, input: CreateGrantInput): ConditionKeys {
  const keys: [string, string | readonly string[]][] = [
    ["kms:GrantOperations", input.operations],
    ["kms:GrantIsForAWSResource", String(isForAwsResource(ctx, input.forService))],
    [
      input.grantee.is === "service" ? "kms:GranteeServicePrincipal" : "kms:GranteePrincipal",
      grantPrincipalText(ctx.world, input.grantee),
    ],
    ...contextKeys(input.constraint?.pairs),
  ];
  const { retiring, sourceArn } = input;
  if (input.constraint !== undefined) keys.push(["kms:GrantConstraintType", constraintType(input.constraint.is)]);
  if (sourceArn !== undefined) keys.push(["kms:GrantConstraintSourceArn", sourceArn]);
  if (retiring !== undefined)
    keys.push([
      retiring.is === "service" ? "kms:RetiringServicePrincipal" : "kms:RetiringPrincipal",
      grantPrincipalText(ctx.world, retiring),
    ]);
  return keys;
}

export const createGrant: Operation<"kms:CreateGrant"> = {
  action: "kms:CreateGrant",
  readOnly: false,
  recorded: true,
  crossAccount: "allowed",
  grantOperation: "CreateGrant",
  ...onKeys("CreateGrant", () => true),
  prepare(input, ctx) {
    const bad = checkForm(input);
    if (bad !== undefined) return bad;
    const found = findKey(ctx, input.keyId, "key", "kms:CreateGrant");
    if (isRefused(found)) return found;
    // A grant that holds CreateGrant lets its grantee pass on no more than itself.
    const parent = parentOf(ctx.world, found.key.id, ctx.caller, input);
    const permission = keyPermission(ctx, "kms:CreateGrant", found, {
      crossAccount: "allowed",
      ...(parent === undefined ? {} : { grantOperation: "CreateGrant" }),
      keys: conditionKeys(ctx, input),
    });
    return {
      permissions: [permission],
      on: [found.key.id],
      owners: [found.key.account],
      ...(input.constraint === undefined ? {} : { encryptionContext: input.constraint.pairs }),
    };
  },
  perform(input, ctx) {
    const found = findKey(ctx, input.keyId, "key", "kms:CreateGrant");
    if (isRefused(found)) return found;
    const { key } = found;
    const refused =
      refusedByStateOrKind(key, input) ?? unknownPrincipal(ctx, input.grantee) ?? unknownPrincipal(ctx, input.retiring);
    if (refused !== undefined) return refused;
    if (input.dryRun === true) return dryRun;
    const before = livingGrants(ctx, key.id);
    const same =
      input.grantName === undefined
        ? undefined
        : before.find((grant) => grant.endedAt === undefined && isSameGrant(grant, input));
    if (same !== undefined) return ok({ grantId: same.id, grantToken: same.id });
    if (key.data.manager === "CUSTOMER" && before.length >= limits.grantsPerKey)
      return refuse("LimitExceededException", `You have reached the limit of ${limits.grantsPerKey} grants for this key.`);
    const grant = makeGrant(ctx, key, input);
    ctx.world.grants = ctx.world.grants.set(key.id, [...before, grant]);
    ctx.make(grantKind, { id: grant.id, place: key, arn: key.arn, data: { key: key.id } });
    return ok({ grantId: grant.id, grantToken: grant.id });
  },
  meter: (input, ctx) => {
    const found = findKey(ctx, input.keyId, "key", "kms:CreateGrant");
    return itemOfUse(isRefused(found) ? undefined : found.key.data);
  },
  quota: () => quotaOfOperation("CreateGrant"),
  record(input, ctx, output) {
    const found = findKey(ctx, input.keyId, "key", "kms:CreateGrant");
    return {
      requestParameters: {
        keyId: input.keyId,
        granteePrincipal: grantPrincipalText(ctx.world, input.grantee),
        ...(input.retiring === undefined ? {} : { retiringPrincipal: grantPrincipalText(ctx.world, input.retiring) }),
        operations: input.operations,
        ...(input.constraint === undefined
          ? {}
          : {
              constraints: {
                [input.constraint.is === "equals" ? "encryptionContextEquals" : "encryptionContextSubset"]: pairsRecord(
                  input.constraint.pairs,
                ),
              },
            }),
        ...(input.grantName === undefined ? {} : { name: input.grantName }),
      },
      responseElements: output === undefined || isRefused(found) ? null : { grantId: output.grantId, keyId: found.key.arn },
    };
  },
};

function refusedByStateOrKind(key: Key, input: CreateGrantInput): Refused | undefined {
  const state = refusedByState("CreateGrant", key);
  if (state !== undefined) return state;
  const fitting = grantOperationsFor(key.data);
  const unfit = input.operations.find((operation) => !fitting.includes(operation));
  if (unfit !== undefined)
    return validation(
      `Operation ${unfit} is not supported for a key with key spec ${key.data.spec} and key usage ${key.data.usage}.`,
    );
  return input.constraint !== undefined && key.data.spec !== "SYMMETRIC_DEFAULT"
    ? validation("Encryption context constraints are supported for symmetric encryption keys only.")
    : undefined;
}

function unknownPrincipal(ctx: OperationContext, principal: GrantPrincipal | undefined): Refused | undefined {
  if (principal === undefined || principalExists(ctx.world, principal)) return undefined;
  const arn = principal.is === "principal" ? principal.arn : grantPrincipalText(ctx.world, principal);
  return refuse("InvalidArnException", `ARN does not refer to a valid principal: ${arn}`);
}

/** All parameters and the name are the same: CreateGrant answers with the grant that is there. */
function isSameGrant(grant: Grant, input: CreateGrantInput): boolean {
  return (
    grant.grantName === input.grantName &&
    samePrincipal(grant.grantee, input.grantee) &&
    samePrincipal(grant.retiring, input.retiring) &&
    grant.operations.length === input.operations.length &&
    grant.operations.every((operation) => input.operations.includes(operation)) &&
    sameConstraint(grant.constraint, input.constraint)
  );
}

function sameConstraint(a: Grant["constraint"], b: Grant["constraint"]): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.is !== b.is || a.pairs.size !== b.pairs.size) return false;
  for (const [name, value] of a.pairs) if (b.pairs.get(name) !== value) return false;
  return true;
}

function makeGrant(ctx: OperationContext, key: Key, input: CreateGrantInput): Grant {
  const parent = parentOf(ctx.world, key.id, ctx.caller, input);
  return {
    id: input.id ?? ctx.derive(`${key.name}-grant`),
    keyId: key.id,
    grantee: input.grantee,
    operations: input.operations,
    ...(input.grantName === undefined ? {} : { grantName: input.grantName }),
    ...(input.retiring === undefined ? {} : { retiring: input.retiring }),
    ...(input.constraint === undefined ? {} : { constraint: input.constraint }),
    ...(input.sourceArn === undefined ? {} : { sourceArn: input.sourceArn }),
    issuingAccount: callerAccount(ctx.caller),
    createdAt: ctx.now,
    seenAt: seenEverywhereAt(ctx),
    ...(parent === undefined ? {} : { parent: parent.id }),
    sequence: ctx.world.sequence,
  };
}
