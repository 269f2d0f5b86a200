// "did you mean": the nearest right words as a hint, and as an edit where only one word can have been meant.

import { nearest } from "../base/suggest.js";
import type { Node } from "../language/syntax.js";

export interface Offer {
  readonly hint?: string;
  /** Text to stand in place of what was written. */
  readonly fix?: string;
}

const OFFERED_MAX = 3;

/**
 * What to offer for `written`, which stands at `at`. `at` may be wider than the word (a statement whose holes were filled): then there is
 * a hint, and nothing to edit.
 */
export function offer(at: Node, written: string, candidates: Iterable<string>): Offer {
  return offerOf(at, written, nearest(written, candidates));
}

/** The same for words that are known to be meant. */
export function offerOf(at: Node, written: string, meant: readonly string[]): Offer {
  const [only] = meant;
  if (only === undefined) return {};
  const inQuotes = at.end - at.start === written.length + 2;
  const quote = inQuotes ? '"' : "";
  const shown = meant.slice(0, OFFERED_MAX).map((each) => `\`${quote}${each}${quote}\``);
  const hint = `did you mean ${shown.join(" or ")}?`;
  const editable = (inQuotes || at.end - at.start === written.length) && !("holes" in at);
  return meant.length === 1 && editable ? { hint, fix: `${quote}${only}${quote}` } : { hint };
}
