// Many files under test: here at first, and by a worker on each core once it shows that there is work enough to pay for starting them.
// A file that takes too long or too much memory is ended, which is told as a limit of the tool and not as a failure of the scenario.

import { availableParallelism } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { Exit } from "./exit.js";
import type { Io } from "./io.js";
import {
  failedFile,
  fileSecondsMax,
  judged,
  type Rehearsed,
  rehearse,
  type TestOptions,
  type TestResult,
  testFile,
} from "./test-file.js";
import type { Planned } from "./test-selection.js";
import { patience, withinSeconds } from "./time-limit.js";
import { WORKER_MARK } from "./worker-mark.js";

// A worker begins cold: what it saves must be a good deal more than the second that it takes to get as quick as this process is by then.
const alonePatienceMs = 500;
const worthwhileMs = 4_000;
const fileMegabytesMax = 256;
/** Time can be bounded here, memory only in a worker: a file that is not done by then begins again in one. */
const aloneSecondsMax = 2;
/** A worker bounds the time itself, and is ended from here only if it no longer can. */
const graceSeconds = 2;

export interface PoolOptions {
  readonly test: TestOptions;
  /** Workers from the start; undefined: as it pays. */
  readonly jobs: number | undefined;
  /** Asked before a file is begun: whether its result is still wanted. Absent: all are. */
  readonly isWanted?: (index: number) => boolean;
}

/** A result with the index that its file has in `plans`. */
export interface Numbered {
  readonly index: number;
  readonly result: TestResult;
}

/** Results as they come, files taken in the order of `order`, which holds indexes of `plans`. */
export async function* testAll(
  plans: readonly Planned[],
  order: readonly number[],
  options: PoolOptions,
  io: Io,
): AsyncGenerator<Numbered> {
  const { workerFile } = io;
  if (options.jobs !== undefined && workerFile !== undefined) {
    yield* byWorkers(plans, order, { ...options, jobs: options.jobs }, io, workerFile);
    return;
  }
  const cores = availableParallelism();
  const mayUseWorkers = workerFile !== undefined && cores > 1;
  const start = performance.now();
  for (let at = 0; at < order.length; ) {
    const spent = performance.now() - start;
    const estimate = at === 0 ? 0 : (spent / at) * (order.length - at);
    if (mayUseWorkers && spent > alonePatienceMs && estimate > worthwhileMs) {
      yield* byWorkers(plans, order.slice(at), { ...options, jobs: cores }, io, workerFile);
      return;
    }
    if (workerFile === undefined || options.isWanted !== undefined) {
      const index = order[at++]!;
      if (options.isWanted?.(index) === false) continue;
      yield { index, result: await testHere(plans[index]!, options.test, io) };
    } else {
      const begun = turnOf(plans, order, at, options.test, io);
      for (const rehearsed of begun.whole) {
        const index = order[at++]!;
        yield { index, result: judged(plans[index]!, rehearsed, io, options.test) };
      }
      if (begun.brokenOff) {
        const index = order[at++]!;
        yield { index, result: await testInWorker(plans[index]!, options.test, io, workerFile) };
      }
    }
    // Signals are heard between two turns of the loop only.
    if (performance.now() - start > turnMs) await nextTurn();
  }
}

/** So long files are run without a look at what else there is to do. */
const turnMs = 50;

/** As many files as a turn has time for, from `at` on: to bound the time means to start a thread, which takes as long as a small file. */
function turnOf(
  plans: readonly Planned[],
  order: readonly number[],
  at: number,
  options: TestOptions,
  io: Io,
): { readonly whole: readonly Rehearsed[]; readonly brokenOff: boolean } {
  const whole: Rehearsed[] = [];
  const end = performance.now() + turnMs;
  const outcome = withinSeconds(aloneSecondsMax, () => {
    do whole.push(rehearse(plans[order[at + whole.length]!]!, io, options));
    while (at + whole.length < order.length && performance.now() < end);
  });
  return { whole, brokenOff: outcome.is === "too-long" };
}

async function testHere(plan: Planned, options: TestOptions, io: Io): Promise<TestResult> {
  const { workerFile } = io;
  if (workerFile === undefined) return testFile(plan, io, options) ?? tooLong(plan.file);
  const result = testFile(plan, io, options, (work) => withinSeconds(aloneSecondsMax, work));
  return result ?? testInWorker(plan, options, io, workerFile);
}

async function testInWorker(plan: Planned, options: TestOptions, io: Io, workerFile: string): Promise<TestResult> {
  for await (const { result } of byWorkers([plan], [0], { test: options, jobs: 1 }, io, workerFile)) return result;
  return tooLong(plan.file);
}

/** A file that took too long. */
export function tooLong(file: string): TestResult {
  return limited(file, `took longer than ${fileSecondsMax} s`);
}

function limited(file: string, why: string): TestResult {
  return failedFile(file, `${file} ${why}: a limit of the tool, not a failure of the scenario`, Exit.machine);
}

type WorkersOptions = PoolOptions & { readonly jobs: number };

async function* byWorkers(
  plans: readonly Planned[],
  order: readonly number[],
  options: WorkersOptions,
  io: Io,
  workerFile: string,
): AsyncGenerator<Numbered> {
  const pool = new Pool(plans, order, options, io, workerFile);
  try {
    while (pool.isBusy) yield await pool.next();
  } finally {
    pool.end();
  }
}

/** What a worker is told when it starts. */
export interface WorkerTask {
  readonly custody: "test";
  readonly options: TestOptions;
  readonly workingFolder: string;
  readonly env: ReadonlyMap<string, string>;
}

export type WorkerAnswer =
  | { readonly result: TestResult }
  | { readonly bug: { readonly message: string; readonly stack: string } };

type Outcome = { readonly is: "result"; readonly numbered: Numbered } | { readonly is: "bug"; readonly problem: Error };

class Pool {
  readonly #outcomes: Outcome[] = [];
  #wake: () => void = () => undefined;
  readonly #workers = new Set<Worker>();
  /** One for each file that is being run; while one is set, the process does not end. */
  readonly #timers = new Set<NodeJS.Timeout>();
  #taken = 0;
  #running = 0;

  constructor(
    private readonly plans: readonly Planned[],
    private readonly order: readonly number[],
    private readonly options: WorkersOptions,
    private readonly io: Io,
    private readonly workerFile: string,
  ) {
    for (let count = Math.min(options.jobs, order.length); count > 0; count--) this.#start();
  }

  /** There is a result, or there will be one. */
  get isBusy(): boolean {
    return this.#running + this.#outcomes.length > 0;
  }

  /** The next that is done, whichever it is. */
  async next(): Promise<Numbered> {
    while (this.#outcomes.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const outcome = this.#outcomes.shift()!;
    if (outcome.is === "bug") throw outcome.problem;
    return outcome.numbered;
  }

  /** Also in the middle of it: what is being run is given up. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const worker of this.#workers) giveUp(worker);
  }

  #done(outcome: Outcome): void {
    this.#running--;
    this.#outcomes.push(outcome);
    this.#wake();
  }

  #start(): void {
    const task: WorkerTask = {
      custody: "test",
      options: this.options.test,
      workingFolder: this.io.workingFolder,
      env: this.io.env,
    };
    const worker = new Worker(this.workerFile, {
      argv: [WORKER_MARK],
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: fileMegabytesMax },
    });
    this.#workers.add(worker);
    this.#feed(worker);
  }

  #feed(worker: Worker): void {
    const index = this.#take();
    if (index === undefined) {
      this.#workers.delete(worker);
      void worker.terminate();
      return;
    }
    this.#running++;
    const plan = this.plans[index]!;
    const stopTimer = (): void => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
    const finish = (result: TestResult): void => {
      stopTimer();
      this.#done({ is: "result", numbered: { index, result } });
    };
    const stop = (result: TestResult): void => {
      giveUp(worker);
      this.#workers.delete(worker);
      finish(result);
      if (this.#taken < this.order.length) this.#start();
    };
    const timer = setTimeout(() => stop(tooLong(plan.file)), millisecondsMax(plan));
    this.#timers.add(timer);
    worker.removeAllListeners();
    worker.on("error", (problem: NodeJS.ErrnoException) =>
      stop(
        limited(
          plan.file,
          problem.code === "ERR_WORKER_OUT_OF_MEMORY" ? `took more than ${fileMegabytesMax} MiB` : problem.message,
        ),
      ),
    );
    worker.on("message", (answer: WorkerAnswer) => {
      if ("result" in answer) finish(answer.result);
      else {
        stopTimer();
        this.#done({ is: "bug", problem: Object.assign(new Error(answer.bug.message), { stack: answer.bug.stack }) });
      }
      this.#feed(worker);
    });
    worker.postMessage(plan);
  }

  /** The next file that is still wanted. */
  #take(): number | undefined {
    for (;;) {
      const index = this.order[this.#taken++];
      if (index === undefined || this.options.isWanted?.(index) !== false) return index;
    }
  }
}

/** What it still says is heard by nobody. */
function giveUp(worker: Worker): void {
  worker.removeAllListeners();
  worker.on("error", () => undefined);
  void worker.terminate();
}

function millisecondsMax({ seeds }: Planned): number {
  const runs = seeds === undefined ? 1 : seeds.to - seeds.from + 1;
  // All tries of a busy machine: 1 + 2 + 4 + … times the limit, by the clock.
  const secondsMax = fileSecondsMax * (2 * patience - 1) * runs + graceSeconds;
  return Math.min(secondsMax * 1000, 2 ** 31 - 1);
}
