// What is true of grants whoever asks: whom they name, which operations may stand in them, and what a grantee may pass on.
// Source: KMS Developer Guide, "Grants in AWS KMS", and CreateGrant in the API reference (botocore 2026-08).

import { mayPassOn } from "../../rules/authorize/grants.js";
import { accountId, infrastructureArn } from "../../rules/requests.js";
import type { Grant, GrantPrincipal } from "../../world/key.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { World } from "../../world/world.js";
import type { CreateGrantInput } from "./operations/types.js";

/** As ListGrants and the condition keys show a principal; a deleted one by its unique ID. */
export function grantPrincipalText(world: World, principal: GrantPrincipal): string {
  switch (principal.is) {
    case "principal":
      return world.principals.get(principal.ref)?.uniqueId === principal.uniqueId ? principal.arn : principal.uniqueId;
    case "account":
      return `arn:aws:iam::${accountId(world, principal.account)}:root`;
    case "service":
      return principal.principal;
    case "infrastructure":
      return infrastructureArn(accountId(world, principal.account), principal.instance);
  }
}

/** A grant's principal in the scenario's own names. */
export function grantPrincipalName(world: World, principal: GrantPrincipal): string {
  switch (principal.is) {
    case "principal":
      return world.principals.get(principal.ref)?.uniqueId === principal.uniqueId
        ? principal.ref
        : `${principal.ref}, which is gone (${principal.uniqueId})`;
    case "account":
      return `account ${principal.account}`;
    case "service":
      return principal.principal;
    case "infrastructure":
      return `ec2-infrastructure/${principal.instance}`;
  }
}

/** Whether that principal is there: AWS refuses a grant to one that is not. */
export function principalExists(world: World, principal: GrantPrincipal): boolean {
  return principal.is !== "principal" || world.principals.get(principal.ref)?.uniqueId === principal.uniqueId;
}

/** Whether the grant's principal is the caller. */
export function isCaller(world: World, principal: GrantPrincipal, caller: Caller): boolean {
  switch (principal.is) {
    case "principal":
      return (
        caller.is === "principal" &&
        caller.ref === principal.ref &&
        world.principals.get(caller.ref)?.uniqueId === principal.uniqueId
      );
    case "account":
      return caller.is === "principal" && callerAccount(caller) === principal.account;
    case "service":
      return caller.is === "service" && principal.principal.split(".")[0] === caller.service;
    case "infrastructure":
      return caller.is === "infrastructure" && caller.account === principal.account && caller.instance === principal.instance;
  }
}

/** A grant that lets `caller` make this one: it holds CreateGrant, and nothing in the new one goes beyond it. */
export function parentOf(world: World, keyId: string, caller: Caller, input: CreateGrantInput): Grant | undefined {
  const child = {
    operations: new Set(input.operations),
    ...constraintView(input.constraint),
    ...(input.sourceArn === undefined ? {} : { sourceArn: input.sourceArn }),
  };
  return world.grants.get(keyId)?.find((grant) => {
    if (!grant.operations.includes("CreateGrant") || !isCaller(world, grant.grantee, caller)) return false;
    const parent = {
      operations: new Set(grant.operations),
      ...constraintView(grant.constraint),
      ...(grant.sourceArn === undefined ? {} : { sourceArn: grant.sourceArn }),
    };
    return mayPassOn(parent, child);
  });
}

function constraintView(constraint: CreateGrantInput["constraint"]) {
  return constraint === undefined ? {} : { constraint: { kind: constraint.is, pairs: constraint.pairs } };
}
