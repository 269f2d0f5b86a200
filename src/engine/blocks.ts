// Which steps of a run come of one call of a definition, or of one loop: whoever lists the steps may fold them.

import type { StepBlock } from "./log.js";

export class Blocks {
  /** In the order in which they ended. */
  readonly done: StepBlock[] = [];
  #depth = 0;

  /** Notes the steps that `work` takes as one block, where they are several; also where it stops in the middle of them. */
  within(steps: readonly unknown[], text: string, work: () => void): void {
    const first = steps.length + 1;
    const depth = this.#depth++;
    try {
      work();
    } finally {
      this.#depth = depth;
      const last = steps.length;
      if (last > first) this.done.push({ first, last, depth, text });
    }
  }
}
