// What the screen depends on, whole: the log, where one is in it, and what has been set. Nothing of it lives in a component.

import type { Branch, BranchPoint } from "../engine/branch.js";
import type { RunLog, ScenarioRun, Step, StepBlock } from "../engine/log.js";

export type PaneName = "steps" | "why" | "world" | "trail" | "bill" | "diff";
/** In the order of their numbers, 1 to 6. */
export const PANES: readonly PaneName[] = ["steps", "why", "world", "trail", "bill", "diff"];

export type PromptKind = "search" | "goto" | "break" | "watch" | "guess";
export interface Prompt {
  readonly is: PromptKind;
  readonly text: string;
  /** Which of the lines that were typed before stands there, from 1. */
  readonly back?: number;
}

/** A condition with the steps where it becomes true. */
export interface Condition {
  readonly text: string;
  readonly hits: readonly number[];
}

export interface WhatIf {
  readonly point: { readonly scenario: number; readonly step: number };
  /** What was tried and could be run. */
  readonly texts: readonly string[];
  /** Of these, what had been tried before the newest. */
  readonly earlier: readonly string[];
  /** How many steps of the branch those are. */
  readonly stepsBefore: number;
  readonly branch: Branch;
}

/** What the program around the screen is asked to do; `number` tells one request from the next. */
export type Request =
  | { readonly is: "edit"; readonly file: string; readonly line: number }
  | { readonly is: "rerun" }
  | { readonly is: "write"; readonly point: BranchPoint; readonly texts: readonly string[] }
  | { readonly is: "golden" }
  | { readonly is: "draw" }
  | { readonly is: "suspend" }
  | { readonly is: "quit" };

export const DETAILS = ["changed", "closed", "all"] as const;
export type Detail = (typeof DETAILS)[number];

export interface ReplayState {
  readonly log: RunLog;
  /** Index of the scenario. */
  readonly scenario: number;
  /** From 1; 0 only where there are no steps, or before the first. */
  readonly step: number;
  /** Which of the events that fell due within the step, from 1; undefined: the step as a whole. */
  readonly due?: number | undefined;
  /** The folded block that is at hand as a whole: the step is its last. */
  readonly whole?: StepBlock | undefined;
  readonly columns: number;
  readonly rows: number;
  readonly focus: PaneName;
  /** The pane beside the steps where there is room for one. */
  readonly tab: PaneName;
  readonly full: boolean;
  /** First visible row of the focused pane; the steps follow the cursor by themselves. */
  readonly scroll: number;
  readonly prompt?: Prompt | undefined;
  /** What was typed before, newest first. */
  readonly history: ReadonlyMap<PromptKind, readonly string[]>;
  readonly search?: { readonly query: string; readonly hits: readonly number[] } | undefined;
  readonly breakpoints: ReadonlySet<number>;
  /** The breakpoints of other scenarios, by their names. */
  readonly kept: ReadonlyMap<string, ReadonlySet<number>>;
  readonly conditions: readonly Condition[];
  readonly watches: readonly string[];
  /** What was predicted, by step and scenario; guesses.ts reads and writes it. */
  readonly guesses: ReadonlyMap<string, string>;
  readonly mark?: number | undefined;
  /** Compare with the mark instead of the step before. */
  readonly comparing: boolean;
  readonly onlyChanged: boolean;
  /** How much of the world is shown: what changed in what there is, counts, all that is known. */
  readonly detail: Detail;
  readonly byTime: boolean;
  /** The mouse selects steps and scrolls; off, it selects text, as in any terminal. */
  readonly mouse: boolean;
  /** Steps a second while playing. */
  readonly playing?: number | undefined;
  readonly help: boolean;
  readonly message: string;
  /** Why the file as it is now could not be run: what is shown is an older run. */
  readonly stale?: string | undefined;
  readonly whatIf?: WhatIf | undefined;
  readonly golden?: string | undefined;
  readonly paths: readonly string[];
  readonly request?: (Request & { readonly number: number }) | undefined;
  readonly requestCount: number;
}

/** Runs a text on a branch; given from outside, since the screen knows no services. */
export type BranchRunner = (point: BranchPoint, text: string) => Branch;

export function runOf(state: ReplayState): ScenarioRun {
  return state.log.scenarios[state.scenario]!;
}

export function stepOf(state: ReplayState): Step | undefined {
  return runOf(state).steps[state.step - 1];
}

/** What is said where there is no step to go on to. */
export function atLastStep({ log, scenario }: ReplayState): string {
  return scenario < log.scenarios.length - 1 ? "this is the last step: s goes to the next scenario" : "this is the last step";
}

/** The step that the world is compared with: the mark, or the one before, also before a folded block. */
export function referenceOf(state: ReplayState): number {
  if (state.comparing && state.mark !== undefined) return state.mark;
  return Math.max(0, (state.whole?.first ?? state.step) - 1);
}
