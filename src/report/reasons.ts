// A decision in words, for the right-hand column of a trace: by which way a call was allowed, or what stood in its way. Made from the
// decision's own evidence and remembered with it, since one decision is printed for each of a thousand calls alike.

import { unreachable } from "../base/assert.js";
import type { Allowed, Block, Decision, Layer, Refused } from "../rules/authorize/decision.js";

export interface Denial {
  /** One line: `key policy of k1 does not let account B in`. */
  readonly short: string;
  /** What was weighed, and what decided. */
  readonly lines: readonly string[];
}

/** Whom a sentence speaks of: `A/admin`, of account `A`. */
export interface Asker {
  readonly name: string;
  readonly account: string;
}

const allowed = new WeakMap<Decision, string>();
const denied = new WeakMap<Decision, Denial>();

export function allowedBecause(decision: Decision, asker: Asker): string {
  if (!decision.allowed) return "";
  let said = allowed.get(decision);
  if (said === undefined) allowed.set(decision, (said = routeText(decision, asker)));
  return said;
}

export function deniedBecause(decision: Refused, asker: Asker): Denial {
  let said = denied.get(decision);
  if (said === undefined) {
    const first = decision.layers[0];
    const others = decision.layers.slice(1).map((block) => `also: ${blockText(block, decision, asker)}`);
    denied.set(decision, (said = { short: blockText(first, decision, asker), lines: [weighedText(decision), ...others] }));
  }
  return said;
}

function routeText(decision: Allowed, asker: Asker): string {
  const resourcePolicy = decision.policies.resource?.name ?? "policy of the resource";
  switch (decision.route) {
    case "resource-names-caller":
      return `${resourcePolicy} names ${asker.name}`;
    case "resource-open-to-all":
      return `${resourcePolicy} lets everyone in`;
    case "account-trust":
      return `${resourcePolicy} trusts account ${asker.account}'s IAM, and ${asker.name}'s policy allows it`;
    case "both-accounts":
      return `${resourcePolicy} lets account ${asker.account} in, and ${asker.name}'s policy allows it`;
    case "grant": {
      const grant = decision.grant?.name ?? "a grant";
      return decision.deciding.length === 0
        ? `${grant} allows it`
        : `${grant} lets account ${asker.account} in, and ${asker.name}'s policy allows it`;
    }
    case "identity":
      return hasFullAccess(decision) ? `${asker.name} has full access in its own account` : `${asker.name}'s policy allows it`;
    case "root-user":
      return `${asker.name} is the account's root user`;
    default:
      return unreachable(decision.route);
  }
}

function hasFullAccess(decision: Allowed): boolean {
  const by = decision.deciding.find((each) => each.layer === "identity");
  return by !== undefined && /"Action"\s*:\s*"\*"/.test(JSON.stringify(by.policy.document))
    ? true
    : (by?.policy.name.includes("administrator") ?? false);
}

function blockText(block: Block, decision: Refused, asker: Asker): string {
  const where = layerName(block, decision, asker);
  if (block.explicit) return `${where} denies it${statementText(block)}`;
  switch (block.layer) {
    case "operation":
      return `${decision.request.action} never works from another account`;
    case "resource":
      return `${where} does not let ${asker.name} in, nor account ${asker.account}'s IAM`;
    case "identity":
      return `no policy of ${asker.name} allows it`;
    case "grant":
      return "no grant allows it";
    case "rcp":
    case "scp":
    case "endpoint":
    case "boundary":
    case "session":
      return `${where} does not allow it`;
    default:
      return unreachable(block.layer);
  }
}

function statementText(block: Block): string {
  return block.by === undefined ? "" : ` (statement ${block.by.statement + 1})`;
}

function layerName(block: Block, decision: Refused, asker: Asker): string {
  if (block.by !== undefined) return block.by.policy.name;
  const level = block.level === undefined ? "" : ` of ${block.level}`;
  const named: Partial<Record<Layer, string | undefined>> = {
    rcp: `resource control policy${level}`,
    scp: `service control policy${level}`,
    endpoint: decision.policies.endpoint?.name,
    resource: decision.policies.resource?.name,
    boundary: decision.policies.boundary?.name,
    session: decision.policies.session?.name,
  };
  return named[block.layer] ?? `${block.layer} policy of ${asker.name}`;
}

/** Which policies there were to weigh, in the order in which AWS does. */
function weighedText({ policies }: Refused): string {
  const names = [
    ...policies.rcps.map((level) => `resource control policies of ${level.level}`),
    ...policies.scps.map((level) => `service control policies of ${level.level}`),
    ...(policies.resource === undefined ? [] : [policies.resource.name]),
    ...policies.identity.map((policy) => policy.name),
    ...(policies.boundary === undefined ? [] : [policies.boundary.name]),
    ...(policies.session === undefined ? [] : [policies.session.name]),
    ...policies.grants.map((grant) => grant.name),
  ];
  return `weighed: ${names.length === 0 ? "nothing, no policy is there" : names.join(", ")}`;
}
