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

/** The reason in one line, with what a yes takes beside the permission: `…, when called through ec2 in eu-west-1, with the context {app: shop}`. */
export function couldLine(world: World, decision: Decision): string {
  const line = decisionLine(decision, nameOf(world, decision));
  if (!decision.allowed) return line;
  const { context, grantContext = new Map<string, string>() } = decision.request;
  const [service, region] = String(context.get("kms:viaservice") ?? "").split(".");
  const through = region === undefined ? "" : `, when called through ${service} in ${region}`;
  return `${line}${through}${grantContext.size === 0 ? "" : `, with the context ${contextText(grantContext)}`}`;
}

export function contextText(context: Pairs): string {
  return `{${[...context].map(([name, value]) => `${name}: ${value}`).join(", ")}}`;
}

/** The decision on the plain request, or on the first other one that is allowed. */
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
  const place = {
    account: caller.is === "principal" ? caller.ref.slice(0, caller.ref.indexOf("/")) : "",
    region: resource?.region ?? "",
  };
  const plain = probe(world, caller, place, permission);
  if (plain.allowed || resource === undefined) return { caller, decision: plain };
  const statements = statementsAbout(world, caller, permission, resource);
  if (caller.is === "service") return asService(world, caller, permission, plain, statements);
  const contexts: (Pairs | undefined)[] = [undefined, ...contextsAsked(world, resource, statements)];
  for (const via of [undefined, ...servicesAsked(statements)]) {
    const asker = via === undefined || caller.is !== "principal" ? caller : { ...caller, via };
    for (const context of contexts) {
      const decision = decisionOn(world, asker, permission, resource, context);
      if (decision.allowed) return { caller: asker, decision, ...(context === undefined ? {} : { context }) };
    }
  }
  return { caller, decision: plain };
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
  return probe(world, caller, { account: home, region }, withContext(permission, context), context);
}

/** A service calls for a resource that its statement asks for: any ARN that fits, of the resource's own account. */
function asService(
  world: World,
  caller: Extract<Caller, { is: "service" }>,
  permission: Permission,
  plain: Decision,
  statements: readonly Statement[],
): DecidedRequest {
  const { account, region } = caller;
  const asked = statements.flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === "aws:sourcearn"));
  const arns = asked.flatMap(({ values }) => values.map(({ text }) => text.replace(/[*?]/g, "x")));
  for (const sourceArn of [...arns, permission.arn]) {
    const asker = { ...caller, sourceArn };
    const decision = probe(world, asker, { account, region }, permission);
    if (decision.allowed) return { caller: asker, decision };
  }
  return { caller, decision: plain };
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
    for (const { key, values } of conditions) {
      if (key.toLowerCase().startsWith(CONTEXT)) pairs.set(key.slice(CONTEXT.length), values[0]?.text ?? "");
    }
    if (pairs.size > 0) found.push(pairs);
  }
  return found;
}

/** `ec2.us-east-1.amazonaws.com`, as the service that would call in the caller's name. */
function servicesAsked(statements: readonly Statement[]): { readonly service: string; readonly region: string }[] {
  const found: { service: string; region: string }[] = [];
  for (const { conditions } of statements) {
    for (const { key, values } of conditions) {
      if (key.toLowerCase() !== "kms:viaservice") continue;
      for (const { text } of values) {
        const [service, region] = text.split(".");
        if (service !== undefined && region !== undefined) found.push({ service, region });
      }
    }
  }
  return found;
}

function withContext(permission: Permission, context: Pairs | undefined): Permission {
  if (context === undefined) return permission;
  const keys = new Map<string, string | readonly string[]>(permission.keys);
  for (const [name, value] of context) keys.set(`kms:EncryptionContext:${name}`, value);
  keys.set("kms:EncryptionContextKeys", [...context.keys()]);
  return { ...permission, keys };
}
