// What is not shared: told where somebody of another account asks for the thing in vain, since AWS says no more than that it is not there.
// Of a thing that is shared and its key not, it is told where it is shared (share/key-not-shared).

import { joinedBy } from "../../base/listed.js";
import type { Do } from "../../language/syntax.js";
import { type KeyData, keyKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { couldDecision } from "../claims/could.js";
import { permissionOn } from "../permissions.js";
import type { Registry } from "../registry.js";

export interface Unshared {
  readonly thing: string;
  /** What it lies under, and whether the account may use that. */
  readonly key?: { readonly name: string; readonly is: "open" | "closed" | "AWS's own" };
}

/** What the other account lacks, for a refused statement of `account`; undefined where that is not what is amiss. */
export function unsharedThing(statement: Do, account: string, world: World, registry: Registry): Unshared | undefined {
  // To change or to delete it is its owner's alone, shared or not.
  if (!(registry.verbs.get(statement.verb) ?? []).some(({ makes }) => makes !== undefined)) return undefined;
  for (const name of namesIn(statement, registry)) {
    const thing = world.resources.get(name);
    if (thing === undefined || thing.account === account || !isShareable(thing, registry)) continue;
    const rule = registry.uses.get(thing.kind);
    if (rule === undefined || isPublic(thing, world, registry)) continue;
    if (rule.uses(thing, world).some((use) => use.account === account)) continue;
    const key = keyOf(thing, world, registry);
    return key === undefined ? { thing: thing.name } : { thing: thing.name, key: keySeen(key, account, world, registry) };
  }
  return undefined;
}

function keySeen(key: Resource<KeyData>, account: string, world: World, registry: Registry): NonNullable<Unshared["key"]> {
  if (key.data.manager === "AWS") return { name: key.name, is: "AWS's own" };
  const permission = permissionOn(registry, "kms:Decrypt", key);
  const caller = { is: "principal", ref: `${account}/admin` } as const;
  const isOpen = permission !== undefined && couldDecision(world, caller, permission, key).allowed;
  return { name: key.name, is: isOpen ? "open" : "closed" };
}

/** What is told of it, with the sentence that would share it. */
export function unsharedWords({ thing, key }: Unshared, account: string): string {
  if (key?.is === "AWS's own")
    return `${thing} is not shared with account ${account}, and cannot be, since ${key.name} is AWS's own key: copy ${thing} with a key of your own, and share the copy`;
  const share = `share ${thing} to acct ${account}`;
  if (key?.is === "open") return `account ${account} may use ${key.name}, but ${thing} is not shared with it: ${share}`;
  const neither = key === undefined ? "" : `, nor does the key policy of ${key.name} let it in`;
  return `${thing} is not shared with account ${account}${neither}: ${share}`;
}

function isPublic(thing: Resource, world: World, registry: Registry): boolean {
  return registry.kinds.get(thing.kind)?.states.get("public")?.(thing, world) === true;
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
