// State that one service alone understands, kept in the world under a typed token. The one cast from unknown lives here.

import type { World } from "./world.js";

export interface Slice<T> {
  readonly name: string;
  readonly initial: T;
}

export function slice<T>(name: string, initial: T): Slice<T> {
  return { name, initial };
}

export function readSlice<T>(world: World, of: Slice<T>): T {
  const found = world.slices.get(of.name);
  return found === undefined ? of.initial : (found as T);
}

/** Writes into a world that is being changed (a draft). */
export function writeSlice<T>(world: { slices: World["slices"] }, of: Slice<T>, value: T): void {
  world.slices = world.slices.set(of.name, value);
}
