// What a call of RDS needs, and where it finds what it is about: in the caller's account and the Region that is called.

import { onSomeName } from "../../rules/names-asked.js";
import type { Permission, PrepareContext } from "../../rules/operation.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { rdsArn } from "./arns.js";
import { type DatabaseData, type DatabaseSnapshotData, databaseKind, databaseSnapshotKind } from "./state.js";

export function databaseHere(world: World, place: Place, id: string): Resource<DatabaseData> | undefined {
  const found = world.resources.get(id);
  return isKind(found, databaseKind) && isHere(found, place) ? found : undefined;
}

export function snapshotHere(world: World, place: Place, id: string): Resource<DatabaseSnapshotData> | undefined {
  const found = world.resources.get(id);
  return isKind(found, databaseSnapshotKind) && isHere(found, place) ? found : undefined;
}

function isHere(found: Resource, place: Place): boolean {
  return found.account === place.account && found.region === place.region;
}

/** The permission to do something to what is there. RDS has no resource policies. */
export function onThing(action: string, resource: Resource): Permission {
  return { action, arn: resource.arn, account: resource.account, rule: "identity-only", crossAccount: "never" };
}

/** The permission to make something of that name where the call is made. */
export function newThing(
  ctx: PrepareContext,
  action: string,
  type: "db" | "snapshot",
  id: string,
  keys?: ReadonlyMap<string, string>,
): Permission {
  const arn = rdsArn(ctx.world, ctx.place, type, id);
  const base = { action, arn, account: ctx.place.account, rule: "identity-only", crossAccount: "never" } as const;
  return keys === undefined ? base : { ...base, keys };
}

/** For questions: what a call takes that makes something, of whatever name, out of what is there. */
export function makingOf(
  ctx: PrepareContext,
  action: string,
  type: "db" | "snapshot",
  source: Resource,
): readonly (readonly Permission[])[] | undefined {
  if (!isHere(source, ctx.place)) return undefined;
  const made = newThing(ctx, action, type, "");
  return onSomeName(made, made.arn, ctx).map((each) => [onThing(action, source), each]);
}
