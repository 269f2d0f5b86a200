// S3's ways of saying no. A refusal of KMS comes through: for want of permission as AccessDenied with KMS's own words, else under
// KMS's code with `KMS.` before it. Source: recordings against AWS by LocalStack (2026-02), re:Post.

import { isDenial, type Refused, refuse } from "../../rules/reply.js";

export function throughS3(cause: Refused): Refused {
  const code = isDenial(cause) || cause.code === "AccessDeniedException" ? "AccessDenied" : `KMS.${cause.code}`;
  return refuse(code, cause.message, cause);
}

export function noSuchBucket(): Refused {
  return refuse("NoSuchBucket", "The specified bucket does not exist");
}

export function noSuchObject(): Refused {
  return refuse("NoSuchKey", "The specified key does not exist.");
}

export function needsSignature(): Refused {
  const text = "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.";
  return refuse("InvalidArgument", text);
}

export function needsTls(): Refused {
  const text = "Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection.";
  return refuse("InvalidArgument", text);
}

/** A customer's key would lie open on the wire. */
export function customerKeyNeedsTls(): Refused {
  const text = "Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.";
  return refuse("InvalidRequest", text);
}

export function customerKeyMissing(): Refused {
  const text =
    "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.";
  return refuse("InvalidRequest", text);
}

export function customerKeyWrong(): Refused {
  const text = "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.";
  return refuse("AccessDenied", text);
}

export function customerKeysBlocked(): Refused {
  return refuse("AccessDenied", "Access Denied");
}

/** The header is for uploads: sent with a GET it is a bad request. */
export function encryptionOnGet(): Refused {
  return refuse("BadRequest", "Bad Request");
}
