// What two steps differ in: resources that came, changed or went, with their policies line by line; or the run against its golden.

import { diffLines } from "../../report/diff.js";
import { renderGolden } from "../../report/golden.js";
import type { Line } from "../../report/layout.js";
import { formatInstant } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { text } from "../columns.js";
import {
  CHANGE_SIGNS,
  type Entry,
  entriesBetween,
  faultsBetween,
  knowledgeBetween,
  type PrincipalEntry,
  policiesOf,
  principalsBetween,
  saidOf,
  type WordsEntry,
} from "../entries.js";
import { descriptionOf, differencesOf, differenceWords } from "../properties.js";
import { type ReplayState, runOf } from "../state.js";
import type { View } from "./view.js";

const SIGN_ROLES = { "+": "made", "-": "gone", " ": "plain", "…": "faint" } as const;

/** The worlds that are compared, the older one first. */
interface Pair {
  readonly low: number;
  readonly high: number;
  readonly before: World;
  readonly after: World;
}

export function diffPane(view: View): readonly Line[] {
  const { state, signs } = view;
  if (state.golden !== undefined) return goldenLines(state, state.golden);
  const run = runOf(state);
  if (state.mark === state.step)
    return [[text("this is the marked step: go to another one, and d shows what lies between", "faint")]];
  const from = state.mark ?? Math.max(0, state.step - 1);
  const [low, high] = from <= state.step ? [from, state.step] : [state.step, from];
  const pair: Pair = { low, high, before: run.worldAt(low), after: run.worldAt(high) };
  const { before, after } = pair;
  const lines: Line[] = [[text(`step ${low} ${signs.arrow} step ${high}`, "title")]];
  if (state.mark === undefined) lines.push([text("m marks a step to compare with", "faint")]);
  lines.push([text(`clock ${formatInstant(before.now)}${before.now === after.now ? ", the same" : ""}`, "faint")]);
  if (before.now !== after.now) lines.push([text(`   to ${formatInstant(after.now)}`, "faint")]);
  const changes = [
    ...entriesBetween(before, after).flatMap((each) => entryLines(each, pair, view)),
    ...principalsBetween(before, after).flatMap(principalLines),
    ...[...knowledgeBetween(before, after), ...faultsBetween(before, after)].flatMap(wordsLine),
  ];
  return [...lines, ...(changes.length === 0 ? [[text("nothing in the world differs", "faint")]] : changes)];
}

function entryLines({ resource, change, was }: Entry, { low, high, before, after }: Pair, { state, signs }: View): Line[] {
  const { log } = state;
  if (change === "same") return [];
  const title = `${resource.kind} ${resource.name} in ${resource.account} ${resource.region}`.trimEnd();
  if (change === "made") return [[text("+ ", "made"), text(`${title}  `, "title"), text(descriptionOf(resource, after, log))]];
  if (change === "gone") return [[text("- ", "gone"), text(`${title}  `, "title"), text(descriptionOf(resource, before, log))]];
  const said =
    was === undefined ? [] : differencesOf(was, resource, before, after, log).map((each) => differenceWords(each, signs.arrow));
  const lines = textLines(was?.policy?.text ?? "", resource.policy?.text ?? "");
  if (said.length + lines.length === 0) said.push(...saidOf(resource.id, runOf(state), low, high));
  return [[text("~ ", "changed"), text(title, "title")], ...said.map((each): Line => [text(`    ${each}`)]), ...lines];
}

function principalLines({ principal, change, was }: PrincipalEntry): Line[] {
  if (change === "same") return [];
  const role = change === "gone" ? "gone" : change;
  const old = new Map(was === undefined ? [] : policiesOf(was));
  const own = new Map(change === "gone" ? [] : policiesOf(principal));
  const names = [...new Set([...old.keys(), ...own.keys()])];
  return [
    [text(`${CHANGE_SIGNS[change]} `, role), text(`${principal.kind} ${principal.ref}`, "title")],
    ...names.flatMap((name): Line[] => {
      const lines = textLines(old.get(name) ?? "", own.get(name) ?? "");
      return lines.length === 0 ? [] : [[text(`    ${name}`, "faint")], ...lines];
    }),
  ];
}

function wordsLine({ said, change }: WordsEntry): Line[] {
  return change === "same" ? [] : [[text(`${CHANGE_SIGNS[change]} `, change), text(said, "title")]];
}

function textLines(before: string, after: string): Line[] {
  if (before === after) return [];
  return diffLines(laidOut(before), laidOut(after)).map(
    ({ sign, text: line }): Line => [text(`    ${sign} ${line}`, SIGN_ROLES[sign])],
  );
}

/** A policy with a line for each of its parts. */
function laidOut(policy: string): string {
  try {
    return policy === "" ? "" : JSON.stringify(JSON.parse(policy), null, 1);
  } catch {
    return policy;
  }
}

function goldenLines(state: ReplayState, golden: string): Line[] {
  const now = renderGolden(state.log);
  const steps: Line = [text("d shows the difference of steps again", "faint")];
  if (now === golden) return [[text("this run is as its golden says", "good")], steps];
  return [
    [text("- golden   + this run", "title")],
    steps,
    ...diffLines(golden, now).map(({ sign, text: line }): Line => [text(`${sign} ${line}`, SIGN_ROLES[sign])]),
  ];
}
