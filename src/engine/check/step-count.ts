// How many steps a loop asks for, as far as its words say: one that asks for more than a scenario may have is told before anything runs.

import type { Statement } from "../../language/syntax.js";
import { countOfPeriods } from "../periods.js";

/** Steps of these statements; loops whose count is a hole are counted once, conditional ones as if they ran. */
export function stepCount(statements: readonly Statement[]): number {
  return statements.reduce((sum, statement) => sum + stepsOf(statement), 0);
}

export function stepsOf(statement: Statement): number {
  switch (statement.is) {
    case "do":
    case "expect":
    case "predict":
    case "ask":
    case "clock":
    case "advance":
      return 1;
    case "repeat":
      return (statement.times.is === "number" ? statement.times.value : 1) * stepCount(statement.body.statements);
    case "every":
      return (countOfPeriods(statement.period, statement.for) ?? 1) * (1 + stepCount(statement.body.statements));
    case "for":
      return statement.values.length * stepCount(statement.body.statements);
    case "as":
    case "chance":
      return stepCount(statement.body.statements);
    default:
      return 0;
  }
}
