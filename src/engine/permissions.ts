// From a question in a scenario (`B/backup can kms:Decrypt on k1`) to the permission that the call would need.

import { type Offer, offer, offerOf } from "../contract/offer.js";
import type { Problem } from "../language/diagnostic.js";
import type { Node } from "../language/syntax.js";
import { isForNoKey } from "../rules/authorize/kms-actions.js";
import type { AnyOperation, Permission, PrepareContext } from "../rules/operation.js";
import { actionOfShort } from "../rules/short-actions.js";
import { keyKind } from "../world/key.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import type { Registry } from "./registry.js";

/** Undefined when no service has the action. */
export function permissionOn(registry: Registry, action: string, resource: Resource | undefined): Permission | undefined {
  const operation = operationFor(registry, action);
  if (operation === undefined) return undefined;
  if (resource === undefined) return { action, arn: "*", account: "", rule: "identity-only", crossAccount: "allowed" };
  const rule =
    resource.kind === keyKind.name
      ? "kms"
      : resource.policy === undefined && !takesPolicy(registry, resource)
        ? "identity-only"
        : "ordinary";
  const base: Permission = {
    action,
    arn: resource.arn,
    account: resource.account,
    resource,
    rule,
    crossAccount: operation.crossAccount ?? "allowed",
  };
  // A grant knows kms:ReEncryptFrom by that name.
  const inGrants = operation.action === action ? operation.grantOperation : action.slice(action.indexOf(":") + 1);
  return inGrants === undefined ? base : { ...base, grantOperation: inGrants };
}

/** Things of these kinds are asked as what a role or user is. */
const IDENTITIES: ReadonlySet<string> = new Set(["role", "user", "root"]);

/**
 * Why a thing of this kind is never what the action is asked of, so that neither a yes nor a no about it says anything: it is of another
 * service, it is no thing of AWS at all, or the action is for no single thing. Undefined where it can be.
 */
function notAskedOf(registry: Registry, action: string, kind: string): "other-service" | "no-thing" | undefined {
  if (isForNoKey(action)) return "no-thing";
  const prefix = action.slice(0, action.indexOf(":"));
  const service = IDENTITIES.has(kind) ? "iam" : registry.kindServices.get(kind);
  const isValue = registry.kinds.get(kind)?.rebindable === true;
  return !isValue && (service === prefix || (service === "iam" && prefix === "sts")) ? undefined : "other-service";
}

/** The same as a mistake at the action. */
export function notAskedProblem(registry: Registry, at: Node, action: string, name: string, kind: string): Problem | undefined {
  const why = notAskedOf(registry, action, kind);
  if (why === undefined) return undefined;
  const args = { action, name, is: registry.kinds.get(kind)?.article ?? `a ${kind}` };
  return { code: why === "no-thing" ? "expect/asked-of-nothing" : "expect/not-asked-of", start: at.start, end: at.end, args };
}

/** The ways to make a call about a thing, each with all the permissions that it needs; undefined when no service has the action. */
export function waysTo(
  registry: Registry,
  action: string,
  resource: Resource | undefined,
  ctx: PrepareContext,
): readonly (readonly Permission[])[] | undefined {
  const operation = registry.operations.get(action);
  const own = operation?.iamActions ?? [action];
  const ways = (resource === undefined ? undefined : operation?.neededOn?.(resource, ctx)) ?? [
    own.map((each) => permissionOn(registry, each, resource)).filter((each) => each !== undefined),
  ];
  if (ways.some((way) => way.length === 0)) return undefined;
  return ways.map((way) =>
    way.map((permission) => {
      // What is asked of no thing is asked of the caller's own account.
      const asked = resource === undefined ? { ...permission, account: ctx.place.account } : permission;
      return own.includes(permission.action) ? withChoices(registry, action, asked, ctx.world) : asked;
    }),
  );
}

/** With what a request may say of itself, but for what is settled already. */
export function withChoices(registry: Registry, action: string, permission: Permission, world: World): Permission {
  const { keys, resource } = permission;
  const choices = registry.choices.get(action.slice(0, action.indexOf(":")))?.(action, resource, world) ?? [];
  return choices.length === 0 ? permission : { ...permission, choices: choices.filter(({ key }) => keys?.has(key) !== true) };
}

/** kms:ReEncryptFrom is the permission of an operation with another name. */
function operationFor(registry: Registry, action: string): AnyOperation | undefined {
  const own = registry.operations.get(action);
  if (own !== undefined) return own;
  for (const operation of registry.operations.values()) {
    const { iamActions = [], actionsBesides = [] } = operation;
    if (iamActions.includes(action) || actionsBesides.includes(action)) return operation;
  }
  return undefined;
}

/** Why the call comes to nothing for whoever may make it: the thing is none that it is for, or stands so that AWS refuses it. */
export interface InVain {
  readonly is: "not-for-this" | "not-now";
  readonly words: string;
}

export function inVain(registry: Registry, action: string, resource: Resource | undefined, world: World): InVain | undefined {
  if (resource === undefined) return undefined;
  const operation = operationFor(registry, action);
  if (operation?.suits?.(resource) === false) {
    const described = registry.kinds.get(resource.kind)?.describe(resource, world) ?? "";
    return { is: "not-for-this", words: `${action} is for no ${resource.kind} like ${resource.name} (${described})` };
  }
  const refused = operation?.refusedOn?.(resource);
  return refused && { is: "not-now", words: `AWS refuses ${action} on ${resource.name} as it stands: ${refused.code}` };
}

function takesPolicy(registry: Registry, resource: Resource): boolean {
  return registry.verbs.get("policy is")?.some((entry) => Array.isArray(entry.on) && entry.on.includes(resource.kind)) === true;
}

/** `decrypt` is kms:Decrypt, as in sentences about policies; the short name of a family, and what is none, stays as written. */
export function wholeAction(written: string): string {
  const action = actionOfShort(written);
  return action === undefined || action.endsWith("*") ? written : action;
}

/** What to offer where a question or a claim names no action: `decrypt`, a short name of policy sentences, is kms:Decrypt here. */
export function offerAction(at: Node, written: string, known: readonly string[]): Offer {
  const meant = actionOfShort(written)?.replace("*", "");
  return meant !== undefined && known.includes(meant) ? offerOf(at, written, [meant]) : offer(at, written, known);
}
