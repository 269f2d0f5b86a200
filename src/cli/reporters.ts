// What else a test run writes: JUnit XML for build servers, annotations for GitHub, JSON lines for programs.

import { appendFileSync } from "node:fs";
import { unreachable } from "../base/assert.js";
import { safeLine } from "../base/safe-text.js";
import { linesPage } from "../report/html.js";
import { jsonVersion } from "../report/json.js";
import { junitLines } from "../report/junit.js";
import { type Line, piece } from "../report/layout.js";
import { safeJson } from "../report/safe-json.js";
import { InputProblem } from "./exit.js";
import type { Io } from "./io.js";
import { failureLines } from "./result-lines.js";
import type { TestResult } from "./test-file.js";
import type { TestCounts } from "./test-report.js";
import { requireReportFile, writeWhole } from "./write-whole.js";

export type Reporter =
  | { readonly is: "text" }
  | { readonly is: "dot" }
  | { readonly is: "github" }
  | { readonly is: "json"; readonly file: string | undefined }
  | { readonly is: "junit"; readonly file: string }
  | { readonly is: "html"; readonly file: string }
  | { readonly is: "mermaid"; readonly file: string };

/** `text,junit=results.xml`. GitHub's annotations come by themselves where GitHub runs the tests. */
export function reportersOf(list: string | undefined, io: Io): Reporter[] {
  const named = (list ?? "text").split(",").map((name) => reporterOf(name.trim()));
  const onGitHub = list === undefined && io.env.get("GITHUB_ACTIONS") === "true";
  return onGitHub ? [...named, { is: "github" }] : named;
}

function reporterOf(name: string): Reporter {
  if (name === "text" || name === "dot" || name === "github") return { is: name };
  if (name === "json") return { is: "json", file: undefined };
  const [, is, file] = /^(json|junit|html|mermaid)=(.+)$/s.exec(name) ?? [];
  if (is !== undefined && file !== undefined) {
    requireReportFile(file);
    return { is: is as "json" | "junit" | "html" | "mermaid", file };
  }
  throw new InputProblem(
    `there is no reporter ${name}`,
    "reporters are text, dot, junit=FILE, html=FILE, mermaid=FILE, github, json and json=FILE",
  );
}

export interface Reported {
  readonly results: readonly TestResult[];
  readonly counts: TestCounts;
  /** `1/4` */
  readonly shard: string | undefined;
}

export function reportTo(reporter: Reporter, reported: Reported, io: Io): void {
  switch (reporter.is) {
    case "text":
      return;
    case "junit":
      writeWhole(reporter.file, `${[...junitLines(reported.results)].join("\n")}\n`);
      return;
    case "html":
      writeWhole(reporter.file, pageOf(reported));
      return;
    case "mermaid":
      writeWhole(reporter.file, `${[...drawnPage(reported.results)].join("\n")}\n`);
      return;
    case "dot":
      for (const line of dotLines(reported.results)) io.result(`${line}\n`);
      return;
    case "github":
      annotate(reported.results, reported.counts, io);
      return;
    case "json": {
      const text = [...resultJson(reported)].map((line) => `${line}\n`).join("");
      if (reporter.file === undefined) io.result(text);
      else writeWhole(reporter.file, text);
      return;
    }
    default:
      unreachable(reporter);
  }
}

const dotsInLine = 80;

/** A sign a scenario: `.` it held, `F` it failed, and for a file as a whole `F` its golden differs, `E` it could not be run. */
function* dotLines(results: readonly TestResult[]): Generator<string> {
  const signs = results.flatMap(({ scenarios, failures }) => [
    ...scenarios.map((run) => (run.failures.length === 0 ? "." : "F")),
    ...failures.map(({ kind }) => (kind === "failure" ? "F" : "E")),
  ]);
  for (let from = 0; from < signs.length; from += dotsInLine) yield signs.slice(from, from + dotsInLine).join("");
}

/** The counts, a line a scenario, and the failures in full. */
function pageOf({ results, counts }: Reported): string {
  const summary: Line[] = results.flatMap(({ file, scenarios }) =>
    scenarios.map((run) => {
      const held = run.failures.length === 0;
      return [piece(held ? "passed  " : "FAILED  ", held ? "good" : "bad"), piece(run.name), piece(`  ${file}`, "faint")];
    }),
  );
  const failures = results.map((result) => [...failureLines(result)].slice(1)).filter((lines) => lines.length > 0);
  return linesPage(`custody test: ${counts.passed} passed, ${counts.failed} failed`, [summary, ...failures]);
}

/** A page of Markdown: the calls of each scenario, drawn. Names become no markup. */
function* drawnPage(results: readonly TestResult[]): Generator<string> {
  yield "# custody test: who called what";
  for (const { file, scenarios, drawings } of results) {
    yield* ["", `## ${plainInMarkdown(file)}`];
    for (const [at, run] of scenarios.entries()) {
      yield* ["", `### ${plainInMarkdown(run.name)}: ${run.failures.length === 0 ? "passed" : "FAILED"}`, ""];
      yield* ["```mermaid", ...(drawings?.[at] ?? []), "```"];
    }
  }
}

function plainInMarkdown(text: string): string {
  return safeLine(text).replace(/[^\p{L}\p{N} ./-]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** The last line counts the others, so that a report that was cut off is seen to be. */
function* resultJson({ results, counts, shard }: Reported): Generator<string> {
  for (const { file, scenarios, failures, code } of results) {
    for (const run of scenarios) {
      const passed = run.failures.length === 0;
      const own = passed ? {} : { failures: run.failures };
      yield safeJson({ custody: jsonVersion, type: "test", file, scenario: run.name, passed, ...own });
    }
    for (const { kind, message, at } of failures)
      yield safeJson({
        custody: jsonVersion,
        type: "test",
        file,
        passed: false,
        kind,
        message,
        exit: code,
        ...(at === undefined ? {} : { at }),
      });
  }
  yield safeJson({ custody: jsonVersion, type: "tests", ...counts, ...(shard === undefined ? {} : { shard }) });
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
  const start = { file, line: 1, column: 1 };
  return [...ofRuns, ...failures.map(({ message, at = start }) => ({ ...at, title: "custody", message }))];
}

/** No text of a scenario may end the annotation or begin a command of its own. */
function escaped(text: string): string {
  const lines = text.split("\n").map((line) => safeLine(line).replaceAll("::", ": :").replaceAll("%", "%25"));
  return lines.join("%0A");
}

function property(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
