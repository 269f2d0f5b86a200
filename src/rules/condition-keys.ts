// The condition keys that a call carries, each worked out only when a policy asks for it: most calls meet no condition at all, and every
// decision of a run is kept. Holds the tables that it reads from, so that it stays true of the instant of the call.

import type { Table } from "../base/table.js";
import { keyKind } from "../world/key.js";
import type { Place } from "../world/place.js";
import type { Account, Caller, Principal } from "../world/principal.js";
import { isKind } from "../world/resource.js";
import { type Instant, isoInstant } from "../world/time.js";
import { type Organization, stampOf, type World } from "../world/world.js";
import type { RequestContext, RequestPrincipal } from "./authorize/request.js";
import type { Permission } from "./operation.js";

/** The session that a role acts in when the scenario does not say how it was assumed. */
export const DEFAULT_SESSION = "custody";

/** An address of the range set aside for documentation: where all people and programs of a scenario call from. */
const SOURCE_IP = "203.0.113.10";

const PRINCIPAL_TYPES = {
  root: "Account",
  user: "User",
  role: "AssumedRole",
  service: "Service",
  anonymous: "Anonymous",
} as const;

type Value = string | readonly string[] | undefined;

export class ConditionKeys implements RequestContext {
  readonly #at: Instant;
  readonly #noting: World | undefined;
  readonly #accounts: Table<Account>;
  readonly #organizations: Table<Organization>;
  readonly #record: Principal | undefined;

  constructor(
    world: World,
    private readonly caller: Caller,
    private readonly principal: RequestPrincipal,
    private readonly place: Place,
    private readonly permission: Permission,
  ) {
    this.#at = stampOf(world);
    this.#noting = world.noting === undefined ? undefined : world;
    this.#accounts = world.accounts;
    this.#organizations = world.organizations;
    this.#record = caller.is === "principal" ? world.principals.get(caller.ref) : undefined;
  }

  /** `name` in lower case. What the operation itself says comes before what every call carries. */
  get(name: string): Value {
    if (this.#noting !== undefined && name.startsWith("kms:encryptioncontext")) this.#noting.noting?.askedForContext();
    const own = this.permission.keys === undefined ? undefined : ownKey(this.permission.keys, name);
    if (own !== undefined) return own;
    if (name.startsWith("kms:")) return this.permission.action.startsWith("kms:") ? this.#kms(name) : undefined;
    return name.startsWith("aws:") ? (this.#ofCall(name) ?? this.#ofCaller(name) ?? this.#ofResource(name)) : undefined;
  }

  #now(): Instant {
    return this.#noting === undefined ? this.#at : this.#noting.now;
  }

  #ofCall(name: string): Value {
    const { caller, place } = this;
    switch (name) {
      case "aws:requestedregion":
        return place.region;
      case "aws:currenttime":
        return isoInstant(this.#now());
      case "aws:epochtime":
        return String(Math.floor(this.#now() / 1000));
      case "aws:securetransport":
        return "true";
      case "aws:viaawsservice":
        return caller.is === "principal" && caller.via !== undefined ? "true" : "false";
      case "aws:calledvia":
        return caller.is === "principal" && caller.via !== undefined ? [`${caller.via.service}.amazonaws.com`] : undefined;
      // A call is forwarded once at most: the first service is the last.
      case "aws:calledviafirst":
      case "aws:calledvialast":
        return caller.is === "principal" && caller.via !== undefined ? `${caller.via.service}.amazonaws.com` : undefined;
      case "aws:sourceip":
        return (caller.is === "principal" && caller.via === undefined) || caller.is === "outside" ? SOURCE_IP : undefined;
      case "aws:sourcearn":
        return caller.is === "service" ? caller.sourceArn : undefined;
      case "aws:sourceaccount":
        return caller.is === "service" && caller.sourceArn !== undefined ? this.#accountId(caller.account) : undefined;
      case "aws:sourceorgid":
        return this.#sourceOrganization()?.id;
      case "aws:sourceorgpaths":
        return pathsOf(this.#sourceOrganization());
      default:
        return undefined;
    }
  }

  #ofCaller(name: string): Value {
    const { principal } = this;
    switch (name) {
      case "aws:principaltype":
        return PRINCIPAL_TYPES[principal.kind];
      case "aws:principalisawsservice":
        return principal.kind === "service" ? "true" : "false";
      case "aws:principalservicename":
        return principal.kind === "service" ? principal.arn : undefined;
      case "aws:principalarn":
        return principal.account === "" ? undefined : principal.arn;
      case "aws:principalaccount":
        return principal.account === "" ? undefined : principal.account;
      case "aws:username":
        return principal.kind === "user" ? this.#record?.name : undefined;
      case "aws:userid":
        return this.#userId();
      case "aws:principalorgid":
        return this.#organization()?.id;
      case "aws:principalorgpaths":
        return pathsOf(this.#organization());
      default:
        return name.startsWith("aws:principaltag/")
          ? tagOf(this.#record?.tags, name.slice("aws:principaltag/".length))
          : undefined;
    }
  }

  #ofResource(name: string): Value {
    const { account, resource } = this.permission;
    switch (name) {
      case "aws:resourceaccount":
        return account === "" ? undefined : this.#accountId(account);
      case "aws:resourceorgid":
        return account === "" ? undefined : organizationIn(this.#organizations, account)?.id;
      case "aws:resourceorgpaths":
        return account === "" ? undefined : pathsOf(organizationIn(this.#organizations, account));
      default:
        return name.startsWith("aws:resourcetag/") ? tagOf(resource?.tags, name.slice("aws:resourcetag/".length)) : undefined;
    }
  }

  #kms(name: string): Value {
    const { caller, principal } = this;
    if (name === "kms:calleraccount")
      return caller.is === "service" || caller.is === "aws" ? this.#accountId(caller.account) : principal.account;
    if (name === "kms:viaservice")
      return caller.is === "principal" && caller.via !== undefined
        ? `${caller.via.service}.${caller.via.region}.amazonaws.com`
        : undefined;
    const key = isKind(this.permission.resource, keyKind) ? this.permission.resource.data : undefined;
    switch (name) {
      // The older names of the two are deprecated and mean the same (KMS Developer Guide, conditions-kms, copy of 2023-06).
      case "kms:keyspec":
      case "kms:customermasterkeyspec":
        return key?.spec;
      case "kms:keyusage":
      case "kms:customermasterkeyusage":
        return key?.usage;
      case "kms:keyorigin":
        return key?.origin;
      case "kms:multiregion":
        return key === undefined ? undefined : key.multiRegion === undefined ? "false" : "true";
      case "kms:multiregionkeytype":
        return key?.multiRegion?.type;
      default:
        return undefined;
    }
  }

  #userId(): Value {
    const { principal, caller } = this;
    if (principal.kind === "root") return principal.account;
    if (principal.uniqueId === "" || caller.is !== "principal") return undefined;
    return principal.kind === "role" ? `${principal.uniqueId}:${caller.session?.name ?? DEFAULT_SESSION}` : principal.uniqueId;
  }

  /** Of the resource for which a service calls in its own name. */
  #sourceOrganization(): InOrganization | undefined {
    const { caller } = this;
    return caller.is === "service" && caller.sourceArn !== undefined
      ? organizationIn(this.#organizations, caller.account)
      : undefined;
  }

  #organization(): InOrganization | undefined {
    return this.caller.is === "principal"
      ? organizationIn(this.#organizations, this.caller.ref.slice(0, this.caller.ref.indexOf("/")))
      : undefined;
  }

  #accountId(name: string): string {
    return this.#accounts.get(name)?.id ?? "";
  }
}

/** An operation writes its keys as AWS does, `kms:EncryptionContext:app`; conditions compare them in lower case. */
function ownKey(keys: ReadonlyMap<string, string | readonly string[]>, name: string): Value {
  for (const [key, value] of keys) if (key.length === name.length && key.toLowerCase() === name) return value;
  return undefined;
}

/** Tag keys of a condition are not case-sensitive. */
function tagOf(tags: ReadonlyMap<string, string> | undefined, name: string): Value {
  if (tags !== undefined) for (const [tag, value] of tags) if (tag.toLowerCase() === name) return value;
  return undefined;
}

interface InOrganization {
  readonly id: string;
  readonly path: string;
}

function pathsOf(organization: InOrganization | undefined): Value {
  return organization === undefined ? undefined : [organization.path];
}

/** The organization that an account belongs to, with its path in AWS's form. */
export function organizationIn(organizations: Table<Organization>, account: string): InOrganization | undefined {
  for (const organization of organizations.values()) {
    if (organization.management === account) return { id: organization.name, path: `${organization.name}/r-root/` };
    for (const unit of organization.units)
      if (unit.accounts.includes(account)) return { id: organization.name, path: `${organization.name}/r-root/ou-${unit.name}/` };
  }
  return undefined;
}
