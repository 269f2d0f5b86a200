// The condition operators of IAM as a closed table. An operator that is not in it is refused, never skipped.

import { suggest } from "../../base/suggest.js";
import type { ConditionClause, PolicyKind, Span } from "./document.js";
import type { Report } from "./read-texts.js";

type Family = "string" | "string-ignore-case" | "string-like" | "numeric" | "date" | "bool" | "binary" | "ip" | "arn" | "null";
export type Comparison = "equals" | "less" | "less-or-equal" | "greater" | "greater-or-equal";

export interface Operator {
  readonly name: string;
  readonly family: Family;
  readonly comparison: Comparison;
  /** A negated operator holds when none of the values matches, and when the key is absent. */
  readonly negated: boolean;
}

export interface OperatorUse {
  readonly operator: Operator;
  readonly set: "none" | "for-all" | "for-any";
  readonly ifExists: boolean;
}

const table: readonly Operator[] = [
  { name: "StringEquals", family: "string", comparison: "equals", negated: false },
  { name: "StringNotEquals", family: "string", comparison: "equals", negated: true },
  { name: "StringEqualsIgnoreCase", family: "string-ignore-case", comparison: "equals", negated: false },
  { name: "StringNotEqualsIgnoreCase", family: "string-ignore-case", comparison: "equals", negated: true },
  { name: "StringLike", family: "string-like", comparison: "equals", negated: false },
  { name: "StringNotLike", family: "string-like", comparison: "equals", negated: true },
  { name: "NumericEquals", family: "numeric", comparison: "equals", negated: false },
  { name: "NumericNotEquals", family: "numeric", comparison: "equals", negated: true },
  { name: "NumericLessThan", family: "numeric", comparison: "less", negated: false },
  { name: "NumericLessThanEquals", family: "numeric", comparison: "less-or-equal", negated: false },
  { name: "NumericGreaterThan", family: "numeric", comparison: "greater", negated: false },
  { name: "NumericGreaterThanEquals", family: "numeric", comparison: "greater-or-equal", negated: false },
  { name: "DateEquals", family: "date", comparison: "equals", negated: false },
  { name: "DateNotEquals", family: "date", comparison: "equals", negated: true },
  { name: "DateLessThan", family: "date", comparison: "less", negated: false },
  { name: "DateLessThanEquals", family: "date", comparison: "less-or-equal", negated: false },
  { name: "DateGreaterThan", family: "date", comparison: "greater", negated: false },
  { name: "DateGreaterThanEquals", family: "date", comparison: "greater-or-equal", negated: false },
  { name: "Bool", family: "bool", comparison: "equals", negated: false },
  { name: "BinaryEquals", family: "binary", comparison: "equals", negated: false },
  { name: "IpAddress", family: "ip", comparison: "equals", negated: false },
  { name: "NotIpAddress", family: "ip", comparison: "equals", negated: true },
  { name: "ArnEquals", family: "arn", comparison: "equals", negated: false },
  { name: "ArnLike", family: "arn", comparison: "equals", negated: false },
  { name: "ArnNotEquals", family: "arn", comparison: "equals", negated: true },
  { name: "ArnNotLike", family: "arn", comparison: "equals", negated: true },
  { name: "Null", family: "null", comparison: "equals", negated: false },
];

const operatorsByName = new Map(table.map((operator) => [operator.name.toLowerCase(), operator]));

export const operatorNames: readonly string[] = table.map((operator) => operator.name);

/** Splits `ForAnyValue:StringLikeIfExists` into its parts; undefined where IAM has no such operator. */
export function operatorUse(written: string): OperatorUse | undefined {
  let name = written.toLowerCase();
  let set: OperatorUse["set"] = "none";
  if (name.startsWith("forallvalues:")) set = "for-all";
  else if (name.startsWith("foranyvalue:")) set = "for-any";
  if (set !== "none") name = name.slice(name.indexOf(":") + 1);
  const ifExists = name.endsWith("ifexists");
  if (ifExists) name = name.slice(0, -"ifexists".length);
  const operator = operatorsByName.get(name);
  if (operator === undefined || (operator.family === "null" && (ifExists || set !== "none"))) return undefined;
  return { operator, set, ifExists };
}

/** What was probably meant by an operator that IAM does not have; what stands around its name is kept. */
export function nearestOperator(written: string): string | undefined {
  const [, set = "", name = "", ifExists = ""] = /^(For(?:All|Any)Values?:)?(.*?)(IfExists)?$/i.exec(written) ?? [];
  const near = suggest(name, operatorNames);
  return near === undefined ? undefined : `${set}${near}${ifExists}`;
}

export function checkCondition(clause: ConditionClause, operatorPlace: Span, kind: PolicyKind, report: Report): void {
  const use = operatorUse(clause.operator);
  if (use === undefined) {
    const nullWithMore = /null/i.test(clause.operator) ? ": Null takes neither IfExists nor a set operator" : "";
    report(operatorPlace, `Invalid Condition type : ${clause.operator}.${nullWithMore}`, {
      meant: nearestOperator(clause.operator),
    });
    return;
  }
  if (!/^[\w-]+:.+$/.test(clause.key))
    report(clause, `"${clause.key}" is not a condition key: keys are written service:name, such as kms:ViaService`);
  if (kind === "key" && use.set === "for-all" && /^(kms:EncryptionContext|aws:RequestTag)[:/]/i.test(clause.key)) {
    report(
      clause,
      `OverlyPermissiveCondition: ForAllValues is true when ${clause.key} is absent; this key holds one value, use it without a set operator`,
    );
  }
}
