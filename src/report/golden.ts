// A golden: the trace of a file as a document that is kept beside it. Its first line names the form and the date of the price data, so
// that a change of prices is seen as what it is. Nothing in it depends on the machine.

import type { RunLog } from "../engine/log.js";
import { diagnosticText } from "./diagnostics.js";
import { renderTrace } from "./trace.js";

/** Version of the form. */
export const goldenVersion = 1;

export function renderGolden(log: RunLog): string {
  const diagnostics = log.diagnostics.map((diagnostic) => `${diagnosticText(diagnostic, log)}\n\n`);
  return `custody golden ${goldenVersion} · prices ${log.vocabulary.priceDate}\n\n${diagnostics.join("")}${renderTrace(log)}`;
}

/** A golden as it was written, whatever the checkout did to its line ends. */
export function normalGolden(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
