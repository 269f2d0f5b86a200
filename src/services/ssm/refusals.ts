// Parameter Store's ways of saying no. Trouble with the key is InvalidKeyId with KMS's words, want of permission AccessDeniedException.

import { isDenial, type Refused, refuse } from "../../rules/reply.js";

/** Of no interest here, and the same in every run. */
const REQUEST_ID = "00000000-0000-4000-8000-000000000000";

/** KMS's refusal as SSM quotes it. Source: binxio/aws-ssm-copy issue 10; external-secrets/kubernetes-external-secrets issue 627. */
export function throughSsm(cause: Refused): Refused {
  const denied = isDenial(cause) || cause.code === "AccessDeniedException";
  const { code, message } = cause;
  const quoted = `${message} (Service: AWSKMS; Status Code: 400; Error Code: ${code}; Request ID: ${REQUEST_ID}; Proxy: null)`;
  return refuse(denied ? "AccessDeniedException" : "InvalidKeyId", quoted, cause);
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
      ? "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
      : "Advanced tier parameters support a maximum parameter value of 8192 characters.",
  );
}

export function neverBack(): Refused {
  return refuse(
    "ValidationException",
    "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter. Be aware that standard parameters have a value limit of 4096 characters.",
  );
}
