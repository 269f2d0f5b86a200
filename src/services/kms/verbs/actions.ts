// Short names of actions: `describe-key` is kms:DescribeKey, and the name of a family stands for the family.

import { assert } from "../../../base/assert.js";
import { offer } from "../../../contract/offer.js";
import type { Problem } from "../../../language/diagnostic.js";
import type { ActionSpec } from "../../../language/syntax.js";
import { GRANT_OPERATIONS } from "../grants.js";

/** Families, whose short name stands for every action of theirs. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ["reencrypt", "kms:ReEncrypt*"],
  ["generate-data-key", "kms:GenerateDataKey*"],
]);

/** IAM actions of KMS that are no operations of that name. */
const PERMISSIONS_ONLY = ["ReEncryptFrom", "ReEncryptTo"];

/** What a policy's `Action` holds for the actions of a sentence; `operations` are the names of KMS's operations. */
export function policyActions(actions: readonly ActionSpec[], operations: readonly string[]): readonly string[] {
  return actions.map((action) => {
    if (action.quoted) return action.text;
    const family = FAMILIES.get(action.text);
    return family ?? `kms:${operationOf(action, inPolicies(operations))}`;
  });
}

/** What KMS's operations are called in a policy. */
function inPolicies(operations: readonly string[]): readonly string[] {
  return [...operations, ...PERMISSIONS_ONLY];
}

export function policyActionMistakes(actions: readonly ActionSpec[], operations: readonly string[]): readonly Problem[] {
  return mistakes(actions, inPolicies(operations));
}

export function grantActionMistakes(actions: readonly ActionSpec[]): readonly Problem[] {
  return mistakes(actions, GRANT_OPERATIONS);
}

/** Short names that stand for nothing. */
function mistakes(actions: readonly ActionSpec[], candidates: readonly string[]): readonly Problem[] {
  return actions.flatMap((action) => {
    if (action.quoted || FAMILIES.has(action.text) || find(action, candidates) !== undefined) return [];
    const { start, end, text } = action;
    const short = [...candidates.map(kebab), ...FAMILIES.keys()];
    return [{ code: "kms/unknown-action", start, end, args: { action: text }, ...offer(action, text, short) }];
  });
}

/** The operations that a grant gets: a family's short name gives all of them. */
export function grantOperations(actions: readonly ActionSpec[]): readonly string[] {
  const found = new Set<string>();
  for (const action of actions) {
    const family = action.quoted ? undefined : FAMILIES.get(action.text);
    if (action.quoted) found.add(withoutPrefix(action.text));
    else if (family === undefined) found.add(operationOf(action, GRANT_OPERATIONS));
    else
      for (const operation of GRANT_OPERATIONS) if (operation.startsWith(family.slice("kms:".length, -1))) found.add(operation);
  }
  return [...found];
}

function withoutPrefix(action: string): string {
  return action.toLowerCase().startsWith("kms:") ? action.slice("kms:".length) : action;
}

function operationOf(action: ActionSpec, candidates: readonly string[]): string {
  const found = find(action, candidates);
  assert(found !== undefined, `${action.text} was found among the actions before anything ran`);
  return found;
}

/** `generate-mac` and `GenerateMac` are one name. */
function find(action: ActionSpec, candidates: readonly string[]): string | undefined {
  const wanted = plain(action.text);
  return candidates.find((candidate) => plain(candidate) === wanted);
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll("-", "");
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
