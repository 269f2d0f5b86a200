// What is said of one file under test: notes, and its failures in full.

import { type Line, piece, type Role } from "../report/layout.js";
import type { TestResult } from "./test-file.js";

/** What was written. */
export function noteLines({ notes }: TestResult): Line[] {
  return notes.map((note) => line(note, "faint"));
}

/** Each failure with an empty line before it; nothing where all held. */
export function* failureLines(result: TestResult): Generator<Line> {
  // A report of another run has the failures only, not the whole trace.
  const traces = result.traces.length > 0 ? result.traces : result.scenarios.flatMap(shortTraces);
  const texts = result.failures.map(({ message }) => message.split("\n").map((each) => line(each, "plain")));
  for (const told of [...traces, ...texts]) yield* [[], line(`FAILED ${result.file}`, "bad"), [], ...told];
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
