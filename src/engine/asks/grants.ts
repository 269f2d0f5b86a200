// `list grants of k1`: what hangs on a key besides its policy, the services' own grants included.

import type { Question } from "../../language/syntax.js";
import { type Grant, type GrantPrincipal, keyKind } from "../../world/key.js";
import { formatInstant } from "../../world/time.js";
import { thingNamed } from "../claims/properties.js";
import type { RunState, StepSpec } from "../run-state.js";
import { tableLines } from "./table.js";
import { wrongThing } from "./wrong-thing.js";

export function listGrants(
  run: RunState,
  { object }: Extract<Question, { ask: "list grants" }>,
  spec: StepSpec,
): readonly string[] {
  const key = thingNamed(run, object, spec.scope);
  if (key?.kind !== keyKind.name) throw wrongThing(run, spec, object, key, "list grants", "a key");
  const grants = run.world.grants.get(key.id) ?? [];
  if (grants.length === 0) return [`no grant is on ${key.name}`];
  const head = ["grant", "to", "operations", "context", "by", "state"];
  return tableLines([head, ...grants.map((grant) => rowOf(run, grant))]);
}

function rowOf(run: RunState, grant: Grant): string[] {
  return [
    grant.id,
    granteeText(grant.grantee),
    grant.operations.join(", "),
    grant.constraint === undefined ? "any" : `${grant.constraint.is === "equals" ? "is" : "holds"} ${pairsText(grant)}`,
    grant.issuingAccount,
    stateText(run, grant),
  ];
}

function pairsText({ constraint }: Grant): string {
  return `{${[...(constraint?.pairs ?? [])].map(([key, value]) => `${key}: ${value}`).join(", ")}}`;
}

export function granteeText(grantee: GrantPrincipal): string {
  switch (grantee.is) {
    case "principal":
      return grantee.ref;
    case "account":
      return `account ${grantee.account}`;
    case "service":
      return grantee.principal;
    case "infrastructure":
      return `ec2-infrastructure/${grantee.instance}`;
  }
}

/** A new grant is seen everywhere after a while, and before by whoever brings its token; one that has ended works on for a while. */
function stateText({ world }: RunState, grant: Grant): string {
  if (grant.endsAt !== undefined)
    return grant.endsAt <= world.now ? `ended ${formatInstant(grant.endsAt)}` : `ended, gone at ${formatInstant(grant.endsAt)}`;
  return grant.seenAt <= world.now ? "seen everywhere" : `by token until ${formatInstant(grant.seenAt)}`;
}
