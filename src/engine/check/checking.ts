// What a check carries along: the file's mistakes so far, and where in it the check stands.

import { joinedBy } from "../../base/listed.js";
import type { Diagnostic, Problem } from "../../language/diagnostic.js";
import type { File, Name, Node, Statement } from "../../language/syntax.js";
import type { Limits } from "../limits.js";
import { ContextKeys } from "../lint/context-keys.js";
import type { ReadFile } from "../read-file.js";
import type { Registry } from "../registry.js";
import type { Scope } from "../scope.js";
import { diagnosticAt } from "../stop.js";
import type { Symbols } from "./symbols.js";

export class Checking {
  readonly diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  readonly #makers = new Map<File, Map<string, readonly Name[]>>();
  readonly included = new Set<File>();
  /** Turns of loops and calls of definitions in the scenario that is being checked. */
  turnCount = 0;
  /** What its policies ask of the encryption context, and what its sentences give. */
  readonly contexts = new ContextKeys();

  constructor(
    readonly registry: Registry,
    readonly files: ReadonlyMap<string, File>,
    readonly limits: Limits,
    readonly readFile: ReadFile,
    /** What reading the files has found. */
    readonly told: readonly Diagnostic[],
  ) {}

  /** Whether a `default` could not be read: what it said is then not known to be missing. */
  get defaultUnread(): boolean {
    return this.told.some(({ severity, file, span }) => {
      const text = this.files.get(file)?.text ?? "";
      const line = text.slice(text.lastIndexOf("\n", span.start - 1) + 1);
      return severity === "error" && /^\s*(?:set |use |using )?(?:default|acct|account|region)/i.test(line);
    });
  }

  /** One that had too many turns is the last that is looked into. */
  newScenario(): void {
    if (this.turnCount <= this.limits.stepCountMax) this.turnCount = 0;
  }

  /** The same mistake in every row of a table, or at every use of a name, is told once. */
  report(diagnostic: Diagnostic): void {
    const key = `${diagnostic.file} ${diagnostic.span.start} ${diagnostic.code}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.diagnostics.push(diagnostic);
  }

  /** Where sentences of a file make something of that name, whether or not the check has come there. */
  makersOf(name: string, file: File): readonly Node[] {
    let makers = this.#makers.get(file);
    if (makers === undefined) {
      makers = new Map();
      for (const made of namesMade(file.statements, this.registry))
        makers.set(made.text, [...(makers.get(made.text) ?? []), made]);
      this.#makers.set(file, makers);
    }
    return makers.get(name) ?? [];
  }

  /** `a key` for the kind `key`. */
  articleOf(kind: string | undefined): string {
    return kind === undefined ? "a thing" : (this.registry.kinds.get(kind)?.article ?? `a ${kind}`);
  }

  articles(kinds: readonly string[]): string {
    return joinedBy("or", [...new Set(kinds.map((each) => this.articleOf(each)))]);
  }
}

/** What the sentences name that they make, blocks included. */
function namesMade(statements: readonly Statement[], registry: Registry): readonly Name[] {
  return statements.flatMap((statement) => {
    if ("body" in statement) return namesMade(statement.body.statements, registry);
    if (statement.is !== "do") return [];
    const makesObject = registry.verbs.get(statement.verb)?.some(({ on }) => on === "new") === true;
    return [...(makesObject ? [statement.object] : []), statement.as].filter((name) => name !== undefined);
  });
}

/** What holds where one statement stands. */
export class Here {
  constructor(
    readonly scope: Scope,
    readonly symbols: Symbols,
    readonly checking: Checking,
  ) {}

  in(scope: Scope): Here {
    return new Here(scope, this.symbols, this.checking);
  }

  tell(
    at: Node,
    code: string,
    args: Readonly<Record<string, string>> = {},
    more: Partial<Pick<Problem, "severity" | "hint" | "notes" | "fix">> = {},
  ): void {
    this.checking.report(diagnosticAt(this.scope.file.name, at, code, args, more));
  }

  warn(
    at: Node,
    code: string,
    args: Readonly<Record<string, string>> = {},
    more: Partial<Pick<Problem, "hint" | "notes" | "fix">> = {},
  ): void {
    this.tell(at, code, args, { ...more, severity: "warning" });
  }

  /** An error in a file that is strict, else a word of warning. */
  doubt(at: Node, code: string, args: Readonly<Record<string, string>>, more: Partial<Pick<Problem, "hint" | "fix">> = {}): void {
    this.tell(at, code, args, this.symbols.strict ? more : { ...more, severity: "warning" });
  }
}
