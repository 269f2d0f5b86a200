// A world that a question changes to see what comes of it. The run never learns of it: worlds are immutable, so a fork is a reference.

import { parse } from "../../language/parse.js";
import { Editor, type StepState } from "../../rules/editor.js";
import type { Fact } from "../../rules/facts.js";
import { makeAccount } from "../../rules/identities.js";
import { DELETION_EVENT } from "../../rules/key-lifecycle.js";
import type { Key } from "../../rules/key-lookup.js";
import { hasStatements, removeStatement } from "../../rules/policy-text.js";
import { causes, type Refused } from "../../rules/reply.js";
import { grantKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { Instant } from "../../world/time.js";
import type { World } from "../../world/world.js";
import type { Registry } from "../registry.js";
import { type RunParts, RunState } from "../run-state.js";
import { fireDue } from "../scheduler.js";
import type { Scope } from "../scope.js";
import { Stop } from "../stop.js";

/** How a trial came out; `unfit` where the sentence cannot be said of the thing at all. */
export type TrialOutcome = { readonly is: "ok" } | { readonly is: "refused"; readonly why: string } | { readonly is: "unfit" };

/** Runs statements in a world that is thrown away. */
export function tryIn(world: World, parts: RunParts, scope: Scope, text: string): TrialOutcome {
  return ran(world, parts, scope, text).outcome;
}

/** The world after statements, all of which went through. */
export function worldAfter(world: World, parts: RunParts, scope: Scope, text: string): World | undefined {
  const { outcome, after } = ran(world, parts, scope, text);
  return outcome.is === "ok" ? after : undefined;
}

function ran(
  world: World,
  parts: RunParts,
  scope: Scope,
  text: string,
): { readonly outcome: TrialOutcome; readonly after: World } {
  const { file, diagnostics } = parse(text, "what-if");
  if (diagnostics.some((each) => each.severity === "error")) return { outcome: { is: "unfit" }, after: world };
  const run = new RunState(parts, world);
  try {
    parts.interpret(run, file.statements, scope.inFile(file));
  } catch (thrown) {
    if (thrown instanceof Stop) return { outcome: { is: "unfit" }, after: world };
    throw thrown;
  }
  const refused = run.steps.find((step) => step.outcome.is === "refused")?.outcome;
  const outcome: TrialOutcome = refused?.is === "refused" ? { is: "refused", why: refusalCodes(refused.refused) } : { is: "ok" };
  return { outcome, after: run.world };
}

/** `CustomerKeyHasBeenRevoked, because of NotFoundException` */
export function refusalCodes(refused: Refused): string {
  return [...new Set([...causes(refused)].map((each) => each.code))].join(", because of ");
}

/** Another world, with what happened on the way to it. */
export interface Fork {
  readonly world: World;
  readonly facts: readonly Fact[];
}

function fork(world: World, work: (state: StepState) => void): Fork {
  const draft = { ...world };
  const facts: Fact[] = [];
  work({ draft, facts, lateDepth: 0, burst: undefined });
  return { world: draft, facts };
}

/** Asks with the accounts there of whom is asked about: who is named in a question alone has a number all the same, and the run does not learn of it. */
export function askedOf<T>(run: RunState, refs: readonly string[], work: () => T): T {
  const { world } = run;
  const accounts = new Set(refs.filter((ref) => ref.indexOf("/") > 0).map((ref) => ref.slice(0, ref.indexOf("/"))));
  const missing = [...accounts].filter((account) => !world.accounts.has(account));
  if (missing.length === 0) return work();
  run.world = fork(world, (state) => {
    for (const account of missing) makeAccount(new Editor(state), account);
  }).world;
  try {
    return work();
  } finally {
    run.world = world;
  }
}

/** The world in which the key is enabled: its deletion was cancelled, or it was never disabled. Undefined where that alone does not make it usable. */
export function withKeyEnabled(world: World, key: Key): World | undefined {
  const { state } = key.data;
  if (state.is !== "pending-deletion" && state.is !== "disabled") return undefined;
  return fork(world, (draft) => {
    const editor = new Editor(draft);
    editor.put({ ...key, data: { ...key.data, state: { is: "enabled" } } });
    editor.unschedule(DELETION_EVENT, key.id);
  }).world;
}

/** The world in which the key was deleted, whoever did it: as at the end of its waiting period, with all that goes with it. */
export function withoutKey(world: World, key: Key, registry: Registry): Fork {
  return fork(world, (state) => {
    const { now } = world;
    const editor = new Editor(state);
    editor.put({ ...key, data: { ...key.data, state: { is: "pending-deletion", deletionAt: now, scheduledAt: now } } });
    editor.schedule(now, DELETION_EVENT, key.id);
    fireDue(registry, state, now);
  });
}

/** The world as time goes on in it by itself. */
export function later(world: World, until: Instant, registry: Registry): Fork {
  return fork(world, (state) => {
    fireDue(registry, state, until);
    state.draft.now = until;
  });
}

/** The world without a statement of a policy; undefined when there is none of that Sid. */
export function withoutStatement(world: World, of: Resource, sid: string): World | undefined {
  if (of.policy === undefined) return undefined;
  const text = removeStatement(of.policy.text, sid);
  if (text === undefined) return undefined;
  const { policy, ...rest } = of;
  // A policy without statements is none that AWS would take: nothing is left of it.
  const left: Resource = hasStatements(text) ? { ...rest, policy: { name: policy.name, text } } : rest;
  return { ...world, resources: world.resources.set(of.id, left) };
}

/** The world without a grant, once that is seen everywhere. What its grantee passed on stays. */
export function withoutGrant(world: World, grant: Resource): World {
  if (!isKind(grant, grantKind)) return world;
  const grants = world.grants.get(grant.data.key) ?? [];
  return {
    ...world,
    grants: world.grants.set(
      grant.data.key,
      grants.filter((each) => each.id !== grant.id),
    ),
  };
}
