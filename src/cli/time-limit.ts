// Bounds how long a synchronous piece of work may take. Only V8 can break off code that does not wait for anything, and node:vm is where
// Node lets it: a script of a context of its own that does nothing but call the work.

import { createContext, Script } from "node:vm";

export type Bounded<T> = { readonly is: "done"; readonly value: T } | { readonly is: "too-long" };

/** What `work` gives, or that it was broken off. It is broken off between any two instructions: it must leave nothing half done behind. */
export function withinSeconds<T>(seconds: number, work: () => T): Bounded<T> {
  let value: { readonly done: T } | undefined;
  const context = createContext({
    work: () => {
      value = { done: work() };
    },
  });
  try {
    CALL.runInContext(context, { timeout: Math.ceil(seconds * 1000) });
  } catch (thrown) {
    if (isTimeout(thrown)) return { is: "too-long" };
    throw thrown;
  }
  return value === undefined ? { is: "too-long" } : { is: "done", value: value.done };
}

const CALL = new Script("work()");

function isTimeout(thrown: unknown): boolean {
  // Not `instanceof Error`: the error may come from the other context.
  return typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
