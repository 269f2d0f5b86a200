// Diagnostics of a run in words: codes of the language, of the engine and of the services come from different tables and read alike.

import { engineCodes, type RunLog } from "../engine/log.js";
import { type CodeTable, languageCodes } from "../language/codes.js";
import type { Diagnostic } from "../language/diagnostic.js";
import { renderDiagnostic, sentenceOf } from "../language/render.js";

/** Most diagnostics that are printed at once. */
export const diagnosticCountMax = 20;

/** Diagnostics as people read them, at most 20, and a last text that counts the rest. */
export function diagnosticTexts(diagnostics: readonly Diagnostic[], log: RunLog): string[] {
  // What reading did not even note, it has counted.
  const each = diagnostics.filter(({ code }) => code !== "limit/mistakes");
  const counted = diagnostics.flatMap(({ code, args }) => (code === "limit/mistakes" ? Number(args.count) : []));
  const shown = each.slice(0, diagnosticCountMax).map((diagnostic) => diagnosticText(diagnostic, log));
  const more = each.length - shown.length + counted.reduce((sum, count) => sum + count, 0);
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}

export function diagnosticText(diagnostic: Diagnostic, log: RunLog): string {
  return renderDiagnostic(diagnostic, textOf(diagnostic, log), tablesFor(diagnostic, log));
}

export function diagnosticSentence(diagnostic: Diagnostic, log: RunLog): string {
  return sentenceOf(diagnostic, tablesFor(diagnostic, log));
}

export function textOf(diagnostic: { readonly file: string }, log: RunLog): string {
  return log.files.find((file) => file.name === diagnostic.file)?.text ?? "";
}

/** A service's words are a function of the arguments: said once for this diagnostic, they stand in a table as the language's do. */
function tablesFor(diagnostic: Diagnostic, log: RunLog): readonly CodeTable[] {
  const words = log.vocabulary.words.get(diagnostic.code);
  if (words === undefined) return [languageCodes, engineCodes];
  const { text, help } = words.say(diagnostic.args);
  const say = help === undefined ? text : `${text.replace(/\.$/, "")}; ${help}`;
  return [new Map([[diagnostic.code, { say, explain: words.title, bad: "", good: words.example ?? "" }]])];
}
