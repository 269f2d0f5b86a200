// Could someone do this, in any way that a request may be made? A policy or a grant may ask for an encryption context or for a service
// in between, so the question is put plainly first and then as each of them would have it. A yes is a request that would be allowed.

import type { Decision } from "../../rules/authorize/decide.js";
import type { Statement } from "../../rules/authorize/document.js";
import { decisionLine } from "../../rules/authorize/words.js";
import { compiled } from "../../rules/gather.js";
import { nameOf } from "../../rules/naming.js";
import type { Permission } from "../../rules/operation.js";
import { probe } from "../../rules/probe.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";

type Pairs = ReadonlyMap<string, string>;

/** A request that was decided, so that it can be made again elsewhere. */
export interface DecidedRequest {
  readonly caller: Caller;
  readonly context?: Pairs;
  readonly decision: Decision;
}

/** The reason in one line, with how the call would be made beside plainly: `…, when called through ec2 in eu-west-1, with the context {app: shop}`. */
export function couldLine(world: World, decision: Decision): string {
  const line = decisionLine(decision, nameOf(world, decision));
  const { context, grantContext = new Map<string, string>() } = decision.request;
  const [service, region] = String(context.get("kms:viaservice") ?? "").split(".");
  const ways = [
    ...(region === undefined ? [] : [`when called through ${service} in ${region}`]),
    ...(grantContext.size === 0 ? [] : [`with the context ${contextText(grantContext)}`]),
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
  const account = caller.is === "principal" ? caller.ref.slice(0, caller.ref.indexOf("/")) : "";
  const plain = probe(world, caller, { account, region: resource?.region ?? "" }, permission);
  let nearest: DecidedRequest = { caller, decision: plain };
  if (plain.allowed || resource === undefined) return nearest;
  const statements = statementsAbout(world, caller, permission, resource);
  const contexts: (Pairs | undefined)[] = [undefined, ...contextsAsked(world, resource, statements)];
  for (const asker of askersLike(caller, permission, resource, statements)) {
    for (const context of contexts) {
      const decision = decisionOn(world, asker, permission, resource, context);
      const request = { caller: asker, decision, ...(context === undefined ? {} : { context }) };
      if (decision.allowed) return request;
      if (blocks(decision) < blocks(nearest.decision)) nearest = request;
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
  resource: Resource,
  statements: readonly Statement[],
): readonly Caller[] {
  switch (caller.is) {
    case "principal":
      return [caller, ...servicesAsked(statements, resource.region).map((via) => ({ ...caller, via }))];
    case "service":
      return [caller, ...sourcesAsked(permission, statements).map((sourceArn) => ({ ...caller, sourceArn }))];
    default:
      return [caller];
  }
}

/** One request, with a context or without. */
export function decisionOn(
  world: World,
  caller: Caller,
  permission: Permission,
  { account, region }: Resource,
  context: Pairs | undefined,
): Decision {
  const home = caller.is === "principal" ? caller.ref.slice(0, caller.ref.indexOf("/")) : account;
  const throughService = caller.is === "principal" && caller.via !== undefined;
  return probe(world, caller, { account: home, region }, withKeys(permission, context, throughService), context);
}

/** A service calls for a resource that its statement asks for: any ARN that fits, of the key's own account. */
function sourcesAsked(permission: Permission, statements: readonly Statement[]): readonly string[] {
  const asked = statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === "aws:sourcearn"));
  return [...asked.flatMap(({ values }) => values.map(({ text }) => text.replace(/[*?]/g, "x"))), permission.arn];
}

function statementsAbout(world: World, caller: Caller, permission: Permission, resource: Resource): readonly Statement[] {
  const own = caller.is === "principal" ? (world.principals.get(caller.ref)?.policies ?? []) : [];
  const identity = own.map((stored) => compiled(stored, "identity"));
  const resources =
    resource.policy === undefined ? [] : [compiled(resource.policy, permission.rule === "kms" ? "key" : "resource")];
  return [...identity, ...resources].flatMap((policy) => policy.document.document.statements);
}

const CONTEXT = "kms:encryptioncontext:";

/** What grants and statements ask of the context: each grant's pairs, and each statement's with its first values. */
function contextsAsked(world: World, resource: Resource, statements: readonly Statement[]): Pairs[] {
  const found: Pairs[] = [];
  for (const { constraint } of world.grants.get(resource.id) ?? []) if (constraint !== undefined) found.push(constraint.pairs);
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
function withKeys(permission: Permission, context: Pairs | undefined, throughService: boolean): Permission {
  const isForService = throughService && GRANT_ACTIONS.includes(permission.action);
  if (context === undefined && !isForService) return permission;
  const keys = new Map<string, string | readonly string[]>(permission.keys);
  if (isForService) keys.set("kms:GrantIsForAWSResource", "true");
  for (const [name, value] of context ?? []) keys.set(`kms:EncryptionContext:${name}`, value);
  if (context !== undefined) keys.set("kms:EncryptionContextKeys", [...context.keys()]);
  return { ...permission, keys };
}
