// Who may do what with a thing, in any way that a request may be made: for questions that hold two worlds against each other. A yes comes
// with the decision on a request that is allowed, so that whoever doubts it can make that.

import { sortedTexts } from "../../base/order.js";
import type { Decision } from "../../rules/authorize/decide.js";
import { compiled } from "../../rules/gather.js";
import type { Permission } from "../../rules/operation.js";
import { PLAIN } from "../../rules/request-choices.js";
import { keyKind } from "../../world/key.js";
import { type Caller, callerAccount, callerText, type StoredPolicy } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { couldRequest, type DecidedRequest, decisionOn } from "../claims/could.js";
import { permissionOn, waysTo, withChoices } from "../permissions.js";
import type { Registry } from "../registry.js";
import { actionsOf } from "./changes.js";

/** Somebody who may ask: a principal of the world, or a service or instance that a grant names. */
export interface Asker {
  readonly name: string;
  /** The account where a loss is felt. */
  readonly account: string;
  readonly caller: Caller;
  /** The context of the grant that names it. */
  readonly context?: ReadonlyMap<string, string>;
}

export function principalsIn(world: World): readonly Asker[] {
  return sortedTexts([...world.principals.values()].map((each) => each.ref)).map((ref) => ({
    name: ref,
    account: ref.slice(0, ref.indexOf("/")),
    caller: { is: "principal", ref },
  }));
}

/** Services and instances that grants on a thing or its policy name. */
export function otherAskers(world: World, { id, kind, account, region, policy }: Resource): readonly Asker[] {
  const found = new Map<string, Asker>();
  for (const { id: grant, grantee, constraint, issuingAccount } of world.grants.get(id) ?? []) {
    const caller: Caller | undefined =
      grantee.is === "service"
        ? { is: "service", service: grantee.principal.split(".")[0]!, account: issuingAccount, region }
        : grantee.is === "infrastructure"
          ? { is: "infrastructure", account: grantee.account, region, instance: grantee.instance }
          : undefined;
    if (caller === undefined) continue;
    const owner = grantee.is === "infrastructure" ? grantee.account : issuingAccount;
    const asker = { name: callerText(caller), account: owner, caller };
    const pairs = constraint?.pairs;
    found.set(`${asker.name} ${grant}`, pairs === undefined ? asker : { ...asker, context: pairs });
  }
  for (const service of servicesIn(policy, kind)) {
    const caller: Caller = { is: "service", service, account, region };
    found.set(callerText(caller), { name: callerText(caller), account, caller });
  }
  return sortedTexts([...found.keys()]).map((key) => found.get(key)!);
}

/** Services that a policy names as principals: `ec2`, `delivery.logs`; some have a Region in their names. */
function servicesIn(policy: StoredPolicy | undefined, kind: string): readonly string[] {
  if (policy === undefined) return [];
  const { statements } = compiled(policy, kind === keyKind.name ? "key" : "resource").document;
  const named = statements.flatMap(({ statement }) => (statement.principal?.not === false ? statement.principal.services : []));
  return named.map(({ text }) => text.replace(/\.amazonaws\.com$/, "").replace(/\.[a-z]+(-[a-z]+)+-\d+$/, ""));
}

/** A request of that action that is allowed; undefined where none is. */
export function allowedRequest(
  world: World,
  registry: Registry,
  asker: Asker,
  action: string,
  resource: Resource | undefined,
): DecidedRequest | undefined {
  if (resource === undefined) return undefined;
  for (const permission of permissionsFor(world, registry, asker, action, resource)) {
    const found = requestOf(world, asker, permission, permission.resource ?? resource);
    if (found.decision.allowed) return found;
  }
  return undefined;
}

/** How it may ask: in any way that could be allowed; whom a grant names, with the context that the grant has. */
export function requestOf(world: World, { caller, context }: Asker, permission: Permission, resource: Resource): DecidedRequest {
  if (context === undefined) return couldRequest(world, caller, permission, resource);
  return { caller, context, saying: PLAIN, decision: decisionOn(world, caller, permission, resource, PLAIN, context) };
}

/** The same request in another world; undefined where who asks or what is asked for is not there. */
export function sameRequest(
  world: World,
  registry: Registry,
  { caller, context, saying, decision }: DecidedRequest,
  resource: Resource | undefined,
): Decision | undefined {
  const { action, resource: arn } = decision.request;
  if (resource === undefined) return undefined;
  const permissions = permissionsFor(world, registry, { caller }, action, resource);
  const permission = permissions.find((each) => each.arn === arn) ?? permissions[0];
  return permission && decisionOn(world, caller, permission, permission.resource ?? resource, saying, context);
}

/** The action's own permission, in each way to make the call; none where who asks or what is asked for is not there. */
function permissionsFor(
  world: World,
  registry: Registry,
  { caller }: Pick<Asker, "caller">,
  action: string,
  resource: Resource,
): readonly Permission[] {
  if (isGone(resource)) return [];
  if (caller.is === "principal" && !world.principals.has(caller.ref)) return [];
  const account = caller.is === "principal" ? callerAccount(caller) : resource.account;
  const ctx = { world, caller, place: { account, region: resource.region } };
  const found = (waysTo(registry, action, resource, ctx) ?? []).flatMap((way) => {
    const own = way.filter((each) => each.action === action);
    return own.find(({ resource: on, arn }) => on?.id === resource.id || arn === resource.arn) ?? own[0] ?? [];
  });
  if (found.length > 0) return found;
  const permission = permissionOn(registry, action, resource);
  return permission === undefined ? [] : [withChoices(registry, action, permission, world)];
}

/** A deleted key stays in the world for what is asked about it. */
function isGone({ data }: Resource): boolean {
  const { state } = data as { readonly state?: { readonly is?: string } };
  return state?.is === "deleted";
}

/** The actions that make sense on a thing, of those of its service. */
export function actionsOn(registry: Registry, resource: Resource): readonly string[] {
  const service = resource.arn.split(":")[2] ?? "";
  return actionsOf(registry, service).filter((action) => registry.operations.get(action)?.suits?.(resource) !== false);
}
