// What the documents of policies show before anything runs: that a text is no JSON, that AWS will refuse it, and the traps in it
// (rules/authorize/lint). The place is that of the word in the scenario, or of the path where the text is in a file beside it.

import type { Diagnostic, DiagnosticNote } from "../../language/diagnostic.js";
import { positionOf } from "../../language/render.js";
import type { Do, DocumentSource } from "../../language/syntax.js";
import { CompiledPolicy } from "../../rules/authorize/compile.js";
import { keyTroubles } from "../../rules/authorize/condition-key-names.js";
import { type PolicyKind, type PolicyProblem, readPolicy } from "../../rules/authorize/document.js";
import { lintPolicy } from "../../rules/authorize/lint.js";
import type { ReadFile } from "../read-file.js";
import type { Registry } from "../registry.js";
import { actionSlip } from "./action-slips.js";
import { keyMistake } from "./policy-troubles.js";

/** The file that a document stands in. */
export interface StandsIn {
  readonly name: string;
  readonly text: string;
}

export interface PutDocument {
  readonly kind: PolicyKind;
  readonly source: DocumentSource;
}

/** The document that a statement puts; `isKey` says whether what it puts a policy on is a key. */
export function documentOf(statement: Do, isKey: boolean): PutDocument | undefined {
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

/** The text of a document, or the diagnostic of a file that cannot be read. */
export function documentText(source: DocumentSource, stands: StandsIn, readFile: ReadFile): string | Diagnostic {
  if (source.is === "text") return source.value;
  const { path } = source;
  const read = readFile(path.value, stands.name);
  if ("text" in read) return read.text;
  const span = { start: path.start, end: path.end };
  const args = { path: path.value, problem: read.problem };
  return { code: "file/unreadable", severity: "error", file: stands.name, span, args, notes: [] };
}

/** Everything that the document alone shows. What AWS would refuse is a warning: the sentence may well expect it. */
export function lintDocument(
  { kind, source }: PutDocument,
  text: string,
  stands: StandsIn,
  registry: Registry,
): readonly Diagnostic[] {
  const reading = readPolicy(text, kind);
  if ("problems" in reading) return reading.problems.map((problem) => problemDiagnostic(problem, source, text, stands));
  const troubles = keyTroubles(new CompiledPolicy(reading.policy), registry.conditionKeys, registry.actions);
  const mistakes = troubles.map(({ trouble, statement, start, end }) => ({
    ...keyMistake(trouble),
    file: stands.name,
    ...placeIn(source, text, stands, { start, end }, `statement ${statement + 1}`),
  }));
  const traps = lintPolicy(reading.policy)
    .filter((found) => found.severity === "warning" || isTakenForRoot(reading.policy.statements[found.statement]?.sid))
    .map(({ code, start, end, message, statement, meant }) => {
      const at = placeIn(source, text, stands, { start, end }, `statement ${statement + 1}`);
      const hint = meant === undefined ? {} : { hint: `did you mean \`"${meant}"\`?`, ...fixAt(at, meant) };
      return { code, severity: "warning", file: stands.name, args: { message }, ...at, ...hint } as const;
    });
  const slips = reading.policy.statements.flatMap((statement) =>
    (statement.action?.patterns ?? []).flatMap(({ text: action, start, end }): Diagnostic[] => {
      const slip = actionSlip(action, registry);
      const at = placeIn(source, text, stands, { start, end }, "the action");
      return slip === undefined
        ? []
        : [{ ...slip, code: "policy/no-such-action", severity: "warning", file: stands.name, ...at }];
    }),
  );
  return [...mistakes, ...traps, ...slips];
}

// Every key policy trusts its account: that is worth a word only where the statement's name says that it is meant for the root user.
function isTakenForRoot(sid: string | undefined): boolean {
  return sid?.toLowerCase().includes("root") === true;
}

function problemDiagnostic(problem: PolicyProblem, source: DocumentSource, text: string, stands: StandsIn): Diagnostic {
  const { code: refusal, message, start, end, notJson, notModelled, meant } = problem;
  const at = placeIn(source, text, stands, { start, end }, "the document");
  const hint = meant === undefined ? {} : { hint: `did you mean \`"${meant}"\`?`, ...fixAt(at, meant) };
  const base = { severity: "error", file: stands.name, ...at, ...hint } as const;
  if (notJson === true) return { ...base, code: "policy/not-json", args: { message } };
  if (notModelled === true) return { ...base, code: "model/not-modelled", args: { what: message } };
  return { ...base, code: "policy/aws-refuses", severity: "warning", args: { message, refusal } };
}

/** The edit that puts a word in quotes for another, where the document stands in the scenario as it is. */
function fixAt({ span, notes }: Pick<Diagnostic, "span" | "notes">, meant: string): Pick<Diagnostic, "fix"> {
  return notes.length > 0 ? {} : { fix: { ...span, text: `"${meant}"` } };
}

/** Where in the scenario a place of the document is; a note says where it is in a document that stands elsewhere or was filled. */
export function placeIn(
  source: DocumentSource,
  document: string,
  stands: StandsIn,
  place: { readonly start: number; readonly end: number },
  what: string,
): { readonly span: Diagnostic["span"]; readonly notes: readonly DiagnosticNote[] } {
  if (source.is === "text" && stands.text.startsWith(document, source.inner)) {
    return { span: { start: source.inner + place.start, end: source.inner + place.end }, notes: [] };
  }
  const span = source.is === "text" ? source : source.path;
  const { line, column } = positionOf(document, place.start);
  const where = source.is === "text" ? "" : `${source.path.value} `;
  const found = document.slice(place.start, Math.min(place.end, place.start + SHOWN_MAX));
  const text = `${what}, ${where}line ${line}, column ${column}${found === "" ? "" : `: \`${found}\``}`;
  return { span: { start: span.start, end: span.end }, notes: [{ text }] };
}

const SHOWN_MAX = 60;
