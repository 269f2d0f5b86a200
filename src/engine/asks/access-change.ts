// Whose access differs between two worlds: every action on every thing, and the reading of what is in it. Each line comes with a witness,
// a request that the one world allows and the other refuses, and why each of them does.

import { decisionLine } from "../../rules/authorize/words.js";
import { nameOf } from "../../rules/naming.js";
import { keyKind } from "../../world/key.js";
import { type Caller, callerText, type Principal } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { contextText, type DecidedRequest } from "../claims/could.js";
import type { Registry } from "../registry.js";
import { type Asker, actionsOn, allowedRequest, otherAskers, principalsIn, sameRequest } from "./held-access.js";
import { isReadable, type Reading, readingOf } from "./ways-to-read.js";

/** What one who asks can do with one thing in the one world and not in the other. */
interface Difference {
  readonly who: string;
  readonly what: string;
  readonly thing: string;
  readonly witness: string;
}

export function accessChangeLines(earlier: World, later: World, registry: Registry): readonly string[] {
  const before = withStrangers(earlier, later);
  const after = withStrangers(later, earlier);
  return [
    ...grouped("+ access gained:", "can", accessIn(after, before, registry, "before")),
    ...grouped("- access lost:", "no longer can", accessIn(before, after, registry, "now")),
    ...grouped("+ reading gained:", "can", readingIn(after, before, registry, "before")),
    ...grouped("- reading lost:", "no longer can", readingIn(before, after, registry, "now")),
  ];
}

/**
 * Those whom only the other world has named, as far as they have nothing but their names: accounts with their root users and
 * administrators, and principals without policies. AWS decides about a stranger too.
 */
function withStrangers(world: World, other: World): World {
  let { accounts, principals } = world;
  const numbers = new Set([...accounts.values()].map(({ id }) => id));
  for (const account of other.accounts.values())
    if (!accounts.has(account.name) && !numbers.has(account.id)) accounts = accounts.set(account.name, account);
  for (const principal of other.principals.values()) {
    const isHere = principals.has(principal.ref) || !accounts.has(principal.account);
    if (!isHere && isStranger(principal)) principals = principals.set(principal.ref, principal);
  }
  return { ...world, accounts, principals };
}

function isStranger({ kind, name, policies, boundary }: Principal): boolean {
  return kind === "root" || name === "admin" || (policies.length === 0 && boundary === undefined);
}

const ACTIONS_SHOWN_MAX = 3;

/** `other` is when the world that lacks it was, or is. */
function accessIn(has: World, lacks: World, registry: Registry, other: "before" | "now"): readonly Difference[] {
  const asked = [...has.resources.values()].filter(
    ({ kind }) => kind === keyKind.name || registry.uses.get(kind)?.isAskedFor === true,
  );
  return asked.flatMap((thing) =>
    [...principalsIn(has), ...otherAskers(has, thing)].flatMap((asker) => {
      const there = lacks.resources.get(thing.id);
      const found = actionsOn(registry, thing).flatMap((action) => {
        const request = allowedRequest(has, registry, asker, action, thing);
        return request === undefined || allowedRequest(lacks, registry, asker, action, there) !== undefined ? [] : [request];
      });
      const [first] = found;
      if (first === undefined) return [];
      const actions = found.slice(0, ACTIONS_SHOWN_MAX).map(({ decision }) => decision.request.action);
      const more = found.length - actions.length;
      const what = `${actions.join(", ")}${more > 0 ? ` and ${more} more` : ""} on`;
      const refusal = sameRequest(lacks, registry, first, there);
      const why = refusal === undefined ? absence(lacks, asker, thing) : decisionLine(refusal, nameOf(lacks));
      const said = decisionLine(first.decision, nameOf(has));
      const witness = `${requestText(first, thing)}: ${said}; ${other} ${why}`;
      return [{ who: asker.name, what, thing: thing.name, witness }];
    }),
  );
}

function absence(world: World, { name, caller }: Asker, thing: Resource): string {
  const isHere = caller.is !== "principal" || world.principals.has(caller.ref);
  return isHere ? `there is no ${thing.name}` : `there is no ${name}`;
}

/** `ec2 for A/app kms:Decrypt on k1 {app: shop}` */
function requestText({ caller, context, decision }: DecidedRequest, thing: Resource): string {
  const pairs = context === undefined || context.size === 0 ? "" : ` ${contextText(context)}`;
  return `${callerText(caller)} ${decision.request.action} on ${thing.name}${pairs}`;
}

function readingIn(has: World, lacks: World, registry: Registry, other: "before" | "now"): readonly Difference[] {
  return [...has.resources.values()].flatMap((thing) => {
    if (!isReadable(thing, registry)) return [];
    return principalsIn(has).flatMap((asker) => {
      const way = readingOf(has, asker, thing, registry);
      if (way.is !== "ok") return [];
      const elsewhere = readable(lacks, asker, thing, registry);
      if (elsewhere?.is === "ok") return [];
      const why = elsewhere === undefined ? absence(lacks, asker, thing) : elsewhere.why;
      const witness = `${way.how}; ${other} ${why}`;
      return [{ who: asker.name, what: `read ${thing.kind}`, thing: thing.name, witness }];
    });
  });
}

function readable(world: World, asker: Asker, thing: Resource, registry: Registry): Reading | undefined {
  const { caller }: { readonly caller: Caller } = asker;
  if (!world.resources.has(thing.id) || (caller.is === "principal" && !world.principals.has(caller.ref))) return undefined;
  return readingOf(world, asker, thing, registry);
}

/** A line for those who can do the same with the same things, and a witness for each. */
function grouped(head: string, verb: string, differences: readonly Difference[]): readonly string[] {
  const byThing = collected(
    differences,
    ({ what, thing }) => `${what} ${thing}`,
    ({ who }) => who,
  );
  const lines = collected(
    [...byThing.values()].map(({ first, names }) => ({ ...first, who: names.join(", ") })),
    ({ who, what }) => `${head} ${who} ${verb} ${what}`,
    ({ thing }) => thing,
  );
  return [...lines].flatMap(([line, { first, names }]) => [`${line} ${names.join(", ")}`, `    such as ${first.witness}`]);
}

function collected(
  differences: readonly Difference[],
  keyOf: (difference: Difference) => string,
  nameIn: (difference: Difference) => string,
): ReadonlyMap<string, { readonly first: Difference; readonly names: readonly string[] }> {
  const groups = new Map<string, { readonly first: Difference; readonly names: string[] }>();
  for (const difference of differences) {
    const group = groups.get(keyOf(difference));
    if (group === undefined) groups.set(keyOf(difference), { first: difference, names: [nameIn(difference)] });
    else group.names.push(nameIn(difference));
  }
  return groups;
}
