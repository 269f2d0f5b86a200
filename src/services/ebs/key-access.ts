// What an account that a snapshot is shared with would need on its key: asked of the key's policy as it is now, with an identity of that
// account which its own account allows everything, so that only the key's side decides.

import { probe } from "../../rules/probe.js";
import type { KeyData } from "../../world/key.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";

export interface NeededAction {
  /** The short name of a policy sentence. */
  readonly family: string;
  readonly action: string;
  readonly grantOperation?: string;
}

/** In the order in which the guide to sharing a key lists them. */
export const NEEDED: readonly NeededAction[] = [
  { family: "decrypt", action: "kms:Decrypt", grantOperation: "Decrypt" },
  { family: "describe-key", action: "kms:DescribeKey", grantOperation: "DescribeKey" },
  { family: "create-grant", action: "kms:CreateGrant", grantOperation: "CreateGrant" },
  { family: "reencrypt", action: "kms:ReEncryptFrom", grantOperation: "ReEncryptFrom" },
  { family: "generate-data-key", action: "kms:GenerateDataKey", grantOperation: "GenerateDataKey" },
];

/** Those of the needed actions that the key does not let the account's administrator do through EC2. */
export function missingForAccount(
  world: World,
  key: Resource<KeyData>,
  account: string,
  context: ReadonlyMap<string, string>,
): readonly NeededAction[] {
  const { region } = key;
  const caller: Caller = { is: "principal", ref: `${account}/admin`, via: { service: "ec2", region } };
  const keys = new Map([["kms:GrantIsForAWSResource", "true"]]);
  return NEEDED.filter((needed) => {
    const permission = {
      action: needed.action,
      arn: key.arn,
      account: key.account,
      resource: key,
      rule: "kms",
      crossAccount: "allowed",
      keys,
      ...(needed.grantOperation === undefined ? {} : { grantOperation: needed.grantOperation }),
    } as const;
    return !probe(world, caller, { account, region }, permission, context).allowed;
  });
}
