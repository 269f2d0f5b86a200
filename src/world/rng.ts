// Chance as data. Each purpose draws from a stream of its own, made from the seed and the purpose's name, so that one more draw in one
// place shifts nothing elsewhere. A stream is seedrandom's xor128 with its state kept here: four integers, the same on every machine.
import xor128 from "seedrandom/lib/xor128.js";
import { assert } from "../base/assert.js";
import { emptyTable, type Table } from "../base/table.js";

/** Where one purpose's stream stands: xor128's four words (signed 32-bit) and how many were drawn. */
interface Stream {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly w: number;
  readonly drawnCount: number;
}

/** The chance of a world: a part of it, immutable. */
export interface Rng {
  /** The seed as an integer in decimal digits. */
  readonly seed: string;
  readonly streams: Table<Stream>;
}

/** What was drawn, which draw for its purpose it was (from 1), and the chance to go on with. */
export interface Draw<V> {
  readonly value: V;
  readonly number: number;
  readonly rng: Rng;
}

const SEED = /^(0|[1-9]\d{0,18})$/;

/** The chance that `seed` gives: a whole number from 0, as digits or as a number. Throws otherwise: no seed is ever made up. */
export function seedRng(seed: string | number): Rng {
  assert(typeof seed === "string" || Number.isSafeInteger(seed), "a seed is a whole number");
  const digits = String(seed);
  assert(isSeed(digits), "a seed is a whole number from 0, of at most 19 digits");
  return { seed: digits, streams: emptyTable() };
}

/** Whether `text` can be a seed: `42`, not `-1`, `1.5` or `007`. */
export function isSeed(text: string): boolean {
  return SEED.test(text);
}

/** A whole number from 0 to 2^32 − 1, each as likely. */
export function draw(rng: Rng, purpose: string): Draw<number> {
  const stream = next(streamOf(rng, purpose));
  return { value: stream.w >>> 0, number: stream.drawnCount, rng: withStream(rng, purpose, stream) };
}

const WORD_COUNT = 0x1_0000_0000;

/** A whole number from 0 to `count − 1`, each exactly as likely. `count` is an integer from 1 to 2^32. */
export function drawBelow(rng: Rng, purpose: string, count: number): Draw<number> {
  assert(Number.isSafeInteger(count) && count >= 1 && count <= WORD_COUNT, "a draw is among 1 to 2^32 things");
  // Words above the last whole multiple of `count` would favour the first few: they are drawn again.
  const fairMax = WORD_COUNT - (WORD_COUNT % count);
  let stream = next(streamOf(rng, purpose));
  while (stream.w >>> 0 >= fairMax) stream = next(stream);
  return { value: (stream.w >>> 0) % count, number: stream.drawnCount, rng: withStream(rng, purpose, stream) };
}

const PERCENT = /^(\d{1,3})(?:\.(\d{1,20}))?$/;

/** Whether `percent` is a chance as written, without the sign: `0` to `100`, decimals allowed. */
export function isPercent(percent: string): boolean {
  const share = PERCENT.test(percent) ? shareOf(percent) : undefined;
  return share !== undefined && share.part <= share.whole;
}

/** True with a chance of `percent` in a hundred, as written (`0.0000001`), exact to 2^-64. Always two words of the stream. */
export function drawChance(rng: Rng, purpose: string, percent: string): Draw<boolean> {
  assert(isPercent(percent), "a chance is 0 to 100 percent");
  const { part, whole } = shareOf(percent);
  const high = next(streamOf(rng, purpose));
  const low = next(high);
  const drawn = (BigInt(high.w >>> 0) << 32n) | BigInt(low.w >>> 0);
  return { value: drawn * whole < part << 64n, number: low.drawnCount, rng: withStream(rng, purpose, low) };
}

function shareOf(percent: string): { readonly part: bigint; readonly whole: bigint } {
  const [whole = "0", decimals = ""] = percent.split(".");
  return { part: BigInt(whole + decimals), whole: BigInt("100".padEnd(3 + decimals.length, "0")) };
}

function streamOf(rng: Rng, purpose: string): Stream {
  return rng.streams.get(purpose) ?? { ...xor128(`${rng.seed}/${purpose}`, { state: true }).state(), drawnCount: 0 };
}

function withStream(rng: Rng, purpose: string, stream: Stream): Rng {
  return { seed: rng.seed, streams: rng.streams.set(purpose, stream) };
}

/** One step of Marsaglia's xorshift with 128 bits of state, as seedrandom steps it. */
function next({ x, y, z, w, drawnCount }: Stream): Stream {
  const t = x ^ (x << 11);
  return { x: y, y: z, z: w, w: w ^ (w >>> 19) ^ t ^ (t >>> 8), drawnCount: drawnCount + 1 };
}
