// The trail up to the step, newest last: those of the step itself are told apart by a sign. Only as many as the window takes are looked up.

import type { ScenarioRun } from "../../engine/log.js";
import type { Line } from "../../report/layout.js";
import { nameOf, resourceIn } from "../../report/names.js";
import type { CallFact } from "../../rules/facts.js";
import { isDenial } from "../../rules/reply.js";
import { callerText } from "../../world/principal.js";
import { columnsOf, cut, text } from "../columns.js";
import { shortDate } from "../places.js";
import { runOf } from "../state.js";
import type { View } from "./view.js";

/** How far back a scroll may go. */
const recordCountMax = 500;

export function trailPane(view: View): readonly Line[] {
  const { state, rows } = view;
  const run = runOf(state);
  const wanted = state.focus === "trail" ? recordCountMax : rows;
  const records: Entry[] = [];
  for (let number = state.step; number > 0 && records.length < wanted; number--)
    records.unshift(...recordsOf(run, number, number === state.step).slice(-(wanted - records.length)));
  return records.length === 0 ? [[text("no record yet", "faint")]] : linesOf(records, view);
}

/** A record in words: what was called, by whom, and how it came out. */
interface Entry {
  readonly isNew: boolean;
  readonly call: string;
  readonly caller: string;
  /** Empty where it was allowed. */
  readonly refused: string;
}

/** From this width on calls and callers stand under one another. */
const columnsMin = 60;

function linesOf(records: readonly Entry[], { columns, signs }: View): Line[] {
  const behind = Math.max(
    ...records.map(({ caller, refused }) => columnsOf(`  ${caller}${refused === "" ? "" : `  ${refused}`}`)),
  );
  const most = Math.max(Math.floor(columns * 0.4), columns - 4 - behind);
  const width = columns < columnsMin ? 0 : Math.min(most, Math.max(...records.map(({ call }) => columnsOf(call))));
  return records.map(({ isNew, call, caller, refused }) => {
    const said =
      width === 0 ? `${call}  ` : `${cut(call, width, signs.ellipsis)}${" ".repeat(Math.max(0, width - columnsOf(call)))}  `;
    return [
      text(isNew ? "+ " : "  ", "made"),
      refused === "" ? text(`${signs.ok} `, "good") : text(`${signs.failed} `, "bad"),
      text(said, isNew ? "title" : "plain"),
      text(caller, "caller"),
      text(refused === "" ? "" : `  ${refused}`, "bad"),
    ];
  });
}

/** How many records the step left. */
export function recordCount(run: ScenarioRun, number: number): number {
  return (run.steps[number - 1]?.facts ?? []).reduce((sum, fact) => sum + (fact.is === "call" ? fact.recordedIn.length : 0), 0);
}

function recordsOf(run: ScenarioRun, number: number, isNew: boolean): Entry[] {
  const step = run.steps[number - 1]!;
  const before = run.worldAt(number - 1);
  const calls = step.facts.filter((fact): fact is CallFact => fact.is === "call" && fact.recordedIn.length > 0);
  return calls.slice(-recordCountMax).flatMap((call) =>
    call.recordedIn.map((account): Entry => {
      const on = call.on.map((id) => ` ${nameOf(id, resourceIn(id, step.world, before))}`).join("");
      return {
        isNew,
        call: `${shortDate(call.at, run)} ${account} ${call.action}${on}`,
        caller: callerText(call.caller),
        refused: call.refused === undefined ? "" : isDenial(call.refused) ? "denied" : call.refused.code,
      };
    }),
  );
}
