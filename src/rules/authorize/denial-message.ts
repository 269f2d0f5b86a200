// AWS's own text of a denial, word for word (facts, section 11). It names one layer only, whatever else blocks.

import { assert, unreachable } from "../../base/assert.js";
import { type Block, type Decision, isCrossAccount, type Layer, type Refused } from "./decision.js";
import { callerArn } from "./request.js";

export interface DenialMessageOptions {
  /** The key was found in the ciphertext (Decrypt without KeyId), so the message cannot name it. */
  readonly byCiphertext?: boolean;
}

/** The message of AccessDeniedException for a refusal. */
export function accessDeniedMessage(decision: Decision, options: DenialMessageOptions = {}): string {
  assert(!decision.allowed, "only a refusal has a denial's text");
  const { request, layers } = decision;
  const start = `User: ${callerArn(request.principal)} is not authorized to perform: ${request.action}`;
  return `${start} ${hidesResource(decision, layers[0]) ? crossAccountReason(options) : namedReason(decision, layers[0], options)}`;
}

// Across accounts the owner's side is not told apart from a resource that does not exist.
function hidesResource(decision: Refused, block: Block): boolean {
  return (
    isCrossAccount(decision.request) && (block.layer === "resource" || block.layer === "operation" || block.layer === "grant")
  );
}

function crossAccountReason(options: DenialMessageOptions): string {
  const on = options.byCiphertext === true ? "on the resource associated with this ciphertext" : "on this resource";
  return `${on} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;
}

const ALIAS = /^arn:aws:kms:[^:]*:[^:]*:alias\//;

function namedReason(decision: Refused, block: Block, options: DenialMessageOptions): string {
  const { action, resource } = decision.request;
  const on = options.byCiphertext === true ? "on the resource associated with this ciphertext" : `on resource: ${resource}`;
  const policy = policyType(block.layer);
  // Of an alias AWS does not say which policy is missing (as reported: awsdocs/aws-kms-developer-guide issue 12).
  if (!block.explicit && ALIAS.test(resource)) return on;
  return block.explicit
    ? `${on} with an explicit deny in ${policy.article} ${policy.type}`
    : `${on} because no ${policy.type} allows the ${action} action`;
}

function policyType(layer: Layer): { readonly article: "a" | "an"; readonly type: string } {
  switch (layer) {
    case "identity":
      return { article: "an", type: "identity-based policy" };
    case "resource":
    case "grant":
    case "operation":
      return { article: "a", type: "resource-based policy" };
    case "scp":
      return { article: "a", type: "service control policy" };
    case "rcp":
      return { article: "a", type: "resource control policy" };
    case "boundary":
      return { article: "a", type: "permissions boundary" };
    case "session":
      return { article: "a", type: "session policy" };
    case "endpoint":
      return { article: "a", type: "VPC endpoint policy" };
    default:
      return unreachable(layer);
  }
}
