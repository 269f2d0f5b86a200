// Whether this is a worker of `custody test`. Its arguments tell, so that other runs need not load Node's module of workers; whoever types the mark
// at a shell is no worker for that.

export const WORKER_MARK = "--a-worker-of-custody-test";

export function isWorker(): boolean {
  return process.argv[2] === WORKER_MARK && !process.getBuiltinModule("node:worker_threads").isMainThread;
}
