// Names of EC2's things as policies and trails write them.

import { assert } from "../../base/assert.js";
import type { Place } from "../../world/place.js";
import type { World } from "../../world/world.js";

export type Ec2Type = "volume" | "snapshot" | "instance" | "image";

/** That of a snapshot or an image names no account, whoever owns it. Source: Service Authorization Reference, Amazon EC2 (2026-08). */
export function ec2Arn(world: World, place: Place, type: Ec2Type, id: string): string {
  const owner = type === "snapshot" || type === "image" ? "" : accountId(world, place.account);
  return `arn:aws:ec2:${place.region}:${owner}:${type}/${id}`;
}

/** The number of an account that is there. */
export function accountId(world: World, name: string): string {
  const account = world.accounts.get(name);
  assert(account !== undefined, `account ${name} is there before anything is made in it`);
  return account.id;
}
