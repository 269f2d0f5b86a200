// Traps in the policies of a file: those that the document alone shows (rules/authorize/lint), found when a file is checked, before
// anything runs. The place is that of the word in the scenario, or of the path where the text is in a file beside it.

import type { Diagnostic } from "../../language/diagnostic.js";
import type { Do, DocumentSource } from "../../language/syntax.js";
import { type PolicyKind, readPolicy } from "../../rules/authorize/document.js";
import { type LintFinding, lintPolicy } from "../../rules/authorize/lint.js";
import type { ReadFile } from "../statement-context.js";

/** Warnings about the document that a statement puts; none where it cannot be read, which running it tells. */
export function lintStatement(statement: Do, stands: StandsIn, readFile: ReadFile): readonly Diagnostic[] {
  const put = documentOf(statement, stands.isKey);
  if (put === undefined || statement.holes === true) return [];
  const read = documentText(put.source, stands.name, readFile);
  if (read === undefined) return [];
  const reading = readPolicy(read, put.kind);
  if ("problems" in reading) return [];
  return lintPolicy(reading.policy)
    .filter((found) => found.severity === "warning" || isTakenForRoot(reading.policy.statements[found.statement]?.sid))
    .map((found) => diagnosticOf(found, put.source, read, stands));
}

/** The file that it stands in, and whether what it puts a policy on is a key. */
export interface StandsIn {
  readonly name: string;
  readonly text: string;
  readonly isKey: boolean;
}

// Every key policy trusts its account: that is worth a word only where the statement's name says that it is meant for the root user.
function isTakenForRoot(sid: string | undefined): boolean {
  return sid?.toLowerCase().includes("root") === true;
}

interface PutDocument {
  readonly kind: PolicyKind;
  readonly source: DocumentSource;
}

function documentOf(statement: Do, isKey: boolean): PutDocument | undefined {
  switch (statement.verb) {
    case "create key":
      return statement.args.policy === undefined ? undefined : { kind: "key", source: statement.args.policy };
    case "policy is":
      return { kind: isKey ? "key" : "resource", source: statement.args.document };
    case "identity policy":
      return { kind: "identity", source: statement.args.document };
    case "boundary":
      return { kind: "boundary", source: statement.args.document };
    case "service control policy":
      return { kind: "scp", source: statement.args.document };
    case "resource control policy":
      return { kind: "rcp", source: statement.args.document };
    default:
      return undefined;
  }
}

function documentText(source: DocumentSource, file: string, readFile: ReadFile): string | undefined {
  if (source.is === "text") return source.value;
  const read = readFile(source.path.value, file);
  return "text" in read ? read.text : undefined;
}

function diagnosticOf(found: LintFinding, source: DocumentSource, read: string, { name: file, text }: StandsIn): Diagnostic {
  const inPlace = source.is === "text" && text.startsWith(read, source.inner);
  const from = source.is === "text" ? source.inner : source.start;
  const span = inPlace
    ? { start: from + found.start, end: from + found.end }
    : source.is === "text"
      ? { start: source.start, end: source.end }
      : { start: source.path.start, end: source.path.end };
  const notes = inPlace ? [] : [{ text: `statement ${found.statement + 1}, at \`${read.slice(found.start, found.end)}\`` }];
  return { code: found.code, severity: "warning", file, span, args: { message: found.message }, notes };
}
