// What else a test run writes: JUnit XML for build servers, annotations for GitHub, JSON lines for programs.

import { appendFileSync } from "node:fs";
import { safeLine } from "../base/safe-text.js";
import { jsonVersion } from "../report/json.js";
import { junitLines } from "../report/junit.js";
import { safeJson } from "../report/safe-json.js";
import type { TestCounts } from "./commands/test.js";
import { InputProblem } from "./exit.js";
import type { Io } from "./io.js";
import type { TestResult } from "./test-file.js";
import { writeWhole } from "./write-whole.js";

export type Reporter =
  | { readonly is: "text" }
  | { readonly is: "github" }
  | { readonly is: "json" }
  | { readonly is: "junit"; readonly file: string };

/** `text,junit=results.xml`. GitHub's annotations come by themselves where GitHub runs the tests. */
export function reportersOf(list: string | undefined, io: Io): Reporter[] {
  const named = (list ?? "text").split(",").map((name) => reporterOf(name.trim()));
  const onGitHub = list === undefined && io.env.get("GITHUB_ACTIONS") === "true";
  return onGitHub ? [...named, { is: "github" }] : named;
}

function reporterOf(name: string): Reporter {
  if (name === "text" || name === "github" || name === "json") return { is: name };
  if (name.startsWith("junit=") && name.length > 6) return { is: "junit", file: name.slice(6) };
  throw new InputProblem(`there is no reporter ${name}`, "reporters are text, junit=FILE, github and json");
}

export function reportTo(reporter: Reporter, results: readonly TestResult[], counts: TestCounts, io: Io): void {
  if (reporter.is === "junit") writeWhole(reporter.file, `${[...junitLines(results)].join("\n")}\n`);
  else if (reporter.is === "github") annotate(results, counts, io);
  else if (reporter.is === "json") for (const line of resultJson(results)) io.result(`${line}\n`);
}

function* resultJson(results: readonly TestResult[]): Generator<string> {
  for (const { file, scenarios, failures } of results) {
    for (const run of scenarios)
      yield safeJson({ custody: jsonVersion, type: "test", file, scenario: run.name, passed: run.failures.length === 0 });
    for (const { kind, message } of failures)
      yield safeJson({ custody: jsonVersion, type: "test", file, passed: false, kind, message });
  }
}

const annotationCountMax = 10;

interface Annotation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly title: string;
  readonly message: string;
}

function annotate(results: readonly TestResult[], counts: TestCounts, io: Io): void {
  for (const each of results.flatMap(annotationsOf).slice(0, annotationCountMax)) {
    const place = `file=${property(each.file)},line=${each.line},col=${each.column},title=${property(each.title)}`;
    io.result(`::error ${place}::${escaped(each.message)}\n`);
  }
  const summary = io.env.get("GITHUB_STEP_SUMMARY") ?? "";
  if (summary !== "") appendFileSync(summary, `custody test: ${counts.passed} passed, ${counts.failed} failed\n`);
}

function annotationsOf({ file, scenarios, failures }: TestResult): Annotation[] {
  const ofRuns = scenarios.flatMap(({ name, failures: own }) =>
    own.map((failure) => ({ ...failure, title: name, message: failure.lines.join("\n") })),
  );
  return [...ofRuns, ...failures.map(({ message }) => ({ file, line: 1, column: 1, title: "custody", message }))];
}

/** No text of a scenario may end the annotation or begin a command of its own. */
function escaped(text: string): string {
  const lines = text.split("\n").map((line) => safeLine(line).replaceAll("::", ": :").replaceAll("%", "%25"));
  return lines.join("%0A");
}

function property(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
