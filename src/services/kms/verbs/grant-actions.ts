// The operations of a grant by their short names: the name of a family gives all of it.

import { actionMistakes } from "../../../contract/short-actions.js";
import type { Problem } from "../../../language/diagnostic.js";
import type { ActionSpec } from "../../../language/syntax.js";
import { GRANT_OPERATIONS } from "../../../rules/grant-operations.js";
import { actionOfShort, SHORT_ACTIONS } from "../../../rules/short-actions.js";

const GRANT_WORDS = SHORT_ACTIONS.filter((short) => operationsOf(short).length > 0);

/** Who expects something of the sentence gets AWS's own refusal of what no grant can hold. */
export function grantActionMistakes(actions: readonly ActionSpec[], isExpected: boolean): readonly Problem[] {
  return [...actionMistakes(actions, GRANT_WORDS), ...(isExpected ? [] : actions.flatMap(notInGrants))];
}

/** Quoted, it is AWS that refuses it. */
function notInGrants({ start, end, text, quoted }: ActionSpec): readonly Problem[] {
  if (quoted || actionOfShort(text) === undefined || operationsOf(text).length > 0) return [];
  return [{ code: "kms/not-in-grants", start, end, args: { action: text } }];
}

export function grantOperations(actions: readonly ActionSpec[]): readonly string[] {
  return [...new Set(actions.flatMap(({ quoted, text }) => (quoted ? [withoutPrefix(text)] : operationsSaid(text))))];
}

/** An operation that no grant can hold goes to AWS as it is. */
function operationsSaid(short: string): readonly string[] {
  const operations = operationsOf(short);
  return operations.length > 0 ? operations : [withoutPrefix(actionOfShort(short) ?? short)];
}

function operationsOf(short: string): readonly string[] {
  const name = withoutPrefix(actionOfShort(short) ?? "");
  return name.endsWith("*")
    ? GRANT_OPERATIONS.filter((each) => each.startsWith(name.slice(0, -1)))
    : GRANT_OPERATIONS.filter((each) => each === name);
}

function withoutPrefix(action: string): string {
  return action.replace(/^kms:/i, "");
}
