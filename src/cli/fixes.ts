// The edits that diagnostics bring, put into a file's text: those of mistakes, which stand for one word that can have been meant. What is
// only doubted is left to its writer.

import { readFileSync } from "node:fs";
import { by, sorted } from "../base/order.js";
import type { Diagnostic } from "../language/diagnostic.js";

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Warnings of which nobody can mean what is written: AWS will refuse it, or it does nothing. */
const MENDED_WARNINGS: ReadonlySet<string> = new Set(["policy/aws-refuses", "policy/no-such-action"]);

/** The edits for a file, in its order; of two that overlap the first. */
export function editsFor(file: string, diagnostics: readonly Diagnostic[]): readonly Edit[] {
  const edits: Edit[] = [];
  const found = diagnostics.flatMap(({ file: of, severity, code, fix }) =>
    of === file && (severity === "error" || MENDED_WARNINGS.has(code)) && fix ? [fix] : [],
  );
  for (const edit of sorted(
    found,
    by((each) => each.start),
  )) {
    const before = edits.at(-1);
    if (before === undefined || edit.start >= before.end) edits.push(edit);
  }
  return edits;
}

export function edited(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const { start, end, text: put } of edits) {
    out += text.slice(at, start) + put;
    at = end;
  }
  return out + text.slice(at);
}

/** The byte order mark that a file begins with, which reading it leaves out. */
export function markOf(path: string): string {
  return readFileSync(path).subarray(0, 3).toString("utf8") === "\uFEFF" ? "\uFEFF" : "";
}
