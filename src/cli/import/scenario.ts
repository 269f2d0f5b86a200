// A scenario from a log: each call as a sentence with the outcome that it had. The scenario is run before it is given away; a call that
// would come out otherwise than in the log is taken out and listed, so that what stands in the file holds.

import { simulate } from "../../api/simulate.js";
import { safeLine } from "../../base/safe-text.js";
import { positionOf } from "../../language/render.js";
import { keyOfArn, type ReadTrail, type RecordedCall } from "./records.js";
import { type Sentence, sentenceOf } from "./sentences.js";
import { type Lines, Stage } from "./stage.js";

export interface Imported {
  readonly text: string;
  /** What could not be mapped, a line each. */
  readonly leftOut: readonly string[];
  readonly mappedCount: number;
  readonly leftOutCount: number;
}

/** A scenario file is at most 256 KiB; what was not taken over is listed in the rest. */
const textLengthMax = 200 * 1024;
const listLengthMax = 40 * 1024;
const roundCountMax = 12;

export function scenarioFrom(trail: ReadTrail, title: string): Imported {
  const leftOut = new Map<number, string>();
  let countMax = trail.calls.length;
  for (let round = 0; ; round++) {
    let draft = draftOf(trail, title, leftOut, countMax);
    for (let length = lengthOf(draft); length > textLengthMax; length = lengthOf(draft)) {
      countMax = Math.floor((countMax * 0.9 * textLengthMax) / length);
      draft = draftOf(trail, title, leftOut, countMax);
    }
    const wrong = round < roundCountMax ? whatComesOutOtherwise(draft) : new Map<number, string>();
    if (wrong.size === 0) return finished(draft, trail, leftOut);
    for (const [index, why] of wrong) leftOut.set(index, why);
  }
}

function lengthOf({ lines }: Draft): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

interface Draft {
  readonly lines: readonly string[];
  /** The call that a line is about, by the line's number from 1. */
  readonly callOfLine: ReadonlyMap<number, number>;
  readonly refusedToMap: ReadonlyMap<number, string>;
}

function draftOf({ calls }: ReadTrail, title: string, leftOut: ReadonlyMap<number, string>, countMax: number): Draft {
  const stage = new Stage();
  const body: (Lines[number] | { readonly call: number; readonly text: string })[] = [];
  const refusedToMap = new Map<number, string>();
  let now = calls[0]?.at ?? "2026-01-01T00:00:00Z";
  const start = now;
  for (const [index, call] of calls.entries()) {
    if (leftOut.has(index)) continue;
    const mapped = index >= countMax ? "a scenario file is at most 256 KiB long" : mapCall(call, stage);
    if (typeof mapped === "string") {
      refusedToMap.set(index, mapped);
      continue;
    }
    if (call.at > now) {
      now = call.at;
      body.push({ call: index, text: `advance to ${now}` });
    }
    for (const text of mapped.before) body.push({ call: index, text });
    body.push({ call: index, text: mapped.text });
    if (mapped.after !== undefined) body.push(mapped.after);
  }
  const lines = [`# ${safeLine(title)}`, `clock ${start}`];
  for (const [id, name] of stage.naming.accounts()) lines.push(`account ${name} id ${id}`);
  // A policy's text has lines of its own, and a failure is found again by its line.
  const push = (text: string) => lines.push(...text.split("\n"));
  for (const text of stage.setUp.flat()) push(text);
  lines.push("");
  const callOfLine = new Map<number, number>();
  for (const item of body) {
    if (typeof item === "object" && "call" in item) {
      callOfLine.set(lines.length + 1, item.call);
      push(item.text);
    } else for (const text of [item].flat()) push(text);
  }
  return { lines, callOfLine, refusedToMap };
}

interface Mapped {
  readonly before: readonly string[];
  readonly text: string;
  readonly after?: readonly string[] | undefined;
}

/** Errors that the log does not say enough about to bring them about again. */
const CHANCE: ReadonlySet<string> = new Set([
  "ThrottlingException",
  "KMSInternalException",
  "DependencyTimeoutException",
  "KeyUnavailableException",
]);

function mapCall(call: RecordedCall, stage: Stage): Mapped | string {
  if (call.serviceEvent) return serviceEvent(call, stage);
  if (call.caller.is === "service") return call.caller.name === "AWS Internal" ? BY_ITSELF : `made by ${call.caller.name} itself`;
  if (call.via === "kms.amazonaws.com") return "KMS did it as part of another call";
  if (call.error !== undefined && CHANCE.has(call.error)) return `${call.error} is a matter of chance`;
  const who = stage.naming.principal(call.caller);
  if (call.caller.is === "user") {
    const sentence = `user ${who}`;
    if (!stage.setUp.includes(sentence)) stage.setUp.push(sentence);
  }
  const sentence = sentenceOf(call, stage, who);
  if (typeof sentence === "string") return sentence;
  const denied = isDenied(call);
  const before = rightsFor(call, sentence, stage, who, denied ? "Deny" : "Allow");
  if (call.error === undefined) sentence.done?.();
  const outcome = denied ? "denied" : call.error === undefined ? "ok" : `error ${call.error.replace(/[^A-Za-z0-9.]/g, "")}`;
  const on = call.error === undefined ? sentence.after : undefined;
  return { before, text: `${sentence.text} by ${who} expect ${outcome}`, after: on };
}

/** A ciphertext whose key is gone is refused with the code of a denial, whatever anyone may do. */
function isDenied({ error, message }: RecordedCall): boolean {
  return error === "AccessDenied" || (error === "AccessDeniedException" && !message.startsWith("The ciphertext refers to"));
}

function rightsFor(
  call: RecordedCall,
  sentence: Sentence,
  stage: Stage,
  who: string,
  effect: "Allow" | "Deny",
): readonly string[] {
  const wanted = sentence.actions ?? [[call.event, sentence.key] as const];
  // One missing permission is enough for a denial.
  return (effect === "Deny" ? wanted.slice(0, 1) : wanted).flatMap(([action, key]) => [...stage.right(who, action, key, effect)]);
}

const BY_ITSELF = "KMS did it by itself";

/** What KMS does by itself falls due by itself. */
function serviceEvent(call: RecordedCall, stage: Stage): Mapped | string {
  const arn = call.keys[0];
  const key = arn === undefined || keyOfArn(arn) === undefined ? undefined : stage.keys.get(arn);
  if (key === undefined) return "KMS did it by itself, to a key that the log does not show before";
  if (call.event === "DeleteKey") return { before: [], text: `expect ${key.name} is deleted` };
  if (call.event === "RotateKey") return { before: [], text: `expect trail of ${key.account} has kms:RotateKey on ${key.name}` };
  return BY_ITSELF;
}

/** Runs the draft: calls by index, with what came of them instead. */
function whatComesOutOtherwise(draft: Draft): ReadonlyMap<number, string> {
  const text = draft.lines.join("\n");
  const log = simulate({ text, name: "imported" });
  const wrong = new Map<number, string>();
  const note = (offset: number, why: string): void => {
    const { line } = positionOf(text, offset);
    const call = draft.callOfLine.get(line) ?? callThatNeeds(draft, line);
    if (call !== undefined && !wrong.has(call)) wrong.set(call, why);
  };
  for (const each of log.diagnostics) if (each.severity === "error") note(each.span.start, "its sentence cannot be read");
  for (const run of log.scenarios) {
    for (const failure of run.failures)
      note(failure.span.start, `here it came out otherwise: ${failure.lines.slice(0, 2).join(", ")}`);
  }
  return wrong;
}

/** A ciphertext that was to be there before: the first call that uses it cannot be had. */
function callThatNeeds({ lines, callOfLine }: Draft, line: number): number | undefined {
  const name = / as (\S+)$/.exec(lines[line - 1] ?? "")?.[1];
  const user = lines.findIndex((each, index) => index >= line && name !== undefined && each.includes(` ${name} `));
  return callOfLine.get(user + 1);
}

function finished(draft: Draft, { calls, skipped, skippedCount }: ReadTrail, leftOut: ReadonlyMap<number, string>): Imported {
  const reasons = calls.flatMap((call, index) => {
    const why = leftOut.get(index) ?? draft.refusedToMap.get(index);
    return why === undefined ? [] : [safeLine(`${call.at} ${call.event} in ${call.region}: ${why}`)];
  });
  const all = [...reasons, ...skipped.map(safeLine)];
  const leftOutCount = reasons.length + skippedCount;
  const comments = all.length === 0 ? [] : ["", `# not taken over (${leftOutCount}):`];
  let length = 0;
  for (const [index, line] of all.entries()) {
    length += line.length + 3;
    if (length > listLengthMax) {
      comments.push(`# and ${all.length - index} more`);
      break;
    }
    comments.push(`# ${line}`);
  }
  const text = `${[...draft.lines, ...comments].join("\n")}\n`;
  return { text, leftOut: all, mappedCount: calls.length - reasons.length, leftOutCount };
}
