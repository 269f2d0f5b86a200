// What would turn a refusal, as sentences that can be put into the scenario as they are printed: each is what a statement says and does, by
// somebody who may make its call, and is offered only where deciding again under what it does gives a yes. Where no sentence does it, words.

import { keyKind } from "../world/key.js";
import { isKind, type Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import { applyEdits, UnwritableChange } from "./authorize/apply-edit.js";
import { type Change, changeWords, type Edit } from "./authorize/change.js";
import { decide } from "./authorize/decide.js";
import { isCrossAccount, type Refused } from "./authorize/decision.js";
import type { PolicySet } from "./authorize/policies.js";
import { smallestChanges } from "./authorize/smallest-change.js";
import { otherCalls } from "./change-calls.js";
import { mayBeGranted } from "./grant-operations.js";
import { nameOf } from "./naming.js";
import { probe } from "./probe.js";
import { isPlainName, policyHolderAt, principalAt, principalInSentence, targetInSentence } from "./sentence-names.js";
import { shortOfAction } from "./short-actions.js";

export interface SaidChange {
  /** `policy of k1 allows A/app to decrypt`, a sentence each, ready to be put into the scenario; or what to do, in words. */
  readonly sentences: readonly string[];
  /** What the sentences do not say of themselves, as a comment behind them. */
  readonly comment?: string;
  readonly isSentences: boolean;
  /** None where the call is to change, or where nothing helps. */
  readonly edits: readonly Edit[];
  readonly policies: PolicySet;
}

const changeCountMax = 3;

/** How long a new grant may take to be seen everywhere. */
const GRANT_WAIT = "advance 5 minutes";

/** The change on one line, as a scenario takes it. */
export function changeText(change: SaidChange): string {
  return withComment(change.sentences.join("; "), change);
}

/** The same with each sentence on a line of its own. */
export function changeLines(change: SaidChange): readonly string[] {
  const { sentences } = change;
  return sentences.map((sentence, at) => (at === sentences.length - 1 ? withComment(sentence, change) : sentence));
}

function withComment(text: string, { comment }: SaidChange): string {
  return comment === undefined ? text : `${text}  # ${comment}`;
}

/**
 * At most three changes that would allow what was refused, each verified, those in sentences first; else why there is none. The sentences
 * are to stand where the world is as it was `before`: a volume or an instance that the refused sentence itself brings into being has no name
 * there yet (an account, a role and a user come into being in any sentence).
 */
export function saidChanges(
  decision: Refused,
  world: World,
  countMax: number = changeCountMax,
  before: World = world,
): readonly SaidChange[] {
  const nothing = nothingDoes(decision, world);
  if (nothing !== undefined) return [inWords(nothing, decision.policies)];
  const sentences = new Map<string, SaidChange>();
  const words = new Map<string, SaidChange>();
  const options = { changeCountMax: 2 * countMax, isOutOfReach: (edit: Edit) => isOutOfReach(edit, decision, world) };
  if (countMax === 1) {
    // Where the smallest can be said in sentences it is the one, and no other is looked for.
    const [smallest] = smallestChanges(decision, { ...options, changeCountMax: 1 });
    const said = smallest === undefined ? undefined : inSentences(smallest, decision, world, before);
    if (said !== undefined) return [said];
  }
  for (const change of smallestChanges(decision, options)) {
    const said = inSentences(change, decision, world, before) ?? {
      ...inWords(changeWords(change, nameOf(world)), change.policies),
      edits: change.edits,
    };
    (said.isSentences ? sentences : words).set(changeText(said), said);
  }
  const calls = otherCalls(decision).map((line) => inWords(line, decision.policies));
  const found = [...sentences.values(), ...calls, ...words.values()].slice(0, countMax);
  return found.length > 0 ? found : [inWords(`nothing small does${lockedOut(decision, world)}`, decision.policies)];
}

function inWords(words: string, policies: PolicySet): SaidChange {
  return { sentences: [words], isSentences: false, edits: [], policies };
}

/** What no policy can turn. */
function nothingDoes({ request, layers }: Refused, world: World): string | undefined {
  const { action, principal } = request;
  if (layers.some(({ layer }) => layer === "operation"))
    return `nothing does: ${action} is for account ${nameOf(world)(request.resourceAccount)} alone, so that somebody of that account must make the call`;
  if (principal.kind === "anonymous" && request.resourceRule === "kms") return "nothing does: KMS takes signed requests only";
  if (action === "sts:AssumeRole" && principal.kind === "root") return "nothing does: STS lets no root user enter a role";
  const thing = policyHolderAt(world, request.resource);
  if (thing === undefined && request.resourceRule === "kms")
    return "nothing does: there is no such key or alias, which AWS tells nobody of another account";
  if (thing !== undefined && isAwsManaged(thing) && layers.some(({ layer }) => layer === "resource"))
    return `nothing does: AWS made the key policy of ${thing.name} and nobody can change it, so take a key of your own`;
  if (action === "kms:RetireGrant" && layers.some(({ layer, explicit }) => layer === "resource" && !explicit))
    return "nothing does: who may retire a grant is said when it is made, with `retired by`";
  return undefined;
}

function isAwsManaged({ name }: Resource): boolean {
  return name.startsWith("aws/");
}

/** An edit that nobody can make: of AWS's own policies, of what stands for the terms of a grant, or a grant that KMS does not take. */
function isOutOfReach(edit: Edit, { request }: Refused, world: World): boolean {
  if (edit.layer === "identity" && request.principal.serviceLinked === true) return true;
  if (edit.layer !== "resource" && edit.layer !== "grant") return false;
  if (request.action === "kms:RetireGrant" && edit.kind !== "lift-deny") return true;
  const thing = policyHolderAt(world, request.resource);
  if (thing === undefined) return false;
  const isRefused = edit.kind === "new-grant" && isKind(thing, keyKind) && !mayBeGranted(edit.operations, thing.data);
  return isRefused || isAwsManaged(thing);
}

interface Said {
  readonly sentences: readonly string[];
  readonly comment?: string;
  /** What the sentence does, which may be another edit than the one that was found. */
  readonly edit: Edit;
}

function inSentences(change: Change, decision: Refused, world: World, before: World): SaidChange | undefined {
  const said: Said[] = [];
  for (const edit of change.edits) {
    const one = sentenceFor(asAdded(edit, decision), decision, world, before);
    if (one === undefined) return undefined;
    said.push(one);
  }
  const edits = said.map(({ edit }) => edit);
  try {
    const policies = applyEdits(edits, decision.policies, decision.request);
    if (!decide(decision.request, policies).allowed) return undefined;
    const comments = said.flatMap(({ comment }) => comment ?? []);
    const base = { sentences: said.flatMap(({ sentences }) => sentences), isSentences: true, edits, policies };
    return comments.length === 0 ? base : { ...base, comment: comments.join("; ") };
  } catch (thrown) {
    if (thrown instanceof UnwritableChange) return undefined;
    throw thrown;
  }
}

/** A sentence adds a statement; it does not reach into one. */
function asAdded(edit: Edit, { request }: Refused): Edit {
  if (edit.layer !== "resource" && edit.layer !== "identity") return edit;
  switch (edit.kind) {
    case "add-action":
    case "add-principal":
    case "add-resource": {
      const { layer, policyName } = edit;
      const actions = edit.kind === "add-action" ? edit.actions : [request.action];
      const principal = edit.kind === "add-principal" ? edit.principal : request.principal.arn;
      const resource = layer === "resource" && request.resourceRule === "kms" ? "*" : request.resource;
      return layer === "resource"
        ? { kind: "new-statement", layer, policyName, actions, principal, resource }
        : { kind: "new-statement", layer, policyName, actions, resource };
    }
    default:
      return edit;
  }
}

function sentenceFor(edit: Edit, decision: Refused, world: World, before: World): Said | undefined {
  switch (edit.kind) {
    case "new-policy":
    case "new-statement":
      return edit.layer === "identity"
        ? identitySentence(edit, decision, world, before)
        : edit.layer === "resource"
          ? resourceSentence(edit, decision, world)
          : undefined;
    case "new-grant":
      return grantSentence(edit, decision, world);
    case "await-grant":
      return { sentences: [GRANT_WAIT], comment: `until ${edit.grant} is seen everywhere`, edit };
    case "lift-deny":
      return liftSentence(edit, decision, world);
    default:
      return undefined;
  }
}

type NewStatement = Extract<Edit, { kind: "new-policy" | "new-statement" }>;

function identitySentence(edit: NewStatement, { request }: Refused, world: World, before: World): Said | undefined {
  const { principal } = request;
  const who = principalInSentence(world, principal.arn);
  if (who === undefined || (principal.kind !== "role" && principal.kind !== "user")) return undefined;
  return { sentences: [`allow ${who} to ${quoted(edit.actions)} on ${targetInSentence(before, edit.resource)}`], edit };
}

function resourceSentence(edit: NewStatement, { request }: Refused, world: World): Said | undefined {
  const who = edit.principal === undefined ? undefined : principalInSentence(world, edit.principal);
  if (who === undefined) return undefined;
  const role = principalAt(world, request.resource);
  if (role !== undefined) return { sentences: [`role ${role.ref} trusts ${who}`], edit };
  const thing = policyHolderAt(world, request.resource);
  if (thing === undefined || !isPlainName(world, thing)) return undefined;
  if (request.resourceRule !== "kms")
    return { sentences: [`policy of ${thing.name} allows ${who} to ${quoted(edit.actions)}`], edit };
  const by = whoMay(world, thing, "kms:PutKeyPolicy");
  return by === undefined
    ? undefined
    : { sentences: [`policy of ${thing.name} allows ${who} to ${short(edit.actions)}${by}`], edit };
}

function grantSentence(edit: Extract<Edit, { kind: "new-grant" }>, { request }: Refused, world: World): Said | undefined {
  const who = principalInSentence(world, edit.grantee);
  const thing = policyHolderAt(world, request.resource);
  if (who === undefined || thing === undefined || !isPlainName(world, thing)) return undefined;
  // CreateGrant is refused in any other state of the key.
  if (!isKind(thing, keyKind) || thing.data.state.is !== "enabled") return undefined;
  const by = whoMay(world, thing, "kms:CreateGrant");
  const sentence = `grant ${who} on ${thing.name} to ${short(edit.operations)}${by ?? ""}`;
  return by === undefined ? undefined : { sentences: [sentence, GRANT_WAIT], edit };
}

function liftSentence(edit: Extract<Edit, { kind: "lift-deny" }>, { request }: Refused, world: World): Said | undefined {
  const { sid = "" } = edit;
  const thing = policyHolderAt(world, request.resource);
  const isWhole = edit.actions === undefined && sid !== "" && edit.layer === "resource";
  if (!isWhole || thing === undefined || !isPlainName(world, thing)) return undefined;
  const by = request.resourceRule === "kms" ? whoMay(world, thing, "kms:PutKeyPolicy") : "";
  return by === undefined
    ? undefined
    : { sentences: [`remove "${sid}" from policy of ${thing.name}${by}`], comment: "lifts an explicit deny", edit };
}

/** Who of a key's account may make a call about it: nobody need be named where its administrator may, who makes it unless said. */
function whoMay(world: World, key: Resource, action: "kms:PutKeyPolicy" | "kms:CreateGrant"): string | undefined {
  const permission = { action, arn: key.arn, account: key.account, resource: key, rule: "kms", crossAccount: "never" } as const;
  const may = (ref: string): boolean =>
    probe(world, { is: "principal", ref }, { account: key.account, region: key.region }, permission).allowed;
  if (may(`${key.account}/admin`)) return "";
  for (const { ref, account } of world.principals.values()) if (account === key.account && may(ref)) return ` by ${ref}`;
  return undefined;
}

/** Where a change would be one of the key's policy, and nobody may make one. */
function lockedOut(decision: Refused, world: World): string {
  const { request, layers } = decision;
  const thing = policyHolderAt(world, request.resource);
  if (request.resourceRule !== "kms" || thing === undefined || !layers.some(({ layer }) => layer === "resource")) return "";
  if (whoMay(world, thing, "kms:PutKeyPolicy") !== undefined) return "";
  return `: nobody ${isCrossAccount(decision.request) ? `of account ${thing.account} ` : ""}may put the key policy of ${thing.name}`;
}

function quoted(actions: readonly string[]): string {
  return actions.map((action) => `"${action}"`).join(", ");
}

/** In short where the short name stands for just that: `generate-data-key` would give the whole family. */
function short(actions: readonly string[]): string {
  return actions.map((action) => shortOfAction(action) ?? `"${action}"`).join(", ");
}
