// Parameter Store's ways of saying no. Trouble with the key is InvalidKeyId with KMS's words, want of permission AccessDeniedException.

import { isDenial, type Refused, refuse } from "../../rules/reply.js";

export function throughSsm(cause: Refused): Refused {
  const denied = isDenial(cause) || cause.code === "AccessDeniedException";
  return refuse(denied ? "AccessDeniedException" : "InvalidKeyId", cause.message, cause);
}

export function parameterNotFound(): Refused {
  return refuse("ParameterNotFound", "Parameter not found.");
}

export function alreadyExists(): Refused {
  return refuse(
    "ParameterAlreadyExists",
    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  );
}

export function keyOfAString(): Refused {
  return refuse("ValidationException", "KeyId is required for SecureString type parameter only.");
}

export function tooLong(tier: "standard" | "advanced"): Refused {
  return refuse(
    "ValidationException",
    tier === "standard"
      ? "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier."
      : "Advanced tier parameters support a maximum parameter value of 8192 characters.",
  );
}

export function neverBack(): Refused {
  return refuse(
    "ValidationException",
    "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
  );
}
