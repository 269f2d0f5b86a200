// Names of RDS's things as policies and trails write them.

import { accountId } from "../../rules/requests.js";
import type { Place } from "../../world/place.js";
import type { World } from "../../world/world.js";

export function rdsArn(world: World, place: Place, type: "db" | "snapshot", id: string): string {
  return `arn:aws:rds:${place.region}:${accountId(world, place.account)}:${type}:${id}`;
}
