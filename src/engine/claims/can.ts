// `B/backup can kms:Decrypt on k1`: could, with today's permissions, without changing any. The question makes nobody and leaves no trace.

import { assert } from "../../base/assert.js";
import { sortedTexts } from "../../base/order.js";
import { toDiagnostic } from "../../language/diagnostic.js";
import type { ActionSpec, Name } from "../../language/syntax.js";
import type { Decision } from "../../rules/authorize/decide.js";
import { identityAsThing } from "../../rules/identities.js";
import { callerFor, readerOf } from "../../rules/reach/reader.js";
import { aliasKind, keyKind } from "../../world/key.js";
import { callerAccount } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { Verdict } from "../log.js";
import { inVain, notAskedProblem, offerAction, permissionOn, waysTo, wholeAction } from "../permissions.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { diagnosticAt, Stop } from "../stop.js";
import { couldDecision, couldLine } from "./could.js";
import { thingNamed } from "./properties.js";
import { readVerdict } from "./read.js";
import { allPrincipals, type CanClaim, principalsOf } from "./subjects.js";

export function canVerdict(run: RunState, claim: CanClaim, scope: Scope): Verdict {
  if (asksToRead(run, claim.action, claim.object, scope)) return readVerdict(run, claim, scope);
  const wanted = scope.file.text.slice(claim.start, claim.end);
  const { object } = claim;
  const resource = object === undefined ? undefined : askedThing(run, object, scope);
  // A name with a slash is no name that a statement could have failed to make: nothing holds of what cannot be.
  if (object?.text.includes("/") && resource === undefined)
    throw new Stop(diagnosticAt(scope.file.name, object, "name/unknown", { name: object.text, kind: "thing" }));
  if (object !== undefined && resource === undefined)
    return { held: claim.negated, wanted, got: `there is no \`${object.text}\`` };
  const ask = askFor(run, claim.action, scope, resource);
  return claim.only ? onlyVerdict(run, claim, wanted, ask) : eachVerdict(run, claim, wanted, ask);
}

/** The thing of that name, or the role or user. */
export function askedThing(run: RunState, name: Name, scope: Scope): Resource | undefined {
  const principal = run.world.principals.get(name.text);
  return thingNamed(run, name, scope) ?? (principal === undefined ? undefined : identityAsThing(principal));
}

/** `read`, or `decrypt` of what lies under a key: a key decrypts, what it protects is read. */
export function asksToRead(run: RunState, action: Pick<ActionSpec, "text">, object: Name | undefined, scope: Scope): boolean {
  if (action.text === "read") return true;
  if (action.text.toLowerCase() !== "decrypt" || object === undefined) return false;
  const thing = askedThing(run, object, scope);
  return thing !== undefined && !DECRYPTING.has(thing.kind);
}

const DECRYPTING: ReadonlySet<string> = new Set([keyKind.name, aliasKind.name]);

/** What a question is about. */
export interface Ask {
  readonly action: string;
  readonly resource: Resource | undefined;
}

/** An action that Custody plays, on that thing; else a mistake. */
export function askFor(
  run: RunState,
  { text, start, end }: Pick<ActionSpec, "text" | "start" | "end">,
  scope: Scope,
  resource: Resource | undefined,
): Ask {
  const { registry } = run.parts;
  const at = { start, end };
  const action = wholeAction(text);
  if (permissionOn(registry, action, resource) !== undefined) {
    const trouble = resource === undefined ? undefined : notAskedProblem(registry, at, action, resource.name, resource.kind);
    if (trouble !== undefined) throw new Stop(toDiagnostic(trouble, scope.file.name));
    return { action, resource: behindAlias(run, action, resource) };
  }
  if (registry.notModelled.has(action)) throw new Stop(diagnosticAt(scope.file.name, at, "model/not-modelled", { what: action }));
  const offered = offerAction(at, action, [...registry.operations.keys()]);
  throw new Stop(diagnosticAt(scope.file.name, at, "model/unknown-action", { action }, offered));
}

/** Whoever names a key by its alias uses the key; only what is done to the alias itself is asked of it. */
function behindAlias(run: RunState, action: string, resource: Resource | undefined): Resource | undefined {
  if (resource === undefined || !isKind(resource, aliasKind) || /^kms:\w+Alias$/.test(action)) return resource;
  return run.world.resources.get(resource.data.target);
}

const NOWHERE = { account: "", region: "" };

/** With today's permissions, in any way that a request may be made: a decision for each permission that the call needs. */
export function decisionsFor(run: RunState, ref: string, { action, resource }: Ask): readonly [Decision, ...Decision[]] {
  const caller = callerFor(readerOf(ref), resource ?? NOWHERE);
  const account = callerAccount(caller);
  const place = { account, region: resource?.region ?? "" };
  const ways = waysTo(run.parts.registry, action, resource, { world: run.world, caller, place }) ?? [];
  let furthest: readonly Decision[] = [];
  for (const way of ways) {
    const decisions = way.map((permission) => couldDecision(run.world, caller, permission, permission.resource ?? resource));
    const refused = refusedOf(decisions);
    if (refused === 0) return nonEmpty(decisions);
    if (furthest.length === 0 || refused < refusedOf(furthest)) furthest = decisions;
  }
  return nonEmpty(furthest);
}

function refusedOf(decisions: readonly Decision[]): number {
  return decisions.filter(({ allowed }) => !allowed).length;
}

/** The one that a call would end with: the first no, else the first yes. */
export function decisionFor(run: RunState, ref: string, ask: Ask): Decision {
  const decisions = decisionsFor(run, ref, ask);
  return decisions.find(({ allowed }) => !allowed) ?? decisions[0];
}

function nonEmpty(decisions: readonly Decision[]): readonly [Decision, ...Decision[]] {
  const [first, ...rest] = decisions;
  assert(first !== undefined, "a call needs at least one permission");
  return [first, ...rest];
}

/** Why nothing comes of the permission that a claim is about, on things of this kind; undefined where something may. */
export function neverUsed(run: RunState, { action, object }: CanClaim, scope: Scope): string | undefined {
  if (object === undefined || asksToRead(run, action, object, scope)) return undefined;
  const ask = askFor(run, action, scope, askedThing(run, object, scope));
  const vain = inVain(run.parts.registry, ask.action, ask.resource, run.world);
  return vain?.is === "not-for-this" ? vain.words : undefined;
}

function eachVerdict(run: RunState, claim: CanClaim, wanted: string, ask: Ask): Verdict {
  const why: string[] = [];
  let held = true;
  for (const subject of claim.subjects) {
    const decisions = principalsOf(run, subject).map((ref) => decisionFor(run, ref, ask));
    const deciding = decisions.find((each) => each.allowed) ?? decisions[0];
    const can = deciding?.allowed === true;
    if (can === claim.negated) held = false;
    if (deciding !== undefined) why.push(`${subject.name.text} ${can ? "can" : "cannot"}: ${couldLine(run.world, deciding)}`);
  }
  return { held, wanted, got: why[0] ?? "nobody asked about exists", why: why.slice(1) };
}

function onlyVerdict(run: RunState, claim: CanClaim, wanted: string, ask: Ask): Verdict {
  const expected = new Set(claim.subjects.flatMap((subject) => principalsOf(run, subject)));
  const able = new Set(allPrincipals(run).filter((ref) => decisionFor(run, ref, ask).allowed));
  const missing = sortedTexts([...expected].filter((ref) => !able.has(ref)));
  const extra = sortedTexts([...able].filter((ref) => !expected.has(ref)));
  const why = [...extra.map((ref) => `${ref} can as well`), ...missing.map((ref) => `${ref} cannot`)].map((line, at) => {
    const ref = [...extra, ...missing][at]!;
    return `${line}: ${couldLine(run.world, decisionFor(run, ref, ask))}`;
  });
  return {
    held: missing.length === 0 && extra.length === 0,
    wanted,
    got: able.size === 0 ? "nobody can" : `${sortedTexts(able).join(", ")} can`,
    why,
  };
}
