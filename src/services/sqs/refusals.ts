// SQS's ways of saying no: each refusal of KMS has a code of SQS's own.

import { isDenial, type Refused, refuse } from "../../rules/reply.js";

const CODES: ReadonlyMap<string, string> = new Map([
  ["AccessDeniedException", "KmsAccessDenied"],
  ["DisabledException", "KmsDisabled"],
  ["KMSInvalidStateException", "KmsInvalidState"],
  ["NotFoundException", "KmsNotFound"],
  ["InvalidKeyUsageException", "KmsInvalidKeyUsage"],
  ["ThrottlingException", "KmsThrottled"],
]);

export function throughSqs(cause: Refused): Refused {
  const code = isDenial(cause) ? "KmsAccessDenied" : (CODES.get(cause.code) ?? cause.code);
  return refuse(code, cause.message, cause);
}

export function noSuchQueue(): Refused {
  return refuse("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
}

export function invalidReusePeriod(): Refused {
  return refuse("InvalidAttributeValue", "Invalid value for the parameter KmsDataKeyReusePeriodSeconds.");
}
