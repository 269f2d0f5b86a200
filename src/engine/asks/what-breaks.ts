// `what breaks without k1`: every dependent thing tried in the world as it is and in one without, and who loses which permission. What
// is told was tried; nothing is told by rule.

import { sortedTexts } from "../../base/order.js";
import type { Question } from "../../language/syntax.js";
import { probe } from "../../rules/probe.js";
import { grantKind, keyKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { thingNamed } from "../claims/properties.js";
import { permissionOn } from "../permissions.js";
import type { Registry } from "../registry.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";
import { actionsOf } from "./changes.js";
import { tryIn, withoutGrant, withoutKey, withoutStatement } from "./fork.js";
import { type Trial, trialsOf } from "./trials.js";

type WhatBreaks = Extract<Question, { ask: "what breaks" }>;

export function whatBreaks(run: RunState, question: WhatBreaks, spec: StepSpec): readonly string[] {
  const before = run.world;
  const { after, key, what } = forked(run, question, spec);
  const lost: { readonly trial: Trial; readonly why: string }[] = [];
  const kept: Trial[] = [];
  for (const trial of trialsOf(before)) {
    if (tryIn(before, run.parts, spec.scope, trial.text).is !== "ok") continue;
    const outcome = tryIn(after, run.parts, spec.scope, trial.text);
    if (outcome.is === "refused") lost.push({ trial, why: outcome.why });
    else kept.push(trial);
  }
  const rights = grouped(
    lostAccess(before, after, key, run.parts.registry).map(({ ref, actions }) => ({
      key: `at once, in ${ref.slice(0, ref.indexOf("/"))}: no more ${actions.join(", ")}`,
      who: ref,
    })),
  );
  if (lost.length === 0 && rights.length === 0) return [`nothing breaks without ${what}`];
  const things = grouped(
    lost.map(({ trial, why }) => ({
      key: `${trial.when}, in ${trial.account}: ${trial.loses} (${why})`,
      who: trial.by,
    })),
  );
  const copies = lost.some(({ trial }) => trial.loses.startsWith("snapshot ")) ? survivors(before, key, kept) : [];
  return [`without ${what}`, ...things, ...rights, ...copies];
}

/** One line for those who lose the same. */
function grouped(entries: readonly { readonly key: string; readonly who: string | undefined }[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { key, who } of entries) groups.set(key, [...(groups.get(key) ?? []), ...(who === undefined ? [] : [who])]);
  return [...groups].map(([key, who]) => (who.length === 0 ? key : `${key}: ${who.join(", ")}`));
}

function forked(run: RunState, { without, sid }: WhatBreaks, spec: StepSpec): { after: World; key: Resource; what: string } {
  const thing = thingNamed(run, without, spec.scope);
  const fail = (code: string, args: Record<string, string>): Stop =>
    new Stop(diagnosticAt(spec.scope.file.name, without, code, args));
  if (thing === undefined) throw fail("name/unknown", { name: without.text, kind: "a key, grant or policy" });
  if (sid !== undefined) {
    const after = withoutStatement(run.world, thing, sid.value);
    if (after === undefined) throw fail("name/unknown", { name: sid.value, kind: `a statement in the policy of ${thing.name}` });
    return { after, key: thing, what: `statement "${sid.value}" of the policy of ${thing.name}` };
  }
  if (isKind(thing, grantKind)) {
    const key = run.world.resources.get(thing.data.key);
    if (key !== undefined) return { after: withoutGrant(run.world, thing), key, what: `grant ${thing.name}` };
  }
  if (!isKind(thing, keyKind)) throw fail("name/unknown-key", { name: without.text });
  return { after: withoutKey(run.world, thing), key: thing, what: `key ${thing.name}` };
}

/** Permissions on the key that somebody had and has no more, contexts of grants included. */
export function lostAccess(before: World, after: World, key: Resource, registry: Registry) {
  const contexts = [undefined, ...(before.grants.get(key.id) ?? []).flatMap((grant) => grant.constraint?.pairs ?? [])];
  const now = after.resources.get(key.id);
  const refs = sortedTexts([...before.principals.values()].map((each) => each.ref));
  const service = key.arn.split(":")[2] ?? "";
  return refs.flatMap((ref) => {
    const place = { account: ref.slice(0, ref.indexOf("/")), region: key.region };
    const can = (world: World, resource: Resource | undefined, action: string): boolean => {
      if (resource === undefined || !world.principals.has(ref)) return false;
      const permission = permissionOn(registry, action, resource);
      if (permission === undefined) return false;
      return contexts.some((context) => probe(world, { is: "principal", ref }, place, permission, context).allowed);
    };
    const actions = actionsOf(registry, service).filter((action) => can(before, key, action) && !can(after, now, action));
    return actions.length === 0 ? [] : [{ ref, actions }];
  });
}

/** What is under another key, comes from the same data, and was tried with success in the world without. */
function survivors(world: World, key: Resource, kept: readonly Trial[]): readonly string[] {
  const lineages = new Set<string>();
  const snapshots = [...world.resources.values()].filter((each) => each.kind === "snapshot");
  for (const each of snapshots) if (keyOf(each) === key.id) lineages.add(lineageOf(each));
  const good = snapshots.filter(
    (each) =>
      keyOf(each) !== key.id &&
      lineages.has(lineageOf(each)) &&
      kept.some((trial) => trial.account === each.account && trial.text.includes(` from ${each.name} in `)),
  );
  return good.map((each) => {
    const under = keyOf(each);
    const how = under === undefined ? "unencrypted" : `under ${world.resources.get(under)?.name ?? under}`;
    return `survives: snapshot ${each.name} in ${each.account} ${each.region}, ${how}, restores`;
  });
}

interface SnapshotLike {
  readonly lineage: string;
  readonly encryption: { readonly is: string; readonly key?: string };
}
function lineageOf(snapshot: Resource): string {
  return (snapshot.data as SnapshotLike).lineage;
}
function keyOf(snapshot: Resource): string | undefined {
  return (snapshot.data as SnapshotLike).encryption.key;
}
