// Which steps of a run come of one call of a definition, or of one loop: whoever lists the steps may fold them.

import type { StepBlock } from "./log.js";
import type { RunState } from "./run-state.js";

interface Blocks {
  readonly done: StepBlock[];
  depth: number;
}

const blocksOfRuns = new WeakMap<RunState, Blocks>();

function blocksIn(run: RunState): Blocks {
  let blocks = blocksOfRuns.get(run);
  if (blocks === undefined) {
    blocks = { done: [], depth: 0 };
    blocksOfRuns.set(run, blocks);
  }
  return blocks;
}

/** Notes the steps that `work` takes as one block, where they are several; also where it stops in the middle of them. */
export function inBlock(run: RunState, text: string, work: () => void): void {
  const blocks = blocksIn(run);
  const first = run.steps.length + 1;
  const { depth } = blocks;
  blocks.depth += 1;
  try {
    work();
  } finally {
    blocks.depth = depth;
    const last = run.steps.length;
    if (last > first) blocks.done.push({ first, last, depth, text });
  }
}

/** Those of a run, in the order in which they ended. */
export function blocksOf(run: RunState): readonly StepBlock[] {
  return blocksIn(run).done;
}
