// A condition made ready to be held against a request: the operator chosen once, the values read once, so that a decision only compares.

import { unreachable } from "../../base/assert.js";
import { matches, wildcardOf } from "../../base/wildcard.js";
import { arnPattern, matchesArn } from "./arn-pattern.js";
import { type Comparison, type OperatorUse, operatorUse } from "./condition-operators.js";
import { isInRange, readAddress, readMoment, readNumber, readRange } from "./condition-values.js";
import type { ConditionClause, PolicyVersion } from "./document.js";
import type { RequestContext } from "./request.js";
import { isFixed, plainText, readTemplate, resolve, type Template, templateTokens } from "./variables.js";

type ValueTest = (value: string) => boolean;

export interface CompiledCondition {
  readonly clause: ConditionClause;
  readonly use: OperatorUse;
  readonly key: string;
  readonly templates: readonly Template[];
  /** The tests of the values, where no value holds a variable. */
  readonly tests: readonly ValueTest[] | undefined;
}

export function compileCondition(clause: ConditionClause, version: PolicyVersion): CompiledCondition {
  const use = operatorUse(clause.operator)!;
  const takesVariables = ["string", "string-ignore-case", "string-like", "arn", "bool"].includes(use.operator.family);
  const templates = clause.values.map((value) => readTemplate(value.text, takesVariables ? version : "2008-10-17"));
  const tests = templates.every(isFixed) ? templates.map((template) => valueTest(use, template)) : undefined;
  return { clause, use, key: clause.key.toLowerCase(), templates, tests };
}

/** Whether the condition holds for a request. */
export function conditionHolds(condition: CompiledCondition, context: RequestContext): boolean {
  const held = context.get(condition.key);
  const { use } = condition;
  // An empty list is an absent key; so is an empty text where values are counted as a set.
  const present = held !== undefined && (held.length > 0 || (typeof held === "string" && use.set === "none"));
  if (use.operator.family === "null")
    return condition.clause.values.some((value) => value.text.toLowerCase() === (present ? "false" : "true"));
  if (!present) return use.ifExists || (use.set === "none" ? use.operator.negated : use.set === "for-all");
  const { negated } = use.operator;
  const tests = condition.tests ?? resolvedTests(condition, context);
  if (typeof held === "string") return satisfies(held, tests, negated);
  switch (use.set) {
    case "for-all":
      return held.every((value) => satisfies(value, tests, negated));
    case "for-any":
      return held.some((value) => satisfies(value, tests, negated));
    case "none":
      // Without a set operator a list of values cannot be compared, so neither the operator nor its negation holds.
      return held.length === 1 && satisfies(held[0]!, tests, negated);
    default:
      return unreachable(use.set);
  }
}

function satisfies(value: string, tests: readonly ValueTest[], negated: boolean): boolean {
  for (const test of tests) {
    if (test(value)) return !negated;
  }
  return negated;
}

// A variable without a value is null: nothing equals it, so an inverted operator holds against it.
function resolvedTests(condition: CompiledCondition, context: RequestContext): readonly ValueTest[] {
  return condition.templates.map((template) => {
    const resolved = resolve(template, context);
    return resolved === undefined ? never : valueTest(condition.use, resolved);
  });
}

const never: ValueTest = () => false;

function valueTest(use: OperatorUse, template: Template): ValueTest {
  const { family, comparison } = use.operator;
  switch (family) {
    case "string": {
      const wanted = plainText(template);
      return (value) => value === wanted;
    }
    case "string-ignore-case": {
      const wanted = plainText(template).toLowerCase();
      return (value) => value.toLowerCase() === wanted;
    }
    case "string-like": {
      const wildcard = wildcardOf(templateTokens(template));
      return (value) => matches(wildcard, value);
    }
    case "arn": {
      const pattern = arnPattern(templateTokens(template));
      return pattern === undefined ? never : (value) => matchesArn(pattern, value);
    }
    case "bool": {
      const wanted = plainText(template).toLowerCase();
      return (value) => value.toLowerCase() === wanted;
    }
    case "binary": {
      const wanted = plainText(template);
      return (value) => value === wanted;
    }
    case "numeric":
      return comparing(plainText(template), comparison, readNumber);
    case "date":
      return comparing(plainText(template), comparison, readMoment);
    case "ip": {
      const range = readRange(plainText(template));
      return range === undefined ? never : (value) => inRange(value, range);
    }
    case "null":
      return never;
    default:
      return unreachable(family);
  }
}

function inRange(value: string, range: NonNullable<ReturnType<typeof readRange>>): boolean {
  const address = readAddress(value);
  return address !== undefined && isInRange(address, range);
}

function comparing(text: string, comparison: Comparison, read: (text: string) => number | undefined): ValueTest {
  const wanted = read(text);
  if (wanted === undefined) return never;
  return (value) => {
    const got = read(value);
    return got !== undefined && compare(got, comparison, wanted);
  };
}

function compare(got: number, comparison: Comparison, wanted: number): boolean {
  switch (comparison) {
    case "equals":
      return got === wanted;
    case "less":
      return got < wanted;
    case "less-or-equal":
      return got <= wanted;
    case "greater":
      return got > wanted;
    case "greater-or-equal":
      return got >= wanted;
    default:
      return unreachable(comparison);
  }
}
