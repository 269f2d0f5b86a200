// Scenario files that users wrote before Custody was there: each runs as it stands, and all that it expects holds.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";

/** Parts of Custody, by the `# part:` that stands at the head of a file. */
const PARTS = ["main-job", "permissions", "keys", "grants", "language", "money-and-trails", "data-at-rest", "wire-and-client"];

function partOf(text: string): string {
  return /^# part: ([a-z-]+)/u.exec(text)?.[1] ?? "";
}

/** What is wrong with it: diagnostics, and each expectation that did not hold with the step it belongs to. */
function problems(text: string, name: string): readonly string[] {
  const { diagnostics, scenarios } = simulate({ text, name });
  const mistakes = diagnostics
    .filter((each) => each.severity === "error")
    .map((each) => `${each.code} ${JSON.stringify(each.args)} at ${text.slice(each.span.start, each.span.end)}`);
  const failures = scenarios.flatMap((run) =>
    run.failures.map((each) => `${run.name}: ${text.slice(each.span.start, each.span.end)}: ${each.lines.join("; ")}`),
  );
  return [...mistakes, ...failures];
}

/** Of the other folder: scenarios in the same hand, whose expectations come from AWS's documents, not from a run. */
describe.each(["./scenarios/", "./sibling-scenarios/"])("the scenarios below %s pass as they stand", (path) => {
  const folder = new URL(path, import.meta.url);
  for (const file of readdirSync(folder).sort()) {
    const text = readFileSync(new URL(file, folder), "utf8");
    const part = partOf(text);
    test(`${part}: ${file}`, () => {
      expect(PARTS).toContain(part);
      expect(problems(text, file.replace(".scenario", ""))).toEqual([]);
    });
  }
});
