// A condition key that no request of Custody carries, or that AWS does not have, as a diagnostic at its word: the same for a policy's text and
// for the `when { … }` of a sentence.

import { offerOf } from "../../contract/offer.js";
import { type Diagnostic, toDiagnostic } from "../../language/diagnostic.js";
import type { RecordValue } from "../../language/syntax.js";
import type { KeyTrouble } from "../../rules/authorize/condition-key-names.js";
import { nearestOperator, operatorUse } from "../../rules/authorize/condition-operators.js";
import type { Registry } from "../registry.js";

export function keyMistake(trouble: KeyTrouble): Pick<Diagnostic, "code" | "args" | "hint" | "severity"> {
  const { key } = trouble;
  if (trouble.is === "not-modelled")
    return { severity: "error", code: "model/not-modelled", args: { what: `the condition key ${key}` } };
  const mistake = { severity: "error", code: "policy/unknown-condition-key", args: { key } } as const;
  return trouble.near === undefined ? mistake : { ...mistake, hint: `did you mean \`${trouble.near}\`?` };
}

/** What is wrong with the keys of a sentence's condition. */
export function conditionTroubles(
  when: RecordValue,
  file: { readonly name: string; readonly text: string },
  registry: Registry,
): readonly Diagnostic[] {
  return keysIn(when, file.text).flatMap(({ key, start, end }) => {
    const trouble = registry.conditionKeys.troubleWith(key);
    return trouble === undefined ? [] : [{ ...keyMistake(trouble), file: file.name, span: { start, end }, notes: [] }];
  });
}

/** Operators that IAM does not have: the statement that the sentence makes is refused. */
export function operatorTroubles(
  when: RecordValue,
  file: { readonly name: string; readonly text: string },
  refusal: string,
): readonly Diagnostic[] {
  return when.entries.flatMap(({ key, start }) => {
    if (operatorUse(key) !== undefined) return [];
    const near = nearestOperator(key);
    const end = start + key.length + (file.text[start] === '"' ? 2 : 0);
    const args = { message: `Invalid Condition type : ${key}.`, refusal };
    const problem = { code: "policy/aws-refuses", severity: "warning", start, end, args } as const;
    return [toDiagnostic({ ...problem, ...offerOf({ start, end }, key, near === undefined ? [] : [near]) }, file.name)];
  });
}

/** The condition keys of a `when { … }`, with their operators and their places in the file. */
export function keysIn(
  when: RecordValue,
  text: string,
): readonly { readonly operator: string; readonly key: string; readonly start: number; readonly end: number }[] {
  return when.entries.flatMap(({ key: operator, value }) =>
    value.is !== "record"
      ? []
      : value.entries.map(({ key, start }) => ({
          operator,
          key,
          start,
          end: start + key.length + (text[start] === '"' ? 2 : 0),
        })),
  );
}
