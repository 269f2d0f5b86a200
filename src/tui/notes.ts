// What the author wrote beside a step: the comments above it, back to the step before, the one behind it on its line, and those at the end. In a lesson they
// are the teacher's part.

import type { RunLog, ScenarioRun, Step } from "../engine/log.js";
import { textOf } from "../report/diagnostics.js";

/** Paragraphs above the step's statement. */
export function notesAbove(step: Step, run: ScenarioRun, log: RunLog): readonly string[] {
  const text = textOf(step, log);
  const before = run.steps[step.number - 2];
  const from = before?.file === step.file ? before.span.end : 0;
  // Behind the line of the step before. A step that was reached by another way than downwards, in a loop, has been told of already.
  const lineEnd = from === 0 ? 0 : text.indexOf("\n", from);
  if (lineEnd === -1 || lineEnd > step.span.start) return [];
  const between = text.slice(lineEnd, step.span.start);
  return paragraphs(between.slice(between.lastIndexOf("\n}") + 1));
}

/** Paragraphs below the last step of the file: what the author says in the end, and which lesson comes next. */
export function notesBelow(step: Step, run: ScenarioRun, log: RunLog): readonly string[] {
  if (run.steps.at(-1) !== step) return [];
  const text = textOf(step, log);
  const lineEnd = text.indexOf("\n", step.span.end);
  const rest = lineEnd === -1 ? "" : text.slice(lineEnd);
  return /^(?:\s|\}|#.*)*$/.test(rest) ? paragraphs(rest) : [];
}

/** Lines of a comment that stand together are one paragraph; anything else ends it. */
function paragraphs(text: string): string[] {
  const found: string[] = [];
  let open = false;
  for (const line of text.split("\n")) {
    const said = /^\s*#\s?(.*)$/.exec(line)?.[1]?.trimEnd();
    if (said === undefined || said === "") open = false;
    else if (open && !/^\s/.test(said)) found.push(`${found.pop()} ${said}`);
    else {
      found.push(said);
      open = true;
    }
  }
  return found;
}

/** The comment behind the statement; empty where there is none. */
export function noteBehind(step: Step, log: RunLog): string {
  const text = textOf(step, log);
  const end = text.indexOf("\n", step.span.end);
  return /^\s*#\s?(.*)$/.exec(text.slice(step.span.end, end === -1 ? undefined : end))?.[1]?.trim() ?? "";
}
