// Conditions of breakpoints and values of watches: `denied`, `k1 is disabled`, `bill > $2`, `k1.rotations`. What is neither is run as an
// expectation on a branch of the world at the step.

import type { RunLog, ScenarioRun, Step } from "../engine/log.js";
import { causes, isDenial } from "../rules/reply.js";
import { dollars } from "../world/money.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import { firstAbove } from "./bills.js";
import { propertyText } from "./properties.js";
import type { BranchRunner } from "./state.js";

export const conditionHelp = "denied · refused · error CODE · k1 is disabled · k1.rotations is 2 · bill > $2";

/** The steps at which the condition becomes true; undefined for a text that is none. */
export function stepsWhere(text: string, run: ScenarioRun, log: RunLog): readonly number[] | undefined {
  const said = text.trim();
  const bill = /^bill(?: of (\S+))? *(?:>|above) *(\$\S+)$/.exec(said);
  if (bill !== null) {
    const amount = dollars(bill[2]!.slice(1));
    if (typeof amount !== "bigint") return undefined;
    const step = firstAbove(run, amount, bill[1], log);
    return step === undefined ? [] : [step];
  }
  const outcome = outcomeTest(said);
  if (outcome !== undefined) return run.steps.filter(outcome).map((step) => step.number);
  const test = worldTest(said, log);
  if (test === undefined) return undefined;
  const hits: number[] = [];
  let was = test(run.worldAt(0));
  let before = run.worldAt(0);
  for (const step of run.steps) {
    if (step.world === before) continue;
    before = step.world;
    const now = test(step.world);
    if (now && !was) hits.push(step.number);
    was = now;
  }
  return hits;
}

function outcomeTest(said: string): ((step: Step) => boolean) | undefined {
  const refused = (step: Step) => (step.outcome.is === "refused" ? step.outcome.refused : undefined);
  if (said === "refused" || said === "error") return (step) => refused(step) !== undefined;
  if (said === "denied") {
    return (step) => {
      const found = refused(step);
      return found !== undefined && isDenial(found);
    };
  }
  const code = /^error ([\w.]+)$/.exec(said)?.[1];
  if (code === undefined) return undefined;
  return (step) => {
    const found = refused(step);
    return found !== undefined && [...causes(found)].some((each) => each.code === code);
  };
}

function worldTest(said: string, log: RunLog): ((world: World) => boolean) | undefined {
  const property = /^(\S+)\.([\w-]+) (?:is )?(\S+)$/.exec(said);
  if (property !== null) {
    const [, name = "", of = "", wanted = ""] = property;
    return (world) => namedProperty(name, of, world, log) === wanted;
  }
  const state = /^(\S+) (?:is )?([\w-]+)$/.exec(said);
  if (state === null) return undefined;
  const [, name = "", word = ""] = state;
  if (word === "gone") return (world) => resourceNamed(name, world) === undefined;
  const known = [...log.vocabulary.kinds.values()].some((kind) => kind.states.has(word));
  if (!known) return undefined;
  return (world) => {
    const resource = resourceNamed(name, world);
    return resource !== undefined && log.vocabulary.kinds.get(resource.kind)?.states.get(word)?.(resource, world) === true;
  };
}

function resourceNamed(name: string, world: World): Resource | undefined {
  return world.resources.get(name);
}

function namedProperty(name: string, property: string, world: World, log: RunLog): string | undefined {
  const resource = resourceNamed(name, world);
  return resource === undefined ? undefined : propertyText(resource, property, world, log);
}

/** What a watched text is after a step: a property's value, `yes` or `no` for a state or claim, or why it cannot be said. */
export function watchedValue(text: string, run: ScenarioRun, step: number, log: RunLog, branch: BranchRunner): string {
  const said = text.trim();
  const world = run.worldAt(step);
  const property = /^(\S+)\.([\w-]+)$/.exec(said);
  if (property !== null) return namedProperty(property[1]!, property[2]!, world, log) ?? "–";
  const test = worldTest(said, log);
  if (test !== undefined) return test(world) ? "yes" : "no";
  const tried = branch({ log, run, step }, `expect ${said}`);
  const expectation = tried.steps.at(-1)?.expectation;
  if (expectation !== undefined) return expectation.held ? "yes" : "no";
  return tried.diagnostics.length > 0 ? `cannot be read (${tried.diagnostics[0]!.code})` : "–";
}
