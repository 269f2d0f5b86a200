// Sizes as whole bytes, written in the binary units in which AWS sizes volumes and databases (what the console calls GB there is GiB).
import { assert } from "../base/assert.js";

/** Bytes; an integer. */
export type Size = number & { readonly unit: "bytes" };

export type SizeUnit = "B" | "KiB" | "MiB" | "GiB" | "TiB";

const UNITS: readonly (readonly [SizeUnit, number])[] = [
  ["TiB", 1_099_511_627_776],
  ["GiB", 1_073_741_824],
  ["MiB", 1_048_576],
  ["KiB", 1_024],
  ["B", 1],
];
const WRITTEN = /^(0|[1-9]\d{0,15})\s?(B|KiB|MiB|GiB|TiB)$/;

/** A size from bytes. */
export function bytes(count: number): Size {
  assert(Number.isSafeInteger(count) && count >= 0, "a size is a whole number of bytes");
  return count as Size;
}

export function kibibytes(count: number): Size {
  return bytes(count * 1_024);
}

export function mebibytes(count: number): Size {
  return bytes(count * 1_048_576);
}

export function gibibytes(count: number): Size {
  return bytes(count * 1_073_741_824);
}

export function tebibytes(count: number): Size {
  return bytes(count * 1_099_511_627_776);
}

/** `100 GiB` as written. Whole numbers only; a problem is a phrase that follows "because". */
export function sizeFromText(text: string): Size | { readonly problem: string } {
  const parts = text.length > 32 ? null : WRITTEN.exec(text);
  if (parts === null) return { problem: "a size is a whole number and a unit: 100 GiB (KiB, MiB, GiB, TiB)" };
  const factor = UNITS.find(([unit]) => unit === parts[2])?.[1] ?? 1;
  const count = Number(parts[1]) * factor;
  return Number.isSafeInteger(count) ? bytes(count) : { problem: "a size is at most 8191 TiB" };
}

export function addSizes(a: Size, b: Size): Size {
  return bytes(a + b);
}

/** `100 GiB`: in the largest unit that leaves a whole number, so that nothing is rounded. */
export function formatSize(size: Size): string {
  if (size === 0) return "0 B";
  for (const [unit, factor] of UNITS) if (size % factor === 0) return `${size / factor} ${unit}`;
  return `${size} B`;
}
