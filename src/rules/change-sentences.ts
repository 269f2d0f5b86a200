// A change that would turn a refusal, as sentences that can be put into the scenario: where the language has one, it is tried by deciding
// again under what the sentence itself would do, which may be another edit than the one that was found.

import { applyEdits, UnwritableChange } from "./authorize/apply-edit.js";
import { type Change, changeWords, type Edit, editWords } from "./authorize/change.js";
import { decide } from "./authorize/decide.js";
import type { Refused } from "./authorize/decision.js";
import type { PolicySet } from "./authorize/policies.js";
import { smallestChanges } from "./authorize/smallest-change.js";
import type { NameOf } from "./authorize/words.js";

export interface SaidChange {
  /** `policy of k1 allows A/app to decrypt`, or where no sentence does it, what to do in words. */
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly policies: PolicySet;
}

const changeCountMax = 3;

/** At most three changes that would allow what was refused, each verified, the smallest first. */
export function saidChanges(decision: Refused, nameOf: NameOf, countMax: number = changeCountMax): readonly SaidChange[] {
  const said = new Map<string, SaidChange>();
  for (const change of smallestChanges(decision, { changeCountMax: 2 * countMax })) {
    const found = inSentences(change, decision, nameOf);
    if (!said.has(found.text)) said.set(found.text, found);
  }
  return [...said.values()].slice(0, countMax);
}

function inSentences(change: Change, decision: Refused, nameOf: NameOf): SaidChange {
  const written = { text: changeWords(change, nameOf), edits: change.edits, policies: change.policies };
  const edits = change.edits.map((edit) => sayable(edit, decision));
  const sentences = edits.map((edit) => sentenceOf(edit, decision, nameOf));
  if (!sentences.every((sentence) => sentence !== undefined)) return written;
  try {
    const policies = applyEdits(edits, decision.policies, decision.request);
    if (!decide(decision.request, policies).allowed) return written;
    return { text: sentences.join(", and "), edits, policies };
  } catch (thrown) {
    if (thrown instanceof UnwritableChange) return written;
    throw thrown;
  }
}

/** A sentence adds a statement; it does not reach into one. */
function sayable(edit: Edit, { request }: Refused): Edit {
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

function sentenceOf(edit: Edit, { request }: Refused, nameOf: NameOf): string | undefined {
  const caller = principalSpec(request.principal.arn, nameOf);
  switch (edit.kind) {
    case "new-policy":
    case "new-statement": {
      if (edit.layer === "identity") return `allow ${caller} to ${quoted(edit.actions)} on ${target(edit.resource, nameOf)}`;
      if (edit.layer !== "resource" || edit.principal === undefined) return undefined;
      const of = nameOf(request.resource);
      if (of === request.resource || of === "") return undefined;
      const actions = request.resourceRule === "kms" ? short(edit.actions) : quoted(edit.actions);
      return `policy of ${of} allows ${principalSpec(edit.principal, nameOf)} to ${actions}`;
    }
    case "new-grant":
      return `grant ${principalSpec(edit.grantee, nameOf)} on ${nameOf(edit.resource)} to ${short(edit.operations)}`;
    case "lift-deny": {
      const whole = edit.actions === undefined && edit.sid !== undefined && edit.sid !== "" && edit.layer === "resource";
      return whole ? `${editWords(edit, nameOf)} (remove "${edit.sid}" from policy of ${nameOf(request.resource)})` : undefined;
    }
    default:
      return undefined;
  }
}

function principalSpec(arn: string, nameOf: NameOf): string {
  const root = /^arn:aws:iam::(\d{12}):root$/.exec(arn);
  if (root !== null) return `acct ${nameOf(root[1]!)}`;
  if (arn.endsWith(".amazonaws.com")) return `service ${arn.slice(0, arn.indexOf("."))}`;
  const name = nameOf(arn);
  return name === arn ? `"${arn}"` : name;
}

function target(resource: string, nameOf: NameOf): string {
  const name = resource === "*" ? resource : nameOf(resource);
  return name === resource || name.includes("*") ? `"${resource}"` : name;
}

function quoted(actions: readonly string[]): string {
  return actions.map((action) => `"${action}"`).join(", ");
}

/** `kms:GenerateDataKey` is `generate-data-key` in a policy sentence only with its whole family, so it stays as AWS writes it. */
const familyNames = new Set(["generatedatakey", "reencrypt"]);

function short(actions: readonly string[]): string {
  return actions
    .map((action) => {
      const name = action.replace(/^kms:/, "");
      if (familyNames.has(name.toLowerCase()) || !/^[A-Za-z]+$/.test(name)) return `"${action}"`;
      return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
    })
    .join(", ");
}
