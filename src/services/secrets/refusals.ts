// Secrets Manager's ways of saying no. What KMS refuses for want of permission is told in one bare sentence; other refusals of KMS are
// quoted whole.

import { isDenial, type Refused, refuse } from "../../rules/reply.js";
import type { Resource } from "../../world/resource.js";
import type { Stage } from "./state.js";

export function noAccessToKms(cause: Refused): Refused {
  return refuse("AccessDeniedException", "Access to KMS is not allowed", cause);
}

export function whileEncrypting(cause: Refused): Refused {
  return isWithheld(cause)
    ? noAccessToKms(cause)
    : refuse("EncryptionFailure", `Secrets Manager can't encrypt the secret value: ${quoted(cause)}`, cause);
}

export function whileDecrypting(cause: Refused): Refused {
  return isWithheld(cause)
    ? noAccessToKms(cause)
    : refuse("DecryptionFailure", `Secrets Manager can't decrypt the secret value: ${quoted(cause)}`, cause);
}

function isWithheld(cause: Refused): boolean {
  return isDenial(cause) || cause.code === "AccessDeniedException";
}

/** Request IDs are of no interest here, and every run has the same. */
function quoted(cause: Refused): string {
  return `${cause.message} (Service: AWSKMS; Status Code: 400; Error Code: ${cause.code}; Request ID: 00000000-0000-4000-8000-000000000000)`;
}

export function secretNotFound(): Refused {
  return refuse("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

export function scheduledForDeletion(): Refused {
  return refuse(
    "InvalidRequestException",
    "You can't create this secret because a secret with this name is already scheduled for deletion.",
  );
}

/** Source: recordings against AWS by LocalStack (test_secretsmanager.py). */
export function markedForDeletion(): Refused {
  const text = "You can't perform this operation on the secret because it was marked for deletion.";
  return refuse("InvalidRequestException", text);
}

export function noVersionOf(stage: Stage): Refused {
  const text = `Secrets Manager can't find the specified secret value for staging label: ${stage}`;
  return refuse("ResourceNotFoundException", text);
}

/** Source: moto's tests of replicated secrets; as reported from AWS in rebuy-de/aws-nuke #1127 (2023-10-21). */
export function replicaIsReadOnly(): Refused {
  const text = "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
  return refuse("InvalidParameterException", text);
}

/** Source: Secrets Manager API, DeleteSecret; the text as reported from AWS in rebuy-de/aws-nuke #1127 (2023-10-21). */
export function stillReplicated({ arn }: Resource, regions: readonly string[]): Refused {
  const text = `You can't delete secret ${arn} that still has replica regions [${regions.join(", ")}].`;
  return refuse("InvalidParameterException", text);
}
