// Decisions in sentences. Everything is rendered from the decision's evidence, so that a reason can never say what did not decide.

import { unreachable } from "../../base/assert.js";
import type { Allowed, Block, Decision, Refused, StatementRef } from "./decision.js";
import { isCrossAccount } from "./decision.js";
import { explain, type Mismatch, type Weighed, type WeighedStatement } from "./explain.js";
import type { GrantMismatch } from "./grants.js";
import type { GrantView } from "./policies.js";
import { naming as principalNaming } from "./principals.js";
import type { AccessRequest } from "./request.js";

/** Turns an ARN, a service or an account id into the reader's name for it, such as `A/admin` or `A`. */
export type NameOf = (arnOrAccount: string) => string;

const asIs: NameOf = (text) => text;

/** The reason in one line: `key policy of k1 trusts account A's IAM, and A/admin's policy allows it`. */
export function decisionLine(decision: Decision, nameOf: NameOf = asIs): string {
  return decision.allowed ? allowedLine(decision, nameOf) : blockLine(decision, decision.layers[0], nameOf);
}

/** All that was weighed, a line each; what decided is marked; for a refusal whatever else blocks follows. */
export function decisionLines(decision: Decision, nameOf: NameOf = asIs): readonly string[] {
  const lines = explain(decision).flatMap((weighed) => weighedLines(weighed, nameOf));
  if (decision.allowed) return lines;
  const others = decision.layers.slice(1).map((block) => `also in the way: ${blockLine(decision, block, nameOf)}`);
  return [...lines, ...others];
}

function callerName({ principal }: AccessRequest, nameOf: NameOf): string {
  return nameOf(principal.kind === "anonymous" ? "an anonymous caller" : principal.arn);
}

/** A grant that was revoked or retired counts until that is known everywhere. */
function grantWords({ name, isEnding }: GrantView): string {
  return isEnding === true ? `${name}, ended but for a while still seen,` : name;
}

// --- Allowed ---------------------------------------------------------------------------------------------------------------------------

function allowedLine(decision: Allowed, nameOf: NameOf): string {
  const { request, route, deciding } = decision;
  const caller = callerName(request, nameOf);
  const account = nameOf(request.principal.account);
  const [first, second] = deciding;
  switch (route) {
    case "resource-names-caller":
      return `${first!.policy.name} names ${caller}`;
    case "resource-open-to-all":
      return `${first!.policy.name} is open to everyone${hasConditions(first!) ? " who meets its conditions" : ""}`;
    case "account-trust":
      return `${first!.policy.name} trusts account ${account}'s IAM, and ${caller}'s policy allows it`;
    case "both-accounts":
      return `${first!.policy.name} ${letsIn(first!, request, nameOf)}, and ${second === undefined ? `${caller} is its root user` : `${caller}'s policy allows it`}`;
    case "grant":
      return `${grantWords(decision.grant!)} gives it to ${first === undefined ? caller : `account ${account}, and ${caller}'s policy allows it`}`;
    case "identity":
      return givesEverything(first!) ? `${caller} has full access in its own account` : `${caller}'s policy allows it`;
    case "root-user":
      return first === undefined
        ? `${caller} has full access in its own account`
        : `${first.policy.name} trusts account ${account}, and the caller is its root user`;
    default:
      return unreachable(route);
  }
}

function statementOf(ref: StatementRef) {
  return ref.policy.document.statements[ref.statement]!;
}

function hasConditions(ref: StatementRef): boolean {
  return statementOf(ref).conditions.length > 0;
}

function letsIn(ref: StatementRef, request: AccessRequest, nameOf: NameOf): string {
  const { principal, statement } = statementOf(ref);
  const named = principal === undefined ? "none" : principalNaming(principal, request.principal, statement.effect, false);
  if (named === "account") return `lets account ${nameOf(request.principal.account)} in`;
  return named === "everyone" ? "is open to everyone" : `names ${callerName(request, nameOf)}`;
}

function givesEverything(ref: StatementRef): boolean {
  const { statement } = statementOf(ref);
  const all = (clause: typeof statement.action) =>
    clause !== undefined && !clause.not && clause.patterns.some(({ text }) => text === "*");
  return all(statement.action) && all(statement.resource) && statement.conditions.length === 0;
}

// --- Refused ---------------------------------------------------------------------------------------------------------------------------

function blockLine(decision: Refused, block: Block, nameOf: NameOf): string {
  const { request, policies } = decision;
  const caller = callerName(request, nameOf);
  const account = nameOf(request.principal.account);
  if (block.by !== undefined)
    return `${block.by.policy.name} denies ${request.action} (${statementName(statementOf(block.by).statement)})`;
  switch (block.layer) {
    case "operation":
      return `${request.action} cannot be used from another account, whatever a policy says`;
    case "resource":
      return missingResourceLine(decision, nameOf);
    case "grant":
      return `no grant gives ${request.action} to ${caller}`;
    case "identity":
      return `no identity policy of ${caller} allows ${request.action}`;
    case "boundary":
      return `${policies.boundary!.name} does not allow ${request.action}`;
    case "session":
      return `${policies.session!.name} does not allow ${request.action}`;
    case "endpoint":
      return `${policies.endpoint!.name} does not allow ${request.action}`;
    case "scp":
      return `no service control policy at ${block.level} allows ${request.action} to account ${account}`;
    case "rcp":
      return `no resource control policy at ${block.level} allows ${request.action}`;
    default:
      return unreachable(block.layer);
  }
}

function missingResourceLine({ request, policies }: Refused, nameOf: NameOf): string {
  const caller = callerName(request, nameOf);
  if (policies.resource === undefined) return `no ${request.policyName ?? "policy on the resource"} lets ${caller} in`;
  const { name } = policies.resource;
  if (isCrossAccount(request))
    return `${name} does not let account ${nameOf(request.principal.account)} in for ${request.action}`;
  if (request.principal.account === "") return `${name} does not allow ${request.action} to ${caller}`;
  if (request.principal.kind === "root")
    return `${name} does not trust account ${nameOf(request.principal.account)} for ${request.action}`;
  return `${name} neither names ${caller} nor trusts account ${nameOf(request.principal.account)}'s IAM for ${request.action}`;
}

// --- Evidence --------------------------------------------------------------------------------------------------------------------------

/** One policy or grant that was weighed, its verdict, and below it why its statements did not count. */
export function weighedLines(weighed: Weighed, nameOf: NameOf = asIs): readonly string[] {
  const where = weighed.level === undefined ? weighed.name : `${weighed.name} at ${weighed.level}`;
  const mark = weighed.decides ? "  <- decides" : "";
  const origin = weighed.origin === undefined ? "" : ` (${weighed.origin})`;
  if (weighed.verdict === "absent") return [`${where}: none${mark}`];
  if (weighed.grantMismatch !== undefined) return [`${where}: does not count, ${grantMismatchWords(weighed.grantMismatch)}`];
  const head = `${where}${origin}: ${weighed.verdict === "no-match" ? "no statement matches" : weighed.verdict}${mark}`;
  const { statements } = weighed;
  if (weighed.verdict === "no-match") return [head, ...statementLines(statements, nameOf)];
  // What the policy says by one statement does not hide what another one asked for in vain, nor on what a deny hangs.
  const isTelling = statements.some((each) => isNearMiss(each) || each.met !== undefined);
  const shown = isTelling ? statements.filter((each) => each.mismatch === undefined || isNearMiss(each)) : [];
  return [head, ...shown.slice(0, statementCountMax).map((each) => `  ${statementLine(each, nameOf)}`)];
}

/** A statement about this very action, caller and resource, of which only a condition does not hold. */
function isNearMiss({ mismatch }: WeighedStatement): boolean {
  return mismatch?.is === "condition" || mismatch?.is === "variable";
}

const statementCountMax = 6;

// Statements for other actions say little: they are shown only where there is nothing nearer.
function statementLines(statements: readonly WeighedStatement[], nameOf: NameOf): readonly string[] {
  const near = statements.filter(({ mismatch }) => mismatch?.is !== "action");
  const shown = (near.length > 0 ? near : statements).slice(0, statementCountMax);
  const lines = shown.map((statement) => `  ${statementLine(statement, nameOf)}`);
  const left = statements.length - shown.length;
  return left === 0 ? lines : [...lines, `  and ${left} more that ${left === 1 ? "does" : "do"} not match`];
}

function statementLine(statement: WeighedStatement, nameOf: NameOf): string {
  const start = `${statementName(statement)} ${statement.effect === "Deny" ? "denies" : "allows"}`;
  return statement.mismatch === undefined
    ? `${start}: matches${metWords(statement.met)}`
    : `${start}: ${mismatchWords(statement.mismatch, nameOf)}`;
}

/** ` kms:ViaService StringNotEquals …, got …; …`: what a condition of a deny met, since one would look there for what to ask otherwise. */
function metWords(met: readonly Mismatch[] = []): string {
  const words = met.flatMap((each) => (each.is === "condition" ? [conditionWords(each)] : []));
  return words.length === 0 ? "" : ` ${words.join("; ")}`;
}

function statementName({ index, sid }: { readonly index: number; readonly sid?: string }): string {
  return sid === undefined || sid === "" ? `statement ${index + 1}` : `statement ${index + 1} "${sid}"`;
}

/** Why a statement did not count: `kms:ViaService is absent, wanted StringEquals ec2.us-east-1.amazonaws.com`. */
export function mismatchWords(mismatch: Mismatch, nameOf: NameOf = asIs): string {
  switch (mismatch.is) {
    case "no-effect":
      return `has no ${mismatch.missing}, so it has no effect`;
    case "action":
    case "resource":
      return mismatch.not ? `is for all but ${list(mismatch.wanted)}` : `is for ${list(mismatch.wanted)}, not ${mismatch.got}`;
    case "principal":
      return mismatch.not
        ? `is for all but ${list(mismatch.wanted.map(nameOf))}`
        : `names ${list(mismatch.wanted.map(nameOf))}, not ${nameOf(mismatch.got)}`;
    case "variable":
      return `the variable \${${mismatch.variable}} has no single value here`;
    case "condition":
      return `wants ${conditionWords(mismatch)}`;
    default:
      return unreachable(mismatch);
  }
}

function conditionWords({ key, operator, wanted, got }: Extract<Mismatch, { is: "condition" }>): string {
  const held = got === undefined || got.length === 0 ? "and it is absent" : `got ${list(got)}`;
  return `${key} ${operator} ${list(wanted)}, ${held}`;
}

function grantMismatchWords(mismatch: GrantMismatch): string {
  switch (mismatch) {
    case "operation":
      return "it does not hold this operation";
    case "grantee":
      return "it is for somebody else";
    case "not-usable":
      return "it is not seen everywhere yet, and the call does not bring its token";
    case "constraint":
      return "the encryption context does not meet its constraint";
    case "source-arn":
      return "the call is not for its source ARN";
    default:
      return unreachable(mismatch);
  }
}

function list(texts: readonly string[]): string {
  return texts.length <= 3 ? texts.join(", ") : `${texts.slice(0, 3).join(", ")} and ${texts.length - 3} more`;
}
