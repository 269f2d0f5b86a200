// Bounds how long a synchronous piece of work may take. Only V8 can break off code that does not wait for anything, and node:vm is where
// Node lets it: a script of a context of its own that does nothing but call the work.

import { type Context, createContext, Script } from "node:vm";

export type Bounded<T> = { readonly is: "done"; readonly value: T } | { readonly is: "too-long" };

/** On a machine that others keep busy the clock runs on while the work stands still: so many times as long it may take by the clock. */
export const patience = 8;

/**
 * What `work` gives, or that it was broken off because it computed for longer than `seconds`. It is broken off between any two
 * instructions, and may be begun again: it must leave nothing half done behind.
 */
export function withinComputing<T>(seconds: number, work: () => T): Bounded<T> {
  for (let byTheClock = seconds; ; byTheClock *= 2) {
    const before = computedSeconds();
    const outcome = withinSeconds(byTheClock, work);
    if (outcome.is === "done" || byTheClock >= seconds * patience) return outcome;
    if (computedSeconds() - before >= seconds * 0.9) return outcome;
  }
}

/** Of this thread where Node can tell, else of the whole process, which is more. */
function computedSeconds(): number {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage };
  const { user, system } = threadCpuUsage?.call(process) ?? process.cpuUsage();
  return (user + system) / 1e6;
}

/** The same by the clock. */
export function withinSeconds<T>(seconds: number, work: () => T): Bounded<T> {
  let value: { readonly done: T } | undefined;
  callee.work = () => {
    value = { done: work() };
  };
  calling ??= createContext(callee);
  try {
    CALL.runInContext(calling, { timeout: Math.ceil(seconds * 1000) });
  } catch (thrown) {
    if (isTimeout(thrown)) return { is: "too-long" };
    throw thrown;
  }
  return value === undefined ? { is: "too-long" } : { is: "done", value: value.done };
}

const CALL = new Script("work()");
// One context for all calls: making one takes longer than most files.
const callee: { work?: () => void } = {};
let calling: Context | undefined;

function isTimeout(thrown: unknown): boolean {
  // Not `instanceof Error`: the error may come from the other context.
  return typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
