// The blocks of statements, for whoever looks through a file without going through it as a run would.

import type { Block, Statement } from "../../language/syntax.js";

export function bodyOf(statement: Statement): Block | undefined {
  return "body" in statement ? statement.body : undefined;
}
