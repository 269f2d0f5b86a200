// What a request may say of itself, as policies see it: an algorithm, an alias, a waiting period, the header of an upload. A question has no
// request; so it says in turn what the conditions that bear on it ask for, as far as AWS would take it.

import type { ConditionClause } from "./authorize/document.js";

type Value = string | readonly string[];

export interface RequestChoice {
  /** A condition key; one that ends in a slash stands for all that begin so, `aws:RequestTag/`. */
  readonly key: string;
  /** What AWS takes: one of these, a whole number, any text, a list of texts. */
  readonly of: readonly Value[] | { readonly from: number; readonly to: number } | "a text" | "a list";
  /** What a request says that is not told otherwise; absent: nothing. */
  readonly plain?: Value;
}

/** One way to put the request. */
export interface Saying {
  readonly keys: ReadonlyMap<string, Value>;
  /** Of these, what a plain request would not say. */
  readonly besides: ReadonlyMap<string, Value>;
}

const WAYS_MAX = 256;
const NO_VALUES: ReadonlyMap<string, Value> = new Map();
export const PLAIN: Saying = { keys: NO_VALUES, besides: NO_VALUES };

/** The ways to put a request that these conditions could tell apart, the plain one first. */
export function sayings(choices: readonly RequestChoice[], conditions: readonly ConditionClause[]): readonly Saying[] {
  let ways: readonly Saying[] = [PLAIN];
  for (const choice of choices) {
    for (const [key, asked] of askedOf(choice.key, conditions)) {
      const values = [choice.plain, ...valuesFor(choice, asked)];
      const wider = ways.flatMap((way) => [...distinct(values)].map((value) => withValue(way, key, value, choice.plain)));
      ways = wider.slice(0, WAYS_MAX);
    }
  }
  return ways;
}

function askedOf(name: string, conditions: readonly ConditionClause[]): ReadonlyMap<string, readonly ConditionClause[]> {
  const wanted = name.toLowerCase();
  const found = new Map<string, ConditionClause[]>();
  for (const condition of conditions) {
    const key = condition.key.toLowerCase();
    if (key !== wanted && !(wanted.endsWith("/") && key.startsWith(wanted))) continue;
    const known = [...found].find(([each]) => each.toLowerCase() === key);
    if (known === undefined) found.set(wanted === key ? name : condition.key, [condition]);
    else known[1].push(condition);
  }
  return found;
}

function valuesFor({ of }: RequestChoice, asked: readonly ConditionClause[]): readonly Value[] {
  if (typeof of === "object" && !("from" in of)) return of;
  const texts = asked.flatMap(({ operator, values }) =>
    operator.toLowerCase() === "null" ? ["any"] : values.map(({ text }) => text.replace(/[*?]/g, "x")),
  );
  if (of === "a text") return texts;
  if (of === "a list") return texts.map((text) => [text]);
  return texts
    .flatMap((text) => [Number(text) - 1, Number(text), Number(text) + 1])
    .filter((value) => Number.isInteger(value) && value >= of.from && value <= of.to)
    .map(String);
}

function distinct(values: readonly (Value | undefined)[]): Iterable<Value | undefined> {
  return new Map(values.map((value) => [JSON.stringify(value), value])).values();
}

function withValue(way: Saying, key: string, value: Value | undefined, plain: Value | undefined): Saying {
  if (value === undefined) return way;
  const keys = new Map(way.keys).set(key, value);
  return value === plain ? { ...way, keys } : { keys, besides: new Map(way.besides).set(key, value) };
}
