// Lambda's ways of saying what KMS said. Source: Lambda API reference, Invoke, errors; the text of a denial as reported in
// hashicorp/terraform-provider-aws issue 9703 and serverless/examples issue 279.

import { isDenial, type Refused, refuse } from "../../rules/reply.js";

export function functionNotFound(arn: string): Refused {
  return refuse("ResourceNotFoundException", `Function not found: ${arn}`);
}

const SETTINGS = "Please check the function's KMS key settings.";

/** At an invocation: the environment could not be opened. */
export function environmentClosed(cause: Refused): Refused {
  const unable = "Lambda was unable to decrypt the environment variables because";
  const detail = `KMS Exception: ${cause.code} KMS Message: ${cause.message}`;
  const say = (code: string, why: string) => refuse(code, `${unable} ${why}. ${SETTINGS} ${detail}`, cause);
  if (isDenial(cause) || cause.code === "AccessDeniedException") return say("KMSAccessDeniedException", "KMS access was denied");
  if (cause.code === "DisabledException") return say("KMSDisabledException", "the KMS key used is disabled");
  if (cause.code === "NotFoundException") return say("KMSNotFoundException", "the KMS key was not found");
  return say("KMSInvalidStateException", "the state of the KMS key used is not valid for Decrypt");
}

/** When a configuration is written: Lambda could not use the key. */
export function keyNotUsable(cause: Refused): Refused {
  const denied = isDenial(cause) || cause.code === "AccessDeniedException";
  return refuse(denied ? "AccessDeniedException" : "InvalidParameterValueException", cause.message, cause);
}
