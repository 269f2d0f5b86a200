// Runs scenario texts in tests: results as a reader sees them, in one line each.

import { type SimulateOptions, simulate } from "../../src/api/simulate.js";
import type { RunLog, ScenarioRun } from "../../src/engine/log.js";

export function run(text: string, options: Partial<SimulateOptions> = {}): RunLog {
  return simulate({ text, name: "test", ...options });
}

/** The only scenario of a text that must be free of mistakes. */
export function scenarioOf(text: string, options: Partial<SimulateOptions> = {}): ScenarioRun {
  const log = run(text, options);
  const errors = log.diagnostics.filter((each) => each.severity === "error");
  if (errors.length > 0)
    throw new Error(`mistakes in the text: ${errors.map((each) => `${each.code} ${JSON.stringify(each.args)}`).join("; ")}`);
  if (log.scenarios.length !== 1) throw new Error(`${log.scenarios.length} scenarios`);
  return log.scenarios[0]!;
}

/** `passed`, or what failed: `step 3: refused …`. */
export function resultOf(text: string, options: Partial<SimulateOptions> = {}): string {
  const { failures } = scenarioOf(text, options);
  return failures.length === 0 ? "passed" : failures.map((each) => `step ${each.step}: ${each.lines.join(" | ")}`).join("\n");
}

/** `code at "words"` for each diagnostic, in order. */
export function mistakesOf(text: string, options: Partial<SimulateOptions> = {}): string[] {
  return run(text, options).diagnostics.map(
    (each) => `${each.severity === "warning" ? "warning " : ""}${each.code} at "${text.slice(each.span.start, each.span.end)}"`,
  );
}
