// A world that a question changes to see what comes of it. The run never learns of it: worlds are immutable, so a fork is a reference.

import { parse } from "../../language/parse.js";
import { Editor } from "../../rules/editor.js";
import { removeStatement } from "../../rules/policy-text.js";
import { causes, type Refused } from "../../rules/reply.js";
import { grantKind, keyKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { type RunParts, RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { Stop } from "../stop.js";

/** How a trial came out; `unfit` where the statement cannot be said of the thing at all. */
export type TrialOutcome = { readonly is: "ok" } | { readonly is: "refused"; readonly why: string } | { readonly is: "unfit" };

/** Runs statements in a world that is thrown away. */
export function tryIn(world: World, parts: RunParts, scope: Scope, text: string): TrialOutcome {
  const { file, diagnostics } = parse(text, "what-if");
  if (diagnostics.some((each) => each.severity === "error")) return { is: "unfit" };
  const run = new RunState(parts, world);
  try {
    parts.interpret(run, file.statements, scope.inFile(file));
  } catch (thrown) {
    if (thrown instanceof Stop) return { is: "unfit" };
    throw thrown;
  }
  const refused = run.steps.find((step) => step.outcome.is === "refused")?.outcome;
  return refused?.is === "refused" ? { is: "refused", why: codes(refused.refused) } : { is: "ok" };
}

function codes(refused: Refused): string {
  return [...causes(refused)].map((each) => each.code).join(", because of ");
}

/** The world without the use of a key, whoever disabled or deleted it; what follows at once follows. */
export function withoutKey(world: World, key: Resource): World {
  if (!isKind(key, keyKind)) return world;
  const draft = { ...world };
  new Editor({ draft, facts: [], lateDepth: 0, burst: undefined }).put({
    ...key,
    data: { ...key.data, state: { is: "disabled" } },
  });
  return draft;
}

/** The world without a statement of a policy; undefined when there is none of that Sid. */
export function withoutStatement(world: World, of: Resource, sid: string): World | undefined {
  if (of.policy === undefined) return undefined;
  const text = removeStatement(of.policy.text, sid);
  if (text === undefined) return undefined;
  return { ...world, resources: world.resources.set(of.id, { ...of, policy: { name: of.policy.name, text } }) };
}

/** The world without a grant, once that is seen everywhere. */
export function withoutGrant(world: World, grant: Resource): World {
  if (!isKind(grant, grantKind)) return world;
  const grants = world.grants.get(grant.data.key) ?? [];
  return {
    ...world,
    grants: world.grants.set(
      grant.data.key,
      grants.filter((each) => each.id !== grant.id && each.parent !== grant.id),
    ),
  };
}
