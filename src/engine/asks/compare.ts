// Who gained, who lost: two worlds held against each other, for `compare` within a run and `custody diff` of two files. Each gain and loss
// is a request that is allowed in the one and refused in the other, so that whoever doubts it can make it.

import type { Question, Value } from "../../language/syntax.js";
import type { Fact } from "../../rules/facts.js";
import type { Instant } from "../../world/time.js";
import { emptyWorld, type World } from "../../world/world.js";
import type { Step, Vocabulary } from "../log.js";
import type { Registry } from "../registry.js";
import type { RunState, StepSpec } from "../run-state.js";
import { diagnosticAt, Stop } from "../stop.js";
import { accessChangeLines } from "./access-change.js";
import { costLines } from "./compare-bills.js";
import { organizationLines, principalLines, settingLines, thingLines } from "./compare-things.js";

/** A point of a run: its world, and what had happened up to it. */
export interface ComparedPoint {
  readonly world: World;
  readonly facts: readonly Fact[];
  readonly at: Instant;
}

export function pointAfter(steps: readonly Step[], count: number, start: World): ComparedPoint {
  const until = steps.slice(0, count);
  const world = until.at(-1)?.world ?? start;
  return { world, facts: until.flatMap((step) => step.facts), at: world.now };
}

/** `compare step 3 with step 9`; without the second, with the world as it is now. */
export function compareSteps(run: RunState, question: Extract<Question, { ask: "compare" }>, spec: StepSpec): readonly string[] {
  const count = (value: Value): number => {
    if (value.is === "number" && value.value >= 0 && value.value <= run.steps.length) return value.value;
    throw new Stop(diagnosticAt(spec.scope.file.name, value, "ask/no-step", { count: String(run.steps.length) }));
  };
  const start = emptyWorld(run.world.rng.seed);
  const before = pointAfter(run.steps, count(question.from), start);
  const after = pointAfter(run.steps, question.to === undefined ? run.steps.length : count(question.to), start);
  return compareLines(before, after, run.parts.registry, run.parts.registry.vocabulary);
}

/** Access gained and lost, things, and what it costs; one line if nothing differs. */
export function compareLines(
  before: ComparedPoint,
  after: ComparedPoint,
  registry: Registry,
  vocabulary: Vocabulary,
): readonly string[] {
  const lines = [
    ...accessChangeLines(before.world, after.world, registry),
    ...thingLines(before.world, after.world, vocabulary),
    ...principalLines(before.world, after.world),
    ...organizationLines(before.world, after.world),
    ...settingLines(before.world, after.world, registry),
    ...costLines(before, after, vocabulary.prices),
  ];
  return lines.length === 0 ? ["nothing differs: access, things and cost are the same"] : lines;
}
