// What is in a world, and how it changed against another one: resources by place, principals with their policies, who knows what, faults.

import { by, inOrderOf, sorted } from "../base/order.js";
import type { ScenarioRun, Step } from "../engine/log.js";
import { faultText } from "../report/coverage.js";
import { isAdministratorAccess } from "../rules/identities.js";
import type { Principal } from "../world/principal.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";

export type Change = "made" | "changed" | "gone" | "same";

export const CHANGE_SIGNS: Readonly<Record<Change, string>> = { made: "+", changed: "~", gone: "-", same: " " };

export interface Entry {
  readonly resource: Resource;
  readonly change: Change;
  readonly was?: Resource;
}

export interface PrincipalEntry {
  readonly principal: Principal;
  readonly change: Change;
  readonly was?: Principal;
}

/** Something in words: who knows which documents, what is out of order. */
export interface WordsEntry {
  readonly said: string;
  readonly change: Change;
}

/** What is, and what is gone, with how it changed; by account, Region, and order of making. */
export function entriesBetween(before: World, after: World): readonly Entry[] {
  const entries: Entry[] = [];
  for (const resource of after.resources.values()) entries.push(entryOf(resource, before, after));
  if (before.resources !== after.resources)
    for (const resource of before.resources.values())
      if (!after.resources.has(resource.id)) entries.push({ resource, change: "gone" });
  return inTheirOrder(entries);
}

/** Entries of what the step's facts name. */
export function entriesTouched(step: Step | undefined, before: World, after: World): readonly Entry[] {
  const ids = new Set<string>();
  for (const fact of step?.facts ?? []) if (fact.is === "made" || fact.is === "changed" || fact.is === "gone") ids.add(fact.id);
  return inTheirOrder(
    [...ids].flatMap((id): Entry[] => {
      const now = after.resources.get(id);
      if (now !== undefined) return [entryOf(now, before, after)];
      const gone = before.resources.get(id);
      return gone === undefined ? [] : [{ resource: gone, change: "gone" }];
    }),
  );
}

function entryOf(resource: Resource, before: World, after: World): Entry {
  const was = before.resources.get(resource.id);
  if (was === undefined) return { resource, change: "made" };
  const grants = before.grants.get(resource.id) === after.grants.get(resource.id);
  return was === resource && grants ? { resource, change: "same" } : { resource, change: "changed", was };
}

function inTheirOrder(entries: readonly Entry[]): readonly Entry[] {
  return sorted(
    entries,
    inOrderOf<Entry>(
      by((each) => each.resource.account),
      by((each) => each.resource.region),
      by((each) => each.resource.sequence),
    ),
  );
}

/** Roles and users that may do something of their own, or whose policies changed. */
export function principalsBetween(before: World, after: World): readonly PrincipalEntry[] {
  const found: PrincipalEntry[] = [];
  for (const principal of after.principals.values()) {
    const was = before.principals.get(principal.ref);
    const has = policiesOf(principal).some(([, text]) => text !== "");
    if (was !== undefined && was !== principal && policyTexts(was) !== policyTexts(principal))
      found.push({ principal, change: "changed", was });
    else if (has) found.push({ principal, change: was === undefined ? "made" : "same" });
  }
  for (const principal of before.principals.values())
    if (!after.principals.has(principal.ref)) found.push({ principal, change: "gone" });
  return found;
}

/** Name and text of what stands on a principal, but for what every administrator has. */
export function policiesOf({ policies, boundary, trust }: Principal): readonly (readonly [string, string])[] {
  return [
    ...policies.filter((policy) => !isAdministratorAccess(policy)).map(({ name, text }) => [name, text] as const),
    ...(boundary === undefined ? [] : [["boundary", boundary.text] as const]),
    ...(trust === undefined ? [] : [["trust policy", trust.text] as const]),
  ];
}

function policyTexts({ policies, boundary, trust }: Principal): string {
  return JSON.stringify([policies.map(({ text }) => text), boundary?.text, trust?.text]);
}

/** `mallory  doc1, doc2` */
export function knowledgeBetween(before: World, after: World): readonly WordsEntry[] {
  return [...after.knowledge].map(([who, documents]): WordsEntry => {
    const was = before.knowledge.get(who);
    const change = was === undefined ? "made" : was.size === documents.size ? "same" : "changed";
    return { said: `${who}  ${[...documents].join(", ")}`, change };
  });
}

export function faultsBetween(before: World, after: World): readonly WordsEntry[] {
  return [
    ...[...after.faults].map(
      ([key, fault]): WordsEntry => ({ said: faultText(fault), change: before.faults.has(key) ? "same" : "made" }),
    ),
    ...[...before.faults].flatMap(([key, fault]): WordsEntry[] =>
      after.faults.has(key) ? [] : [{ said: faultText(fault), change: "gone" }],
    ),
  ];
}

const stepsReadMax = 1_000;

/** What was said of a resource's changes in the steps from one to another: `shared with B`. */
export function saidOf(id: string, run: ScenarioRun, from: number, to: number): readonly string[] {
  const said: string[] = [];
  if (to - from > stepsReadMax) return said;
  for (const step of run.steps.slice(from, to))
    for (const fact of step.facts) if (fact.is === "changed" && fact.id === id) said.push(fact.what);
  return [...new Set(said)];
}
