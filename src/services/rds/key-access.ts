// What an account that a database snapshot is shared with would need on its key to copy it, asked of the key's policy as it is now.

import { probe } from "../../rules/probe.js";
import type { KeyData } from "../../world/key.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";

const NEEDED = [
  { family: "describe-key", action: "kms:DescribeKey", grantOperation: "DescribeKey" },
  { family: "create-grant", action: "kms:CreateGrant", grantOperation: "CreateGrant" },
] as const;

export interface MissingAccess {
  /** Short names of what a policy sentence would have to allow. */
  readonly families: readonly string[];
  /** Actions that are missing; empty where the key lets the account do nothing at all. */
  readonly actions: readonly string[];
}

/** Undefined where the account's administrator could copy the snapshot. */
export function missingForAccount(
  world: World,
  key: Resource<KeyData>,
  account: string,
  context: ReadonlyMap<string, string>,
): MissingAccess | undefined {
  const { region } = key;
  const caller: Caller = { is: "principal", ref: `${account}/admin`, via: { service: "rds", region } };
  const keys = new Map([["kms:GrantIsForAWSResource", "true"]]);
  const missing = NEEDED.filter(({ action, grantOperation }) => {
    const permission = {
      ...{ action, grantOperation, arn: key.arn, account: key.account, resource: key, keys },
      ...({ rule: "kms", crossAccount: "allowed" } as const),
    };
    return !probe(world, caller, { account, region }, permission, context).allowed;
  });
  if (missing.length === 0) return undefined;
  const actions = missing.length === NEEDED.length ? [] : missing.map((each) => each.action);
  return { families: missing.map((each) => each.family), actions };
}
