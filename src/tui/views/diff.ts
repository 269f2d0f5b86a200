// What two steps differ in: resources that came, changed or went, with their policies line by line; or the run against its golden.

import { diffLines } from "../../report/diff.js";
import { renderGolden } from "../../report/golden.js";
import type { Line } from "../../report/layout.js";
import { formatInstant } from "../../world/time.js";
import { text } from "../columns.js";
import { type ReplayState, runOf } from "../state.js";
import type { View } from "./view.js";
import { entriesBetween } from "./world.js";

const SIGN_ROLES = { "+": "made", "-": "gone", " ": "plain", "…": "faint" } as const;

export function diffPane({ state, signs }: View): readonly Line[] {
  if (state.golden !== undefined) return goldenLines(state, state.golden);
  const run = runOf(state);
  const from = state.mark ?? Math.max(0, state.step - 1);
  const [low, high] = from <= state.step ? [from, state.step] : [state.step, from];
  const before = run.worldAt(low);
  const after = run.worldAt(high);
  const lines: Line[] = [
    [
      text(
        `step ${low} ${signs.arrow} step ${high}${state.mark === undefined ? "  (m marks a step to compare with)" : ""}`,
        "title",
      ),
    ],
    [text(`clock ${formatInstant(before.now)} ${signs.arrow} ${formatInstant(after.now)}`, "faint")],
  ];
  for (const { resource, change, was } of entriesBetween(before, after)) {
    if (change === "same") continue;
    const describe = state.log.vocabulary.kinds.get(resource.kind)?.describe;
    const title = `${resource.kind} ${resource.name} in ${resource.account} ${resource.region}`;
    if (change === "made") lines.push([text(`+ ${title}  `, "made"), text(describe?.(resource, after) ?? "")]);
    else if (change === "gone") lines.push([text(`- ${title}  `, "gone"), text(describe?.(resource, before) ?? "")]);
    else {
      lines.push([text(`~ ${title}`, "changed")]);
      const old = was === undefined ? "" : (describe?.(was, before) ?? "");
      const now = describe?.(resource, after) ?? "";
      if (old !== now) lines.push([text(`    - ${old}`, "gone")], [text(`    + ${now}`, "made")]);
      lines.push(...textLines(was?.policy?.text ?? "", resource.policy?.text ?? ""));
    }
  }
  if (lines.length === 2) lines.push([text("no resource differs", "faint")]);
  return lines;
}

function textLines(before: string, after: string): Line[] {
  if (before === after) return [];
  return diffLines(before, after).map(({ sign, text: line }): Line => [text(`    ${sign} ${line}`, SIGN_ROLES[sign])]);
}

function goldenLines(state: ReplayState, golden: string): Line[] {
  const now = renderGolden(state.log);
  if (now === golden) return [[text("this run is as its golden says", "good")]];
  return [
    [text("- golden   + this run", "title")],
    ...diffLines(golden, now).map(({ sign, text: line }): Line => [text(`${sign} ${line}`, SIGN_ROLES[sign])]),
  ];
}
