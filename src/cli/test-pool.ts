// Many files under test: here at first, and by a worker on each core once it shows that there is work enough to pay for starting them.
// A worker that takes too long or too much memory is ended, which is told as a limit of the tool and not as a failure of the scenario.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Exit } from "./exit.js";
import type { Io } from "./io.js";
import { failedFile, type TestOptions, type TestResult, testFile } from "./test-file.js";

// A worker begins cold: what it saves must be a good deal more than the second that it takes to get as quick as this process is by then.
const alonePatienceMs = 500;
const worthwhileMs = 4_000;
/** On two cores workers were slower than this process alone: each warms up for itself and collects its own garbage. */
const coresMin = 4;
const fileSecondsMax = 10;
const fileMegabytesMax = 256;

/** Results in the order of `files`. */
export async function* testAll(files: readonly string[], options: TestOptions, io: Io): AsyncGenerator<TestResult> {
  const start = performance.now();
  for (let at = 0; at < files.length; at++) {
    const left = files.length - at;
    const spent = performance.now() - start;
    if (
      io.workerFile !== undefined &&
      availableParallelism() >= coresMin &&
      spent > alonePatienceMs &&
      (spent / at) * left > worthwhileMs
    ) {
      yield* byWorkers(files.slice(at), options, io, io.workerFile);
      return;
    }
    yield testFile(files[at]!, io, options);
  }
}

async function* byWorkers(
  files: readonly string[],
  options: TestOptions,
  io: Io,
  workerFile: string,
): AsyncGenerator<TestResult> {
  const pool = new Pool(files, options, io, workerFile);
  try {
    for (let at = 0; at < files.length; at++) yield await pool.result(at);
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

class Pool {
  readonly #results: Promise<TestResult>[] = [];
  readonly #settle: { resolve(result: TestResult): void; reject(problem: Error): void }[] = [];
  readonly #workers = new Set<Worker>();
  #next = 0;

  constructor(
    private readonly files: readonly string[],
    private readonly options: TestOptions,
    private readonly io: Io,
    private readonly workerFile: string,
  ) {
    for (const _ of files) {
      this.#results.push(new Promise((resolve, reject) => this.#settle.push({ resolve, reject })));
    }
    // Whoever waits for an earlier result has not yet asked for this one.
    for (const result of this.#results) result.catch(() => undefined);
    for (let count = Math.min(availableParallelism(), files.length); count > 0; count--) this.#start();
  }

  result(at: number): Promise<TestResult> {
    return this.#results[at]!;
  }

  end(): void {
    for (const worker of this.#workers) void worker.terminate();
  }

  #start(): void {
    const task: WorkerTask = { custody: "test", options: this.options, workingFolder: this.io.workingFolder, env: this.io.env };
    const worker = new Worker(this.workerFile, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: fileMegabytesMax },
    });
    this.#workers.add(worker);
    this.#feed(worker);
  }

  #feed(worker: Worker): void {
    const at = this.#next++;
    const file = this.files[at];
    if (file === undefined) {
      this.#workers.delete(worker);
      void worker.terminate();
      return;
    }
    const timer = setTimeout(() => stop(`took longer than ${fileSecondsMax} s`), fileSecondsMax * 1000);
    const stop = (why: string): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      worker.on("error", () => undefined);
      void worker.terminate();
      this.#workers.delete(worker);
      this.#settle[at]!.resolve(
        failedFile(file, `${file} ${why}: a limit of the tool, not a failure of the scenario`, Exit.machine),
      );
      if (this.#next < this.files.length) this.#start();
    };
    worker.removeAllListeners();
    worker.on("error", (problem: NodeJS.ErrnoException) =>
      stop(problem.code === "ERR_WORKER_OUT_OF_MEMORY" ? `took more than ${fileMegabytesMax} MiB` : problem.message),
    );
    worker.on("message", (answer: WorkerAnswer) => {
      clearTimeout(timer);
      if ("result" in answer) this.#settle[at]!.resolve(answer.result);
      else this.#settle[at]!.reject(Object.assign(new Error(answer.bug.message), { stack: answer.bug.stack }));
      this.#feed(worker);
    });
    worker.postMessage(file);
  }
}
