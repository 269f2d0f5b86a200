// `mallory cannot read doc1`: what a subject knows or could come to know, with the path of a yes and the frontier of a no.

import { sortedTexts } from "../../base/order.js";
import type { SubjectSpec } from "../../language/syntax.js";
import { Answers } from "../../rules/reach/answers.js";
import type { Reach, Stopped } from "../../rules/reach/outcome.js";
import type { ProofStep } from "../../rules/reach/sources.js";
import type { Resource } from "../../world/resource.js";
import type { Verdict } from "../log.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { decisionOf, openingLines, stopWords } from "./opening.js";
import { thingNamed } from "./properties.js";
import { allPrincipals, type CanClaim, principalsOf } from "./subjects.js";

const STOPS_SHOWN_MAX = 8;

export function readVerdict(run: RunState, claim: CanClaim, scope: Scope): Verdict {
  const wanted = scope.file.text.slice(claim.start, claim.end);
  const target = claim.object === undefined ? undefined : thingNamed(run, claim.object, scope);
  if (target === undefined) return { held: claim.negated, wanted, got: `there is no \`${claim.object?.text ?? ""}\`` };
  return claim.only ? onlyVerdict(run, scope, claim, wanted, target) : eachVerdict(run, scope, claim, wanted, target);
}

export function readersOf(run: RunState, subject: SubjectSpec): readonly string[] {
  return principalsOf(run, subject);
}

/** Every principal of the world, and everybody who has ever come to know something. */
export function everyReader(run: RunState): readonly string[] {
  const people = [...run.world.knowledge.keys()].filter((who) => !who.startsWith("service "));
  return sortedTexts(new Set([...allPrincipals(run), ...people]));
}

const answersOfRuns = new WeakMap<RunState, Answers>();

export function newAnswers(run: RunState): Answers {
  const { operations, reads } = run.parts.registry;
  return new Answers(operations, reads);
}

export function reachOf(run: RunState, who: string, target: Resource): Reach {
  let answers = answersOfRuns.get(run);
  if (answers === undefined) {
    answers = newAnswers(run);
    answersOfRuns.set(run, answers);
  }
  return answers.ask(run.world, who, target);
}

/** Whether `X can read doc1` holds, without a word about it. */
export function readHolds(run: RunState, claim: CanClaim, scope: Scope): boolean {
  const target = claim.object === undefined ? undefined : thingNamed(run, claim.object, scope);
  return target === undefined ? claim.negated : eachHolds(run, claim, target);
}

/** Of each of the subjects. */
function eachHolds(run: RunState, claim: CanClaim, target: Resource): boolean {
  return claim.subjects.every(
    (subject) => readersOf(run, subject).some((who) => reachOf(run, who, target).can) !== claim.negated,
  );
}

function eachVerdict(run: RunState, scope: Scope, claim: CanClaim, wanted: string, target: Resource): Verdict {
  const lines = claim.subjects.flatMap((subject) => {
    const reaches = readersOf(run, subject).map((who) => ({ who, reach: reachOf(run, who, target) }));
    const shown = reaches.find(({ reach }) => reach.can) ?? reaches[0];
    if (shown === undefined) return [`${subject.name.text} has no principal that could read it`];
    return reachLines(run, scope, shown.who, target, shown.reach);
  });
  return {
    held: eachHolds(run, claim, target),
    wanted,
    got: lines[0] ?? "nobody asked about exists",
    why: lines.slice(1),
  };
}

function onlyVerdict(run: RunState, scope: Scope, claim: CanClaim, wanted: string, target: Resource): Verdict {
  const expected = new Set(claim.subjects.flatMap((subject) => readersOf(run, subject)));
  const asked = sortedTexts(new Set([...everyReader(run), ...expected]));
  const able = asked.filter((who) => reachOf(run, who, target).can);
  const extra = able.filter((who) => !expected.has(who));
  const missing = sortedTexts([...expected].filter((who) => !able.includes(who)));
  return {
    held: extra.length === 0 && missing.length === 0,
    wanted,
    got: able.length === 0 ? `nobody can read ${target.name}` : `${able.join(", ")} can read ${target.name}`,
    get why() {
      return [...extra, ...missing].flatMap((who) => reachLines(run, scope, who, target, reachOf(run, who, target)));
    },
  };
}

/** The path of a yes; where each path of a no stops, and for a want of permission the statement that decided. */
export function reachLines(run: RunState, scope: Scope, who: string, target: Resource, reach: Reach): readonly string[] {
  if (reach.can) return [`${who} can read ${target.name}`, ...reach.path.map((step) => `  ${proofLine(run, step)}`)];
  const head = `${who} cannot read ${target.name}`;
  if (reach.stopCount === 0) return [`${head}: it lies nowhere that ${who} could ask for it`];
  const lines: string[] = [];
  let shown = 0;
  for (const stop of reach.stops) {
    if (shown >= STOPS_SHOWN_MAX) break;
    lines.push(...stopLines(run, scope, who, target, stop));
    shown += 1;
  }
  const more = reach.stopCount - shown;
  return [head, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** What somebody knows, they were told at some step. */
function proofLine(run: RunState, { says, knows }: ProofStep): string {
  if (knows === undefined) return says;
  for (const step of run.steps) {
    const learned = step.facts.find(
      (fact) => fact.is === "learned" && fact.who === knows.who && fact.document === knows.document,
    );
    if (learned?.is === "learned") return `${says} since step ${step.number}: ${learned.how}`;
  }
  return says;
}

/** Where one path stops, and for a want of permission what would open it. */
function stopLines(run: RunState, scope: Scope, who: string, target: Resource, stop: Stopped): readonly string[] {
  const { by, at, how, refused } = stop;
  const path = by === who ? `${at}, by ${how}` : `${at}, as ${by}, by ${how}`;
  const opening = decisionOf(refused) === undefined ? [] : openingLines(run, scope, who, target, stop);
  return [`  ${path}: ${stopWords(refused, run.world)}`, ...opening.map((line) => `    ${line}`)];
}
