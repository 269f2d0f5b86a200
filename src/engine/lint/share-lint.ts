// A key shared and what lies under it not: told where somebody of the other account asks for the thing in vain, since AWS says no more than
// that it is not there. The reverse is told where a thing is shared (share/key-not-shared).

import { joinedBy } from "../../base/listed.js";
import type { Do } from "../../language/syntax.js";
import { keyKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { couldDecision } from "../claims/could.js";
import { permissionOn } from "../permissions.js";
import type { Registry } from "../registry.js";

/** What the other account lacks, for a refused statement of `account`; undefined where that is not what is amiss. */
export function unsharedThing(
  statement: Do,
  account: string,
  world: World,
  registry: Registry,
): { readonly thing: string; readonly key: string } | undefined {
  for (const name of namesIn(statement, registry)) {
    const thing = world.resources.get(name);
    if (thing === undefined || thing.account === account || !isShareable(thing, registry)) continue;
    const rule = registry.uses.get(thing.kind);
    const key = keyOf(thing, world, registry);
    if (rule === undefined || key === undefined || rule.uses(thing, world).some((use) => use.account === account)) continue;
    const permission = permissionOn(registry, "kms:Decrypt", key);
    const caller = { is: "principal", ref: `${account}/admin` } as const;
    if (permission !== undefined && couldDecision(world, caller, permission, key).allowed)
      return { thing: thing.name, key: key.name };
  }
  return undefined;
}

/** What cannot be shared with other accounts, for a refused `share`, since it lies under a key that AWS manages. */
export function underManagedKey(
  statement: Do,
  world: World,
  registry: Registry,
): { readonly thing: string; readonly key: string; readonly accounts: string } | undefined {
  if (statement.verb !== "share" || statement.args.to.length === 0 || statement.object === undefined) return undefined;
  const thing = world.resources.get(statement.object.text);
  const key = thing === undefined ? undefined : keyOf(thing, world, registry);
  if (thing === undefined || key?.data.manager !== "AWS") return undefined;
  const accounts = joinedBy(
    "and",
    statement.args.to.map(({ text }) => text),
  );
  return { thing: thing.name, key: key.name, accounts };
}

function namesIn(statement: Do, registry: Registry): readonly string[] {
  const used = (registry.verbs.get(statement.verb) ?? []).flatMap((entry) => entry.uses?.(statement) ?? []);
  const all = statement.object === undefined ? used.map(({ name }) => name) : [statement.object, ...used.map(({ name }) => name)];
  return all.map(({ text }) => text);
}

function isShareable({ kind }: Resource, registry: Registry): boolean {
  return registry.verbs.get("share")?.some(({ on }) => Array.isArray(on) && on.includes(kind)) === true;
}

function keyOf(thing: Resource, world: World, registry: Registry) {
  const value = registry.kinds.get(thing.kind)?.properties.get("key")?.(thing, world);
  const key = value?.is === "resource" ? world.resources.get(value.id) : undefined;
  return isKind(key, keyKind) ? key : undefined;
}
