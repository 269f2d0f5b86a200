// The trail up to the step, newest last: those of the step itself are told apart by a sign. Only as many as the window takes are looked up.

import type { ScenarioRun } from "../../engine/log.js";
import type { Line } from "../../report/layout.js";
import { nameOf, resourceIn } from "../../report/names.js";
import type { CallFact } from "../../rules/facts.js";
import { isDenial } from "../../rules/reply.js";
import { callerText } from "../../world/principal.js";
import { text } from "../columns.js";
import { shortDate } from "../places.js";
import { runOf } from "../state.js";
import type { View } from "./view.js";

/** How far back a scroll may go. */
const recordCountMax = 500;

export function trailPane({ state, rows }: View): readonly Line[] {
  const run = runOf(state);
  const wanted = state.focus === "trail" ? recordCountMax : rows;
  const lines: Line[] = [];
  for (let number = state.step; number > 0 && lines.length < wanted; number--) {
    const own = recordsOf(run, number, number === state.step);
    lines.unshift(...own.slice(-(wanted - lines.length)));
  }
  return lines.length === 0 ? [[text("no record yet", "faint")]] : lines;
}

/** How many records the step left. */
export function recordCount(run: ScenarioRun, number: number): number {
  return (run.steps[number - 1]?.facts ?? []).reduce((sum, fact) => sum + (fact.is === "call" ? fact.recordedIn.length : 0), 0);
}

function recordsOf(run: ScenarioRun, number: number, isNew: boolean): Line[] {
  const step = run.steps[number - 1]!;
  const before = run.worldAt(number - 1);
  const calls = step.facts.filter((fact): fact is CallFact => fact.is === "call" && fact.recordedIn.length > 0);
  return calls.slice(-recordCountMax).flatMap((call) =>
    call.recordedIn.map((account): Line => {
      const on = call.on.map((id) => ` ${nameOf(id, resourceIn(id, step.world, before))}`).join("");
      const outcome = call.refused === undefined ? "ok" : isDenial(call.refused) ? "denied" : call.refused.code;
      return [
        text(isNew ? "+ " : "  ", "made"),
        text(`${shortDate(call.at, run)} ${account} ${call.action}${on}  `, isNew ? "title" : "plain"),
        text(`${callerText(call.caller)}  `, "caller"),
        text(outcome, call.refused === undefined ? "good" : "bad"),
      ];
    }),
  );
}
