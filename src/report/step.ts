// One step of a trace: its number and sentence, what it made and changed, who called what and why that was allowed. Facts come in the
// order in which they happened; a reader wants the change first and the calls behind it, so each call of the statement is one group.

import { unreachable } from "../base/assert.js";
import { listed } from "../base/listed.js";
import type { ScenarioRun, Step, Vocabulary } from "../engine/log.js";
import type { Fact } from "../rules/facts.js";
import { formatInstant, type Instant } from "../world/time.js";
import type { World } from "../world/world.js";
import { putCalls } from "./call-lines.js";
import { type Line, lineOf, lineWidth, lineWidthMax, padTo, paragraph, piece, verdictColumn, wrapText } from "./layout.js";
import { eventText, resourceIn, titleOf } from "./names.js";
import type { Denials } from "./reasons.js";
import { type Part, partsOf } from "./step-parts.js";

/** Where a step's sentence and its details begin: after its number. */
export interface StepLayout {
  readonly numberWidth: number;
  readonly indent: number;
}

export function stepLayout(run: ScenarioRun): StepLayout {
  const numberWidth = Math.max(2, String(run.steps.at(-1)?.number ?? 0).length);
  return { numberWidth, indent: numberWidth + 2 };
}

/** What the lines of a step are made from besides the step itself. */
export interface StepView {
  readonly step: Step;
  /** The world before it. */
  readonly before: World;
  readonly vocabulary: Vocabulary;
  readonly indent: number;
  /** Of the whole trace. */
  readonly denials: Denials;
  /** Ids of what the step made, changed or took away. */
  readonly told: ReadonlySet<string>;
}

export function stepView(step: Step, parts: Omit<StepView, "step" | "told">): StepView {
  const told = new Set<string>();
  for (const fact of step.facts) if (fact.is === "made" || fact.is === "changed" || fact.is === "gone") told.add(fact.id);
  return { step, told, ...parts };
}

/** The sentence with its number; `right` stands in the right-hand column if there is room. */
export function headLines(number: string, text: string, right: string, layout: StepLayout): readonly Line[] {
  const [first = "", ...others] = wrapText(piece(text).text, lineWidthMax - layout.indent - 2);
  const head: Line = [piece(`${number.padStart(layout.numberWidth)}  `, "number"), piece(first, "title")];
  const width = lineWidth(head);
  const fits = right !== "" && others.length === 0 && width + 2 <= verdictColumn;
  const lines: Line[] = [fits ? [...head, piece(" ".repeat(verdictColumn - width)), piece(right, "good")] : head];
  for (const other of others) lines.push(lineOf(layout.indent + 2, piece(other, "title")));
  if (right !== "" && !fits) lines.push(lineOf(verdictColumn, piece(right, "good")));
  return lines;
}

/** What stands beside a step's sentence: that an expectation held, and where the clock went. */
export function besideHead(step: Step, before: World): string {
  if (step.kind === "expect") return step.expectation?.held === true ? holdsSince(step.expectation.at) : "";
  if (step.kind === "predict") return step.expectation?.held === true ? "right" : "";
  if (step.kind === "flow" && step.at !== before.now) return formatInstant(step.at);
  if (step.expectation?.held === true && step.outcome.is === "refused") return "as expected";
  return "";
}

function holdsSince(at: Instant | undefined): string {
  return at === undefined ? "holds" : `holds at ${formatInstant(at)}`;
}

/** Everything under a step's sentence. */
export function bodyLines(view: StepView): readonly Line[] {
  const lines: Line[] = [];
  for (const row of rowsOf(partsOf(view.step.facts))) {
    if (row.length === 1) putPart(lines, row[0]!, view);
    else
      putDue(
        lines,
        row.filter((part) => part.is === "due"),
        view,
      );
  }
  putRefusal(lines, view.step, view.indent);
  const { expectation } = view.step;
  if (expectation !== undefined && !expectation.held) {
    putLabelled(lines, "FAILED", "wanted", expectation.wanted, view.indent);
    putLabelled(lines, "", "got", expectation.got, view.indent);
    for (const [index, line] of (expectation.why ?? []).entries())
      putLabelled(lines, "", index === 0 ? "why" : "", line, view.indent);
  }
  return lines;
}

/** What is refused without a call to AWS (a handshake, a client that opens a message) stands in no call's lines. */
function putRefusal(lines: Line[], { outcome, facts }: Step, indent: number): void {
  if (outcome.is !== "refused" || facts.some((fact) => fact.is === "call" && fact.refused !== undefined)) return;
  const { code, message } = outcome.refused;
  // AWS may answer, and fail at what it has begun; then there is a message and no code.
  const words = facts.some((fact) => fact.is === "call") ? "failed   " : "refused  ";
  const said = code === "error" ? message : [code, message].filter((each) => each !== "").join(": ");
  lines.push(...paragraph(`${words}${said}`, "bad", indent, indent + words.length));
}

function putLabelled(lines: Line[], mark: string, label: string, text: string, indent: number): void {
  const [first = "", ...others] = wrapText(piece(text).text, lineWidthMax - indent - 16);
  lines.push(lineOf(indent, piece(padTo(mark, 8), "bad"), piece(padTo(label, 8), "faint"), piece(first)));
  for (const other of others) lines.push(lineOf(indent + 16, piece(other)));
}

type DuePart = Extract<Part, { is: "due" }>;

/** Parts that fell due one after the other stand in one row; any other part in a row of its own. */
function rowsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const rows: Part[][] = [];
  let dues: Part[] | undefined;
  for (const part of parts) {
    if (part.is !== "due") dues = undefined;
    else if (dues !== undefined) {
      dues.push(part);
      continue;
    }
    const row = [part];
    rows.push(row);
    if (part.is === "due") dues = row;
  }
  return rows;
}

/** Fewer events alike than these are all shown, since each has a date of its own. */
const dueFoldMin = 6;
/** What was folded is named, so that nothing of one thing reads as though it were another's. */
const foldedListedMax = 4;

/** What fell due; events in a row that did the same, their numbers aside, stand once with their first and last date. */
function putDue(lines: Line[], dues: readonly DuePart[], view: StepView): void {
  const written = dues.map((due) => {
    const text = eventText(due.fact, view.vocabulary, view.step.world, view.before);
    const body: Line[] = [];
    for (const part of due.parts) putPart(body, part, { ...view, indent: view.indent + 2 });
    const signature = [text, ...body.map((line) => line.map((each) => each.text).join(""))].join("\n").replaceAll(/\d+/g, "#");
    return { due, text, body, signature };
  });
  for (let at = 0; at < written.length; ) {
    const first = written[at]!;
    let count = 1;
    while (written[at + count]?.signature === first.signature) count++;
    const shown = count < dueFoldMin ? 1 : count;
    const last = written[at + shown - 1]!;
    const texts = [...new Set(written.slice(at, at + shown).map(({ text }) => text))];
    const when = formatInstant(first.due.fact.at) + (shown === 1 ? "" : ` … ${formatInstant(last.due.fact.at)}`);
    const told = `${when}  ${listed(texts, foldedListedMax)}${shown === 1 ? "" : `  × ${shown}`}`;
    lines.push(...paragraph(told, "faint", view.indent, view.indent + 2), ...first.body);
    at += shown;
  }
}

function putPart(lines: Line[], part: Part, view: StepView): void {
  switch (part.is) {
    case "implied":
      lines.push(...paragraph(`implied: ${part.sentence}`, "faint", view.indent, view.indent + 2));
      break;
    case "due":
      putDue(lines, [part], view);
      break;
    case "group":
      for (const fact of part.changes) putChange(lines, fact, view);
      putCalls(lines, part.calls, view);
      break;
    default:
      unreachable(part);
  }
}

function putChange(lines: Line[], fact: Fact, view: StepView): void {
  const { step, before, vocabulary, indent } = view;
  switch (fact.is) {
    case "made": {
      const resource = resourceIn(fact.id, step.world, before);
      const described = resource === undefined ? "" : (vocabulary.kinds.get(resource.kind)?.describe(resource, step.world) ?? "");
      putSigned(lines, "+", "made", titleOf(fact.id, resource, fact.kind), described, indent);
      break;
    }
    case "changed":
      putSigned(lines, "~", "changed", titleOf(fact.id, resourceIn(fact.id, step.world, before)), fact.what, indent);
      break;
    case "gone":
      putSigned(lines, "-", "gone", titleOf(fact.id, resourceIn(fact.id, before, step.world), fact.kind), fact.what, indent);
      break;
    case "warning":
      putWarning(lines, fact.code, fact.args, view);
      break;
    case "scheduled":
      lines.push(
        ...paragraph(
          `due ${formatInstant(fact.at)}: ${eventText(fact, vocabulary, step.world, before)}`,
          "faint",
          indent,
          indent + 2,
        ),
      );
      break;
    case "learned":
      lines.push(
        ...paragraph(
          `${fact.who} now knows ${fact.document}${fact.how === "" ? "" : `: ${fact.how}`}`,
          "plain",
          indent,
          indent + 2,
        ),
      );
      break;
    case "answer":
      for (const line of fact.lines) lines.push(...answerLine(line, indent));
      break;
    case "call":
    case "due":
    case "implied":
    case "holding":
    case "usage":
      break;
    default:
      unreachable(fact);
  }
}

const titleWidth = 23;

/** `+ key k1                 SYMMETRIC_DEFAULT, …` */

/** What belongs under the line before stays under it where it is wrapped. */
function answerLine(line: string, indent: number): readonly Line[] {
  const text = line.trimStart();
  const start = indent + line.length - text.length;
  return paragraph(text, "plain", start, start + 2);
}

function putSigned(
  lines: Line[],
  sign: string,
  role: "made" | "changed" | "gone",
  title: string,
  text: string,
  indent: number,
): void {
  const name = padTo(piece(title).text, titleWidth);
  const start = indent + 2 + name.length;
  const [first = "", ...others] = wrapText(piece(text).text, Math.max(40, lineWidthMax - start - 2));
  const described = first === "" ? "" : name.endsWith(" ") ? first : `  ${first}`;
  lines.push(lineOf(indent, piece(`${sign} `, role), piece(name), piece(described)));
  for (const other of others) lines.push(lineOf(indent + 2 + titleWidth, piece(other)));
}

function putWarning(lines: Line[], code: string, args: Readonly<Record<string, string>>, { vocabulary, indent }: StepView): void {
  const said = vocabulary.words.get(code)?.say(args);
  lines.push(...paragraph(`warning ${code}${said === undefined ? "" : `: ${said.text}`}`, "warning", indent, indent + 8));
  if (said?.help !== undefined)
    for (const line of said.help.split("\n")) lines.push(...paragraph(line, "plain", indent + 8, indent + 10));
}
