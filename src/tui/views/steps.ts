// The list of steps: only those in the window, the current one in its middle third.

import type { Line } from "../../report/layout.js";
import { cut, text } from "../columns.js";
import { signOf } from "../marks.js";
import { runOf } from "../state.js";
import type { View } from "./view.js";

export function stepsPane({ state, signs, columns, rows }: View): readonly Line[] {
  const { steps } = runOf(state);
  if (steps.length === 0) return [[text("this scenario has no steps", "faint")]];
  const digits = String(steps.length).length;
  const first = Math.max(0, Math.min(state.step - 1 - Math.floor(rows / 2), steps.length - rows));
  const conditions = new Set(state.conditions.flatMap((each) => each.hits));
  return steps.slice(first, first + rows).map((step): Line => {
    const here = step.number === state.step;
    const { sign, role } = signOf(runOf(state), step, signs);
    const stop = state.breakpoints.has(step.number) || conditions.has(step.number) || state.mark === step.number;
    const due = step.facts.reduce((sum, fact) => sum + (fact.is === "due" ? 1 : 0), 0);
    const right = due === 0 ? "" : `  ${due} due`;
    const head = `${String(step.number).padStart(digits)} `;
    const room = columns - 3 - head.length - right.length;
    return [
      text(here ? signs.selected : stop ? signs.mark : " ", stop ? "warning" : "title"),
      text(stop && here ? signs.mark : sign, stop && here ? "warning" : role),
      text(` ${head}`, "number"),
      text(cut(step.text, room, signs.ellipsis), here ? "title" : "plain"),
      text(right, "faint"),
    ];
  });
}
