// Which condition keys there are, and which of them a request can carry. A condition on a key that no request carries would be decided as
// though AWS did not send it, so a policy that asks for one is not understood, and neither is one that asks for a key that nobody has.

import { suggest } from "../../base/suggest.js";
import { type CompiledPolicy, coversAction } from "./compile.js";
import type { LocatedText, PolicyVersion, Span } from "./document.js";
import { readTemplate } from "./variables.js";

/** Names as AWS writes them, a space between; one that ends in `*` stands for all that begin so. */
export interface ConditionKeyNames {
  /** Some request of Custody has it. */
  readonly carried: string;
  /** AWS has it, and no request of Custody does. */
  readonly notModelled: string;
}

export type KeyTrouble =
  | { readonly is: "not-modelled"; readonly key: string }
  /** AWS has no such key; `near` is the nearest that it has. */
  | { readonly is: "unknown"; readonly key: string; readonly near?: string };

export class ConditionKeyList {
  readonly #carried: readonly string[];
  readonly #all: readonly string[];
  /** What stands before the colon in the keys of the lists: those of AWS that begin so are all in them. */
  readonly #prefixes: ReadonlySet<string>;

  constructor(lists: readonly ConditionKeyNames[]) {
    this.#carried = lists.flatMap(({ carried }) => namesIn(carried));
    this.#all = [...this.#carried, ...lists.flatMap(({ notModelled }) => namesIn(notModelled))];
    this.#prefixes = new Set(this.#all.map(prefixOf));
  }

  /** What is wrong with a key; nothing, when some request carries it. */
  troubleWith(key: string): KeyTrouble | undefined {
    if (isAmong(this.#carried, key)) return undefined;
    if (!this.#prefixes.has(prefixOf(key)) || isAmong(this.#all, key)) return { is: "not-modelled", key };
    const near = suggest(key, this.#all);
    return near === undefined ? { is: "unknown", key } : { is: "unknown", key, near: near.replace(/\*$/, "KEY") };
  }
}

function namesIn(list: string): readonly string[] {
  return list.split(" ").filter((name) => name !== "");
}

function prefixOf(key: string): string {
  return key.slice(0, key.indexOf(":")).toLowerCase();
}

function isAmong(names: readonly string[], key: string): boolean {
  const lower = key.toLowerCase();
  return names.some((name) => {
    const listed = name.toLowerCase();
    return listed.endsWith("*") ? lower.length >= listed.length && lower.startsWith(listed.slice(0, -1)) : lower === listed;
  });
}

export interface PlacedKeyTrouble extends Span {
  /** From 0. */
  readonly statement: number;
  readonly trouble: KeyTrouble;
}

/** Troubles in the statements that may decide about one of `actions`; what a statement asks for besides bears on nothing. */
export function keyTroubles(
  policy: CompiledPolicy,
  keys: ConditionKeyList,
  actions: readonly string[],
): readonly PlacedKeyTrouble[] {
  const found: PlacedKeyTrouble[] = [];
  for (const compiled of policy.statements) {
    const { statement } = compiled;
    const asked = [
      ...statement.conditions.map((clause) => ({ text: clause.key, start: clause.start, end: clause.keyEnd })),
      ...[...(statement.resource?.patterns ?? []), ...statement.conditions.flatMap(({ values }) => values)].flatMap((text) =>
        variablesIn(text, policy.document.version),
      ),
    ];
    if (asked.length === 0 || !actions.some((action) => coversAction(compiled, action))) continue;
    for (const { text, start, end } of asked) {
      const trouble = keys.troubleWith(text);
      if (trouble !== undefined) found.push({ statement: statement.index, start, end, trouble });
    }
  }
  return found;
}

function variablesIn({ text, start, end }: LocatedText, version: PolicyVersion): readonly LocatedText[] {
  return readTemplate(text, version).flatMap((part) => (part.is === "variable" ? [{ text: part.key, start, end }] : []));
}
