// The world after the step as a tree of accounts, Regions and resources, with what changed against the step before or the mark.

import { by, inOrderOf, sorted } from "../../base/order.js";
import type { Step } from "../../engine/log.js";
import type { Line, Role } from "../../report/layout.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { text } from "../columns.js";
import { referenceOf, runOf, stepOf } from "../state.js";
import type { View } from "./view.js";

interface Entry {
  readonly resource: Resource;
  readonly change: "made" | "changed" | "gone" | "same";
  readonly was?: Resource;
}

const SIGNS = { made: "+", changed: "~", gone: "-", same: " " } as const;
const ROLES: Readonly<Record<Entry["change"], Role>> = { made: "made", changed: "changed", gone: "gone", same: "plain" };

/** What is, and what is gone, with how it changed; by account, Region, and order of making. */
export function entriesBetween(before: World, after: World): readonly Entry[] {
  const entries: Entry[] = [];
  for (const resource of after.resources.values()) entries.push(entryOf(resource, before, after));
  if (before.resources !== after.resources)
    for (const resource of before.resources.values())
      if (!after.resources.has(resource.id)) entries.push({ resource, change: "gone" });
  return inTheirOrder(entries);
}

function entryOf(resource: Resource, before: World, after: World): Entry {
  const was = before.resources.get(resource.id);
  if (was === undefined) return { resource, change: "made" };
  const grants = before.grants.get(resource.id) === after.grants.get(resource.id);
  return was === resource && grants ? { resource, change: "same" } : { resource, change: "changed", was };
}

/** In a world of more than these a key must not wait for all of them; only what the step touched is looked at. */
const resourceCountMax = 5_000;

/** Entries of what the step's facts name. */
function entriesTouched(step: Step | undefined, before: World, after: World): readonly Entry[] {
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

export function worldPane(view: View): readonly Line[] {
  const { state, signs } = view;
  const run = runOf(state);
  const after = run.worldAt(state.step);
  const before = run.worldAt(referenceOf(state));
  const many = after.resources.size > resourceCountMax && !state.full && !state.comparing;
  const entries = many ? entriesTouched(stepOf(state), before, after) : entriesBetween(before, after);
  const changed = entries.filter((each) => each.change !== "same");
  const shown = state.onlyChanged ? changed : entries;
  const against = state.comparing && state.mark !== undefined ? `mark ${state.mark}` : `step ${referenceOf(state)}`;
  const lines: Line[] = [[text(`${changed.length} changed against ${against}`, "faint")]];
  if (many) lines.push([text(`${after.resources.size} resources in all: + shows them`, "faint")]);
  let account = "";
  let region = "";
  for (const entry of shown) {
    const { resource } = entry;
    if (resource.account !== account) {
      account = resource.account;
      region = "";
      lines.push([text(`  ${signs.open} acct ${account || "(none)"}`, "title")]);
    }
    if (resource.region !== region) {
      region = resource.region;
      const count = shown.filter((each) => each.resource.account === account && each.resource.region === region).length;
      lines.push([
        text(`    ${state.folded ? signs.folded : signs.open} ${region}${state.folded ? `  ${count} resources` : ""}`),
      ]);
    }
    if (state.folded && entry.change === "same") continue;
    lines.push(...entryLines(entry, before, after, view));
  }
  return lines;
}

function entryLines(entry: Entry, before: World, after: World, { state }: View): Line[] {
  const { resource, change, was } = entry;
  const kind = state.log.vocabulary.kinds.get(resource.kind);
  const world = change === "gone" ? before : after;
  const described = kind?.describe(resource, world) ?? "";
  const lines: Line[] = [
    [
      text(`${SIGNS[change]}     ${resource.kind} ${resource.name}`, ROLES[change]),
      text(described === "" ? "" : `  ${described}`),
    ],
  ];
  if (was === undefined) return lines;
  const old = kind?.describe(was, before) ?? "";
  if (old !== described) lines.push([text(`        was ${old}`, "faint")]);
  if (was.policy?.text !== resource.policy?.text) lines.push([text("        another policy: d shows it", "faint")]);
  const grants = after.grants.get(resource.id)?.length ?? 0;
  const hadGrants = before.grants.get(resource.id)?.length ?? 0;
  if (grants !== hadGrants) lines.push([text(`        grants ${hadGrants} to ${grants}`, "faint")]);
  return lines;
}
