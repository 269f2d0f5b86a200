// What a scenario did, as lines that a test can write out: who called what on which keys, with which context, now or later.

import { simulate } from "../../../src/api/simulate.js";
import type { CallFact } from "../../../src/rules/facts.js";
import { callerText } from "../../../src/world/principal.js";
import type { World } from "../../../src/world/world.js";

export function run(text: string) {
  const log = simulate({ text, name: "test" });
  if (log.diagnostics.some((each) => each.severity === "error")) throw new Error(JSON.stringify(log.diagnostics, null, 1));
  return log.scenarios[0]!;
}

/** The world that is left at the end. */
export function worldAfter(text: string): World {
  const done = run(text);
  return done.worldAt(done.steps.length);
}

/** The failures of a whole file: none where all that it expects holds. */
export function failures(text: string): unknown[] {
  const log = simulate({ text, name: "test" });
  const mistakes = log.diagnostics
    .filter((each) => each.severity === "error")
    .map((each) => `${each.code} ${JSON.stringify(each.args)}`);
  return [...mistakes, ...log.scenarios.flatMap((each) => each.failures)];
}

/** Codes of the warnings that its steps left. */
export function warningsOf(text: string): string[] {
  return run(text).steps.flatMap((step) => step.facts.flatMap((fact) => (fact.is === "warning" ? [fact.code] : [])));
}

/** The calls that the last step made: `ec2 for A/admin kms:CreateGrant k1`, `(later)` where it came after the answer. */
export function lastCalls(text: string): string[] {
  return callsOf(run(text).steps.at(-1)!.facts);
}

/** Those of KMS alone. */
export function lastKmsCalls(text: string): string[] {
  return lastCalls(text).filter((line) => line.includes(" kms:"));
}

export function callsOf(facts: readonly { readonly is: string }[]): string[] {
  return facts.filter((fact): fact is CallFact => fact.is === "call").map(lineOf);
}

function lineOf(call: CallFact): string {
  const context =
    call.encryptionContext === undefined
      ? ""
      : ` {${[...call.encryptionContext].map(([key, value]) => `${key}: ${value}`).join(", ")}}`;
  const refused = call.refused === undefined ? "" : ` refused ${call.refused.code}`;
  return `${callerText(call.caller)} ${call.action} ${call.on.join(" ")}${context}${refused}${call.late ? " (later)" : ""}`;
}

/** What was refused in the last step: codes and texts from the outermost to the cause. */
export function lastRefusal(text: string): string[] {
  const { outcome } = run(text).steps.at(-1)!;
  const found: string[] = [];
  let refused = outcome.is === "refused" ? outcome.refused : undefined;
  for (; refused !== undefined; refused = refused.cause) found.push(`${refused.code}: ${refused.message}`);
  return found;
}
