// A branch as a scenario file: the file up to the step, then what was tried.

import type { File, Statement } from "../language/syntax.js";
import { causes, isDenial } from "../rules/reply.js";
import { type BranchPoint, isIn, parsedFiles, scenarioOf } from "./branch.js";
import type { Step } from "./log.js";
import { Scope } from "./scope.js";

/**
 * A block that the step stands in is kept whole, since half a loop is no statement; the columns of a table's row become lets. What failed on
 * the way to the step is expected to, or else nothing behind it would be run.
 */
export function branchScenario(point: BranchPoint, texts: readonly string[]): string {
  const file = parsedFiles(point.log).get(point.log.files[0]!.name)!;
  const step = point.run.steps[point.step - 1];
  const found = scenarioOf(point.run, file, new Scope(file, undefined));
  const setUp = file.statements.filter((each) => each.is !== "scenario");
  const said = (statements: readonly Statement[]): string[] => statements.flatMap((each) => saidAgain(each, file, point));
  const inScenario = found !== undefined && step !== undefined && isIn(step, found.statement, file);
  if (!inScenario && found === undefined) return lines([...said(until(setUp, step, file)), "", ...texts]);
  const body = [
    ...(found?.cells ?? []).map(([column, cell]) => `let ${column} = ${cell}`),
    ...(inScenario ? said(until(found.statement.body.statements, step, file)) : []),
    ...texts,
  ];
  const title = JSON.stringify(`${point.run.name}, what if`);
  const before = said(inScenario ? setUp : until(setUp, step, file));
  return lines([...before, "", `scenario ${title} {`, ...body.map((line) => `  ${line}`), "}"]);
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

/** Up to the one that the step stands in; where it stands in an included file, up to the last that includes one. */
function until(statements: readonly Statement[], step: Step | undefined, file: File): readonly Statement[] {
  if (step === undefined) return statements.filter((each) => each.is === "default");
  if (step.file === file.name) return statements.filter((each) => each.start <= step.span.start);
  return statements.slice(0, statements.findLastIndex((each) => each.is === "include") + 1);
}

/** The statement as it stands in the file; what failed in it is expected, or left as a remark where it claimed what does not hold. */
function saidAgain(statement: Statement, file: File, { run, step: last }: BranchPoint): string[] {
  const text = file.text.slice(statement.start, statement.end).trimEnd();
  const failed = new Set(run.failures.map((failure) => failure.step));
  const step = run.steps.find((each) => each.number <= last && failed.has(each.number) && isIn(each, statement, file));
  if (step === undefined || "body" in statement) return [text];
  if (statement.is !== "do")
    return text.split("\n").map((line, at) => (at === 0 ? `# this did not hold: ${line}` : `#   ${line.trim()}`));
  const { expect } = statement;
  const plain =
    expect === undefined
      ? text
      : file.text
          .slice(statement.start, expect.start)
          .replace(/(?:^|\s+)expect\s*$/, "")
          .trimEnd();
  if (step.outcome.is === "ok") return [plain];
  const { refused } = step.outcome;
  const code = [...causes(refused)].at(-1)?.code ?? refused.code;
  return [`${plain} expect ${isDenial(refused) ? "denied" : `error ${code}`}`];
}
