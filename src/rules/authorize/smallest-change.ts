// The smallest change that would turn a refusal: candidates are made for each layer that blocks, put together at most two (or, where that is
// too few, one for each layer), and each is proved by deciding again under the changed policies. No wildcard is offered that the request
// itself has not (EC2's `volume/*` for one that is to be made), and no deny lifted without saying so.

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
  /** Edits that nobody can make, such as one of AWS's own policies; none unless said. */
  readonly isOutOfReach?: (edit: Edit) => boolean;
}

type Candidates = (refused: readonly Refused[], withGrants: boolean) => readonly Edit[];

/** Most candidates looked at, so that a set of large policies cannot hold up a report. */
const candidateCountMax = 400;
const changeCountDefault = 3;

/** Changes that would allow a refused request, the smallest first; empty when no edit helps. */
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
  const { isOutOfReach = () => false } = options;
  const candidates: Candidates = (of, withGrants) => candidateEdits(of, withGrants).filter((edit) => !isOutOfReach(edit));
  const singles = bySize(candidates(refused, options.grants !== false).map((edit) => [edit]));
  const most = options.changeCountMax ?? changeCountDefault;
  const proved = provedChanges(singles, requests, policies, most);
  if (proved.length >= most) return proved;
  const pairs = provedChanges(
    bySize(pairsOf(singles, candidates, requests, policies, proved)),
    requests,
    policies,
    most - proved.length,
  );
  const found = [...proved, ...pairs];
  if (found.length > 0) return found;
  const longer = oneAgainstEachBlock(candidates, requests, policies);
  return longer === undefined ? [] : [longer];
}

/** Most edits that a change may have where two do not suffice: a block in each layer. */
const editCountMax = 6;

/** Where two edits do not suffice: against one block after the other, the smallest edit that takes it out of the way. */
function oneAgainstEachBlock(
  candidates: Candidates,
  requests: readonly AccessRequest[],
  policies: PolicySet,
): Change | undefined {
  const edits: Edit[] = [];
  let changed = policies;
  while (edits.length < editCountMax) {
    const refused = refusalsUnder(requests, changed);
    if (refused.length === 0) return changeOf(edits, requests, changed);
    const before = new Set(blocksOf(refused));
    const helpful = bySize(candidates(refused, false).map((edit) => [edit])).slice(0, candidateCountMax);
    let next: { readonly edit: Edit; readonly policies: PolicySet } | undefined;
    for (const [edit] of helpful) {
      const after = tried([edit!], requests, changed);
      if (after === undefined) continue;
      const left = new Set(blocksOf(refusalsUnder(requests, after)));
      if ([...before].every((block) => left.has(block))) continue;
      next = { edit: edit!, policies: after };
      break;
    }
    if (next === undefined) return undefined;
    edits.push(next.edit);
    changed = next.policies;
  }
  return undefined;
}

function blocksOf(refused: readonly Refused[]): readonly string[] {
  return refused.flatMap(({ request, layers }) =>
    layers.map(({ layer, level, by }) => `${request.action} ${layer} ${level} ${by?.policy.name} ${by?.statement}`),
  );
}

function refusalsUnder(requests: readonly AccessRequest[], policies: PolicySet): readonly Refused[] {
  return requests.map((request) => decide(request, policies)).filter((decision): decision is Refused => !decision.allowed);
}

/** A first edit, and what is still needed after it. A pair of which one edit alone suffices is no smaller change. */
function pairsOf(
  singles: readonly (readonly Edit[])[],
  candidates: Candidates,
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
    for (const second of candidates(refused, false)) {
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
  for (const edits of candidates.slice(0, candidateCountMax)) {
    if (changes.length >= most) break;
    const changed = tried(edits, requests, policies);
    if (changed !== undefined && refusalsUnder(requests, changed).length === 0) changes.push(changeOf(edits, requests, changed));
  }
  return changes;
}

function changeOf(edits: readonly Edit[], requests: readonly AccessRequest[], policies: PolicySet): Change {
  const [first] = requests;
  assert(first !== undefined, "a change is for at least one request");
  return { edits, caller: first.principal, resource: first.resource, size: sizeOfAll(edits), policies };
}

function sizeOfAll(edits: readonly Edit[]): number {
  return edits.reduce((sum, edit) => sum + sizeOf(edit), 0);
}

function bySize(candidates: readonly (readonly Edit[])[]): readonly (readonly Edit[])[] {
  return sorted(candidates, by(sizeOfAll));
}
