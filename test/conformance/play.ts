// A case played and compared: its outcome and text as they stand in the file, and each of its `also` lines that can be checked.

import { alsoOf, type Case } from "./cases.js";
import { readCase } from "./reading.js";
import { readKeyCase } from "./reading-keys.js";
import { type Answer, NotThere } from "./stage.js";
import { isRecordedText } from "./texts.js";

/** A line of `also`: whether it holds, or why Custody cannot tell. */
export type Check = (() => boolean) | NotChecked;

export interface NotChecked {
  readonly is: "not checked";
  readonly why: string;
}
export function notChecked(why: string): NotChecked {
  return { is: "not checked", why };
}

export interface Played {
  readonly answer: Answer;
  /** The key that `<key-arn>` stands for. */
  readonly keyArn?: string;
  /** One for each `also` line of the case, in its order. They run in that order, after the request. */
  readonly also?: readonly Check[];
}

export interface NotModelled {
  readonly is: "not modelled";
  /** The service or feature that Custody does not have. */
  readonly what: string;
}
export function notModelled(what: string): NotModelled {
  return { is: "not modelled", what };
}

/** How a case becomes a world and a request. */
export type Entry = ((theCase: Case) => Played) | NotModelled;
export type Area = { readonly [id: string]: Entry };

type ReadCase = (theCase: Case) => Played | undefined;

const readers: ReadonlyMap<string, ReadCase> = new Map<string, ReadCase>([
  ["policy", readCase],
  ["grant", readCase],
  ...["kms-state", "kms-crypto", "rotation", "deletion", "import", "alias"].map((area): [string, ReadCase] => [
    area,
    readKeyCase,
  ]),
]);

/** A case without an entry; its `also` lines are not read. */
function fromItsWords(theCase: Case): Played {
  const played = readers.get(theCase.area)?.(theCase);
  if (played === undefined) throw new NotThere("nobody said how to play it");
  return { ...played, also: alsoOf(theCase).map(() => notChecked("it is read from its words, and these are not")) };
}

export interface Result {
  readonly theCase: Case;
  readonly is: "passed" | "failed" | "not modelled";
  /** What was wanted and what came instead; what is not modelled. */
  readonly lines: readonly string[];
  readonly alsoChecked: number;
}

export function playCase(theCase: Case, known: Entry | undefined): Result {
  const entry = known ?? fromItsWords;
  if (typeof entry !== "function") return { theCase, is: "not modelled", lines: [entry.what], alsoChecked: 0 };
  const lines: string[] = [];
  let alsoChecked = 0;
  try {
    const played = entry(theCase);
    lines.push(...answerProblems(theCase, played));
    const also = played.also ?? [];
    if (also.length !== alsoOf(theCase).length) lines.push(`${alsoOf(theCase).length} also lines, ${also.length} checks`);
    for (const [at, check] of also.entries()) {
      if (typeof check !== "function") continue;
      alsoChecked += 1;
      if (!check()) lines.push(`does not hold: ${alsoOf(theCase)[at]}`);
    }
  } catch (thrown) {
    if (thrown instanceof NotThere) return { theCase, is: "not modelled", lines: [thrown.message], alsoChecked: 0 };
    lines.push(
      thrown instanceof Error ? `${thrown.message}\n${(thrown.stack ?? "").split("\n").slice(0, 6).join("\n")}` : String(thrown),
    );
  }
  return { theCase, is: lines.length === 0 ? "passed" : "failed", lines, alsoChecked };
}

function answerProblems(theCase: Case, { answer, keyArn }: Played): readonly string[] {
  const { outcome, message } = theCase.then;
  const problems: string[] = [];
  const right = outcome === "error" ? answer.outcome !== "ok" : answer.outcome === outcome;
  if (!right) problems.push(`wanted ${outcome}, got ${answer.outcome} ${answer.message}`);
  const known: ReadonlyMap<string, string> = new Map(keyArn === undefined ? [] : [["key-arn", keyArn]]);
  if (message !== undefined && !isRecordedText(answer.message, message, known)) {
    problems.push(`wanted the text "${message}", got "${answer.message}"`);
  }
  return problems;
}
