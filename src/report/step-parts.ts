// A step's facts cut into what a reader takes in at once. Facts stand in the order in which they happened; a call of the statement, the calls
// that it caused and what came of them are one part, and what fell due holds parts of its own.

import type { CallFact, Fact } from "../rules/facts.js";
import { callsByItself } from "../rules/retries.js";

export type DueFact = Extract<Fact, { is: "due" }>;

/** A call of the statement with all that came of it, or something that stands for itself between calls. */
export type Part =
  | { readonly is: "implied"; readonly sentence: string }
  | { readonly is: "due"; readonly fact: DueFact; readonly parts: readonly Part[] }
  | { readonly is: "group"; readonly changes: readonly Fact[]; readonly calls: readonly CallFact[] };

/** Cuts a step's facts into parts, in one pass. */
export function partsOf(facts: readonly Fact[]): Part[] {
  const parts: Part[] = [];
  let changes: Fact[] = [];
  let calls: CallFact[] = [];
  let due: { readonly parts: Part[] } | undefined;
  const close = (): void => {
    if (changes.length > 0 || calls.length > 0) (due?.parts ?? parts).push({ is: "group", changes, calls });
    changes = [];
    calls = [];
  };
  for (const fact of facts) {
    switch (fact.is) {
      case "call":
        // What AWS notes by itself while it answers a call belongs to that call.
        if (fact.depth === 0 && calls.length > 0 && fact.caller.is !== "aws") close();
        // What fell due while the caller waited is over.
        if (due !== undefined && callsByItself(fact.caller, fact.depth)) {
          close();
          due = undefined;
        }
        calls.push(fact);
        break;
      case "due":
        close();
        due = { parts: [] };
        parts.push({ is: "due", fact, parts: due.parts });
        break;
      case "implied":
        close();
        due = undefined;
        parts.push({ is: "implied", sentence: fact.sentence });
        break;
      case "holding":
      case "usage":
        break;
      default:
        changes.push(fact);
    }
  }
  close();
  return parts;
}
