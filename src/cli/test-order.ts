// The order in which files are run: random unless asked otherwise, so that no file comes to lean on another, and the same again for the
// same number. What is reported stands in the order of the files whatever this says.

import { randomInt } from "node:crypto";
import type { Arguments } from "./command.js";
import { InputProblem } from "./exit.js";

export type Order = { readonly is: "file" } | { readonly is: "random"; readonly seed: number };

export function orderOf(args: Arguments): Order {
  const order = args.value("order") ?? "random";
  const seed = args.value("seed-order");
  if (order !== "random" && order !== "file") throw new InputProblem(`--order is random or file, not ${order}`);
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) throw new InputProblem(`--seed-order takes a whole number, not ${seed}`);
  if (seed !== undefined && order === "file" && args.flag("order"))
    throw new InputProblem("--order file and --seed-order do not go together");
  if (order === "file") return { is: "file" };
  return { is: "random", seed: seed === undefined ? randomInt(1, 1_000_000) : Number(seed) };
}

/** Indexes from 0 in the order of running. */
export function runningOrder(count: number, order: Order): number[] {
  const indexes = Array.from({ length: count }, (_, index) => index);
  if (order.is === "file") return indexes;
  const next = numbers(order.seed);
  for (let at = count - 1; at > 0; at--) {
    const other = next() % (at + 1);
    [indexes[at], indexes[other]] = [indexes[other]!, indexes[at]!];
  }
  return indexes;
}

/** Mulberry32: 32 bits at a time, the same on every machine. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
