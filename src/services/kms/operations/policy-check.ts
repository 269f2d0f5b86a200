// What KMS asks of a key policy before it takes it: that it can be read, that its principals exist, and that the caller is not locked
// out by it. Source: KMS API reference, PutKeyPolicy and CreateKey (botocore 2026-08); reported refusals where IAM gives the caller no
// kms:PutKeyPolicy (aws-solutions/innovation-sandbox-on-aws issue 31).

import { readPolicy } from "../../../rules/authorize/document.js";
import type { Key } from "../../../rules/key-lookup.js";
import type { OperationContext } from "../../../rules/operation.js";
import { principalsOf } from "../../../rules/policy-text.js";
import { probe } from "../../../rules/probe.js";
import { type Refused, refuse } from "../../../rules/reply.js";
import type { StoredPolicy } from "../../../world/principal.js";
import type { World } from "../../../world/world.js";

/** The stored form of a key's policy. A reader knows it by this name. */
export function storedKeyPolicy(keyName: string, text: string): StoredPolicy {
  return { name: `key policy of ${keyName}`, text };
}

/** Whether KMS takes `policy` for a key that `caller` makes or changes. `key` is what it would be under that policy. */
export function checkKeyPolicy(
  ctx: OperationContext,
  key: Key,
  policy: StoredPolicy,
  bypassLockoutCheck: boolean,
): Refused | undefined {
  const reading = readPolicy(policy.text, "key");
  if ("problems" in reading) {
    const problem = reading.problems[0];
    return refuse(problem?.code ?? "MalformedPolicyDocumentException", problem?.message ?? "");
  }
  const known = knownPrincipals(ctx.world);
  if (principalsOf(policy.text).some((principal) => !exists(known, principal))) {
    return refuse("MalformedPolicyDocumentException", "Policy contains a statement with one or more invalid principals.");
  }
  return bypassLockoutCheck || letsCallerChangeIt(ctx, key, policy)
    ? undefined
    : refuse("MalformedPolicyDocumentException", "The new key policy will not allow you to update the key policy in the future.");
}

/** The caller, with what IAM gives it now, could put the next key policy too: trust in the account alone is not enough. */
function letsCallerChangeIt(ctx: OperationContext, key: Key, policy: StoredPolicy): boolean {
  if (ctx.caller.is === "aws") return true;
  const permission = {
    action: "kms:PutKeyPolicy",
    arn: key.arn,
    account: key.account,
    resource: { ...key, policy },
    rule: "kms",
    crossAccount: "never",
  } as const;
  return probe(ctx.world, ctx.caller, { account: ctx.place.account, region: key.region }, permission).allowed;
}

interface KnownPrincipals {
  readonly arns: ReadonlySet<string>;
  /** Accounts' numbers and names of roles, without their paths: what the ARN of a session has. */
  readonly roles: ReadonlySet<string>;
  readonly uniqueIds: ReadonlySet<string>;
}

function knownPrincipals(world: World): KnownPrincipals {
  const arns = new Set<string>();
  const roles = new Set<string>();
  const uniqueIds = new Set<string>();
  for (const principal of world.principals.values()) {
    arns.add(principal.arn);
    if (principal.kind === "role") roles.add(`${principal.arn.split(":")[4]} ${principal.name}`);
    uniqueIds.add(principal.uniqueId);
  }
  return { arns, roles, uniqueIds };
}

const ACCOUNT = /^(?:\d{12}|arn:aws:iam::\d{12}:root)$/;
const ROLE_SESSION = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

// Accounts outside the scenario exist all the same; their roles and users cannot be known to.
function exists(known: KnownPrincipals, principal: string): boolean {
  if (ACCOUNT.test(principal)) return true;
  const session = ROLE_SESSION.exec(principal);
  if (session !== null) return session[2]!.startsWith("aws:") || known.roles.has(`${session[1]} ${session[2]}`);
  return known.arns.has(principal) || known.uniqueIds.has(principal);
}
