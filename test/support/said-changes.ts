// Does what a trace offers against a refusal hold? The printed sentences are put before the refused statement, in the world that it met, and
// both are run as a scenario would run them.

import { theRegistry } from "../../src/api/simulate.js";
import { runStatements } from "../../src/engine/interpreter.js";
import { DEFAULT_LIMITS } from "../../src/engine/limits.js";
import type { RunLog, Step } from "../../src/engine/log.js";
import { RunState } from "../../src/engine/run-state.js";
import { Scope } from "../../src/engine/scope.js";
import { Stop } from "../../src/engine/stop.js";
import { parse } from "../../src/language/parse.js";
import type { Refused } from "../../src/rules/authorize/decision.js";
import { changeText, saidChanges } from "../../src/rules/change-sentences.js";
import type { CallFact, Fact } from "../../src/rules/facts.js";
import type { World } from "../../src/world/world.js";

export interface Trial {
  /** The statement that was refused, and what was offered. */
  readonly step: string;
  readonly offered: string;
  /** `allowed`, or what came of it. */
  readonly outcome: string;
}

/** A trial for every change that a run's refusals offer in sentences; what is offered in words alone is listed as such. */
export function trialsOf(log: RunLog): { readonly trials: readonly Trial[]; readonly inWords: readonly string[] } {
  const trials: Trial[] = [];
  const inWords: string[] = [];
  for (const scenario of log.scenarios) {
    for (const [at, step] of scenario.steps.entries()) {
      const before = scenario.steps[at - 1]?.world;
      const call = deniedCall(step.facts);
      const decision = call?.decisions.find((each): each is Refused => !each.allowed);
      if (before === undefined || call === undefined || decision === undefined || !isRepeatable(step, decision)) continue;
      for (const change of saidChanges(decision, step.world, undefined, before)) {
        const offered = changeText(change);
        if (!change.isSentences) inWords.push(offered);
        else trials.push({ step: step.text, offered, outcome: outcomeOf(before, offered, step, decision) });
      }
    }
  }
  return { trials, inWords };
}

function deniedCall(facts: readonly Fact[]): CallFact | undefined {
  return facts.find(
    (fact): fact is CallFact => fact.is === "call" && !fact.late && fact.decisions.some((decision) => !decision.allowed),
  );
}

/** A step's text is one line: a policy written in it is shortened, a session policy stands around it. */
function isRepeatable(step: Step, decision: Refused): boolean {
  return step.kind === "do" && !step.text.includes("…") && decision.policies.session === undefined;
}

function outcomeOf(before: World, offered: string, step: Step, decision: Refused): string {
  const { caller, place } = step.facts.find((fact): fact is CallFact => fact.is === "call")!;
  const { account, region } = place;
  const home = account === "" ? "A" : account;
  const isSaid = caller.is !== "principal" || step.text.includes(` by ${caller.ref}`);
  const statement = isSaid ? step.text : `as ${caller.ref} { ${step.text} }`;
  const text = `default in acct ${home} region ${region || "us-east-1"}\n${offered}\n${statement}\n`;
  const { file, diagnostics } = parse(text, "offered");
  const [mistake] = diagnostics.filter((each) => each.severity === "error");
  if (mistake !== undefined) return `cannot be read: ${mistake.code} at ${text.slice(mistake.span.start, mistake.span.end)}`;
  const readFile = () => ({ problem: "there are no files" });
  const parts = { registry: theRegistry(), limits: DEFAULT_LIMITS, readFile, files: new Map(), interpret: runStatements };
  const run = new RunState(parts, before);
  try {
    runStatements(run, file.statements, new Scope(file, undefined));
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    return `cannot be run: ${thrown.diagnostic.code} ${JSON.stringify(thrown.diagnostic.args)}`;
  }
  const calls = run.steps.at(-1)!.facts.filter((fact): fact is CallFact => fact.is === "call");
  const again = calls.flatMap((each) => each.decisions).find((each) => isSameQuestion(each.request, decision.request));
  if (again === undefined) return `was not asked again: ${run.failures.map(({ lines }) => lines.join(" | ")).join("; ")}`;
  return again.allowed ? "allowed" : `still refused: ${again.layers.map(({ layer }) => layer).join(", ")}`;
}

function isSameQuestion(one: Refused["request"], other: Refused["request"]): boolean {
  return one.action === other.action && one.resource === other.resource && one.principal.arn === other.principal.arn;
}
