// Reads sentences by the grammar: what `grammar/lexical.peggy` sees as `m`, and the way into the functions that build-parser.mjs makes of its rules.
import { readBy } from "../generated/parser.js";
import type { Place } from "./parts.js";
import type { Reading } from "./reading.js";

export { failed } from "./parts.js";

/** Where reading stands, and what the grammar's own functions note of it. */
export class Machine implements Place {
  at = 0;
  /** Where what an action makes begins. */
  from = 0;
  /** What the scanner found last. */
  found: unknown;
  /** Of which family the statement is that begins at `groupAt`. */
  group = "nothing";
  groupAt = -1;
  readonly text: string;

  constructor(readonly lexer: Reading) {
    this.text = lexer.text;
  }

  /** Reads by the rule of that name, from `at` on. */
  read(rule: string, at = 0): unknown {
    this.at = at;
    return readBy(this, rule);
  }
}
