// What is wrong with a text, as data. Words are made of it only when it is printed (codes.ts, render.ts), so that an editor, a JSON
// report and the terminal say the same.

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface DiagnosticNote {
  readonly text: string;
  readonly span?: Span;
}

export interface Diagnostic {
  /** `area/what-is-wrong`, stable; its words are in a table of codes. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** Name of the file, as it was given to `parse`. */
  readonly file: string;
  /** Offsets into the file's text; `start === end` is a place between two characters. */
  readonly span: Span;
  /** What the words of the code are filled with. Values are as written by the user: escaped only when printed. */
  readonly args: Readonly<Record<string, string>>;
  readonly notes: readonly DiagnosticNote[];
  /** Stands behind the carets: `did you mean `key`?` */
  readonly hint?: string;
  /** An edit that mends it. */
  readonly fix?: { readonly start: number; readonly end: number; readonly text: string };
}

/** A diagnostic that does not know its file yet: what a reader of a piece of text finds. */
export interface Problem {
  readonly code: string;
  readonly severity?: "warning";
  readonly start: number;
  readonly end: number;
  readonly args?: Readonly<Record<string, string>>;
  readonly notes?: readonly DiagnosticNote[];
  readonly hint?: string;
  readonly fix?: string;
}

export function toDiagnostic(problem: Problem, file: string): Diagnostic {
  const { start, end, hint, fix } = problem;
  return {
    code: problem.code,
    severity: problem.severity ?? "error",
    file,
    span: { start, end },
    args: problem.args ?? {},
    notes: problem.notes ?? [],
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined ? {} : { fix: { start, end, text: fix } }),
  };
}

/** Whether a mistake was found inside this: what it says is then not what was meant. */
export function isMistaken(node: Span, file: string, diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(
    (each) => each.severity === "error" && each.file === file && each.span.start >= node.start && each.span.end <= node.end,
  );
}
