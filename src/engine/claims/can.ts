// `B/backup can kms:Decrypt on k1`: could, with today's permissions, without changing any. The question makes nobody and leaves no trace.

import { sortedTexts } from "../../base/order.js";
import { offer } from "../../contract/offer.js";
import type { Decision } from "../../rules/authorize/decide.js";
import { decisionLine } from "../../rules/authorize/words.js";
import { nameOf } from "../../rules/naming.js";
import type { Permission } from "../../rules/operation.js";
import type { Caller } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import type { Verdict } from "../log.js";
import { permissionOn } from "../permissions.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { diagnosticAt, Stop } from "../stop.js";
import { couldDecision } from "./could.js";
import { thingNamed } from "./properties.js";
import { readVerdict } from "./read.js";
import { allPrincipals, type CanClaim, principalsOf } from "./subjects.js";

export function canVerdict(run: RunState, claim: CanClaim, scope: Scope): Verdict {
  if (claim.action.text === "read") return readVerdict(run, claim, scope);
  const wanted = scope.file.text.slice(claim.start, claim.end);
  const resource = claim.object === undefined ? undefined : thingNamed(run, claim.object, scope);
  // A name with a slash is no name that a statement could have failed to make: nothing holds of what cannot be.
  if (claim.object?.text.includes("/") && resource === undefined)
    throw new Stop(diagnosticAt(scope.file.name, claim.object, "name/unknown", { name: claim.object.text, kind: "thing" }));
  if (claim.object !== undefined && resource === undefined)
    return { held: claim.negated, wanted, got: `there is no \`${claim.object.text}\`` };
  const permission = permissionFor(run, claim, scope, resource);
  return claim.only
    ? onlyVerdict(run, claim, wanted, permission, resource)
    : eachVerdict(run, claim, wanted, permission, resource);
}

function permissionFor(run: RunState, { action }: CanClaim, scope: Scope, resource: Resource | undefined): Permission {
  const { registry } = run.parts;
  const permission = permissionOn(registry, action.text, resource);
  if (permission !== undefined) return permission;
  if (registry.notModelled.has(action.text))
    throw new Stop(diagnosticAt(scope.file.name, action, "model/not-modelled", { what: action.text }));
  const offered = offer(action, action.text, registry.operations.keys());
  throw new Stop(diagnosticAt(scope.file.name, action, "model/unknown-action", { action: action.text }, offered));
}

/** With today's permissions, in any way that a request may be made. */
export function decisionFor(run: RunState, ref: string, permission: Permission, resource: Resource | undefined): Decision {
  const caller: Caller = ref.includes("/") ? { is: "principal", ref } : { is: "outside", name: ref };
  return couldDecision(run.world, caller, permission, resource);
}

function eachVerdict(
  run: RunState,
  claim: CanClaim,
  wanted: string,
  permission: Permission,
  resource: Resource | undefined,
): Verdict {
  const why: string[] = [];
  let held = true;
  for (const subject of claim.subjects) {
    const decisions = principalsOf(run, subject).map((ref) => decisionFor(run, ref, permission, resource));
    const deciding = decisions.find((each) => each.allowed) ?? decisions[0];
    const can = deciding?.allowed === true;
    if (can === claim.negated) held = false;
    if (deciding !== undefined)
      why.push(`${subject.name.text} ${can ? "can" : "cannot"}: ${decisionLine(deciding, nameOf(run.world, deciding))}`);
  }
  return { held, wanted, got: why[0] ?? "nobody asked about exists", why: why.slice(1) };
}

function onlyVerdict(
  run: RunState,
  claim: CanClaim,
  wanted: string,
  permission: Permission,
  resource: Resource | undefined,
): Verdict {
  const expected = new Set(claim.subjects.flatMap((subject) => principalsOf(run, subject)));
  const able = new Set(allPrincipals(run).filter((ref) => decisionFor(run, ref, permission, resource).allowed));
  const missing = sortedTexts([...expected].filter((ref) => !able.has(ref)));
  const extra = sortedTexts([...able].filter((ref) => !expected.has(ref)));
  const why = [...extra.map((ref) => `${ref} can as well`), ...missing.map((ref) => `${ref} cannot`)].map((line, at) => {
    const ref = [...extra, ...missing][at]!;
    const decision = decisionFor(run, ref, permission, resource);
    return `${line}: ${decisionLine(decision, nameOf(run.world, decision))}`;
  });
  return {
    held: missing.length === 0 && extra.length === 0,
    wanted,
    got: able.size === 0 ? "nobody can" : `${sortedTexts(able).join(", ")} can`,
    why,
  };
}
