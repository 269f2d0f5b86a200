// From the world to a question that rules/authorize can decide: who the caller is to IAM, and the condition keys that every call carries.

import { keyKind } from "../world/key.js";
import type { Place } from "../world/place.js";
import type { Caller, Principal } from "../world/principal.js";
import { isKind } from "../world/resource.js";
import { isoInstant } from "../world/time.js";
import type { World } from "../world/world.js";
import type { AccessRequest, RequestPrincipal } from "./authorize/request.js";
import type { Permission } from "./operation.js";

/** An address of the range set aside for documentation: where all people and programs of a scenario call from. */
const SOURCE_IP = "203.0.113.10";

export function accountId(world: World, account: string): string {
  return world.accounts.get(account)?.id ?? "";
}

/** The session that a role acts in when the scenario does not say how it was assumed. */
export const DEFAULT_SESSION = "custody";

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

function knownPrincipal(world: World, principal: Principal, session: string): RequestPrincipal {
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
  const name = ref.slice(slash + 1);
  return {
    kind: "role",
    arn: `arn:aws:iam::${account}:role/${name}`,
    account,
    uniqueId: "",
    sessionArn: `arn:aws:sts::${account}:assumed-role/${name}/${DEFAULT_SESSION}`,
  };
}

const PRINCIPAL_TYPES = {
  root: "Account",
  user: "User",
  role: "AssumedRole",
  service: "Service",
  anonymous: "Anonymous",
} as const;

/** The question whether `caller` has this permission in `place`. */
export function accessRequest(
  world: World,
  caller: Caller,
  place: Place,
  permission: Permission,
  encryptionContext?: ReadonlyMap<string, string>,
): AccessRequest {
  const principal = requestPrincipal(world, caller);
  const context = new Map<string, string | readonly string[]>();
  addCommonKeys(context, world, caller, principal, place);
  addResourceKeys(context, world, caller, principal, permission);
  if (permission.keys !== undefined) for (const [name, value] of permission.keys) context.set(name.toLowerCase(), value);
  const base = {
    action: permission.action,
    resource: permission.arn,
    resourceAccount: accountId(world, permission.account),
    principal,
    context,
    crossAccount: permission.crossAccount,
    resourceRule: permission.rule,
  };
  if (permission.grantOperation === undefined) return base;
  return encryptionContext === undefined
    ? { ...base, grantOperation: permission.grantOperation }
    : { ...base, grantOperation: permission.grantOperation, grantContext: encryptionContext };
}

type Context = Map<string, string | readonly string[]>;

function addCommonKeys(context: Context, world: World, caller: Caller, principal: RequestPrincipal, place: Place): void {
  context.set("aws:principaltype", PRINCIPAL_TYPES[principal.kind]);
  context.set("aws:principalisawsservice", principal.kind === "service" ? "true" : "false");
  context.set("aws:requestedregion", place.region);
  context.set("aws:currenttime", isoInstant(world.now));
  context.set("aws:epochtime", String(Math.floor(world.now / 1000)));
  context.set("aws:securetransport", "true");
  context.set("aws:viaawsservice", caller.is === "principal" && caller.via !== undefined ? "true" : "false");
  if (caller.is === "principal") {
    if (caller.via === undefined) context.set("aws:sourceip", SOURCE_IP);
    else context.set("aws:calledvia", [`${caller.via.service}.amazonaws.com`]);
  }
  if (caller.is === "service" && caller.sourceArn !== undefined) {
    context.set("aws:sourcearn", caller.sourceArn);
    context.set("aws:sourceaccount", accountId(world, caller.account));
  }
  if (principal.account !== "") {
    context.set("aws:principalarn", principal.arn);
    context.set("aws:principalaccount", principal.account);
    addIdentityKeys(context, world, caller, principal);
  }
}

function addIdentityKeys(context: Context, world: World, caller: Caller, principal: RequestPrincipal): void {
  if (caller.is !== "principal") return;
  const known = world.principals.get(caller.ref);
  const name = caller.ref.slice(caller.ref.indexOf("/") + 1);
  if (principal.kind === "user") context.set("aws:username", name);
  if (principal.kind === "root") context.set("aws:userid", principal.account);
  else if (principal.uniqueId !== "") {
    context.set(
      "aws:userid",
      principal.kind === "role" ? `${principal.uniqueId}:${caller.session?.name ?? DEFAULT_SESSION}` : principal.uniqueId,
    );
  }
  if (known !== undefined) for (const [tag, value] of known.tags) context.set(`aws:principaltag/${tag.toLowerCase()}`, value);
  const organization = organizationOf(world, caller.ref.slice(0, caller.ref.indexOf("/")));
  if (organization !== undefined) {
    context.set("aws:principalorgid", organization.id);
    context.set("aws:principalorgpaths", [organization.path]);
  }
}

function addResourceKeys(
  context: Context,
  world: World,
  caller: Caller,
  principal: RequestPrincipal,
  permission: Permission,
): void {
  if (permission.account !== "") context.set("aws:resourceaccount", accountId(world, permission.account));
  const organization = permission.account === "" ? undefined : organizationOf(world, permission.account);
  if (organization !== undefined) context.set("aws:resourceorgid", organization.id);
  if (permission.resource !== undefined)
    for (const [tag, value] of permission.resource.tags) context.set(`aws:resourcetag/${tag.toLowerCase()}`, value);
  if (!permission.action.startsWith("kms:")) return;
  const account =
    caller.is === "principal" || caller.is === "infrastructure"
      ? principal.account
      : caller.is === "outside"
        ? ""
        : accountId(world, caller.account);
  context.set("kms:calleraccount", account);
  if (caller.is === "principal" && caller.via !== undefined)
    context.set("kms:viaservice", `${caller.via.service}.${caller.via.region}.amazonaws.com`);
  if (isKind(permission.resource, keyKind)) {
    const { data } = permission.resource;
    context.set("kms:keyspec", data.spec);
    context.set("kms:keyusage", data.usage);
    context.set("kms:keyorigin", data.origin);
    context.set("kms:multiregion", data.multiRegion === undefined ? "false" : "true");
    if (data.multiRegion !== undefined) context.set("kms:multiregionkeytype", data.multiRegion.type);
  }
}

/** The organization that an account belongs to, with its path in AWS's form. */
export function organizationOf(world: World, account: string): { readonly id: string; readonly path: string } | undefined {
  for (const organization of world.organizations.values()) {
    if (organization.management === account) return { id: organization.id, path: `${organization.id}/r-root/` };
    for (const unit of organization.units)
      if (unit.accounts.includes(account)) return { id: organization.id, path: `${organization.id}/r-root/ou-${unit.name}/` };
  }
  return undefined;
}
