// sts:AssumeRole: the role's trust policy lets the caller in, and the caller's own account has to let it go, unless the trust policy
// names an identity of the role's own account. That is how a key policy works, and the same rule decides.

import { iamCatalog } from "../../generated/catalogs.js";
import { DEFAULT_SESSION } from "../../rules/condition-keys.js";
import { identityAsThing } from "../../rules/identities.js";
import type { Operation, Permission } from "../../rules/operation.js";
import { ok, refuse } from "../../rules/reply.js";
import type { Principal, StoredPolicy } from "../../world/principal.js";
import { storable, tooLong, trustPolicyName } from "./policies.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "sts:AssumeRole": {
      input: { /** `A/backup` */ readonly role: string; readonly sessionName: string /** JSON */; readonly policy?: string };
      output: { readonly sessionArn: string };
    };
  }
}

export const assumeRole: Operation<"sts:AssumeRole"> = {
  action: "sts:AssumeRole",
  readOnly: true,
  recorded: true,
  prepare(input, ctx) {
    const role = ctx.world.principals.get(input.role);
    const { caller } = ctx;
    if (caller.is === "principal" && ctx.world.principals.get(caller.ref)?.kind === "root")
      return refuse("AccessDenied", "Roles may not be assumed by root accounts.");
    if (role === undefined || role.kind !== "role") return refuse("AccessDenied", notThere(input.role));
    if (input.policy !== undefined) {
      const policy = storable(`session policy of ${role.ref}`, input.policy, "session");
      if (policy.is === "refused") return policy;
      const refused = tooLong([input.policy], iamCatalog.limits.sessionPolicyCharacters, policy.output.name);
      if (refused !== undefined) return refused;
    }
    return {
      permissions: [entering(role, new Map([["sts:RoleSessionName", input.sessionName]]))],
      on: [role.ref],
      owners: [role.account],
    };
  },
  neededOn(on, { world, caller }) {
    const role = world.principals.get(on.id);
    if (role?.kind !== "role") return undefined;
    const needed = entering(role, new Map([["sts:RoleSessionName", DEFAULT_SESSION]]));
    const isRoot = caller.is === "principal" && world.principals.get(caller.ref)?.kind === "root";
    return [[isRoot ? { ...needed, resource: { ...needed.resource!, policy: NOT_FOR_ROOT } } : needed]];
  },
  perform(input, ctx) {
    const role = ctx.world.principals.get(input.role)!;
    const account = ctx.world.accounts.get(role.account)!;
    return ok({ sessionArn: `arn:aws:sts::${account.id}:assumed-role/${role.name}/${input.sessionName}` });
  },
  record(input, ctx, output) {
    const roleArn = ctx.world.principals.get(input.role)?.arn ?? input.role;
    return {
      requestParameters: {
        roleArn,
        roleSessionName: input.sessionName,
        ...(input.policy === undefined ? {} : { policy: input.policy }),
      },
      responseElements: output === undefined ? null : { assumedRoleUser: { arn: output.sessionArn } },
    };
  },
};

function notThere(ref: string): string {
  return `The role ${ref} does not exist, or it is a user.`;
}

/** What a caller needs to enter a role: its trust policy is what decides on its side. */
function entering(role: Principal, keys: ReadonlyMap<string, string>): Permission {
  const policy = role.trust === undefined ? trustInEc2(role.ref) : onThisRole(role.trust);
  const resource = { ...identityAsThing(role), policy };
  const base = { action: "sts:AssumeRole", arn: role.arn, account: role.account, resource } as const;
  return { ...base, rule: "kms", crossAccount: "allowed", keys };
}

/** Said as a policy, for questions: STS refuses a root user before it looks at the role. */
const NOT_FOR_ROOT: StoredPolicy = {
  name: "AWS's rule for root users",
  text: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "roles may not be assumed", Effect: "Deny", Principal: "*", Action: "sts:AssumeRole", Resource: "*" }],
  }),
};

/**
 * A role always trusts somebody. One that came into being by being named is as one that instances run with: EC2 enters it, and nobody
 * else.
 */
function trustInEc2(ref: string): StoredPolicy {
  const statement = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole", Resource: "*" };
  return { name: trustPolicyName(ref), text: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) };
}

const trustPolicies = new WeakMap<StoredPolicy, StoredPolicy>();

/** A trust policy has no Resource, since it speaks of its own role only; a policy that is weighed names one. */
function onThisRole(trust: StoredPolicy): StoredPolicy {
  const known = trustPolicies.get(trust);
  if (known !== undefined) return known;
  const policy = JSON.parse(trust.text) as { Statement: object | readonly object[] };
  const statements = [policy.Statement].flat().map((statement) => ({ ...statement, Resource: "*" }));
  const weighed = { name: trust.name, text: JSON.stringify({ ...policy, Statement: statements }) };
  trustPolicies.set(trust, weighed);
  return weighed;
}
