// One statement of a policy, element by element. Which elements must or may not stand depends on where the policy is attached.

import { suggest } from "../../base/suggest.js";
import { checkCondition } from "./condition-operators.js";
import type { ConditionClause, LocatedText, PatternClause, PolicyKind, Span, Statement } from "./document.js";
import type { JsonMember, JsonValue } from "./json.js";
import { kmsActionMeant } from "./kms-actions.js";
import { readPrincipal } from "./read-principal.js";
import { membersNamed, type Report, readTexts } from "./read-texts.js";

const elements = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

export function readStatement(json: JsonValue, index: number, kind: PolicyKind, report: Report): Statement | undefined {
  if (json.is !== "object") {
    report(json, "a statement is a JSON object");
    return undefined;
  }
  const members = membersNamed(json, elements, (key) => `a statement has no element "${key}"`, report);
  const sid = readSid(members.get("Sid"), kind, report);
  const effect = readEffect(members.get("Effect"), json, report);
  const action = readPatterns(members, "Action", report);
  const resource = readPatterns(members, "Resource", report);
  const principal = readPrincipal(members, kind, report);
  checkPresence(json, kind, { action, resource, principal: members.has("Principal") || members.has("NotPrincipal") }, report);
  checkActions(action, report);
  checkResources(resource, kind, report);
  const conditions = readConditions(members.get("Condition"), kind, report);
  if (effect === undefined) return undefined;
  return {
    index,
    effect,
    conditions,
    start: json.start,
    end: json.end,
    ...(sid === undefined ? {} : { sid }),
    ...(principal === undefined ? {} : { principal }),
    ...(action === undefined ? {} : { action }),
    ...(resource === undefined ? {} : { resource }),
  };
}

function readSid(member: JsonMember | undefined, kind: PolicyKind, report: Report): string | undefined {
  if (member === undefined) return undefined;
  if (member.value.is !== "string") {
    report(member.value, "Sid is a string");
    return undefined;
  }
  // Key policies may have spaces in a Sid; IAM's own policies may not.
  if (kind !== "key" && kind !== "resource" && !/^[0-9A-Za-z]*$/.test(member.value.value)) {
    report(
      member.value,
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    );
  }
  return member.value.value;
}

function readEffect(member: JsonMember | undefined, statement: Span, report: Report): "Allow" | "Deny" | undefined {
  if (member === undefined) {
    report(statement, "the statement has no Effect");
    return undefined;
  }
  if (member.value.is === "string" && (member.value.value === "Allow" || member.value.value === "Deny"))
    return member.value.value;
  const meant = member.value.is === "string" ? suggest(member.value.value, ["Allow", "Deny"]) : undefined;
  report(member.value, 'Effect is "Allow" or "Deny"', { meant });
  return undefined;
}

function readPatterns(
  members: ReadonlyMap<string, JsonMember>,
  element: "Action" | "Resource",
  report: Report,
): PatternClause | undefined {
  const plain = members.get(element);
  const negated = members.get(`Not${element}`);
  const member = plain ?? negated;
  if (member === undefined) return undefined;
  if (plain !== undefined && negated !== undefined) {
    report({ start: negated.keyStart, end: negated.keyEnd }, `a statement has ${element} or Not${element}, not both`);
  }
  const patterns = readTexts(member.value, member.key, report);
  return { not: plain === undefined, patterns, start: member.keyStart, end: member.value.end };
}

function checkPresence(
  statement: Span,
  kind: PolicyKind,
  has: { readonly action: PatternClause | undefined; readonly resource: PatternClause | undefined; readonly principal: boolean },
  report: Report,
): void {
  const takesPrincipal = kind === "key" || kind === "resource" || kind === "trust" || kind === "rcp";
  if (takesPrincipal && !has.principal)
    report(statement, "the statement has no Principal: a policy on a resource says whom it is about");
  if (!takesPrincipal && kind !== "endpoint" && has.principal)
    report(statement, "Policy document should not specify a principal.");
  if (kind === "key") return;
  if (has.action === undefined) report(statement, "Policy statement must contain actions.");
  if (kind === "trust") {
    if (has.resource !== undefined) report(has.resource, "Has prohibited field Resource");
  } else if (has.resource === undefined) report(statement, "Policy statement must contain resources.");
}

function checkActions(action: PatternClause | undefined, report: Report): void {
  for (const pattern of action?.patterns ?? []) {
    if (pattern.text !== "*" && !/^[A-Za-z0-9-]+:[A-Za-z0-9*?-]+$/.test(pattern.text)) {
      const said = `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: "${pattern.text}" is not`;
      report(pattern, said, { meant: kmsActionMeant(pattern.text) });
    }
  }
}

/** IAM's limit for an ARN. */
const arnLengthMax = 2048;

// A key policy may hold a key ID or an alias as Resource: KMS takes it, and it never matches.
function checkResources(resource: PatternClause | undefined, kind: PolicyKind, report: Report): void {
  for (const pattern of resource?.patterns ?? []) {
    if (pattern.text.length > arnLengthMax)
      report(pattern, `a resource has at most ${arnLengthMax} characters, this one has ${pattern.text.length}`);
  }
  if (kind === "key") return;
  for (const pattern of resource?.patterns ?? []) {
    if (pattern.text !== "*" && !pattern.text.startsWith("arn:"))
      report(pattern, `Resource ${pattern.text} must be in ARN format or "*".`);
  }
}

function readConditions(member: JsonMember | undefined, kind: PolicyKind, report: Report): readonly ConditionClause[] {
  if (member === undefined) return [];
  if (member.value.is !== "object") {
    report(member.value, "Condition is a JSON object: { operator: { key: value } }");
    return [];
  }
  const clauses: ConditionClause[] = [];
  for (const operator of member.value.members) {
    const place = { start: operator.keyStart, end: operator.keyEnd };
    if (operator.value.is !== "object") {
      report(operator.value, `${operator.key} holds a JSON object: { key: value }`);
      continue;
    }
    for (const entry of operator.value.members) {
      const values = readValues(entry.value, entry.key, report);
      const named = { operator: operator.key, key: entry.key, keyEnd: entry.keyEnd, values };
      const clause = { ...named, start: entry.keyStart, end: entry.value.end };
      checkCondition(clause, place, kind, report);
      clauses.push(clause);
    }
  }
  return clauses;
}

// AWS takes numbers and booleans as well and reads them as text.
function readValues(value: JsonValue, key: string, report: Report): readonly LocatedText[] {
  const items = value.is === "array" ? value.items : [value];
  const texts: LocatedText[] = [];
  for (const item of items) {
    const place = { start: item.start, end: item.end };
    if (item.is === "string") texts.push({ text: item.value, ...place });
    else if (item.is === "number") texts.push({ text: item.text, ...place });
    else if (item.is === "boolean") texts.push({ text: item.value ? "true" : "false", ...place });
    else report(item, `${key} takes a string, a number, a boolean, or a list of them`);
  }
  return texts;
}
