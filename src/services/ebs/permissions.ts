// EC2's own permissions on the things of EBS.

import type { Permission, PrepareContext } from "../../rules/operation.js";
import type { Resource } from "../../world/resource.js";
import { type Ec2Type, ec2Arn } from "./arns.js";

/** The permission to do something to what is there. EC2 has no resource policies. */
export function onThing(action: string, resource: Resource): Permission {
  return { action, arn: resource.arn, account: resource.account, rule: "identity-only", crossAccount: "never" };
}

/** The same of a source, which may be another account's: the caller's own account decides, since EC2 has no resource policies. */
export function onSource(ctx: PrepareContext, action: string, { arn }: Pick<Resource, "arn">): Permission {
  return { action, arn, account: ctx.place.account, rule: "identity-only", crossAccount: "never" };
}

/** The permission to make a volume; policies see whether it will be encrypted. */
export function newVolume(ctx: PrepareContext, action: string, encrypted: boolean): Permission {
  return { ...newThing(ctx, action, "volume"), keys: new Map([["ec2:Encrypted", String(encrypted)]]) };
}

/**
 * The permission to make something where the call is made. It has no ID yet, so that EC2 asks for `volume/*`, to the letter; a policy that
 * means what is made alone says `volume/${*}`. Source: AWS Storage Blog, resource-level permissions for copying EBS snapshots (2025).
 */
export function newThing(ctx: PrepareContext, action: string, type: Ec2Type): Permission {
  return {
    action,
    arn: ec2Arn(ctx.world, ctx.place, type, "*"),
    account: ctx.place.account,
    rule: "identity-only",
    crossAccount: "never",
  };
}
