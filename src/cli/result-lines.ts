// What is said of one file under test: notes, and its failures in full.

import { type Line, piece, type Role } from "../report/layout.js";
import type { TestResult } from "./test-file.js";

/** What was written. */
export function noteLines({ notes }: TestResult): Line[] {
  return notes.map((note) => line(note, "faint"));
}

/** Each failure with an empty line before it; nothing where all held. */
export function* failureLines(result: TestResult): Generator<Line> {
  const failing = result.scenarios.filter(({ failures }) => failures.length > 0);
  for (const [index, scenario] of failing.entries()) {
    // A report of another run has the failures only, not the whole trace.
    const traces = result.traces.length > 0 ? [result.traces[index] ?? []] : shortTraces(scenario);
    for (const told of traces) yield* [[], headLine(result.file, scenario.failures[0]), [], ...told];
  }
  for (const { message, at } of result.failures)
    yield* [[], headLine(result.file, at), [], ...message.split("\n").map((each) => line(each, "plain"))];
}

/** `FAILED shop.scenario:14`, as `custody test` and `custody explain` take it. */
function headLine(file: string, at: { readonly file: string; readonly line: number } | undefined): Line {
  const place = at === undefined ? file : at.file === file ? `${file}:${at.line}` : `${file}, at ${at.file}:${at.line}`;
  return line(`FAILED ${place}`, "bad");
}

function line(text: string, role: Role): Line {
  return [piece(text, role)];
}

function shortTraces({ name, failures }: TestResult["scenarios"][number]): Line[][] {
  return failures.map(({ step, sentence, lines }) => [
    line(name, "title"),
    line(`step ${step}: ${sentence}`, "plain"),
    ...lines.map((each) => line(each, "plain")),
  ]);
}
