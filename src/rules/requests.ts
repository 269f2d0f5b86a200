// From the world to a question that rules/authorize can decide: who the caller is to IAM, and the condition keys that every call carries.

import type { Place } from "../world/place.js";
import type { Caller, Principal } from "../world/principal.js";
import type { World } from "../world/world.js";
import type { AccessRequest, RequestPrincipal } from "./authorize/request.js";
import { ConditionKeys, DEFAULT_SESSION } from "./condition-keys.js";
import { pathAndName } from "./identities.js";
import type { Permission } from "./operation.js";

export function accountId(world: World, account: string): string {
  return world.accounts.get(account)?.id ?? "";
}

const ANONYMOUS: RequestPrincipal = { kind: "anonymous", arn: "", account: "", uniqueId: "" };

export function requestPrincipal(world: World, caller: Caller): RequestPrincipal {
  switch (caller.is) {
    case "principal": {
      const principal = world.principals.get(caller.ref);
      return principal === undefined
        ? strangerOf(world, caller.ref)
        : knownPrincipal(world, principal, caller.session?.name ?? DEFAULT_SESSION);
    }
    case "service":
    case "aws":
      return { kind: "service", arn: `${caller.service}.amazonaws.com`, account: "", uniqueId: "" };
    case "infrastructure": {
      const id = accountId(world, caller.account);
      const arn = `arn:aws:iam::${id}:role/aws:ec2-infrastructure`;
      return {
        kind: "role",
        arn,
        account: id,
        uniqueId: "",
        sessionArn: infrastructureArn(id, caller.instance),
        serviceLinked: true,
      };
    }
    case "outside":
      return ANONYMOUS;
  }
}

/** The role session that EC2 uses to reach an instance's keys. */
export function infrastructureArn(id: string, instance: string): string {
  return `arn:aws:sts::${id}:assumed-role/aws:ec2-infrastructure/${instance}`;
}

/** A principal's record never changes; what it is to IAM is worked out once for its usual session. */
const known = new WeakMap<Principal, RequestPrincipal>();

function knownPrincipal(world: World, principal: Principal, session: string): RequestPrincipal {
  if (session !== DEFAULT_SESSION) return sessionOf(world, principal, session);
  let usual = known.get(principal);
  if (usual === undefined) {
    usual = sessionOf(world, principal, session);
    known.set(principal, usual);
  }
  return usual;
}

function sessionOf(world: World, principal: Principal, session: string): RequestPrincipal {
  const base = {
    kind: principal.kind,
    arn: principal.arn,
    account: accountId(world, principal.account),
    uniqueId: principal.uniqueId,
    serviceLinked: principal.serviceLinked,
  };
  return principal.kind === "role"
    ? { ...base, sessionArn: `arn:aws:sts::${base.account}:assumed-role/${principal.name}/${session}` }
    : base;
}

/** Someone whom only a question names: asked as a role without any policy, and made by nobody. */
function strangerOf(world: World, ref: string): RequestPrincipal {
  const slash = ref.indexOf("/");
  const account = accountId(world, ref.slice(0, slash));
  const { name } = pathAndName(ref);
  return {
    kind: "role",
    arn: `arn:aws:iam::${account}:role/${ref.slice(slash + 1)}`,
    account,
    uniqueId: "",
    sessionArn: `arn:aws:sts::${account}:assumed-role/${name}/${DEFAULT_SESSION}`,
  };
}

/** The question whether `caller` has this permission in `place`. */
export function accessRequest(
  world: World,
  caller: Caller,
  place: Place,
  permission: Permission,
  encryptionContext?: ReadonlyMap<string, string>,
): AccessRequest {
  const principal = requestPrincipal(world, caller);
  const { grantOperation, policyName } = permission;
  // One literal, as long as it need be: every decision of a run is kept with its request.
  const request: { -readonly [K in keyof AccessRequest]: AccessRequest[K] } =
    grantOperation === undefined
      ? {
          action: permission.action,
          resource: permission.arn,
          resourceAccount: accountId(world, permission.account),
          principal,
          context: new ConditionKeys(world, caller, principal, place, permission),
          crossAccount: permission.crossAccount,
          resourceRule: permission.rule,
        }
      : {
          action: permission.action,
          resource: permission.arn,
          resourceAccount: accountId(world, permission.account),
          principal,
          context: new ConditionKeys(world, caller, principal, place, permission),
          crossAccount: permission.crossAccount,
          resourceRule: permission.rule,
          grantOperation,
        };
  if (policyName !== undefined) request.policyName = policyName;
  if (permission.besides !== undefined) request.besides = permission.besides;
  if (grantOperation !== undefined && encryptionContext !== undefined) request.grantContext = encryptionContext;
  return request;
}
