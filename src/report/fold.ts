// Steps in a row that are alike in outcome and reasons are one line with a count: forty thousand encryptions say nothing that one does not.
// A body of several steps that repeats (`repeat`, `every`, `for`) folds as a whole. Cost grows with the steps, whatever they are.

/** `length` steps from `start`, the first `period` of which stand for `count` repetitions. */
export interface Fold {
  readonly start: number;
  readonly period: number;
  readonly count: number;
}

/** The longest body that folds. */
export const foldPeriodMax = 8;
/** Fewer repetitions than these are shown in full: two alike steps are read as quickly as their count. */
const countMin = 3;

/** Cuts a row of signatures into folds, in order; a step that is like no neighbour is a fold of its own. An empty signature is like nothing. */
export function* foldsOf(signatures: readonly string[]): Generator<Fold> {
  let start = 0;
  while (start < signatures.length) {
    const fold = foldAt(signatures, start);
    yield fold;
    start += fold.period * fold.count;
  }
}

function foldAt(signatures: readonly string[], start: number): Fold {
  for (let period = 1; period <= foldPeriodMax; period++) {
    let end = start;
    while (end + period < signatures.length && signatures[end] !== "" && signatures[end] === signatures[end + period]) end++;
    const count = Math.floor((end - start) / period) + 1;
    if (count >= countMin) return { start, period, count };
  }
  return { start, period: 1, count: 1 };
}
