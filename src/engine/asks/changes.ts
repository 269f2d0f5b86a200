// What would turn a no, and what else that would open: every other principal and every other action of the service on the same resource is
// decided again under the policies as the change would leave them.

import { listed } from "../../base/listed.js";
import { sortedTexts } from "../../base/order.js";
import { applyEdits } from "../../rules/authorize/apply-edit.js";
import type { Edit } from "../../rules/authorize/change.js";
import { decide } from "../../rules/authorize/decide.js";
import type { Refused } from "../../rules/authorize/decision.js";
import type { PolicySet } from "../../rules/authorize/policies.js";
import { changeText, type SaidChange, saidChanges } from "../../rules/change-sentences.js";
import { gatherPolicies } from "../../rules/gather.js";
import { accessRequest } from "../../rules/requests.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { permissionOn } from "../permissions.js";
import type { Registry } from "../registry.js";

/** Lines that say the changes, each with what else it would open. */
export function changeLines(world: World, registry: Registry, decision: Refused, resource: Resource | undefined): string[] {
  return saidChanges(decision, world).flatMap((change, at) => {
    const said = `${at === 0 ? "to allow it" : "or"}: ${changeText(change)}`;
    return change.edits.length === 0 ? [said] : [said, `  ${opensLine(world, registry, decision, change, resource)}`];
  });
}

function opensLine(
  world: World,
  registry: Registry,
  decision: Refused,
  change: SaidChange,
  resource: Resource | undefined,
): string {
  const opened = whatOpens(world, registry, decision, change, resource);
  if (opened.size === 0) return "opens nothing else to those who are here";
  const parts = [...opened].map(([actions, who]) => `${actions} to ${listed(who, 4)}`);
  return `opens as well: ${parts.slice(0, 3).join("; ")}${parts.length > 3 ? `; and ${parts.length - 3} more` : ""}`;
}

/** Actions as text to those who would gain just these. */
function whatOpens(
  world: World,
  registry: Registry,
  decision: Refused,
  { edits }: SaidChange,
  resource: Resource | undefined,
): ReadonlyMap<string, readonly string[]> {
  const actions = actionsOf(registry, decision.request.action.slice(0, decision.request.action.indexOf(":")));
  const opened = new Map<string, string[]>();
  for (const ref of sortedTexts([...world.principals.values()].map((each) => each.ref))) {
    const gained = actions.filter((action) => {
      const permission = permissionOn(registry, action, resource);
      if (permission === undefined) return false;
      const caller = { is: "principal", ref } as const;
      const place = { account: ref.slice(0, ref.indexOf("/")), region: resource?.region ?? "" };
      const request = accessRequest(world, caller, place, permission);
      const isAsker = request.principal.arn === decision.request.principal.arn;
      if (isAsker && request.action === decision.request.action) return false;
      const policies = gatherPolicies(world, caller, permission, []);
      const bearing = edits.filter((edit) => (isAsker || !OF_ONE_PRINCIPAL.has(edit.layer)) && isOfThese(edit, policies));
      if (bearing.length === 0 || decide(request, policies).allowed) return false;
      return decide(request, applyEdits(bearing, policies, decision.request)).allowed;
    });
    if (gained.length === 0) continue;
    const text = listed(gained, 4);
    opened.set(text, [...(opened.get(text) ?? []), ref]);
  }
  return opened;
}

/** Policies that bear on nobody but whom they are attached to. */
const OF_ONE_PRINCIPAL: ReadonlySet<Edit["layer"]> = new Set(["identity", "boundary", "session"]);

/** Whether an edit is of a policy that bears on this question at all. */
function isOfThese(edit: Edit, policies: PolicySet): boolean {
  switch (edit.layer) {
    case "resource":
    case "boundary":
    case "session":
    case "endpoint":
      return edit.kind === "new-policy" || policies[edit.layer] !== undefined;
    default:
      return true;
  }
}

/** The IAM actions of a service, those under other names than their operations included. */
export function actionsOf(registry: Registry, service: string): readonly string[] {
  const found = new Set<string>();
  for (const operation of registry.operations.values()) {
    // Of KMS's operations, those on a key say whether they work from another account; the others ask for no key.
    if (!operation.action.startsWith(`${service}:`) || (service === "kms" && operation.crossAccount === undefined)) continue;
    for (const action of operation.iamActions ?? [operation.action]) found.add(action);
  }
  return sortedTexts([...found]);
}
