// The operations of a grant by their short names: the name of a family gives all of it.

import { actionMistakes } from "../../../contract/short-actions.js";
import type { Problem } from "../../../language/diagnostic.js";
import type { ActionSpec } from "../../../language/syntax.js";
import { actionOfShort, SHORT_ACTIONS } from "../../../rules/short-actions.js";
import { GRANT_OPERATIONS } from "../grants.js";

const GRANT_WORDS = SHORT_ACTIONS.filter((short) => operationsOf(short).length > 0);

export function grantActionMistakes(actions: readonly ActionSpec[]): readonly Problem[] {
  return [...actionMistakes(actions, GRANT_WORDS), ...actions.flatMap(notInGrants)];
}

/** Quoted, it is AWS that refuses it. */
function notInGrants({ start, end, text, quoted }: ActionSpec): readonly Problem[] {
  if (quoted || actionOfShort(text) === undefined || operationsOf(text).length > 0) return [];
  return [{ code: "kms/not-in-grants", start, end, args: { action: text } }];
}

export function grantOperations(actions: readonly ActionSpec[]): readonly string[] {
  return [...new Set(actions.flatMap(({ quoted, text }) => (quoted ? [withoutPrefix(text)] : operationsOf(text))))];
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
