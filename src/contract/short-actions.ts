// What the words of a policy or a grant stand for in a sentence, and which stand for nothing.

import type { Problem } from "../language/diagnostic.js";
import type { ActionSpec } from "../language/syntax.js";
import { isKmsAction, nearestKmsAction } from "../rules/authorize/kms-actions.js";
import { actionOfShort, SHORT_ACTIONS } from "../rules/short-actions.js";
import { offer, offerOf } from "./offer.js";

/** Actions as a policy writes them: a short name is one of KMS, or all of a family; a text in quotes stays as it is. */
export function actionsOf(specs: readonly ActionSpec[]): readonly string[] {
  return specs.flatMap(({ quoted, text }) => (quoted ? [text] : (actionOfShort(text) ?? [])));
}

/** Short names that stand for nothing; `offered` are those that fit here. */
export function actionMistakes(specs: readonly ActionSpec[], offered: readonly string[] = SHORT_ACTIONS): readonly Problem[] {
  return specs.flatMap((spec) => {
    const { start, end, text, quoted } = spec;
    if (quoted) return isKmsAction(text) ? [] : [noSuchAction(spec)];
    if (actionOfShort(text) !== undefined) return [];
    return [{ code: "policy/unknown-action", start, end, args: { action: text }, ...offer(spec, text, offered) }];
  });
}

/** AWS stores it all the same: an action that nobody asks for allows and denies nothing. */
function noSuchAction(spec: ActionSpec): Problem {
  const { start, end, text } = spec;
  const near = nearestKmsAction(text);
  const args = { message: `KMS has no action ${text}` };
  return {
    code: "policy/no-such-action",
    severity: "warning",
    start,
    end,
    args,
    ...offerOf(spec, text, near === undefined ? [] : [near]),
  };
}
