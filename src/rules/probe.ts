// Asking without doing: would this be allowed, now? The same question and the same policies as the one door's; nothing is recorded.
// Every decision of a run is kept, so the same question in the same circumstances is given the very same decision.

import type { Place } from "../world/place.js";
import type { Caller } from "../world/principal.js";
import type { Resource } from "../world/resource.js";
import { stampOf, type World } from "../world/world.js";
import { type Decision, decide } from "./authorize/decide.js";
import { gatherPolicies } from "./gather.js";
import type { Permission } from "./operation.js";
import { accessRequest } from "./requests.js";

export function probe(
  world: World,
  caller: Caller,
  place: Place,
  permission: Permission,
  encryptionContext?: ReadonlyMap<string, string>,
  grantTokens: readonly string[] = [],
): Decision {
  const { resource } = permission;
  // Sessions, services and contexts ask seldom enough.
  if (resource === undefined || !isPlain(caller) || encryptionContext !== undefined || grantTokens.length > 0)
    return weigh(world, caller, place, permission, encryptionContext, grantTokens);
  const known = remembered.get(resource) ?? [];
  const same = known.find((each) => isSameQuestion(each, world, caller, place, permission));
  if (same !== undefined) return same.decision;
  const decision = weigh(world, caller, place, permission, undefined, grantTokens);
  const { accounts, organizations, principals } = world;
  const grants = world.grants.get(resource.id);
  const asked = {
    now: stampOf(world),
    accounts,
    organizations,
    principals,
    grants,
    caller: caller.ref,
    place,
    permission,
    decision,
  };
  remembered.set(resource, [asked, ...known.slice(0, REMEMBERED_MAX - 1)]);
  return decision;
}

function weigh(
  world: World,
  caller: Caller,
  place: Place,
  permission: Permission,
  encryptionContext: ReadonlyMap<string, string> | undefined,
  grantTokens: readonly string[],
): Decision {
  return decide(
    accessRequest(world, caller, place, permission, encryptionContext),
    gatherPolicies(world, caller, permission, grantTokens),
  );
}

type PlainCaller = Extract<Caller, { is: "principal" }>;

function isPlain(caller: Caller): caller is PlainCaller {
  return caller.is === "principal" && caller.session === undefined && caller.via === undefined;
}

/** All that a decision about a resource rests on, and all that its condition keys may be asked for later. */
interface Asked extends Pick<World, "now" | "accounts" | "organizations" | "principals"> {
  readonly grants: unknown;
  /** The caller's name. */
  readonly caller: string;
  readonly place: Place;
  readonly permission: Permission;
  readonly decision: Decision;
}

const REMEMBERED_MAX = 4;

/** The last decisions about a resource as it was; a resource that is changed is another one. */
const remembered = new WeakMap<Resource, readonly Asked[]>();

function isSameQuestion(asked: Asked, world: World, caller: PlainCaller, place: Place, permission: Permission): boolean {
  return (
    asked.caller === caller.ref &&
    asked.now === stampOf(world) &&
    asked.principals === world.principals &&
    asked.accounts === world.accounts &&
    asked.organizations === world.organizations &&
    asked.place.account === place.account &&
    asked.place.region === place.region &&
    isSamePermission(asked.permission, permission) &&
    asked.grants === world.grants.get(asked.permission.resource!.id)
  );
}

/** Two permissions on one resource. */
function isSamePermission(a: Permission, b: Permission): boolean {
  return (
    a.action === b.action &&
    a.arn === b.arn &&
    a.account === b.account &&
    a.rule === b.rule &&
    a.crossAccount === b.crossAccount &&
    a.grantOperation === b.grantOperation &&
    areSameKeys(a.keys, b.keys)
  );
}

function areSameKeys(a: Permission["keys"], b: Permission["keys"]): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (a.size !== b.size) return false;
  for (const [name, value] of a) if (b.get(name) !== value) return false;
  return true;
}
