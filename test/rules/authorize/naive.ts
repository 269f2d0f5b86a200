// A second decision procedure, written from AWS's published evaluation logic ("Policy evaluation logic", IAM User Guide, and "Determining
// access to a KMS key", KMS Developer Guide) and nothing else: slow, plain, on raw JSON, and sharing no code with src. Where both agree on
// many thousand worlds, a slip would have to be made twice in the same way.

import type { PlainPolicy, PlainPrincipal, PlainStatement } from "../../../src/rules/authorize/document.js";
import type { GrantView } from "../../../src/rules/authorize/policies.js";
import type { AccessRequest, RequestPrincipal } from "../../../src/rules/authorize/request.js";
import type { GeneratedWorld } from "./generate.js";

type Verdict = "deny" | "allow" | "none";

export function naiveDecision(world: GeneratedWorld): boolean {
  const { request, boundary, session, endpoint, resource } = world;
  const { principal } = request;
  const bounded = boundary !== undefined;
  const plainVerdict = (policy: PlainPolicy): Verdict => verdictOf(policy, request, bounded);
  const scpsBind = principal.kind !== "service" && principal.kind !== "anonymous" && principal.serviceLinked !== true;
  const scps = scpsBind ? world.scps : [];
  const rcps = principal.serviceLinked === true || request.action === "kms:RetireGrant" ? [] : world.rcps;

  // 1. An explicit deny anywhere.
  const everything = [...scps.flat(), ...rcps.flat(), ...world.identity];
  for (const single of [boundary, session, endpoint, resource]) if (single !== undefined) everything.push(single);
  if (everything.some((policy) => plainVerdict(policy) === "deny")) return false;

  // 2. Guardrails.
  for (const level of [...scps, ...rcps]) if (!level.some((policy) => plainVerdict(policy) === "allow")) return false;
  if (endpoint !== undefined && plainVerdict(endpoint) !== "allow") return false;

  const crossAccount = principal.account !== "" && principal.account !== request.resourceAccount;
  if (crossAccount && request.crossAccount === "never") return false;

  const identityAllows = world.identity.some((policy) => plainVerdict(policy) === "allow");
  const limitsAllow =
    (boundary === undefined || plainVerdict(boundary) === "allow") &&
    (session === undefined || plainVerdict(session) === "allow");
  const ways = resource === undefined || request.resourceRule === "identity-only" ? [] : allowNamings(resource, request, bounded);
  const isRoot = principal.kind === "root";

  // 3. Grants.
  for (const grant of world.grants) {
    const named = grantNaming(grant, request);
    if (named === "direct") return true;
    if (named === "role" && limitsAllow) return true;
    if (named === "account" && (isRoot || (identityAllows && limitsAllow))) return true;
  }

  // 4. Another account: both sides must say yes.
  if (crossAccount) return ways.length > 0 && limitsAllow && (isRoot || identityAllows);

  // 5. The same account.
  if (request.resourceRule === "kms" && principal.kind === "anonymous") return false;
  if (ways.includes("direct")) return true;
  if (ways.includes("role") && limitsAllow) return true;
  if (principal.kind === "service" || principal.kind === "anonymous") return false;
  if (request.resourceRule === "kms" && ways.length === 0) return false;
  return isRoot || (identityAllows && limitsAllow);
}

function verdictOf(policy: PlainPolicy, request: AccessRequest, bounded: boolean): Verdict {
  const matching = policy.Statement.filter((statement) => statementMatches(statement, policy, request, bounded));
  if (matching.some((statement) => statement.Effect === "Deny")) return "deny";
  return matching.length > 0 ? "allow" : "none";
}

function statementMatches(statement: PlainStatement, policy: PlainPolicy, request: AccessRequest, bounded: boolean): boolean {
  if (statement.Principal !== undefined || statement.NotPrincipal !== undefined) {
    if (namingOf(statement, request.principal, bounded) === undefined) return false;
  }
  if (!actionMatches(statement, request.action)) return false;
  if (!resourceMatches(statement, policy, request)) return false;
  for (const [operator, entries] of Object.entries(statement.Condition ?? {})) {
    for (const [key, values] of Object.entries(entries)) {
      if (!conditionMatches(operator, key, listOf(values), policy, request)) return false;
    }
  }
  return true;
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

// --- principals

type NaiveNaming = "direct" | "role" | "account";

function allowNamings(policy: PlainPolicy, request: AccessRequest, bounded: boolean): NaiveNaming[] {
  const found: NaiveNaming[] = [];
  for (const statement of policy.Statement) {
    if (statement.Effect !== "Allow" || !statementMatches(statement, policy, request, bounded)) continue;
    const named = namingOf(statement, request.principal, bounded);
    if (named !== undefined) found.push(named);
  }
  return found;
}

function namingOf(statement: PlainStatement, principal: RequestPrincipal, bounded: boolean): NaiveNaming | undefined {
  if (statement.NotPrincipal !== undefined) {
    if (statement.Effect === "Deny" && bounded) return "direct";
    return isListedInFull(statement.NotPrincipal, principal) ? undefined : "direct";
  }
  const named = statement.Principal!;
  if (named === "*") return "direct";
  const aws = listOf(named.AWS);
  if (principal.kind === "service")
    return listOf(named.Service).includes(principal.arn) || aws.includes("*") ? "direct" : undefined;
  if (aws.includes("*")) return "direct";
  if (principal.sessionArn !== undefined && aws.includes(principal.sessionArn)) return "direct";
  const asIdentity = principal.kind !== "root" && (aws.includes(principal.arn) || aws.includes(principal.uniqueId));
  if (asIdentity) return principal.kind === "role" ? "role" : "direct";
  if (aws.includes(principal.account) || aws.includes(`arn:aws:iam::${principal.account}:root`)) return "account";
  return undefined;
}

// "you must list the account, the role and the session" (IAM User Guide, NotPrincipal with Deny)
function isListedInFull(named: "*" | PlainPrincipal, principal: RequestPrincipal): boolean {
  if (named === "*") return true;
  const aws = listOf(named.AWS);
  if (aws.includes("*")) return true;
  if (principal.kind === "service") return listOf(named.Service).includes(principal.arn);
  const hasAccount = aws.includes(principal.account) || aws.includes(`arn:aws:iam::${principal.account}:root`);
  if (principal.kind === "root") return hasAccount;
  const hasIdentity = aws.includes(principal.arn) || aws.includes(principal.uniqueId);
  const hasSession = principal.sessionArn === undefined || aws.includes(principal.sessionArn);
  return hasAccount && hasIdentity && hasSession;
}

// --- grants

function grantNaming(grant: GrantView, request: AccessRequest): NaiveNaming | undefined {
  const operation = request.grantOperation;
  if (operation === undefined || !grant.usable || !grant.operations.has(operation)) return undefined;
  const { principal } = request;
  if (grant.constraint !== undefined && !["DescribeKey", "RetireGrant", "CreateGrant"].includes(operation)) {
    const context = [...(request.grantContext ?? new Map<string, string>())];
    const wanted = [...grant.constraint.pairs];
    const allThere = wanted.every(([key, value]) =>
      context.some(([otherKey, otherValue]) => otherKey === key && otherValue === value),
    );
    if (!allThere || (grant.constraint.kind === "equals" && context.length !== wanted.length)) return undefined;
  }
  if (grant.sourceArn !== undefined && operation !== "RetireGrant" && request.context.get("aws:sourcearn") !== grant.sourceArn)
    return undefined;
  const byIdentity: NaiveNaming = principal.kind === "role" ? "role" : "direct";
  const isIdentity = principal.kind === "user" || principal.kind === "role";
  const { grantee } = grant;
  if (grantee.is === "account") return grantee.account !== "" && grantee.account === principal.account ? "account" : undefined;
  if (grantee.is === "identity") return isIdentity && grantee.arn === principal.arn ? byIdentity : undefined;
  if (grantee.is === "session") return grantee.arn === principal.sessionArn ? "direct" : undefined;
  if (grantee.is === "service") return principal.kind === "service" && grantee.name === principal.arn ? "direct" : undefined;
  if (!isIdentity) return undefined;
  if (grantee.id === principal.uniqueId) return byIdentity;
  const sessionName = principal.sessionArn?.split("/").at(-1);
  return sessionName !== undefined && grantee.id === `${principal.uniqueId}:${sessionName}` ? "direct" : undefined;
}

// --- actions and resources

function actionMatches(statement: PlainStatement, action: string): boolean {
  const matchesAny = (patterns: readonly string[]) =>
    patterns.some((pattern) => like([...pattern.toLowerCase()].map(wild), action.toLowerCase()));
  if (statement.NotAction !== undefined) return !matchesAny(listOf(statement.NotAction));
  return matchesAny(listOf(statement.Action));
}

function resourceMatches(statement: PlainStatement, policy: PlainPolicy, request: AccessRequest): boolean {
  const patterns = listOf(statement.NotResource ?? statement.Resource);
  const results = patterns.map((pattern) => resourceLike(pattern, policy, request));
  return results.includes(true) !== (statement.NotResource !== undefined);
}

function resourceLike(pattern: string, policy: PlainPolicy, request: AccessRequest): boolean | undefined {
  if (pattern === "*") return true;
  const wanted = pattern.split(":");
  if (wanted.length < 6) return false;
  const head = wanted.slice(0, 5).map((part) => [...part].map(wild));
  const tail = characters(wanted.slice(5).join(":"), policy, request);
  if (tail === undefined) return undefined;
  return arnLike([...head, tail], request.resource);
}

// --- wildcards: each position is a character, "any one" or "any run"

type Position = { readonly one: string } | "?" | "*";

function wild(character: string): Position {
  return character === "*" || character === "?" ? character : { one: character };
}

function like(pattern: readonly Position[], text: string): boolean {
  // reachable[j]: the pattern so far can match the first j characters
  let reachable = Array.from({ length: text.length + 1 }, (_, index) => index === 0);
  for (const position of pattern) {
    const next = reachable.map(() => false);
    for (let at = 0; at <= text.length; at++) {
      if (position === "*") next[at] = reachable.slice(0, at + 1).includes(true);
      else if (at > 0 && reachable[at - 1] === true) next[at] = position === "?" || position.one === text[at - 1];
    }
    reachable = next;
  }
  return reachable[text.length] === true;
}

function arnLike(parts: readonly (readonly Position[])[], arn: string): boolean {
  const pieces = arn.split(":");
  if (pieces.length < 6) return false;
  const six = [...pieces.slice(0, 5), pieces.slice(5).join(":")];
  return parts.length === 6 && parts.every((part, index) => like(part, six[index]!));
}

// --- variables

function characters(text: string, policy: PlainPolicy, request: AccessRequest): Position[] | undefined {
  const result: Position[] = [];
  let rest = text;
  while (rest !== "") {
    const close = rest.indexOf("}");
    if (policy.Version === "2012-10-17" && rest.startsWith("${") && close !== -1) {
      const value = variable(rest.slice(2, close), request);
      if (value === undefined) return undefined;
      for (const character of value) result.push({ one: character });
      rest = rest.slice(close + 1);
    } else {
      result.push(wild(rest[0]!));
      rest = rest.slice(1);
    }
  }
  return result;
}

function variable(inside: string, request: AccessRequest): string | undefined {
  if (["*", "?", "$"].includes(inside)) return inside;
  const [name, fallback] = inside.split(", ");
  const value = request.context.get(name!.toLowerCase());
  if (typeof value === "string") return value;
  return value === undefined && fallback !== undefined ? fallback.slice(1, -1) : undefined;
}

function asText(positions: readonly Position[]): string {
  return positions.map((position) => (typeof position === "string" ? position : position.one)).join("");
}

// --- conditions

function conditionMatches(
  operator: string,
  key: string,
  values: readonly string[],
  policy: PlainPolicy,
  request: AccessRequest,
): boolean {
  const raw = request.context.get(key.toLowerCase());
  const got = raw === undefined ? [] : typeof raw === "string" ? [raw] : [...raw];
  if (operator === "Null") return values.some((value) => (value === "true") === (got.length === 0));
  const set = operator.startsWith("ForAllValues:") ? "all" : operator.startsWith("ForAnyValue:") ? "any" : "one";
  const ifExists = operator.endsWith("IfExists");
  const name = operator.replace(/^For(All|Any)Values?:/, "").replace(/IfExists$/, "");
  const negated = name.includes("Not");
  const positive = name.replace("Not", "");
  const takesVariables = /^(String|Arn|Bool)/.test(positive);
  const wanted = values.map((value) => (takesVariables ? characters(value, policy, request) : [...value].map(wild)));
  const holds = (value: string): boolean =>
    wanted.some((positions) => positions !== undefined && compares(positive, value, positions)) !== negated;
  if (got.length === 0) {
    if (ifExists) return true;
    return set === "all" || (set === "one" && negated);
  }
  if (set === "all") return got.every(holds);
  if (set === "any") return got.some(holds);
  return got.length === 1 && holds(got[0]!);
}

function compares(operator: string, got: string, wanted: readonly Position[]): boolean {
  const text = asText(wanted);
  if (operator === "StringEquals" || operator === "BinaryEquals") return got === text;
  if (operator === "StringEqualsIgnoreCase" || operator === "Bool") return got.toLowerCase() === text.toLowerCase();
  if (operator === "StringLike") return like(wanted, got);
  if (operator === "ArnLike" || operator === "ArnEquals") return arnLike(sixParts(wanted), got);
  if (operator === "IpAddress") return inNetwork(got, text);
  if (operator.startsWith("Numeric")) return ordered(operator.slice(7), Number(got), Number(text));
  if (operator.startsWith("Date")) return ordered(operator.slice(4), moment(got), moment(text));
  throw new Error(`naive: ${operator} is unknown`);
}

function sixParts(positions: readonly Position[]): Position[][] {
  const parts: Position[][] = [[]];
  for (const position of positions) {
    if (parts.length < 6 && typeof position !== "string" && position.one === ":") parts.push([]);
    else parts[parts.length - 1]!.push(position);
  }
  return parts;
}

function ordered(comparison: string, got: number, wanted: number): boolean {
  if (comparison === "Equals") return got === wanted;
  if (comparison === "LessThan") return got < wanted;
  if (comparison === "LessThanEquals") return got <= wanted;
  if (comparison === "GreaterThan") return got > wanted;
  return got >= wanted;
}

function moment(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function inNetwork(got: string, network: string): boolean {
  const [base, bits] = network.split("/");
  if (got.includes(":") !== base!.includes(":")) return false;
  const width = got.includes(":") ? 128 : 32;
  const drop = BigInt(width - (bits === undefined ? width : Number(bits)));
  return addressNumber(got) >> drop === addressNumber(base!) >> drop;
}

function addressNumber(text: string): bigint {
  if (!text.includes(":")) return text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [left, right] = text.split("::");
  const groups = (side: string | undefined) => (side === undefined || side === "" ? [] : side.split(":"));
  const head = groups(left);
  const tail = groups(right);
  const all = text.includes("::")
    ? [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => "0"), ...tail]
    : head;
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
