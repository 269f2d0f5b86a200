// The names in an expectation: what it speaks of must have been made by some statement, and whom it asks about must be named elsewhere,
// so that `expect B/bakcup cannot read vol1` does not hold by a slip.

import { editDistance } from "../../base/suggest.js";
import { type Offer, offer, offerOf } from "../../contract/offer.js";
import type { KindEntry } from "../../contract/service.js";
import { toDiagnostic } from "../../language/diagnostic.js";
import type { Claim, Name, Outcome, Prediction, Question, Value, Word } from "../../language/syntax.js";
import { itemService } from "../../rules/billing.js";
import { ERROR_CODES } from "../../rules/error-codes.js";
import { moneyOf } from "../claims/bill.js";
import { isNothing, stateOf, statesText } from "../claims/properties.js";
import { spanProblem } from "../claims/time-spans.js";
import { notAskedProblem, offerAction, permissionOn, wholeAction } from "../permissions.js";
import { actionsMeant } from "./action-hints.js";
import type { Here } from "./checking.js";
import { calledServices, checkManagedKey, checkPlace, checkRegion, checkService, unknownName } from "./names.js";
import { checkSid } from "./policies.js";

export function checkClaim(claim: Claim, here: Here): void {
  switch (claim.is) {
    case "property":
      checkProperty(claim, here);
      return;
    case "place":
      checkThing(claim.subject, here);
      checkPlace(claim.place, here);
      return;
    case "can":
      if (claim.object !== undefined) checkThing(claim.object, here);
      checkAction(claim.action, claim.object, here);
      for (const subject of claim.subjects) if (subject.is !== "service") checkActor(subject.name, here);
      return;
    case "outcome":
      checkOutcome(claim.outcome, here);
      return;
    case "bill":
      checkSpan(claim, here);
      checkAccount(claim.account, here);
      if (claim.service !== undefined) checkService(claim.service, billedServices(here), here);
      if (claim.compare.value.is !== "hole" && moneyOf(claim.compare.value) === undefined)
        here.tell(claim.compare.value, "expect/not-money");
      return;
    case "trail":
      checkSpan(claim, here);
      checkAccount(claim.account, here);
      checkRecorded(claim.action, here);
      if (claim.by !== undefined && !billedServices(here).includes(claim.by.text)) checkActor(claim.by, here);
      checkRegion(claim.region, here);
      return;
    case "count of keys":
      checkAccount(claim.account, here);
      checkRegion(claim.region, here);
      return;
    case "count of calls":
      checkService(claim.service, calledServices(here.checking.registry), here);
      for (const name of claim.by) checkActor(name, here);
      return;
    default:
      return;
  }
}

/** The policy's owner must have been made, and the code be one that is ever answered. */
export function checkOutcome(outcome: Outcome, here: Here): void {
  if (outcome.is === "denied" && outcome.by?.of !== undefined) checkThing(outcome.by.of, here);
  if (outcome.is === "error" && outcome.code !== undefined) checkCode(outcome.code, outcome, here);
}

export function checkPrediction(prediction: Prediction, here: Here): void {
  if (prediction.is === "error" && prediction.code !== undefined) checkCode(prediction.code, prediction, here);
  if (prediction.is !== "allow" && prediction.is !== "deny") return;
  if (prediction.because?.of !== undefined) checkThing(prediction.because.of, here);
}

/** What a question is about must be there, and be something that can be asked. */
export function checkQuestion(question: Question, here: Here): void {
  switch (question.ask) {
    case "why can":
      if (question.object !== undefined) checkThing(question.object, here);
      checkAction(question.action, question.object, here);
      if (question.subject.is !== "service") checkActor(question.subject.name, here);
      return;
    case "who can":
      checkThing(question.object, here);
      checkAction(question.action, question.object, here);
      return;
    case "what breaks":
      checkThing(question.without, here);
      if (question.sid !== undefined) checkSid(question.without, question.sid, here);
      return;
    case "list grants":
      checkThing(question.object, here);
      return;
    default:
      return;
  }
}

const SLIPS_MAX = 2;

/** `error disabledexception`: codes are written as AWS does, with their capitals. */
function checkCode(code: string, { end }: { readonly end: number }, here: Here): void {
  const bare = code.slice(code.indexOf(".") + 1);
  if (ERROR_CODES.some((known) => known === code || known === bare || known.endsWith(`.${code}`))) return;
  const at = { start: end - code.length, end };
  if (/^[a-z]/.test(code)) {
    here.tell(at, "expect/unknown-code", { code }, offer(at, code, ERROR_CODES));
    return;
  }
  // AWS has more codes than Custody answers with: only a slip in one of these is told.
  const near = ERROR_CODES.filter((known) => editDistance(code, known, SLIPS_MAX) <= SLIPS_MAX);
  if (near.length > 0) here.warn(at, "expect/unknown-code", { code }, offer(at, code, near));
}

/** Written by services themselves, under names that are no operations. */
const SERVICE_EVENTS = [
  "kms:RotateKey",
  "kms:DeleteKey",
  "kms:DeleteExpiredKeyMaterial",
  "kms:SynchronizeMultiRegionKey",
  "ec2:SharedSnapshotCopyInitiated",
  "ec2:SharedSnapshotVolumeCreated",
];

/** `has no kms:Decrpyt` would hold for ever: only what Custody could record may be asked for. */
function checkRecorded(action: Word, here: Here): void {
  const known = [...here.checking.registry.operations.keys(), ...SERVICE_EVENTS];
  if (!known.some((each) => each.toLowerCase() === action.text.toLowerCase()))
    unknownAction(action, offerAction(action, action.text, known), here);
}

function checkAction(action: Word, object: Name | undefined, here: Here): void {
  const { registry } = here.checking;
  if (action.text === "read") return;
  const whole = wholeAction(action.text);
  const kind = object === undefined ? undefined : here.symbols.get(object.text)?.kind;
  if (permissionOn(registry, whole, undefined) === undefined) {
    const alike = actionsMeant(registry, action.text, kind);
    const known = ["read", ...registry.operations.keys()];
    unknownAction(action, alike.length > 0 ? offerOf(action, action.text, alike) : offerAction(action, action.text, known), here);
    return;
  }
  // `decrypt s1` asks who can read it.
  if (object === undefined || kind === undefined || action.text.toLowerCase() === "decrypt") return;
  const problem = notAskedProblem(registry, action, whole, object.text, kind);
  if (problem !== undefined) here.checking.report(toDiagnostic(problem, here.scope.file.name));
}

function unknownAction({ start, end, text }: Word, offered: Offer, here: Here): void {
  const action = { start, end };
  if (here.checking.registry.notModelled.has(text)) here.tell(action, "model/not-modelled", { what: text });
  else here.tell(action, "model/unknown-action", { action: text }, offered);
}

function billedServices({ checking }: Here): readonly string[] {
  const { services, prices } = checking.registry.vocabulary;
  return [...new Set([...services, ...[...prices.keys()].map(itemService)])];
}

function checkAccount(name: Name, here: Here): void {
  if (here.scope.defaultAccount !== name.text) checkActor(name, here);
}

/** `k1`, `aws/ebs`, `/app/password`, `A/role`: whatever a claim may speak of. */
function checkThing(name: Name, here: Here): void {
  const { symbols } = here;
  const { text } = name;
  if (symbols.mayExist(text) || symbols.get(text) !== undefined || symbols.actors.has(text)) return;
  if (text.startsWith("aws/")) checkManagedKey(name, here);
  else if (!text.includes("/") || text.startsWith("/")) unknownName(name, [], here);
  else checkActor(name, here);
}

/** The time that a bill or a trail is asked about; a hole is filled later. */
function checkSpan(claim: Extract<Claim, { is: "bill" | "trail" }>, here: Here): void {
  const why = spanProblem(claim);
  if (why !== undefined && claim.period !== undefined) here.tell(claim.period, "expect/no-span", { why });
}

/** `k1 is enabeld`, `k1.rotatoins is 2`: what a kind can be and has is known before anything runs. */
function checkProperty({ subject, compare }: Extract<Claim, { is: "property" }>, here: Here): void {
  checkThing(subject.of, here);
  const { property } = subject;
  if (property === undefined) checkState(subject.of, compare.value, here);
  else {
    checkHas(subject.of, { start: subject.end - property.length, end: subject.end, text: property }, here);
    checkOther(compare.value, here);
    // `s2.key is not k22` would hold for ever: what such a property holds is a thing of that kind.
    if (
      compare.value.is === "name" &&
      !isNothing(compare.value) &&
      !compare.value.text.includes(".") &&
      here.checking.registry.kinds.has(property)
    )
      checkThing(compare.value, here);
  }
}

function kindOf(name: string, { symbols, checking }: Here): KindEntry | undefined {
  const kind = symbols.get(name)?.kind;
  return kind === undefined ? undefined : checking.registry.kinds.get(kind);
}

function checkState(of: Name, value: Value, here: Here): void {
  const entry = kindOf(of.text, here);
  if (entry === undefined || value.is !== "name" || stateOf(entry, value.text) !== undefined) return;
  const states = [...entry.states.keys()];
  const args = { name: of.text, is: entry.article, states: statesText(entry.states.keys()), state: value.text };
  here.tell(value, "expect/unknown-state", args, offer(value, value.text, states));
}

function checkHas(of: Name, property: Word, here: Here): void {
  const entry = kindOf(of.text, here);
  if (entry === undefined || entry.properties.has(property.text)) return;
  const properties = [...entry.properties.keys()];
  const args = { name: of.text, property: property.text, is: entry.article, properties: properties.join(", ") };
  here.tell(property, "expect/unknown-property", args, offer(property, property.text, properties));
}

/** `is not c2.material`: the other thing, and what it has. */
function checkOther(value: Value, here: Here): void {
  const dot = value.is === "name" ? value.text.indexOf(".") : -1;
  // `is 1.3` of a version of TLS is no property of anything.
  if (value.is !== "name" || dot < 0 || /^\d/.test(value.text) || value.end - value.start !== value.text.length) return;
  const of: Name = { is: "name", start: value.start, end: value.start + dot, text: value.text.slice(0, dot) };
  checkThing(of, here);
  checkHas(of, { start: of.end + 1, end: value.end, text: value.text.slice(dot + 1) }, here);
}

function checkActor(name: Name, here: Here): void {
  const { symbols } = here;
  const { text } = name;
  if (symbols.actors.has(text) || symbols.get(text) !== undefined || symbols.unread.has(text) || isGiven(text)) return;
  if (symbols.actors.has(text.slice(text.indexOf("/")))) return;
  // `b1/doc1` is what lies in the bucket b1.
  if (symbols.get(text.slice(0, text.indexOf("/"))) !== undefined) return;
  const isService = [...here.checking.registry.operations.keys()].some((action) => action.startsWith(`${text}:`));
  const offered = isService ? { hint: `the service is \`service ${text}\`` } : offer(name, text, symbols.actors.names());
  here.doubt(name, "name/only-in-expectations", { name: text }, offered);
}

/** Every account has both. */
function isGiven(ref: string): boolean {
  return ref.endsWith("/admin") || ref.endsWith("/root");
}
