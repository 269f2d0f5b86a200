// How every benchmark here measures: contestants in turn, round after round, so that a busy machine hits all alike; the median of the
// rounds counts, and only ratios within one run are worth reading.
import { performance } from "node:perf_hooks";

/** `run(count)` does the work `count` times. */
export interface Contestant {
  readonly name: string;
  readonly run: (count: number) => void;
}

/** Times a second of each contestant, by its name: the median of `rounds`, each of about `milliseconds`. */
export function rates(contestants: readonly Contestant[], rounds = 7, milliseconds = 150): Map<string, number> {
  const counts = contestants.map((contestant) => warmedCount(contestant, milliseconds));
  const seen = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const count = counts[index]!;
      collectGarbage();
      const start = performance.now();
      contestant.run(count);
      seen[index]!.push((count / (performance.now() - start)) * 1_000);
    }
  }
  return new Map(contestants.map((contestant, index) => [contestant.name, median(seen[index]!)]));
}

function warmedCount(contestant: Contestant, milliseconds: number): number {
  let count = 64;
  for (;;) {
    const start = performance.now();
    contestant.run(count);
    const taken = performance.now() - start;
    if (taken > milliseconds) return Math.max(1, Math.round((count * milliseconds) / taken));
    count *= 2;
  }
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >>> 1]!;
}

/** Bytes that stay because of what `make` returns, in the heap and in arrays of numbers beside it. */
export function bytesKept(make: () => unknown): number {
  const before = bytesNow();
  const kept = make();
  const after = bytesNow();
  return kept === undefined ? 0 : after - before;
}

function bytesNow(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error("run benchmarks by `node bench/run.mjs NAME`, which exposes the collector");
  gc();
  gc();
}

/** One row of a printed table. */
export function row(name: string, ...cells: readonly string[]): string {
  return name.padEnd(34) + cells.map((cell) => cell.padStart(16)).join("");
}

export function thousands(perSecond: number): string {
  return `${(perSecond / 1_000).toFixed(0)} k/s`;
}
