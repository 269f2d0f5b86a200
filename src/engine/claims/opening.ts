// What would open a path that is refused: the smallest change past each refusal in turn, made in a world that is thrown away, until who
// asks can read what was asked for there. Only then is it said to open anything.

import type { Refused as RefusedDecision } from "../../rules/authorize/decision.js";
import { decisionLine } from "../../rules/authorize/words.js";
import { changeText, saidChanges } from "../../rules/change-sentences.js";
import { nameOf } from "../../rules/naming.js";
import type { Reach, Stopped } from "../../rules/reach/outcome.js";
import { Search } from "../../rules/reach/search.js";
import { SourceIndex } from "../../rules/reach/source-index.js";
import { causes, type Refused } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { worldAfter } from "../asks/fork.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";

/** So many refusals in a row are gone past. */
const CHANGE_COUNT_MAX = 4;

/** The decision for which a path stops, if it stops for want of a permission. */
export function decisionOf(refused: Refused): RefusedDecision | undefined {
  for (const { decision } of causes(refused)) if (decision !== undefined && !decision.allowed) return decision;
  return undefined;
}

/** `to read it`, with sentences after which the path was walked; or what leads past this refusal alone, and what stops it then. */
export function openingLines(run: RunState, scope: Scope, who: string, target: Resource, stop: Stopped): readonly string[] {
  const made: string[] = [];
  let world: World = run.world;
  let stopped: Stopped | undefined = stop;
  while (made.length < CHANGE_COUNT_MAX) {
    const decision: RefusedDecision | undefined = stopped === undefined ? undefined : decisionOf(stopped.refused);
    const change = decision === undefined ? undefined : smallestAt(decision, world);
    if (change === undefined) break;
    const after = change.isSentences ? worldAfter(world, run.parts, scope, change.sentences.join("; ")) : undefined;
    if (after === undefined) return pastIt(made[0] ?? changeText(change), made.length === 0 ? undefined : stopped, world);
    made.push(changeText(change));
    world = after;
    const reach = reachIn(run, world, who, target);
    if (reach.can) return made.map((text, at) => `${at === 0 ? "to read it" : "and"}: ${text}`);
    stopped = samePath(reach, stop);
  }
  return made[0] === undefined ? [] : pastIt(made[0], stopped, world);
}

/** The one change, which does not open the path: words, that nobody can try, or a first step of several. */
function pastIt(text: string, stopped: Stopped | undefined, world: World): readonly string[] {
  if (stopped === undefined) return [`to get past it: ${text}`];
  return [`to get past it: ${text}`, `where it stops again: ${stopWords(stopped.refused, world)}`];
}

/** Which policy refused, or what AWS answers where none did. */
export function stopWords(refused: Refused, world: World): string {
  const decision = decisionOf(refused);
  if (decision !== undefined) return decisionLine(decision, nameOf(world));
  const last = [...causes(refused)].at(-1) ?? refused;
  return `${last.code} ${last.message}`.trim();
}

function smallestAt(decision: RefusedDecision, world: World) {
  const [change] = saidChanges(decision, world, 1);
  // A change that names a thing of the trial alone would help nobody: there is no such thing.
  return change === undefined || changeText(change) === "" || changeText(change).includes("trial-") ? undefined : change;
}

function reachIn(run: RunState, world: World, who: string, target: Resource): Reach {
  const { operations, reads } = run.parts.registry;
  const index = new SourceIndex(reads);
  index.follow(world);
  return new Search({ operations, reads, index }, who).find(world, world.resources.get(target.id) ?? target);
}

function samePath(reach: Reach, { by, at, how }: Stopped): Stopped | undefined {
  if (reach.can) return undefined;
  for (const stop of reach.stops) if (stop.by === by && stop.at === at && stop.how === how) return stop;
  return undefined;
}
