// The calls of a step: who called what on what, indented under the call that caused it, and in the right-hand column why it was
// allowed, or what refused it with the policies that were weighed and the smallest change that would turn it.

import { safeLine } from "../base/safe-text.js";
import { thousandths } from "../rules/bill-words.js";
import type { CallFact } from "../rules/facts.js";
import type { Refused } from "../rules/reply.js";
import { keyKind } from "../world/key.js";
import { callerText } from "../world/principal.js";
import { isKind } from "../world/resource.js";
import type { World } from "../world/world.js";
import { type Line, lineOf, lineWidthMax, padTo, paragraph, piece, twoColumns, wrapText } from "./layout.js";
import { contextText, nameOf, resourceIn } from "./names.js";
import { allowedBecause } from "./reasons.js";
import type { StepView } from "./step.js";

/** Puts them at the end of `lines`. */
export function putCalls(lines: Line[], calls: readonly CallFact[], view: StepView): void {
  const shown = new Set<Refused>();
  let told = true;
  for (const call of calls) {
    if (call.late && told) lines.push(...paragraph("after the answer:", "faint", view.indent));
    told = !call.late;
    putCall(lines, call, calls[0]!, view, shown);
  }
}

function putCall(lines: Line[], call: CallFact, cause: CallFact, view: StepView, shown: Set<Refused>): void {
  const depth = call.caller.is === "aws" && call !== cause ? Math.max(1, call.depth) : call.depth;
  const indent = view.indent + 2 * (call.late ? Math.max(1, depth) : depth);
  const left = lineOf(indent, piece(`${callerText(call.caller)}  `, "caller"), piece(callText(call, cause, view)));
  const { refused } = call;
  if (refused === undefined) {
    const reason = reasonsOf(call, view);
    if (reason === "") lines.push(left);
    else lines.push(...twoColumns(left, piece("allowed", "good"), reason));
    return;
  }
  const denied = call.decisions.find((decision) => !decision.allowed);
  const denial = denied === undefined ? undefined : view.denials.of(denied, view.step.world, view.before);
  lines.push(...twoColumns(left, piece(denial === undefined ? "refused" : "denied", "bad"), denial?.short ?? refused.code));
  // The same refusal travels outward through the calls that it fails: its reasons are told once, at the innermost.
  if (shown.has(refused)) return;
  shown.add(refused);
  const said = denial === undefined ? (refused.wordless ? WORDLESS : refused.message) : `${refused.code}: ${refused.message}`;
  if (said !== "") putLabelled(lines, "AWS says", [said], indent + 4);
  if (denial === undefined) return;
  putLabelled(lines, "weighed", denial.weighed, indent + 4);
  // A sentence that takes two lines is printed as a scenario has it.
  const goesOn = denial.isChangeInSentences ? " \\" : "";
  if (denial.change.length > 0) putLabelled(lines, "to allow", denial.change, indent + 4, goesOn);
}

const labelWidth = 10;
/** So that nobody looks for a text which AWS does not give. */
const WORDLESS = "the code alone, without a text";

/** `AWS says  AccessDeniedException: User: …`; lines after the first stand under it, and keep what indents them. */
function putLabelled(lines: Line[], label: string, texts: readonly string[], indent: number, goesOn = ""): void {
  let first = true;
  for (const line of texts) {
    const inner = line.length - line.trimStart().length;
    const width = lineWidthMax - indent - labelWidth - inner - 2;
    const whole = wrapText(safeLine(line.trimStart()), width);
    const parts = whole.length === 1 || goesOn === "" ? whole : wrapText(safeLine(line.trimStart()), width - goesOn.length);
    for (const [index, part] of parts.entries()) {
      const hang = index === 0 ? inner : inner + 2;
      const shown = `${" ".repeat(hang)}${part}${index === parts.length - 1 ? "" : goesOn}`;
      lines.push(lineOf(indent, piece(padTo(first ? label : "", labelWidth), "faint"), piece(shown)));
      first = false;
    }
  }
}

/** `kms:GenerateDataKeyWithoutPlaintext k1 {aws:ebs:id: vol1} in eu-west-1 (2 attempts, after a wait of 0.412 s)` */
function callText(call: CallFact, cause: CallFact, { step, before, told }: StepView): string {
  let text: string = call.action;
  for (const id of call.on) {
    const name = nameOf(id, resourceIn(id, step.world, before));
    // What the sentence names, and what the lines above say was made or changed, needs no saying again.
    if (call.depth > 0 || !(told.has(id) || names(step.text, name))) text += ` ${name}`;
  }
  text += contextsText(call);
  text += openedBy(call, step.world);
  if (call.place.region !== cause.place.region) text += ` in ${call.place.region}`;
  return text + waitsText(call);
}

/** ` {aws:ebs:id: vol1}`, and of one that is wrapped anew ` {aws:ebs:id: vol1} -> {aws:ebs:id: vol2}`. */
function contextsText({ encryptionContext, newEncryptionContext }: CallFact): string {
  if (encryptionContext === undefined) return "";
  if (newEncryptionContext !== undefined) return ` ${contextText(encryptionContext)} -> ${contextText(newEncryptionContext)}`;
  return encryptionContext.size === 0 ? "" : ` ${contextText(encryptionContext)}`;
}

/** ` (3 attempts, after waits of 0.412 s and 1.203 s)`, ` (answered after 2 s)`. */
function waitsText({ earlier = [], answerMs }: CallFact): string {
  const parts: string[] = [];
  if (earlier.length > 0) {
    const waits = earlier.map(({ waitMs }) => secondsText(waitMs));
    const again = `${waits.length === 1 ? "a wait" : "waits"} of ${waits.join(" and ")}`;
    parts.push(`${earlier.length + 1} attempts, after ${again}`);
  }
  if (answerMs !== undefined) parts.push(`answered after ${secondsText(answerMs)}`);
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

/** `0.412 s`. */
function secondsText(milliseconds: number): string {
  return `${thousandths(BigInt(milliseconds))} s`;
}

/** Where the record of a call that opens a ciphertext names the material that did. */
const OPENING: ReadonlyMap<string, string> = new Map([
  ["kms:Decrypt", "keyMaterialId"],
  ["kms:ReEncrypt", "sourceKeyMaterialId"],
]);

/** ` opened by k1-material-1`: which material of a key that has had several, as the record of the call names it. */
export function openedBy(call: CallFact, world: World): string {
  const field = call.refused === undefined ? OPENING.get(call.action) : undefined;
  if (field === undefined) return "";
  const data = call.detail?.additionalEventData;
  const material =
    typeof data === "object" && data !== null ? Object.entries(data).find(([name]) => name === field)?.[1] : undefined;
  if (typeof material !== "string") return "";
  // The source of a ReEncrypt stands first.
  const key = world.resources.get(call.on[0] ?? "");
  return isKind(key, keyKind) && key.data.materials.length > 1 ? ` opened by ${material}` : "";
}

/** Whether a sentence holds the name as a word of its own, and not as one of a list: `seal doc1 with k1, k2` says not which a call was for. */
function names(sentence: string, name: string): boolean {
  const edge = (at: number): boolean => !/[A-Za-z0-9_-]/.test(sentence[at] ?? " ");
  for (let at = sentence.indexOf(name); at !== -1; at = sentence.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (edge(at - 1) && edge(end)) return !sentence.slice(0, at).trimEnd().endsWith(",") && sentence[end] !== ",";
  }
  return false;
}

/** Why a call was allowed; several permissions with one reason say it once. Empty when the call is one that nobody has to allow. */
function reasonsOf(call: CallFact, view: StepView): string {
  const reasons = new Set<string>();
  for (const decision of call.decisions) if (decision.allowed) reasons.add(allowedBecause(decision, view.step.world));
  return [...reasons].join("; ");
}
