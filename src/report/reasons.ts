// Decisions in words for a trace: the sentences are those of rules/authorize/words.ts, with ARNs and account numbers turned back into
// the scenario's names, and for a refusal the smallest change that would turn it.

import type { Allowed, Refused } from "../rules/authorize/decision.js";
import { decisionLine, decisionLines } from "../rules/authorize/words.js";
import { changeLines, saidChanges } from "../rules/change-sentences.js";
import { nameOf as nameFor } from "../rules/naming.js";
import { targetInSentence } from "../rules/sentence-names.js";
import type { World } from "../world/world.js";

export interface Denial {
  /** One line: `key policy of k1 does not let account B in for kms:Decrypt`. */
  readonly short: string;
  /** What was weighed and what decided, a line each. */
  readonly weighed: readonly string[];
  /** What would turn it, a line for each sentence. */
  readonly change: readonly string[];
  /** Whether these are sentences, to be taken into a scenario as they are printed. */
  readonly isChangeInSentences: boolean;
}

export function allowedBecause(decision: Allowed, world: World): string {
  return decisionLine(decision, nameFor(world, decision));
}

/** Denials of one trace; the search for a smallest change is made once for refusals with the same evidence. */
export class Denials {
  readonly #changes = new Map<string, Pick<Denial, "change" | "isChangeInSentences">>();

  /** `before`: the world before the step that was refused, in which what would turn it has to stand. */
  of(decision: Refused, world: World, before: World): Denial {
    const nameOf = nameFor(world, decision);
    const short = decisionLine(decision, nameOf);
    const weighed = decisionLines(decision, nameOf);
    const { action, resource } = decision.request;
    const evidence = [action, resource, targetInSentence(before, resource), short, ...weighed].join("\n");
    const change = this.#change(decision, evidence, world, before);
    return { short, weighed, ...change };
  }

  #change(decision: Refused, evidence: string, world: World, before: World): Pick<Denial, "change" | "isChangeInSentences"> {
    const known = this.#changes.get(evidence);
    if (known !== undefined) return known;
    const changes = saidChanges(decision, world, 1, before);
    const said = { change: changes.flatMap(changeLines), isChangeInSentences: changes.every((each) => each.isSentences) };
    this.#changes.set(evidence, said);
    return said;
  }
}
