// The names in an expectation: what it speaks of must have been made by some statement, and whom it asks about must be named elsewhere,
// so that `expect B/bakcup cannot read vol1` does not hold by a slip.

import { suggest } from "../../base/suggest.js";
import type { Claim, Name, Node, Prediction } from "../../language/syntax.js";
import { itemService } from "../../rules/billing.js";
import type { Scope } from "../scope.js";
import { diagnosticAt } from "../stop.js";
import type { Checking } from "./check.js";
import { unknownName } from "./names.js";
import type { Symbols } from "./symbols.js";

export function checkClaim(claim: Claim, scope: Scope, symbols: Symbols, checking: Checking): void {
  switch (claim.is) {
    case "property":
      checkThing(claim.subject.of, scope, symbols, checking);
      if (claim.subject.property === undefined) checkState(claim, scope, symbols, checking);
      return;
    case "place":
      checkThing(claim.subject, scope, symbols, checking);
      return;
    case "can":
      if (claim.object !== undefined) checkThing(claim.object, scope, symbols, checking);
      for (const subject of claim.subjects) if (subject.is !== "service") checkActor(subject.name, scope, symbols, checking);
      return;
    case "outcome":
      if (claim.outcome.is === "denied" && claim.outcome.by?.of !== undefined)
        checkThing(claim.outcome.by.of, scope, symbols, checking);
      return;
    case "bill":
      checkAccount(claim.account, scope, symbols, checking);
      if (claim.service !== undefined) checkService(claim.service, claim, scope, checking);
      return;
    case "trail":
      checkAccount(claim.account, scope, symbols, checking);
      checkRecorded(claim.action, claim, scope, checking);
      if (claim.by !== undefined) checkActor(claim.by, scope, symbols, checking);
      return;
    case "count of keys":
      checkAccount(claim.account, scope, symbols, checking);
      return;
    case "count of calls":
      checkService(claim.service, claim, scope, checking);
      for (const name of claim.by) checkActor(name, scope, symbols, checking);
      return;
    default:
      return;
  }
}

/** The policy's owner must have been made, as in `expect denied by key policy of k1`. */
export function checkPrediction(prediction: Prediction, scope: Scope, symbols: Symbols, checking: Checking): void {
  if (prediction.is !== "allow" && prediction.is !== "deny") return;
  if (prediction.because?.of !== undefined) checkThing(prediction.because.of, scope, symbols, checking);
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
function checkRecorded(action: string, at: Node, scope: Scope, checking: Checking): void {
  const { registry } = checking;
  const known = [...registry.operations.keys(), ...SERVICE_EVENTS];
  if (known.some((each) => each.toLowerCase() === action.toLowerCase())) return;
  if (registry.notModelled.has(action)) {
    checking.report(diagnosticAt(scope.file.name, at, "model/not-modelled", { what: action }));
    return;
  }
  const near = suggest(action, known);
  const more = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
  checking.report(diagnosticAt(scope.file.name, at, "model/unknown-action", { action }, more));
}

function checkService(service: string, at: Node, scope: Scope, checking: Checking): void {
  const { services, prices } = checking.registry.vocabulary;
  const billed = [...prices.keys()].map(itemService);
  if (services.includes(service) || billed.includes(service)) return;
  const near = suggest(service, [...services, ...billed]);
  const more = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
  checking.report(diagnosticAt(scope.file.name, at, "model/unknown-service", { service }, more));
}

function checkAccount(name: Name, scope: Scope, symbols: Symbols, checking: Checking): void {
  if (scope.defaultAccount !== name.text) checkActor(name, scope, symbols, checking);
}

function checkThing(name: Name, scope: Scope, symbols: Symbols, checking: Checking): void {
  const { text } = name;
  if (text.includes("/") || symbols.mayExist(text) || symbols.get(text) !== undefined || symbols.actors.has(text)) return;
  checking.report(unknownName(name, [], scope, symbols, checking));
}

/** `k1 is enabeld`: the states of its kind are known before anything runs. */
function checkState(claim: Extract<Claim, { is: "property" }>, scope: Scope, symbols: Symbols, checking: Checking): void {
  const kind = symbols.get(claim.subject.of.text)?.kind;
  const entry = kind === undefined ? undefined : checking.registry.kinds.get(kind);
  const { value } = claim.compare;
  if (entry === undefined || value.is !== "name" || entry.states.has(value.text)) return;
  const near = suggest(value.text, entry.states.keys());
  const args = { name: claim.subject.of.text, is: entry.article, states: [...entry.states.keys()].join(", "), state: value.text };
  checking.report(
    diagnosticAt(
      scope.file.name,
      value,
      "expect/unknown-state",
      args,
      near === undefined ? {} : { hint: `did you mean \`${near}\`?`, fix: { start: value.start, end: value.end, text: near } },
    ),
  );
}

function checkActor(name: Name, scope: Scope, symbols: Symbols, checking: Checking): void {
  const { text } = name;
  if (symbols.actors.has(text) || symbols.get(text) !== undefined || symbols.unread.has(text) || isGiven(text)) return;
  if (symbols.actors.has(text.slice(text.indexOf("/")))) return;
  const near = suggest(text, symbols.actors);
  const diagnostic = diagnosticAt(
    scope.file.name,
    name,
    "name/only-in-expectations",
    { name: text },
    near === undefined ? {} : { hint: `did you mean \`${near}\`?` },
  );
  checking.report(symbols.strict ? diagnostic : { ...diagnostic, severity: "warning" });
}

/** Every account has both. */
function isGiven(ref: string): boolean {
  return ref.endsWith("/admin") || ref.endsWith("/root");
}
