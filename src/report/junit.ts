// JUnit XML for build servers: a suite is a file, a case a scenario. Real time is left out, so that equal runs give equal reports, and so
// are characters that XML 1.0 cannot hold, which would make the whole report unreadable.

/** A scenario under test, as plain data. */
export interface TestedScenario {
  readonly name: string;
  readonly failures: readonly {
    readonly step: number;
    readonly sentence: string;
    readonly code: string;
    readonly lines: readonly string[];
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
}

/** Why a file as a whole failed: its golden differs, its text is wrong; then with the place of the first mistake. */
export interface FileFailure {
  readonly kind: "failure" | "error";
  readonly message: string;
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
}

/** A file's part of a test run. */
export interface TestedFile {
  readonly file: string;
  readonly scenarios: readonly TestedScenario[];
  readonly failures: readonly FileFailure[];
}

export function* junitLines(files: readonly TestedFile[]): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  yield `<testsuites tests="${sum(files, testCount)}" failures="${sum(files, failureCount)}" errors="${sum(files, errorCount)}">`;
  for (const each of files) {
    yield `  <testsuite name="${attribute(each.file)}" tests="${testCount(each)}" failures="${failureCount(each)}" errors="${errorCount(each)}">`;
    for (const run of each.scenarios) yield* caseLines(each.file, run);
    for (const { kind, message } of each.failures) {
      yield `    <testcase classname="${attribute(each.file)}" name="${kind === "failure" ? "golden" : "file"}">`;
      yield `      <${kind} message="${attribute(message.split("\n")[0] ?? "")}">${text(message)}</${kind}>`;
      yield "    </testcase>";
    }
    yield "  </testsuite>";
  }
  yield "</testsuites>";
}

function* caseLines(file: string, run: TestedScenario): Generator<string> {
  const head = `    <testcase classname="${attribute(file)}" name="${attribute(run.name)}"`;
  if (run.failures.length === 0) {
    yield `${head}/>`;
    return;
  }
  yield `${head}>`;
  for (const failure of run.failures) {
    const message = `step ${failure.step}: ${failure.sentence}`;
    yield `      <failure type="${attribute(failure.code)}" message="${attribute(message)}">${text(failure.lines.join("\n"))}</failure>`;
  }
  yield "    </testcase>";
}

function testCount(file: TestedFile): number {
  return file.scenarios.length + file.failures.length;
}

function failureCount(file: TestedFile): number {
  return (
    file.scenarios.filter((run) => run.failures.length > 0).length +
    file.failures.filter((each) => each.kind === "failure").length
  );
}

function errorCount(file: TestedFile): number {
  return file.failures.filter((each) => each.kind === "error").length;
}

function sum(files: readonly TestedFile[], count: (file: TestedFile) => number): number {
  return files.reduce((total, file) => total + count(file), 0);
}

// XML 1.0 Char; the rest is dropped, a lone surrogate among it.
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function text(value: string): string {
  return value.replace(NOT_XML, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function attribute(value: string): string {
  return text(value).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\r", "&#13;").replaceAll("\t", "&#9;");
}
