// A worker's side of `custody test`: takes a file at a time, gives its result. Whatever is thrown goes back as it would have gone up here.

import { parentPort, workerData } from "node:worker_threads";
import { plainPaint } from "../report/layout.js";
import { Exit, MachineProblem } from "./exit.js";
import type { Io } from "./io.js";
import { failedFile, testFile } from "./test-file.js";
import { tooLong, type WorkerAnswer, type WorkerTask } from "./test-pool.js";
import type { Planned } from "./test-selection.js";

export function serveTests(): void {
  const task = workerData as WorkerTask;
  const io: Io = {
    result: () => undefined,
    note: () => undefined,
    flush: () => undefined,
    readInput: () => new Uint8Array(),
    env: task.env,
    workingFolder: task.workingFolder,
    workerFile: undefined,
    interactive: false,
    paint: plainPaint,
  };
  parentPort?.on("message", (plan: Planned) => parentPort?.postMessage(answerFor(plan, io, task)));
}

function answerFor(plan: Planned, io: Io, task: WorkerTask): WorkerAnswer {
  const { file } = plan;
  try {
    return { result: testFile(plan, io, task.options) ?? tooLong(file) };
  } catch (thrown) {
    if (thrown instanceof MachineProblem) return { result: failedFile(file, thrown.message, Exit.machine) };
    const problem = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { bug: { message: problem.message, stack: problem.stack ?? "" } };
  }
}
