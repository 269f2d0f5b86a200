// IAM policies as they are put: read to the end before they are stored, and named as a reader of a decision knows them.

import type { PolicyProblem } from "../../rules/authorize/document.js";
import { type PolicyKind, readPolicy } from "../../rules/authorize/document.js";
import { ok, type Refused, type Reply, refuse } from "../../rules/reply.js";
import type { StoredPolicy } from "../../world/principal.js";
import { printedCharacters } from "./policy-size.js";

export function identityPolicyName(ref: string): string {
  return `identity policy of ${ref}`;
}
export function boundaryName(ref: string): string {
  return `boundary of ${ref}`;
}
export function trustPolicyName(ref: string): string {
  return `trust policy of ${ref}`;
}

/** A policy that AWS would take, ready to be stored; else AWS's error, with the place of the first mistake. */
export function storable(name: string, text: string, kind: PolicyKind): Reply<StoredPolicy> {
  const reading = readPolicy(text, kind);
  return "problems" in reading ? malformed(text, reading.problems[0]!) : ok({ name, text });
}

function malformed(text: string, problem: PolicyProblem): Refused {
  return refuse(problem.code, `${problem.message} (${placeIn(text, problem.start)})`);
}

/** `line 3, column 5 of the policy`. */
function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${before[before.length - 1]!.length + 1} of the policy`;
}

/** IAM's refusal when the inline policies of one identity, or one policy, are too long. */
export function tooLong(texts: readonly string[], limit: number, what: string): Refused | undefined {
  let characters = 0;
  for (const text of texts) characters += printedCharacters(text);
  return characters > limit ? refuse("LimitExceeded", `Maximum policy size of ${limit} bytes exceeded for ${what}`) : undefined;
}
