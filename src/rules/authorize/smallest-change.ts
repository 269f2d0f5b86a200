// The smallest change that would turn a refusal: candidates are made for each layer that blocks, put together at most two, and each is proved
// by deciding again under the changed policies. No wildcard is ever offered, and no deny lifted without saying so.

import { assert } from "../../base/assert.js";
import { by, sorted } from "../../base/order.js";
import { applyEdits, UnwritableChange } from "./apply-edit.js";
import { candidateEdits } from "./candidate-edits.js";
import { type Change, type Edit, sizeOf } from "./change.js";
import { decide } from "./decide.js";
import type { Decision, Refused } from "./decision.js";
import type { PolicySet } from "./policies.js";
import type { AccessRequest } from "./request.js";

export interface SmallestChangeOptions {
  /** How many changes to give back; 3 unless said. */
  readonly changeCountMax?: number;
  /** Whether a grant may be offered; it may unless said. */
  readonly grants?: boolean;
}

/** Most candidates looked at, so that a set of large policies cannot hold up a report. */
const candidateCountMax = 400;
const changeCountDefault = 3;

/** Changes that would allow a refused request, the smallest first; empty when at most two edits cannot. */
export function smallestChanges(decision: Decision, options: SmallestChangeOptions = {}): readonly Change[] {
  return decision.allowed ? [] : smallestChangesFor([decision.request], decision.policies, options);
}

/** The same for requests of one caller on one resource that must all be allowed, such as the several KMS actions that a service needs. */
export function smallestChangesFor(
  requests: readonly AccessRequest[],
  policies: PolicySet,
  options: SmallestChangeOptions = {},
): readonly Change[] {
  const refused = refusalsUnder(requests, policies);
  const [first] = refused;
  if (first === undefined || refused.some(({ layers }) => layers.some(({ layer }) => layer === "operation"))) return [];
  const singles = bySize(candidateEdits(refused, options.grants !== false).map((edit) => [edit]));
  const most = options.changeCountMax ?? changeCountDefault;
  const proved = provedChanges(singles, requests, policies, most);
  if (proved.length >= most) return proved;
  return [
    ...proved,
    ...provedChanges(bySize(pairsOf(singles, requests, policies, proved)), requests, policies, most - proved.length),
  ];
}

function refusalsUnder(requests: readonly AccessRequest[], policies: PolicySet): readonly Refused[] {
  return requests.map((request) => decide(request, policies)).filter((decision): decision is Refused => !decision.allowed);
}

/** A first edit, and what is still needed after it. A pair of which one edit alone suffices is no smaller change. */
function pairsOf(
  singles: readonly (readonly Edit[])[],
  requests: readonly AccessRequest[],
  policies: PolicySet,
  proved: readonly Change[],
): readonly (readonly Edit[])[] {
  const enough = new Set(proved.flatMap(({ edits }) => edits));
  const pairs: (readonly Edit[])[] = [];
  for (const [first] of singles) {
    if (first === undefined || enough.has(first)) continue;
    const changed = tried([first], requests, policies);
    if (changed === undefined) continue;
    const refused = refusalsUnder(requests, changed);
    for (const second of candidateEdits(refused, false)) {
      if (isInOrder(first, second)) pairs.push([first, second]);
    }
    if (pairs.length >= candidateCountMax) break;
  }
  return pairs;
}

// Of the two orders of a pair one is enough: the resource's side first.
function isInOrder(first: Edit, second: Edit): boolean {
  // What a deny hides shows only once it is lifted.
  if ((first.kind === "lift-deny") !== (second.kind === "lift-deny")) return first.kind === "lift-deny";
  if (first.layer === second.layer) return JSON.stringify(first) < JSON.stringify(second);
  return layerOrder.indexOf(first.layer) < layerOrder.indexOf(second.layer);
}

const layerOrder: readonly Edit["layer"][] = ["rcp", "scp", "endpoint", "resource", "grant", "identity", "boundary", "session"];

/** The policies with the edits made, or undefined where AWS would not take them. */
function tried(edits: readonly Edit[], requests: readonly AccessRequest[], policies: PolicySet): PolicySet | undefined {
  const [first] = requests;
  assert(first !== undefined, "a change is for at least one request");
  try {
    return applyEdits(edits, policies, first);
  } catch (thrown) {
    if (thrown instanceof UnwritableChange) return undefined;
    throw thrown;
  }
}

function provedChanges(
  candidates: readonly (readonly Edit[])[],
  requests: readonly AccessRequest[],
  policies: PolicySet,
  most: number,
): readonly Change[] {
  const changes: Change[] = [];
  const [first] = requests;
  assert(first !== undefined, "a change is for at least one request");
  for (const edits of candidates.slice(0, candidateCountMax)) {
    if (changes.length >= most) break;
    const changed = tried(edits, requests, policies);
    if (changed !== undefined && refusalsUnder(requests, changed).length === 0)
      changes.push({ edits, caller: first.principal, resource: first.resource, size: sizeOfAll(edits), policies: changed });
  }
  return changes;
}

function sizeOfAll(edits: readonly Edit[]): number {
  return edits.reduce((sum, edit) => sum + sizeOf(edit), 0);
}

function bySize(candidates: readonly (readonly Edit[])[]): readonly (readonly Edit[])[] {
  return sorted(candidates, by(sizeOfAll));
}
