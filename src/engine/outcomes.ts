// Holding what AWS answered against what a scenario expects: ok, error, error CODE, denied, denied by a named policy.

import { unreachable } from "../base/assert.js";
import type { Outcome } from "../language/syntax.js";
import type { Block, Refused as RefusedDecision } from "../rules/authorize/decide.js";
import type { NameOf } from "../rules/authorize/words.js";
import { nameOf } from "../rules/naming.js";
import { causes, isDenial, type Refused } from "../rules/reply.js";
import type { Step, Verdict } from "./log.js";

export function outcomeText(outcome: Outcome): string {
  switch (outcome.is) {
    case "ok":
      return "ok";
    case "error":
      return outcome.code === undefined ? "error" : `error ${outcome.code}`;
    case "denied":
      return outcome.by === undefined
        ? "denied"
        : `denied by ${outcome.by.layer}${outcome.by.of === undefined ? "" : ` of ${outcome.by.of.text}`}`;
    case "hole":
      return outcome.text;
    default:
      return unreachable(outcome);
  }
}

export function outcomeVerdict(step: Step, wanted: Outcome): Verdict {
  const refused = step.outcome.is === "refused" ? step.outcome.refused : undefined;
  return { held: holds(refused, wanted, nameOf(step.world)), wanted: outcomeText(wanted), got: gotText(refused) };
}

function holds(refused: Refused | undefined, wanted: Outcome, name: NameOf): boolean {
  switch (wanted.is) {
    case "ok":
      return refused === undefined;
    case "error":
      return (
        refused !== undefined &&
        (wanted.code === undefined || [...causes(refused)].some((each) => sameCode(each.code, wanted.code!)))
      );
    case "denied":
      return refused !== undefined && isDenial(refused) && (wanted.by === undefined || refusedBy(refused, wanted.by, name));
    case "hole":
      return false;
    default:
      return unreachable(wanted);
  }
}

/** `KMS.DisabledException` of S3 is KMS's `DisabledException`. */
function sameCode(code: string, wanted: string): boolean {
  return code === wanted || code.endsWith(`.${wanted}`);
}

/** A statement of that policy denies, or none there lets the caller or its account in. */
function refusedBy(
  refused: Refused,
  by: { readonly layer: string; readonly of?: { readonly text: string } },
  name: NameOf,
): boolean {
  const wanted = by.of === undefined ? by.layer : `${by.layer} of ${by.of.text}`;
  for (const each of causes(refused)) {
    if (each.decision === undefined || each.decision.allowed) continue;
    for (const block of each.decision.layers) {
      const policy = blockingPolicy(each.decision, block, name);
      if (policy === wanted || (by.of === undefined && policy.startsWith(wanted))) return true;
    }
  }
  return false;
}

function gotText(refused: Refused | undefined): string {
  if (refused === undefined) return "ok";
  const word = isDenial(refused) ? "denied" : "error";
  return `${word} (${refused.code}${refused.message === "" ? "" : `: ${refused.message}`})`;
}

/** The policy that a layer's refusal is laid to, by name: the one that denies, or the one that does not let the caller in. */
function blockingPolicy(decision: RefusedDecision, block: Block, name: NameOf): string {
  if (block.by !== undefined) return block.by.policy.name;
  const { policies, request } = decision;
  switch (block.layer) {
    case "resource":
    case "grant":
      return policies.resource?.name ?? request.policyName ?? "resource policy";
    case "identity":
      return policies.identity[0]?.name ?? `identity policy of ${name(request.principal.arn)}`;
    case "boundary":
      return policies.boundary?.name ?? "boundary";
    case "session":
      return policies.session?.name ?? "session policy";
    case "scp":
      return `service control policy of ${levelName(block)}`;
    case "rcp":
      return `resource control policy of ${levelName(block)}`;
    case "endpoint":
    case "operation":
      return block.layer;
    default:
      return unreachable(block.layer);
  }
}

/** `prod` of the level `unit prod`. */
function levelName({ level = "" }: Block): string {
  return level.slice(level.indexOf(" ") + 1);
}
