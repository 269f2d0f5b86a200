// Could someone do this, in any way that a request may be made? A policy or a grant may ask for an encryption context or for a service
// in between, so the question is put plainly first and then as each of them would have it. A yes is a request that would be allowed.

import type { Decision } from "../../rules/authorize/decide.js";
import type { Statement } from "../../rules/authorize/document.js";
import { decisionLine } from "../../rules/authorize/words.js";
import { gatherPolicies } from "../../rules/gather.js";
import { nameOf } from "../../rules/naming.js";
import type { Permission } from "../../rules/operation.js";
import { probe } from "../../rules/probe.js";
import { PLAIN, type Saying, sayings } from "../../rules/request-choices.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";

type Pairs = ReadonlyMap<string, string>;

/** A request that was decided, so that it can be made again elsewhere. */
export interface DecidedRequest {
  readonly caller: Caller;
  readonly context?: Pairs;
  readonly saying: Saying;
  readonly decision: Decision;
}

/** The reason in one line, with how the call would be made beside plainly: `…, when called through ec2 in eu-west-1, with the context {app: shop}`. */
export function couldLine(world: World, decision: Decision): string {
  const line = decisionLine(decision, nameOf(world, decision));
  const { context, grantContext = new Map<string, string>(), besides = new Map() } = decision.request;
  const [service, region] = String(context.get("kms:viaservice") ?? "").split(".");
  const ways = [
    ...(region === undefined ? [] : [`when called through ${service} in ${region}`]),
    ...(grantContext.size === 0 ? [] : [`with the context ${contextText(grantContext)}`]),
    ...[...besides].map(([key, value]) => `with ${key} ${typeof value === "string" ? value : value.join(", ")}`),
  ];
  return ways.length === 0 ? line : `${line}, ${decision.allowed ? "" : "even "}${ways.join(", ")}`;
}

export function contextText(context: Pairs): string {
  return `{${[...context].map(([name, value]) => `${name}: ${value}`).join(", ")}}`;
}

/** The decision on the plain request, or on the first other one that is allowed; else the no that the least stands behind. */
export function couldDecision(world: World, caller: Caller, permission: Permission, resource: Resource | undefined): Decision {
  return couldRequest(world, caller, permission, resource).decision;
}

/** The same, with the request. */
export function couldRequest(
  world: World,
  caller: Caller,
  permission: Permission,
  resource: Resource | undefined,
): DecidedRequest {
  const statements = statementsAbout(world, caller, permission);
  const conditions = permission.choices === undefined ? [] : statements.flatMap((each) => each.conditions);
  const ways = sayings(permission.choices ?? [], conditions);
  const [first = PLAIN] = ways;
  const plain = decisionOn(world, caller, permission, resource, first, undefined);
  let nearest: DecidedRequest = { caller, saying: first, decision: plain };
  if (plain.allowed) return nearest;
  const contexts: (Pairs | undefined)[] = [undefined, ...contextsAsked(world, resource, statements)];
  for (const asker of askersLike(caller, permission, resource, statements)) {
    for (const context of contexts) {
      for (const saying of ways) {
        const decision = decisionOn(world, asker, permission, resource, saying, context);
        const request = { caller: asker, saying, decision, ...(context === undefined ? {} : { context }) };
        if (decision.allowed) return request;
        if (blocks(decision) < blocks(nearest.decision)) nearest = request;
      }
    }
  }
  return nearest;
}

/** How much stands in the way. */
function blocks(decision: Decision): number {
  return decision.allowed ? 0 : decision.layers.length;
}

/** The caller by itself, and in each way that a policy asks for. */
function askersLike(
  caller: Caller,
  permission: Permission,
  resource: Resource | undefined,
  statements: readonly Statement[],
): readonly Caller[] {
  if (resource === undefined) return [caller];
  switch (caller.is) {
    case "principal":
      return [caller, ...servicesAsked(statements, resource.region).map((via) => ({ ...caller, via }))];
    case "service":
      return [caller, ...sourcesAsked(permission, statements).map((sourceArn) => ({ ...caller, sourceArn }))];
    default:
      return [caller];
  }
}

/** One request, put in that way, with a context or without. */
export function decisionOn(
  world: World,
  caller: Caller,
  permission: Permission,
  resource: Resource | undefined,
  saying: Saying,
  context: Pairs | undefined,
): Decision {
  const { account = "", region = "" } = resource ?? {};
  const home = caller.is === "principal" ? caller.ref.slice(0, caller.ref.indexOf("/")) : account;
  const throughService = caller.is === "principal" && caller.via !== undefined;
  return probe(world, caller, { account: home, region }, withKeys(permission, saying, context, throughService), context);
}

/** A service calls for a resource that its statement asks for: any ARN that fits, of the key's own account. */
function sourcesAsked(permission: Permission, statements: readonly Statement[]): readonly string[] {
  const asked = statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === "aws:sourcearn"));
  return [...asked.flatMap(({ values }) => values.map(({ text }) => text.replace(/[*?]/g, "x"))), permission.arn];
}

/** All statements that bear on the action, whoever attached them. */
function statementsAbout(world: World, caller: Caller, permission: Permission): readonly Statement[] {
  const { identity, boundary, session, resource, scps, rcps } = gatherPolicies(world, caller, permission, []);
  const single = [boundary, session, resource].filter((policy) => policy !== undefined);
  const policies = [...identity, ...single, ...[...scps, ...rcps].flatMap((level) => level.policies)];
  return policies.flatMap(({ document }) => {
    const { allows, denies } = document.candidates(permission.action);
    return [...allows, ...denies].map(({ statement }) => statement);
  });
}

const CONTEXT = "kms:encryptioncontext:";

/** What grants and statements ask of the context: each grant's pairs, and each statement's with its first values. */
function contextsAsked(world: World, resource: Resource | undefined, statements: readonly Statement[]): Pairs[] {
  const found: Pairs[] = [];
  for (const { constraint } of (resource && world.grants.get(resource.id)) ?? [])
    if (constraint !== undefined) found.push(constraint.pairs);
  for (const { conditions } of statements) {
    const pairs = new Map<string, string>();
    for (const { key, operator, values } of conditions) {
      if (!key.toLowerCase().startsWith(CONTEXT)) continue;
      const [first = ""] = values.map(({ text }) => text);
      const isNull = operator.toLowerCase() === "null";
      if (!isNull || first === "false") pairs.set(key.slice(CONTEXT.length), isNull ? "any" : first);
    }
    if (pairs.size > 0) found.push(pairs);
  }
  return found;
}

/** Where any service will do, one that calls KMS for many things, grants among them: EC2, for volumes. */
const SOME_SERVICE = "ec2";

/** `ec2.us-east-1.amazonaws.com`, as the service that would call in the caller's name. */
function servicesAsked(statements: readonly Statement[], home: string): { readonly service: string; readonly region: string }[] {
  return statements.flatMap(({ conditions }) =>
    conditions.flatMap(({ key, values }) => {
      switch (key.toLowerCase()) {
        case "kms:viaservice":
          return values.map(({ text }) => {
            const [service = "", region = "*"] = text.split(".");
            return { service: isPattern(service) ? SOME_SERVICE : service, region: isPattern(region) ? home : region };
          });
        case FOR_SERVICE:
          return [{ service: SOME_SERVICE, region: home }];
        default:
          return [];
      }
    }),
  );
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text);
}

const FOR_SERVICE = "kms:grantisforawsresource";
const GRANT_ACTIONS = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

/** The permission with what the call says of itself: its context, and that a grant is for a service's own use. */
function withKeys(permission: Permission, saying: Saying, context: Pairs | undefined, throughService: boolean): Permission {
  const isForService = throughService && GRANT_ACTIONS.includes(permission.action);
  if (context === undefined && !isForService && saying === PLAIN) return permission;
  const keys = new Map<string, string | readonly string[]>([...(permission.keys ?? []), ...saying.keys]);
  if (isForService) keys.set("kms:GrantIsForAWSResource", "true");
  for (const [name, value] of context ?? []) keys.set(`kms:EncryptionContext:${name}`, value);
  if (context !== undefined) keys.set("kms:EncryptionContextKeys", [...context.keys()]);
  return saying.besides.size === 0 ? { ...permission, keys } : { ...permission, keys, besides: saying.besides };
}
