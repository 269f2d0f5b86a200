// EC2's own permissions on the things of EBS.

import type { Permission, PrepareContext } from "../../rules/operation.js";
import type { Resource } from "../../world/resource.js";
import { ec2Arn } from "./arns.js";

/** The permission to do something to what is there. EC2 has no resource policies. */
export function onThing(action: string, resource: Resource): Permission {
  return { action, arn: resource.arn, account: resource.account, rule: "identity-only", crossAccount: "never" };
}

/** The permission to make a volume; policies see whether it will be encrypted. */
export function newVolume(ctx: PrepareContext, action: string, id: string, encrypted: boolean): Permission {
  return { ...newThing(ctx, action, "volume", id), keys: new Map([["ec2:Encrypted", String(encrypted)]]) };
}

/** The permission to make something of that name where the call is made. */
export function newThing(ctx: PrepareContext, action: string, type: "volume" | "snapshot" | "instance", id: string): Permission {
  return {
    action,
    arn: ec2Arn(ctx.world, ctx.place, type, id),
    account: ctx.place.account,
    rule: "identity-only",
    crossAccount: "never",
  };
}
