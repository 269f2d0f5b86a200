// `Principal` and `NotPrincipal`: whom a statement on a resource is about.

import { excerpt } from "../../base/excerpt.js";
import type { LocatedText, PolicyKind, PrincipalClause } from "./document.js";
import type { JsonMember } from "./json.js";
import { type Report, readTexts } from "./read-texts.js";

export function readPrincipal(
  members: ReadonlyMap<string, JsonMember>,
  kind: PolicyKind,
  report: Report,
): PrincipalClause | undefined {
  const plain = members.get("Principal");
  const negated = members.get("NotPrincipal");
  const member = plain ?? negated;
  if (member === undefined) return undefined;
  const key = { start: member.keyStart, end: member.keyEnd };
  if (plain !== undefined && negated !== undefined) report(key, "a statement has Principal or NotPrincipal, not both");
  if (kind === "rcp" && (negated !== undefined || !isStar(plain)))
    report(key, 'a resource control policy has Principal "*" and nothing else');
  const place = { not: plain === undefined, start: member.keyStart, end: member.value.end };
  const { value } = member;
  if (value.is === "string") {
    if (value.value !== "*") report(value, `${member.key} is "*" or { "AWS": … } or { "Service": … }`);
    return { ...place, aws: [{ text: "*", start: value.start, end: value.end }], services: [] };
  }
  if (value.is !== "object") {
    report(value, `${member.key} is "*" or { "AWS": … } or { "Service": … }`);
    return undefined;
  }
  let aws: readonly LocatedText[] = [];
  let services: readonly LocatedText[] = [];
  for (const entry of value.members) {
    const entryPlace = { start: entry.keyStart, end: entry.keyEnd };
    if (entry.key === "AWS") aws = readTexts(entry.value, "AWS", report);
    else if (entry.key === "Service") services = readTexts(entry.value, "Service", report);
    else if (entry.key === "Federated" || entry.key === "CanonicalUser") {
      report(entryPlace, `principals of type ${entry.key}`, { notModelled: true });
    } else report(entryPlace, `a principal is of type AWS or Service, not "${entry.key}"`);
  }
  if (value.members.length === 0) report(value, `${member.key} names nobody`);
  for (const entry of aws) checkAws(entry, report);
  for (const entry of services) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(entry.text)) report(entry, invalidPrincipal(entry.text));
  }
  return { ...place, aws, services };
}

function isStar(member: JsonMember | undefined): boolean {
  if (member?.value.is === "string") return member.value.value === "*";
  if (member?.value.is !== "object") return false;
  const [only, ...rest] = member.value.members;
  return rest.length === 0 && only?.key === "AWS" && only.value.is === "string" && only.value.value === "*";
}

const accountForm = /^\d{12}$/;
const identityForm = /^arn:aws[a-z-]*:iam::\d{12}:(root|(user|role)\/[\w+=,.@/-]+)$/;
const sessionForm = /^arn:aws[a-z-]*:sts::\d{12}:(assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+|federated-user\/[\w+=,.@-]+)$/;
/** What AWS writes in place of an identity that was deleted. */
const uniqueIdForm = /^A(ROA|IDA)[A-Z0-9]+$/;

function checkAws(entry: LocatedText, report: Report): void {
  const { text } = entry;
  if (text === "*" || accountForm.test(text) || identityForm.test(text) || sessionForm.test(text) || uniqueIdForm.test(text))
    return;
  let hint = "";
  if (/:group\//.test(text)) hint = " A group cannot be a principal.";
  else if (/[*?]/.test(text))
    hint = ' Only a whole "*" is a wildcard here; to match names use the condition key aws:PrincipalArn.';
  report(entry, invalidPrincipal(text) + hint);
}

function invalidPrincipal(text: string): string {
  return `Policy contains a statement with one or more invalid principals. "${excerpt(text)}" is not one.`;
}
