// What came, what went and what is otherwise: things, roles and users, organizations, and what services were told that no thing shows.

import { sortedTexts } from "../../base/order.js";
import { differencesOf, NONE } from "../../contract/property-differences.js";
import type { KindEntry } from "../../contract/service.js";
import { grantKind } from "../../world/key.js";
import type { Principal, StoredPolicy } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { Organization, World } from "../../world/world.js";
import type { Vocabulary } from "../log.js";
import type { Registry } from "../registry.js";

export function thingLines(before: World, after: World, { kinds }: Vocabulary): readonly string[] {
  const lines: string[] = [];
  for (const each of after.resources.values()) {
    const was = before.resources.get(each.id);
    if (was === undefined) {
      if (isStanding(each, after)) lines.push(`+ ${each.kind} ${each.name}${placeText(each)}`);
      continue;
    }
    const change = changeOf(was, each, before, after, kinds.get(each.kind));
    if (change !== undefined) lines.push(`~ ${each.kind} ${each.name}: ${change}`);
    if (was.policy?.text !== each.policy?.text) lines.push(`~ ${each.kind} ${each.name}: another policy`);
  }
  for (const each of before.resources.values())
    if (!after.resources.has(each.id) && isStanding(each, before)) lines.push(`- ${each.kind} ${each.name}${placeText(each)}`);
  return lines;
}

/** Of things that have lines of their own. */
const TOLD_ALREADY: ReadonlySet<string> = new Set(["aliases", "grants", "replicas"]);

/** What a thing is described as, and what else is known of it by name, where that differs: `enabled; now disabled`. */
function changeOf(was: Resource, is: Resource, before: World, after: World, kind: KindEntry | undefined): string | undefined {
  const [then, now] = [kind?.describe(was, before) || "there", kind?.describe(is, after) || "there"];
  const holds = (description: string, value: string): boolean =>
    description.includes(value.replaceAll("-", " ")) || description.includes(value);
  const besides = differencesOf(was, is, before, after, kind).filter(
    (each) => !TOLD_ALREADY.has(each.name) && !(holds(then, each.was) && holds(now, each.now)),
  );
  const left = [...(then === now ? [] : [then]), ...besides.map((each) => `${each.name} ${each.was || NONE}`)];
  const right = [...(then === now ? [] : [now]), ...besides.map((each) => `${each.name} ${each.now || NONE}`)];
  return left.length === 0 ? undefined : `${left.join(", ")}; now ${right.join(", ")}`;
}

/** Accounts, roles and users, and what is attached to them: what it lets them do stands with the access, if there is anything yet to do it with. */
export function principalLines(before: World, after: World): readonly string[] {
  const lines: string[] = [];
  for (const name of after.accounts.keys()) if (!before.accounts.has(name)) lines.push(`+ account ${name}`);
  for (const name of before.accounts.keys()) if (!after.accounts.has(name)) lines.push(`- account ${name}`);
  for (const [ref, each] of after.principals) {
    const was = before.principals.get(ref);
    if (was === undefined && comesWith(each, before)) continue;
    if (was === undefined) lines.push(`+ ${kindWords(each)} ${ref}`);
    else
      for (const [what, partOf] of PRINCIPAL_PARTS)
        if (partOf(was) !== partOf(each)) lines.push(`~ ${kindWords(each)} ${ref}: ${what}`);
  }
  for (const [ref, was] of before.principals)
    if (!after.principals.has(ref) && !comesWith(was, after)) lines.push(`- ${kindWords(was)} ${ref}`);
  return lines;
}

/** Every account has an administrator and a root user; they are not told of besides the account that the other world lacks. */
function comesWith({ account, name }: Principal, other: World): boolean {
  return !other.accounts.has(account) && (name === "admin" || name === "root");
}

const PRINCIPAL_PARTS: readonly (readonly [string, (of: Principal) => string | undefined])[] = [
  ["another identity policy", ({ policies }) => JSON.stringify(policies.map(({ text }) => text))],
  ["another permissions boundary", ({ boundary }) => boundary?.text],
  ["another trust policy", ({ trust }) => trust?.text],
  ["other tags", ({ tags }) => JSON.stringify([...tags])],
];

function kindWords({ kind }: Principal): string {
  return kind === "root" ? "root user" : kind;
}

/** Organizations, their units, and the policies that are attached there. */
export function organizationLines(before: World, after: World): readonly string[] {
  const [were, are] = [organizationParts(before), organizationParts(after)];
  return sortedTexts(new Set([...were.keys(), ...are.keys()])).flatMap((what) => {
    const [then, now] = [were.get(what), are.get(what)];
    if (then === now) return [];
    if (then === undefined) return [`+ ${what}`];
    if (now === undefined) return [`- ${what}`];
    return [`~ ${what}: ${what.startsWith("unit ") ? `${then}; now ${now}` : "another policy"}`];
  });
}

function organizationParts(world: World): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  const policies = (of: string, holder: Pick<Organization, "serviceControl" | "resourceControl">): void => {
    const texts = (stored: readonly StoredPolicy[]): string => JSON.stringify(stored.map(({ text }) => text));
    if (holder.serviceControl.length > 0) parts.set(`service control policy of ${of}`, texts(holder.serviceControl));
    if (holder.resourceControl.length > 0) parts.set(`resource control policy of ${of}`, texts(holder.resourceControl));
  };
  for (const [name, organization] of world.organizations) {
    parts.set(`organization ${name}`, "");
    policies(name, organization);
    for (const unit of organization.units) {
      parts.set(`unit ${unit.name} of ${name}`, `with ${unit.accounts.join(", ")}`);
      policies(unit.name, unit);
    }
    for (const [account, own] of organization.onAccounts) policies(account, own);
  }
  return parts;
}

/** What services were told that no thing shows, such as what a trail leaves out. */
export function settingLines(before: World, after: World, { settings }: Registry): readonly string[] {
  return settings.flatMap((of) => {
    const [were, are] = [of(before), of(after)];
    return sortedTexts(new Set([...were.keys(), ...are.keys()])).flatMap((what) => {
      const [then, now] = [were.get(what) ?? "as it is at first", are.get(what) ?? "as it is at first"];
      return then === now ? [] : [`~ ${what}: ${then}; now ${now}`];
    });
  });
}

/** Grants that services made for one copy, and have ended, are nothing that a design has. */
function isStanding(each: Resource, world: World): boolean {
  if (!isKind(each, grantKind)) return true;
  return (world.grants.get(each.data.key) ?? []).some((grant) => grant.id === each.id && grant.endsAt === undefined);
}

function placeText({ account, region }: Resource): string {
  return region === "" ? "" : ` in ${account} ${region}`;
}
