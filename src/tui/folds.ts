// Steps that come of one call of a definition, or of one loop, are one row of the list until somebody goes into them: the blocks that hold the
// step at hand are open, all others are folded.

import type { ScenarioRun, StepBlock } from "../engine/log.js";
import { type ReplayState, runOf } from "./state.js";

/** Blocks by the step at which they begin, and at which they end, the outermost first. */
interface Ends {
  readonly beginning: ReadonlyMap<number, readonly StepBlock[]>;
  readonly ending: ReadonlyMap<number, readonly StepBlock[]>;
}

const endsOfRuns = new WeakMap<ScenarioRun, Ends>();

function endsOf(run: ScenarioRun): Ends {
  let ends = endsOfRuns.get(run);
  if (ends === undefined) {
    const beginning = new Map<number, StepBlock[]>();
    const ending = new Map<number, StepBlock[]>();
    // The inner ones ended first.
    for (const block of run.blocks) {
      putFirst(beginning, block.first, block);
      putFirst(ending, block.last, block);
    }
    ends = { beginning, ending };
    endsOfRuns.set(run, ends);
  }
  return ends;
}

function putFirst(blocks: Map<number, StepBlock[]>, step: number, block: StepBlock): void {
  blocks.set(step, [block, ...(blocks.get(step) ?? [])]);
}

function isWithin(block: StepBlock, outer: StepBlock): boolean {
  return block.first >= outer.first && block.last <= outer.last && block.depth >= outer.depth;
}

function isOpen({ step, whole }: ReplayState, block: StepBlock): boolean {
  return block.first <= step && step <= block.last && (whole === undefined || !isWithin(block, whole));
}

/** A step, or a folded block: the number is that of its last step. */
export interface Row {
  readonly number: number;
  readonly block?: StepBlock;
}

function rowOf(number: number, block: StepBlock | undefined): Row {
  return block === undefined ? { number } : { number: block.last, block };
}

/** The row of that step, or of the outermost folded one of the blocks that begin, or end, with it. */
function foldedRow(state: ReplayState, step: number, blocks: readonly StepBlock[] | undefined): Row {
  return rowOf(
    step,
    blocks?.find((block) => !isOpen(state, block)),
  );
}

export function rowBelow(state: ReplayState, row: Row): Row | undefined {
  const run = runOf(state);
  const first = row.number + 1;
  return first <= run.steps.length ? foldedRow(state, first, endsOf(run).beginning.get(first)) : undefined;
}

export function rowAbove(state: ReplayState, row: Row): Row | undefined {
  const last = (row.block?.first ?? row.number) - 1;
  return last > 0 ? foldedRow(state, last, endsOf(runOf(state)).ending.get(last)) : undefined;
}

export function rowHere({ step, whole }: ReplayState): Row {
  return rowOf(step, whole);
}

/** What the state is on that row. */
export function onRow({ number, block }: Row): Pick<ReplayState, "step" | "whole" | "due" | "scroll"> {
  return { step: number, whole: block, due: undefined, scroll: 0 };
}

/** The first row of a folded block. */
export function into(state: ReplayState, whole: StepBlock): Row {
  const within = endsOf(runOf(state))
    .beginning.get(whole.first)
    ?.find((block) => block !== whole && isWithin(block, whole));
  return rowOf(whole.first, within);
}

/** The innermost open block that begins with the row at hand. */
export function openedHere(state: ReplayState): StepBlock | undefined {
  const first = state.whole?.first ?? state.step;
  return endsOf(runOf(state))
    .beginning.get(first)
    ?.findLast((block) => isOpen(state, block));
}
