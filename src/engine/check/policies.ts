// Policies of a file before anything runs: their documents, and the statements that are named by Sid.

import { arnIn } from "../../contract/condition-json.js";
import { offer } from "../../contract/offer.js";
import { isMistaken, toDiagnostic } from "../../language/diagnostic.js";
import type { Do, DocumentSource, Name, Outcome, Statement, TextValue, Value } from "../../language/syntax.js";
import type { PolicyKind } from "../../rules/authorize/document.js";
import { defaultKeyPolicy, statementIds } from "../../rules/policy-text.js";
import { keyKind } from "../../world/key.js";
import { actionSlip } from "../lint/action-slips.js";
import { documentOf, documentText, lintDocument } from "../lint/policy-lint.js";
import { conditionTroubles, operatorTroubles } from "../lint/policy-troubles.js";
import type { Here } from "./checking.js";
import { unknownName } from "./names.js";

/** Whether the scenario says that this statement will be refused: then a document that AWS refuses is no mistake. */
export function expectsRefusal(statement: Statement, before: Statement | undefined, next: Statement | undefined): boolean {
  const refusal = (outcome: Outcome | undefined) => outcome !== undefined && outcome.is !== "ok";
  if (statement.is === "do" && refusal(statement.expect)) return true;
  if (before?.is === "predict" && before.prediction.is !== "allow") return true;
  return next?.is === "expect" && next.claim.is === "outcome" && refusal(next.claim.outcome);
}

export function checkDocuments(statement: Do, here: Here, refusalExpected: boolean): void {
  const { symbols } = here;
  const isKey = statement.object !== undefined && symbols.get(statement.object.text)?.kind === keyKind.name;
  const put = documentOf(statement, isKey);
  checkCondition(statement, here, refusalExpected);
  checkArns(statement, here);
  checkActions(statement, here);
  const text = put === undefined ? undefined : checkDocument(put.source, put.kind, here, refusalExpected);
  noteSids(statement, text, here);
}

/** Actions in quotes, of services that Custody does not know in full. */
function checkActions(statement: Do, { scope, checking }: Here): void {
  if (statement.verb !== "allow" && statement.verb !== "policy allows") return;
  for (const { quoted, text, start, end } of statement.args.actions) {
    const slip = quoted ? actionSlip(text, checking.registry) : undefined;
    if (slip === undefined) continue;
    checking.report(toDiagnostic({ ...slip, code: "policy/no-such-action", severity: "warning", start, end }, scope.file.name));
  }
}

/** `k1.arn` names a thing. */
function checkArnNames(value: Value, here: Here): void {
  if (value.is === "record") for (const entry of value.entries) checkArnNames(entry.value, here);
  else if (value.is === "list") for (const item of value.items) checkArnNames(item, here);
  else if (value.is === "name") {
    const thing = arnIn(value);
    if (thing === undefined || thing.includes("/") || here.symbols.get(thing) !== undefined || here.symbols.mayExist(thing))
      return;
    unknownName({ ...value, end: value.start + thing.length, text: thing }, [], here);
  }
}

/** Source: IAM API reference, arnType: 20 to 2,048 characters. */
const ARN_LENGTH_MAX = 2_048;

/** ARNs in quotes, in the sentence itself or in its JSON. */
function checkArns(statement: Do, here: Here): void {
  const { file } = here.scope;
  for (const [all, arn] of file.text.slice(statement.start, statement.end).matchAll(/"(arn:[^"\r\n]*)"/g)) {
    if (arn!.length <= ARN_LENGTH_MAX) continue;
    const start = statement.start + file.text.slice(statement.start, statement.end).indexOf(all);
    here.tell({ start, end: start + all.length }, "policy/arn-length", { length: String(arn!.length) });
  }
}

/** Tells what a document shows; gives its text where it is a policy. */
export function checkDocument(
  source: DocumentSource,
  kind: PolicyKind,
  { scope, checking }: Here,
  refusalExpected: boolean,
): string | undefined {
  const stands = scope.file;
  if (isMistaken(source.is === "text" ? source : source.path, stands.name, checking.told)) return undefined;
  const text = documentText(source, stands, checking.readFile);
  if (typeof text !== "string") {
    checking.report(text);
    return undefined;
  }
  let isPolicy = true;
  for (const found of lintDocument({ source, kind }, text, stands, checking.registry)) {
    const refused = found.code === "policy/aws-refuses" || found.code === "policy/not-json";
    if (refused || found.severity === "error") isPolicy = false;
    if (!refused || !refusalExpected) checking.report(found);
  }
  if (isPolicy) checking.contexts.notePolicy({ source, kind }, text, stands);
  return isPolicy ? text : undefined;
}

/** The condition keys of a sentence, and the contexts that it gives. */
function checkCondition(statement: Do, here: Here, refusalExpected: boolean): void {
  const { scope, checking } = here;
  checking.contexts.noteSentence(statement, scope.file);
  if ((statement.verb !== "policy allows" && statement.verb !== "allow") || statement.args.when === undefined) return;
  checkArnNames(statement.args.when, here);
  for (const found of conditionTroubles(statement.args.when, scope.file, checking.registry)) checking.report(found);
  if (refusalExpected) return;
  const refusal = statement.verb === "allow" ? "MalformedPolicyDocument" : "MalformedPolicyDocumentException";
  for (const found of operatorTroubles(statement.args.when, scope.file, refusal)) checking.report(found);
}

const DEFAULT_KEY_SIDS = statementIds(defaultKeyPolicy(""));

/** Which Sids the policy of the statement's object holds from here on: each that was ever there, since a later refusal may keep it. */
function noteSids(statement: Do, document: string | undefined, here: Here): void {
  const { sids } = here.symbols;
  const of = statement.object?.text;
  if (of === undefined) return;
  switch (statement.verb) {
    case "create key":
      if (statement.args.policy === undefined) sids.set(of, new Set(DEFAULT_KEY_SIDS));
      else sids.set(of, document === undefined ? undefined : new Set(statementIds(document)));
      return;
    case "policy is":
      addSids(of, document === undefined ? undefined : statementIds(document), here);
      return;
    case "policy allows":
      addSids(of, statement.args.sid === undefined ? [] : [statement.args.sid.value], here);
      return;
    case "remove statement":
      checkSid({ ...statement.object!, text: of }, statement.args.sid, here);
      return;
    default:
      return;
  }
}

function addSids(of: string, added: readonly string[] | undefined, { symbols: { sids } }: Here): void {
  const known = sids.get(of);
  if (sids.has(of) && known === undefined) return;
  sids.set(of, added === undefined ? undefined : new Set([...(known ?? []), ...added]));
}

/** The policy of a thing must have had a statement of that name. */
export function checkSid(of: Name, sid: TextValue, here: Here): void {
  const known = here.symbols.sids.get(of.text);
  if (known === undefined || known.has(sid.value)) return;
  const said = known.size === 0 ? "none" : [...known].map((each) => `"${each}"`).join(", ");
  here.tell(sid, "policy/unknown-sid", { sid: sid.value, of: of.text, known: said }, offer(sid, sid.value, known));
}
