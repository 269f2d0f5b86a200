// `--seeds 1..200`: each file under many seeds, cut into pieces that any core may take. The first seed that fails is named with the command
// that replays it: pieces behind one that failed are not begun any more, pieces before it are, since they may hold an earlier one.

import { Exit } from "./exit.js";
import type { Io } from "./io.js";
import type { TestResult } from "./test-file.js";
import { type Numbered, type PoolOptions, testAll } from "./test-pool.js";
import type { Planned, SeedRange } from "./test-selection.js";

/** Enough that a worker is not asked for each run, few enough that all cores have some. */
const seedsInPiece = 10;

/** Results as they come, one a file, files taken in the order of `order`. */
export async function* testUnderSeeds(
  plans: readonly Planned[],
  order: readonly number[],
  seeds: SeedRange,
  options: PoolOptions,
  io: Io,
): AsyncGenerator<Numbered> {
  const ranges = rangesOf(seeds);
  const sweeps = plans.map(({ file }) => new Sweep(file, seeds, ranges.length));
  const pieces = plans.flatMap((plan) => ranges.map((range) => ({ ...plan, seeds: range })));
  const place = (piece: number) => ({ index: Math.floor(piece / ranges.length), at: piece % ranges.length });
  const isWanted = (piece: number): boolean => {
    const { index, at } = place(piece);
    return sweeps[index]!.wants(at);
  };
  const running = order.flatMap((index) => ranges.map((_, at) => index * ranges.length + at));
  for await (const piece of testAll(pieces, running, { ...options, isWanted }, io)) {
    const { index, at } = place(piece.index);
    const result = sweeps[index]!.add(at, piece.result);
    if (result !== undefined) yield { index, result };
  }
}

function rangesOf({ from, to }: SeedRange): readonly SeedRange[] {
  const ranges: SeedRange[] = [];
  for (let first = from; first <= to; first += seedsInPiece)
    ranges.push({ from: first, to: Math.min(first + seedsInPiece - 1, to) });
  return ranges;
}

/** The pieces of one file. */
class Sweep {
  readonly #results: TestResult[] = [];
  /** The piece with the first failure so far; behind the last piece while there is none. */
  #failed: number;

  constructor(
    private readonly file: string,
    private readonly seeds: SeedRange,
    count: number,
  ) {
    this.#failed = count;
  }

  wants(at: number): boolean {
    return at < this.#failed;
  }

  /** The file's result, once no piece could change it. */
  add(at: number, result: TestResult): TestResult | undefined {
    if (!this.wants(at)) return undefined;
    this.#results[at] = result;
    if (result.code !== Exit.ok) this.#failed = at;
    const earlier = this.#results.slice(0, this.#failed).filter((each) => each !== undefined).length;
    if (earlier < this.#failed) return undefined;
    const last = this.#results[Math.min(this.#failed, this.#results.length - 1)]!;
    return { ...last, notes: [...last.notes, this.#note(last)] };
  }

  #note({ code, failedUnder }: TestResult): string {
    const { file } = this;
    const { from, to } = this.seeds;
    if (code === Exit.ok) return `${file} holds under seeds ${from}..${to}`;
    return failedUnder === undefined
      ? `${file} could not be tested under seeds ${from}..${to}`
      : `${file} fails first under seed ${failedUnder} of ${from}..${to}; to replay it: custody run ${file} --seed ${failedUnder}`;
  }
}
