// What a run leaves: every step with its facts and its world. All that a user ever sees (trace, golden, trail, bill, JUnit, HTML,
// the terminal's replay) is made from this and nothing else, so that no report can say what did not happen.

import type { CodeWords, KindEntry, Price } from "../contract/service.js";
import type { Diagnostic } from "../language/diagnostic.js";
import type { Fact } from "../rules/facts.js";
import type { Refused } from "../rules/reply.js";
import type { Instant } from "../world/time.js";
import type { DueEvent, World } from "../world/world.js";

/** Two offsets into the text of a file, in UTF-16 units; `end` is the first that no longer belongs. */
export interface LogSpan {
  readonly start: number;
  readonly end: number;
}

/** What AWS answered to a step as a whole, what it told late included. */
export type StepOutcome = { readonly is: "ok" } | { readonly is: "refused"; readonly refused: Refused };

/** How an expectation came out. */
export interface Verdict {
  readonly held: boolean;
  readonly wanted: string;
  readonly got: string;
  /** Lines of reasons, outermost first. */
  readonly why?: readonly string[];
  /** When it holds, for a claim with a deadline that does not hold yet. */
  readonly at?: Instant;
}

export interface Step {
  /** From 1, in the order of the run. */
  readonly number: number;
  readonly file: string;
  readonly span: LogSpan;
  /** The statement on one line, holes filled. */
  readonly text: string;
  /** `predict`: `expectation` says how the guess came out, and gives away the outcome of the step that follows. */
  readonly kind: "do" | "expect" | "predict" | "ask" | "flow";
  /** Simulated time after it. */
  readonly at: Instant;
  /** `A/admin`. */
  readonly actor?: string;
  readonly facts: readonly Fact[];
  readonly outcome: StepOutcome;
  readonly expectation?: Verdict;
  /** The world after it. */
  readonly world: World;
  /** How many statements it implied. */
  readonly implied: number;
}

/** Several steps that come of one call of a definition, or of one loop, by their numbers. */
export interface StepBlock {
  readonly first: number;
  readonly last: number;
  /** So many others are around it. */
  readonly depth: number;
  /** `back-up(vol1, k1)`, `for n in 1 to 9`. */
  readonly text: string;
}

/** Why a scenario failed: a step that was refused unexpectedly, an expectation or an invariant that did not hold, a limit. */
export interface Failure {
  /** Number of the step. */
  readonly step: number;
  readonly code: string;
  readonly lines: readonly string[];
  readonly span: LogSpan;
  readonly file: string;
}

export interface ScenarioRun {
  readonly name: string;
  readonly file: string;
  readonly tags: readonly string[];
  readonly seed: string;
  readonly startedAt: Instant;
  readonly steps: readonly Step[];
  /** The inner ones before those around them. */
  readonly blocks: readonly StepBlock[];
  readonly failures: readonly Failure[];
  /** Statements that were not reached because one before them failed. */
  readonly notRun: number;
  readonly diagnostics: readonly Diagnostic[];
  /** The world after a step; that before the first for 0. */
  worldAt(step: number): World;
}

export interface RunLog {
  /** Name of the file, without its folder and ending. */
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly scenarios: readonly ScenarioRun[];
  readonly vocabulary: Vocabulary;
}

/** What reports need of the services, without importing them. */
export interface Vocabulary {
  readonly kinds: ReadonlyMap<string, KindEntry>;
  /** Warnings and diagnostics by code. */
  readonly words: ReadonlyMap<string, CodeWords>;
  /** Events by name: what a trace calls them. */
  readonly eventWords: ReadonlyMap<string, (event: DueEvent) => string>;
  /** Catalog items by name: `kms:requests`. */
  readonly prices: ReadonlyMap<string, Price>;
  /** Which service each item is of, as an action names it: `ec2` of `ebs-snapshot`. */
  readonly itemServices: ReadonlyMap<string, string>;
  /** `2026-11`. */
  readonly priceDate: string;
  readonly services: readonly string[];
}

/** The words of the engine's own codes: reports know the engine by this file alone. */
export { engineCodes } from "./words.js";
