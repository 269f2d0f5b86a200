// What grows while a scenario runs: its world after each step, the steps themselves, and what is watched at every step.

import { assert, BrokenAssertion } from "../base/assert.js";
import type { Diagnostic } from "../language/diagnostic.js";
import type { File, Invariant, Node, Prediction, Statement } from "../language/syntax.js";
import { copyOf, type StepState } from "../rules/editor.js";
import type { Fact } from "../rules/facts.js";
import { DONE, type Reply } from "../rules/reply.js";
import { nextWorld, type World, type WorldDraft } from "../world/world.js";
import { Blocks } from "./blocks.js";
import { Gone } from "./gone.js";
import { Heeded } from "./heeded.js";
import type { Limits } from "./limits.js";
import type { Failure, LogSpan, Step, StepOutcome, Verdict } from "./log.js";
import type { ReadFile } from "./read-file.js";
import type { Registry } from "./registry.js";
import type { Scope } from "./scope.js";
import { diagnosticAt, Stop } from "./stop.js";

export interface Watched {
  readonly invariant: Invariant;
  readonly scope: Scope;
  /** How many steps there were when it was said. */
  readonly after: number;
  broken: boolean;
}

/** Things given from outside, the same for all scenarios of a file. */
export interface RunParts {
  readonly registry: Registry;
  readonly limits: Limits;
  readonly readFile: ReadFile;
  readonly files: Map<string, File>;
  /** The interpreter, for questions that try statements on a fork of the world. */
  readonly interpret: (run: RunState, statements: readonly Statement[], scope: Scope) => void;
}

export interface StepSpec {
  readonly node: Node;
  readonly scope: Scope;
  readonly text: string;
  readonly kind: Step["kind"];
  /** Of the node, where it is known already. */
  readonly span?: LogSpan;
}

export class RunState {
  readonly steps: Step[];
  readonly failures: Failure[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly watched: Watched[];
  /** Ids of what the statement before made: what a left-out object may mean. */
  lastMade: readonly string[];
  /** Calls within one second, while a `repeat` runs. */
  burst: Map<string, number> | undefined;
  /** After an unexpected refusal the rest is not run. */
  stopped = false;
  notRun = 0;
  seedSaid = false;
  readonly heeded = new Heeded();
  readonly blocks = new Blocks();
  readonly gone = new Gone(this);
  /** A prediction that waits for the statement it is about. */
  predicted: { readonly step: Step; readonly prediction: Prediction } | undefined;
  readonly included = new Set<File>();
  /** Kinds of what refused statements would have made, by its name. */
  readonly unmade: Map<string, string>;
  #turnCount = 0;
  /** So many resources were found to be no more than a world may hold. */
  #fewEnough = 0;

  constructor(
    readonly parts: RunParts,
    public world: World,
    from?: RunState,
  ) {
    this.steps = from === undefined ? [] : [...from.steps];
    this.unmade = new Map(from?.unmade);
    this.watched = from === undefined ? [] : from.watched.map((each) => ({ ...each }));
    this.lastMade = from?.lastMade ?? [];
    this.seedSaid = from?.seedSaid ?? false;
    if (from !== undefined) {
      this.failures.push(...from.failures);
      this.diagnostics.push(...from.diagnostics);
      this.stopped = from.stopped;
      this.notRun = from.notRun;
    }
  }

  /** Everything that one statement does to the world, in one go. Its facts are collected beside the draft. */
  step(spec: StepSpec, work: (state: StepState) => { reply: Reply; actor?: string | undefined; implied?: number }): Step {
    this.checkStepLimit(spec);
    const facts: Fact[] = [];
    let done: { reply: Reply; actor?: string | undefined; implied?: number } = { reply: DONE };
    const before = this.world;
    // What works on a world reads far more of it than it changes, so it works on a plain copy of the root; immer makes the next world of that.
    const draft: WorldDraft = copyOf(before);
    try {
      done = work({ draft, facts, lateDepth: 0, burst: this.burst });
      this.checkResourceLimit(spec, draft);
      this.world = nextWorld(before, draft);
    } catch (thrown) {
      throw this.annotated(thrown);
    }
    const { reply } = done;
    const outcome = reply.is === "ok" ? OK : ({ is: "refused", refused: reply } as const);
    // Every step is kept: its facts in a list as long as they are, without the room that a list has which grows.
    return this.push(spec, facts.slice(), outcome, done.implied ?? 0, done.actor, undefined);
  }

  /** A step that changes nothing: an expectation or an answer. */
  look(spec: StepSpec, facts: readonly Fact[], verdict?: Verdict): Step {
    this.checkStepLimit(spec);
    return this.push(spec, facts, OK, 0, undefined, verdict);
  }

  private push(
    { node, scope, text, kind, span }: StepSpec,
    facts: readonly Fact[],
    outcome: StepOutcome,
    implied: number,
    actor: string | undefined,
    expectation: Verdict | undefined,
  ): Step {
    const { world } = this;
    const base: Step = {
      number: this.steps.length + 1,
      file: scope.file.name,
      span: span ?? { start: node.start, end: node.end },
      text,
      kind,
      at: world.now,
      facts,
      world,
      outcome,
      implied,
    };
    const step = stepOf(base, actor, expectation);
    this.steps.push(step);
    return step;
  }

  /** Says how the expectation behind a statement came out. */
  judge(step: Step, verdict: Verdict): void {
    assert(this.steps[step.number - 1] === step, "only the newest state of a step is judged");
    this.steps[step.number - 1] = stepOf(step, step.actor, verdict);
  }

  fail(step: Step, code: string, lines: readonly string[]): void {
    this.failures.push({ step: step.number, code, lines, span: step.span, file: step.file });
  }

  private checkStepLimit(spec: StepSpec): void {
    const { stepCountMax } = this.parts.limits;
    if (this.steps.length < stepCountMax) return;
    throw new Stop(diagnosticAt(spec.scope.file.name, spec.node, "limit/steps", { max: String(stepCountMax) }));
  }

  /** Loops and definitions that do nothing still take time, and inside one another they multiply. */
  countTurn(at: Node, scope: Scope): void {
    const { stepCountMax } = this.parts.limits;
    if (++this.#turnCount <= stepCountMax) return;
    throw new Stop(diagnosticAt(scope.file.name, at, "limit/turns", { max: String(stepCountMax) }));
  }

  private checkResourceLimit(spec: StepSpec, { resources }: WorldDraft): void {
    const { limits, registry } = this.parts;
    const { resourceCountMax } = limits;
    if (resources.size <= Math.max(resourceCountMax, this.#fewEnough)) return;
    // Values such as ciphertexts are nothing that AWS keeps. Counted again only once there could be too many.
    let count = 0;
    for (const each of resources.values()) if (registry.kinds.get(each.kind)?.rebindable !== true) count++;
    this.#fewEnough = resources.size + resourceCountMax - count;
    if (count <= resourceCountMax) return;
    throw new Stop(diagnosticAt(spec.scope.file.name, spec.node, "limit/resources", { max: String(resourceCountMax) }));
  }

  /** Our own bug: whoever reports it needs the seed and the step. */
  private annotated(thrown: unknown): unknown {
    if (thrown instanceof Stop || !(thrown instanceof Error)) return thrown;
    const place = `seed ${this.world.rng.seed}, step ${this.steps.length + 1}`;
    if (thrown.message.includes(place)) return thrown;
    const wrapped = new BrokenAssertion(`${thrown.message} (${place})`);
    if (thrown.stack !== undefined) wrapped.stack = thrown.stack;
    return wrapped;
  }
}

const OK: StepOutcome = { is: "ok" };

/** Written out, so that each step is one object with room for no more than it has. */
function stepOf(base: Step, actor: string | undefined, expectation: Verdict | undefined): Step {
  const { number, file, span, text, kind, at, facts, world, outcome, implied } = base;
  if (actor === undefined)
    return expectation === undefined
      ? { number, file, span, text, kind, at, facts, world, outcome, implied }
      : { number, file, span, text, kind, at, facts, world, outcome, implied, expectation };
  return expectation === undefined
    ? { number, file, span, text, kind, at, facts, world, outcome, implied, actor }
    : { number, file, span, text, kind, at, facts, world, outcome, implied, actor, expectation };
}
