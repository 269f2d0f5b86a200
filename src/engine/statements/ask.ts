// Questions that stand in a file: their answers go into the trace. Asking changes nothing.

import { unreachable } from "../../base/assert.js";
import type { Question } from "../../language/syntax.js";
import { pending } from "../../world/queue.js";
import { formatInstant } from "../../world/time.js";
import { whoCan, whyCan } from "../asks/access.js";
import { compareSteps } from "../asks/compare.js";
import { explainLast } from "../asks/explain-step.js";
import { askedOf } from "../asks/fork.js";
import { listGrants } from "../asks/grants.js";
import { sinceWhen, whoCanRead, whyCanRead } from "../asks/reading.js";
import { whatBreaks } from "../asks/what-breaks.js";
import { asksToRead } from "../claims/can.js";
import type { RunState, StepSpec } from "../run-state.js";

export function runAsk(run: RunState, question: Question, spec: StepSpec): void {
  const subjects = "subject" in question && question.subject.is === "name" ? [question.subject.name.text] : [];
  const lines = askedOf(run, subjects, () => answer(run, question, spec));
  run.look(spec, [{ is: "answer", lines }]);
}

function answer(run: RunState, question: Question, spec: StepSpec): readonly string[] {
  switch (question.ask) {
    case "why can":
      if (asksToRead(run, question.action, question.object, spec.scope)) return whyCanRead(run, question, spec);
      return whyCan(run, question, spec);
    case "who can":
      if (asksToRead(run, question.action, question.object, spec.scope)) return whoCanRead(run, question, spec);
      return whoCan(run, question, spec);
    case "since when":
      return sinceWhen(run, question, spec);
    case "list grants":
      return listGrants(run, question, spec);
    case "compare":
      return compareSteps(run, question, spec);
    case "what breaks":
      return whatBreaks(run, question, spec);
    case "explain":
      return explainLast(run);
    case "next events":
      return nextEvents(run, question.count);
    default:
      return unreachable(question);
  }
}

function nextEvents(run: RunState, count: number): readonly string[] {
  const lines: string[] = [];
  for (const timer of pending(run.world.queue)) {
    if (lines.length >= count) break;
    const words = run.parts.registry.vocabulary.eventWords.get(timer.work.event);
    lines.push(`${formatInstant(timer.due)}  ${words?.(timer.work) ?? `${timer.work.event} of ${timer.work.subject}`}`);
  }
  if (lines.length > 0) return lines;
  return [count === 0 ? "no event was asked for" : "nothing is due"];
}
