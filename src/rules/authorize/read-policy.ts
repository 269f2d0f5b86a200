// From text to an IAM document, or to every mistake in it: with the error that AWS answers and the place in the JSON.
// What AWS knows and this model does not is refused by name; a policy is never understood in part.

import { assert } from "../../base/assert.js";
import type { PlainPolicy, PolicyDocument, PolicyKind, PolicyProblem, PolicyVersion, Statement } from "./document.js";
import { type JsonValue, readJson } from "./json.js";
import { readStatement } from "./read-statement.js";
import { membersNamed, type Report } from "./read-texts.js";

/** KMS's limit for a key policy; this model holds every policy to it. */
export const policySizeMax = 32_768;

export type PolicyReading = { readonly policy: PolicyDocument } | { readonly problems: readonly PolicyProblem[] };

const readingsMax = 1024;
const readings = new Map<string, PolicyReading>();

/** The same text gives the same reading: a policy is looked at when it is put, and again wherever one like it is. */
export function readPolicy(text: string, kind: PolicyKind): PolicyReading {
  const key = `${kind} ${text}`;
  let reading = readings.get(key);
  if (reading === undefined) {
    reading = readAnew(text, kind);
    if (readings.size >= readingsMax) readings.clear();
    readings.set(key, reading);
  }
  return reading;
}

function readAnew(text: string, kind: PolicyKind): PolicyReading {
  const malformed = malformedCode(kind);
  const bytes = utf8Length(text);
  if (bytes > policySizeMax) {
    const message = `The policy has ${bytes} bytes; the maximum is ${policySizeMax}.`;
    return {
      problems: [{ code: kind === "key" ? "LimitExceededException" : "LimitExceeded", message, start: 0, end: text.length }],
    };
  }
  const json = readJson(text);
  if ("problem" in json) return { problems: [{ code: malformed, notJson: true, ...json.problem }] };
  const problems: PolicyProblem[] = [];
  const report: Report = (span, message, more) => {
    problems.push({
      code: more?.code ?? malformed,
      message,
      start: span.start,
      end: span.end,
      ...(more?.notModelled ? { notModelled: true } : {}),
      ...(more?.meant === undefined ? {} : { meant: more.meant }),
    });
  };
  checkCharacters(text, kind, report);
  const policy = readDocument(json.value, kind, report);
  return problems.length > 0 || policy === undefined ? { problems } : { policy };
}

/** A policy built by code; a mistake in it is a bug of that code. */
export function documentOf(plain: PlainPolicy, kind: PolicyKind): PolicyDocument {
  const reading = readPolicy(JSON.stringify(plain), kind);
  assert(
    "policy" in reading,
    `a policy built by code must be readable: ${"problems" in reading ? reading.problems[0]?.message : ""}`,
  );
  return reading.policy;
}

// IAM's query API leaves the word Exception away; KMS does not.
function malformedCode(kind: PolicyKind): string {
  return kind === "key" || kind === "scp" || kind === "rcp" ? "MalformedPolicyDocumentException" : "MalformedPolicyDocument";
}

const ELEMENTS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

function readDocument(json: JsonValue, kind: PolicyKind, report: Report): PolicyDocument | undefined {
  if (json.is !== "object") {
    report(json, 'a policy is a JSON object: { "Version": …, "Statement": … }');
    return undefined;
  }
  let version: PolicyVersion | undefined;
  let id: string | undefined;
  let statements: readonly Statement[] | undefined;
  const members = membersNamed(
    json,
    ELEMENTS,
    (key) => `a policy has no element "${key}": it has Version, Id and Statement`,
    report,
  );
  for (const [name, { value }] of members) {
    if (name === "Version") version = readVersion(value, report);
    else if (name === "Statement") statements = readStatements(value, kind, report);
    else if (value.is === "string") id = value.value;
    else report(value, "Id is a string");
  }
  if (statements === undefined) {
    report(json, "the policy has no Statement");
    return undefined;
  }
  return {
    kind,
    version: version ?? "2008-10-17",
    versionWritten: version !== undefined,
    ...(id === undefined ? {} : { id }),
    statements,
  };
}

function readVersion(value: JsonValue, report: Report): PolicyVersion | undefined {
  if (value.is === "string" && (value.value === "2012-10-17" || value.value === "2008-10-17")) return value.value;
  report(value, 'Version is "2012-10-17" or "2008-10-17"', { meant: "2012-10-17" });
  return undefined;
}

function readStatements(value: JsonValue, kind: PolicyKind, report: Report): readonly Statement[] {
  const items = value.is === "array" ? value.items : [value];
  if (items.length === 0) report(value, "a policy has at least one statement");
  const statements: Statement[] = [];
  const sids = new Set<string>();
  for (const [index, item] of items.entries()) {
    const statement = readStatement(item, index, kind, report);
    if (statement === undefined) continue;
    if (statement.sid !== undefined && statement.sid !== "" && kind !== "key") {
      if (sids.has(statement.sid))
        report(item, `Statement IDs (SID) in a single policy must be unique: "${statement.sid}" stands twice`);
      sids.add(statement.sid);
    }
    statements.push(statement);
  }
  return statements;
}

// Key policies hold printable ASCII, Latin-1, tab, line feed and carriage return.
function checkCharacters(text: string, kind: PolicyKind, report: Report): void {
  if (kind !== "key") return;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const allowed = (unit >= 0x20 && unit <= 0x7e) || (unit >= 0xa0 && unit <= 0xff) || unit === 9 || unit === 10 || unit === 13;
    if (allowed) continue;
    report({ start: at, end: at + 1 }, "a key policy holds only printable ASCII and Latin-1 characters");
    return;
  }
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A surrogate is half of four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
