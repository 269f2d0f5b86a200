// What changed between two goldens, in words and by weight: first what is let that was not, then what is not that was, then results,
// reasons, the world, trail and bill. Two goldens that changed alike have the same mark, so that a change in 212 of them is read once.

import { by, inOrderOf, sorted, sortedTexts } from "../base/order.js";
import { diffLines } from "./diff.js";
import { normalGolden } from "./golden.js";
import { type CallVerdict, type OutlineCall, type OutlineScenario, type OutlineStep, outlineOf } from "./golden-outline.js";

/** By weight; `opened` is an outcome that turned from denied to allowed. */
export type ChangeKind = "opened" | "closed" | "result" | "scenarios" | "steps" | "reason" | "world" | "closing" | "text";
const WEIGHTS: readonly ChangeKind[] = ["opened", "closed", "result", "scenarios", "steps", "reason", "world", "closing", "text"];

export interface Change {
  readonly kind: ChangeKind;
  /** One sentence. */
  readonly words: string;
}

/** Heaviest first. Empty only for equal goldens. */
export function goldenChanges(before: string, after: string): Change[] {
  if (normalGolden(before) === normalGolden(after)) return [];
  const changes = [...scenarioChanges(outlineOf(before), outlineOf(after))];
  if (changes.length === 0) return [{ kind: "text", words: "only the wording changed" }];
  return sorted(changes, inOrderOf(by((change) => WEIGHTS.indexOf(change.kind))));
}

/** Whether an outcome turned from denied to allowed. */
export function opensAccess(changes: readonly Change[]): boolean {
  return changes.some((change) => change.kind === "opened");
}

function* scenarioChanges(before: readonly OutlineScenario[], after: readonly OutlineScenario[]): Generator<Change> {
  const old = new Map(before.map((each) => [each.name, each]));
  const now = new Set(after.map((each) => each.name));
  for (const each of after) {
    const was = old.get(each.name);
    if (was === undefined) yield { kind: "scenarios", words: `the scenario ${each.name} is new` };
    else yield* changesIn(was, each);
  }
  for (const { name } of before) if (!now.has(name)) yield { kind: "scenarios", words: `the scenario ${name} is gone` };
}

function* changesIn(was: OutlineScenario, is: OutlineScenario): Generator<Change> {
  const place = `in ${is.name}`;
  if (was.result !== is.result) yield { kind: "result", words: `${place}: ${was.result} before, ${is.result} now` };
  const steps = [...pairs(was.steps, is.steps, (step) => withoutExpectation(step.sentence))];
  const refusedBefore = new Map(
    steps.flatMap((pair) => (pair.is === undefined && pair.was !== undefined ? pair.was.calls : [])).flatMap(refusal),
  );
  for (const pair of steps) {
    if (pair.is === undefined) yield { kind: "steps", words: `${place}: a step is gone: ${pair.was?.sentence ?? ""}` };
    else if (pair.was === undefined) yield* newStep(pair.is, refusedBefore, place);
    else yield* changesOfStep(pair.was, pair.is, `${place}, step ${pair.is.number} (${pair.is.sentence})`);
  }
  const gone = was.closing.filter((part) => !is.closing.includes(part));
  const come = is.closing.filter((part) => !was.closing.includes(part));
  if (gone.length + come.length > 0)
    yield { kind: "closing", words: `${place}: ${gone.join(", ") || "nothing"} before, ${come.join(", ") || "nothing"} now` };
}

/** A step is the same step when only what is expected of it changed: that is how a denial comes to be allowed unnoticed. */
function withoutExpectation(sentence: string): string {
  return sentence.replace(/ expect (denied|error|allowed)\b.*$/, "");
}

function refusal(call: OutlineCall): [string, CallVerdict][] {
  return call.verdict === "allowed" ? [] : [[call.call, call.verdict]];
}

/** A new sentence may do what another was refused for. */
function* newStep(step: OutlineStep, refusedBefore: ReadonlyMap<string, CallVerdict>, place: string): Generator<Change> {
  yield { kind: "steps", words: `${place}: step ${step.number} is new: ${step.sentence}` };
  for (const call of step.calls) {
    const was = refusedBefore.get(call.call);
    if (was === undefined || call.verdict !== "allowed") continue;
    const where = `${place}, step ${step.number} (${step.sentence})`;
    yield* changesOfCall({ ...call, verdict: was }, call, where);
  }
}

function* changesOfStep(was: OutlineStep, is: OutlineStep, place: string): Generator<Change> {
  if (was.sentence !== is.sentence) yield { kind: "steps", words: `${place}: it was written ${was.sentence}` };
  for (const { was: before, is: now } of pairs(was.calls, is.calls, (call) => call.call)) {
    if (before !== undefined && now !== undefined) yield* changesOfCall(before, now, place);
    else if (now !== undefined) yield { kind: "steps", words: `${place}: ${now.call} is now called, and ${now.verdict}` };
    else yield { kind: "steps", words: `${place}: ${before!.call} is no longer called (it was ${before!.verdict})` };
  }
  const gone = was.world.filter((line) => !is.world.includes(line));
  const come = is.world.filter((line) => !was.world.includes(line));
  if (gone.length + come.length > 0)
    yield { kind: "world", words: `${place}: ${gone.join(", ") || "nothing"} before, ${come.join(", ") || "nothing"} now` };
}

function* changesOfCall(was: OutlineCall, is: OutlineCall, place: string): Generator<Change> {
  const because = is.reason === "" ? "" : `: ${is.reason}`;
  if (was.verdict === is.verdict) {
    if (was.reason !== is.reason)
      yield { kind: "reason", words: `${place}: ${is.call} is still ${is.verdict}, for another reason${because}` };
  } else if (is.verdict === "allowed")
    yield { kind: "opened", words: `${place}: ${is.call} was ${was.verdict} and is now ALLOWED${because}` };
  else if (was.verdict === "allowed")
    yield { kind: "closed", words: `${place}: ${is.call} was allowed and is now ${is.verdict}${because}` };
  else yield { kind: "reason", words: `${place}: ${is.call} was ${was.verdict} and is now ${is.verdict}${because}` };
}

interface Pair<T> {
  readonly was: T | undefined;
  readonly is: T | undefined;
}

/** Items of two lists, the n-th of a name with the n-th of that name. */
function* pairs<T>(before: readonly T[], after: readonly T[], nameOf: (item: T) => string): Generator<Pair<T>> {
  const waiting = new Map<string, T[]>();
  for (const item of before) waiting.set(nameOf(item), [...(waiting.get(nameOf(item)) ?? []), item]);
  for (const item of after) yield { was: waiting.get(nameOf(item))?.shift(), is: item };
  for (const left of waiting.values()) for (const item of left) yield { was: item, is: undefined };
}

/**
 * Equal for goldens that changed alike: the lines that came and went, each kind of change once, without the numbers of steps and with the
 * closing line's counts as how far they moved.
 */
export function changeMark(before: string, after: string): string {
  const edits = new Set<string>();
  let gone: string[] = [];
  let come: string[] = [];
  const close = (): void => {
    if (gone.length + come.length > 0) edits.add(editMark(gone, come));
    gone = [];
    come = [];
  };
  for (const { sign, text } of diffLines(normalGolden(before), normalGolden(after))) {
    if (sign === "-") gone.push(text);
    else if (sign === "+") come.push(text);
    else close();
  }
  close();
  return sortedTexts(edits).join("\n\n");
}

function editMark(gone: readonly string[], come: readonly string[]): string {
  const closing = /^(passed|failed at step \d+) · |^ +· /;
  if (gone.length === 1 && come.length === 1 && closing.test(gone[0]!) && closing.test(come[0]!))
    return moved(gone[0]!, come[0]!);
  const bare = (text: string): string =>
    text
      .trim()
      .replaceAll(/\s+/g, " ")
      .replace(/^\d+ (?=\S)/, "# ");
  return [...gone.map((line) => `- ${bare(line)}`), ...come.map((line) => `+ ${bare(line)}`)].join("\n");
}

/** `9 calls` and `10 calls` as `calls 1 more`; parts that stayed are left out. */
function moved(gone: string, come: string): string {
  const was = gone.split(" · ").map((part) => part.trim());
  const is = come.split(" · ").map((part) => part.trim());
  const parts: string[] = [];
  for (const [at, part] of is.entries()) {
    const old = was[at] ?? "";
    if (old === part) continue;
    const [a, b] = [/^(\d+) (.*?)s?$/.exec(old), /^(\d+) (.*?)s?$/.exec(part)];
    if (a !== null && b !== null && withoutPlural(a[2]!) === withoutPlural(b[2]!))
      parts.push(`${b[2]} by ${Number(b[1]) - Number(a[1])}`);
    else parts.push(`${old} → ${part}`);
  }
  return `· ${parts.join(" · ")}`;
}

function withoutPlural(text: string): string {
  return text.replace("records", "record");
}

/** Whether one golden is the other under another name: equal but for what the scenarios are called. */
export function isSameUnderOtherName(a: string, b: string): boolean {
  const nameless = (text: string): string =>
    normalGolden(text).replaceAll(/^\S.*?(\s+clock \d{4}-\S+ \S+ · seed \d+)$/gm, (_, clock: string) => clock.trim());
  return nameless(a) === nameless(b);
}
