// What an account's trail leaves out: all events of a service (a scenario says so with `trail of A excludes kms`), or nothing.

import type { World } from "../world/world.js";

/** Of the accounts that AWS tells of a call, those whose trail keeps it. */
export function keptInTrails(world: World, action: string, accounts: readonly string[]): readonly string[] {
  return accounts.some((account) => leavesOut(world, account, action))
    ? accounts.filter((account) => !leavesOut(world, account, action))
    : accounts;
}

/** Whether the trail of the account has none of the service's events at present. */
export function leavesOut(world: World, account: string, action: string): boolean {
  const sources = world.accounts.get(account)?.trailExcludes;
  return sources?.includes(`${action.slice(0, action.indexOf(":"))}.amazonaws.com`) === true;
}
