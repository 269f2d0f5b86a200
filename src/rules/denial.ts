// A denial in AWS's words. The code differs by service's protocol; the reasons are the decision's own.

import type { Decision } from "./authorize/decide.js";
import { accessDeniedMessage } from "./authorize/denial-message.js";
import type { Refused } from "./reply.js";

/** Error code for want of permission, by service; others use `AccessDenied`. Source: each service's API reference, common errors. */
const CODES: ReadonlyMap<string, string> = new Map([
  ["kms", "AccessDeniedException"],
  ["ssm", "AccessDeniedException"],
  ["secretsmanager", "AccessDeniedException"],
  ["dynamodb", "AccessDeniedException"],
  ["ec2", "UnauthorizedOperation"],
]);

/** What stands before the reason; after it EC2 has an encoded message, which is not played (hashicorp/terraform-provider-aws issue 35639). */
const BEGINNINGS: ReadonlyMap<string, string> = new Map([["ec2", "You are not authorized to perform this operation. "]]);

export function accessDenied(decision: Decision, action: string, byCiphertext: boolean): Refused {
  const service = action.slice(0, action.indexOf(":"));
  return {
    is: "refused",
    code: CODES.get(service) ?? "AccessDenied",
    message: `${BEGINNINGS.get(service) ?? ""}${accessDeniedMessage(decision, { byCiphertext })}`,
    decision,
  };
}
