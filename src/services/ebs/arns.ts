// Names of EC2's things as policies and trails write them.

import { assert } from "../../base/assert.js";
import type { Place } from "../../world/place.js";
import type { World } from "../../world/world.js";

export function ec2Arn(world: World, place: Place, type: "volume" | "snapshot" | "instance", id: string): string {
  return `arn:aws:ec2:${place.region}:${accountId(world, place.account)}:${type}/${id}`;
}

/** The number of an account that is there. */
export function accountId(world: World, name: string): string {
  const account = world.accounts.get(name);
  assert(account !== undefined, `account ${name} is there before anything is made in it`);
  return account.id;
}
