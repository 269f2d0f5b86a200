// Ends a run where the text cannot mean anything: thrown by handlers through `ctx.fail`, caught by the engine alone, reported as a
// diagnostic with exit 2. It is the one exception that is no bug.

import { type Diagnostic, type Problem, toDiagnostic } from "../language/diagnostic.js";
import type { Node } from "../language/syntax.js";

export class Stop extends Error {
  override readonly name = "Stop";
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.code);
  }
}

export function diagnosticAt(
  file: string,
  at: Node,
  code: string,
  args: Readonly<Record<string, string>>,
  more: Partial<Pick<Problem, "severity" | "hint" | "notes" | "fix">> = {},
): Diagnostic {
  return toDiagnostic({ code, start: at.start, end: at.end, args, ...more }, file);
}
