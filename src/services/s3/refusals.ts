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

/** Source: S3 errors that people report of PutBucketReplication, once it is permitted (seen 2026-11). */
export function noDestination(): Refused {
  return refuse("InvalidRequest", "Destination bucket must exist.");
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

export function wrongCustomerAlgorithm(): Refused {
  const text = "The Encryption request you specified is not valid. Supported value: AES256.";
  return refuse("InvalidEncryptionAlgorithmError", text);
}

export function customerKeyInvalid(): Refused {
  return refuse("InvalidArgument", "The secret key was invalid for the specified algorithm.");
}

export function customerKeyNotOfMd5(): Refused {
  return refuse("InvalidArgument", "The calculated MD5 hash of the key did not match the hash that was provided.");
}

export function customerKeyBesidesOther(): Refused {
  const text = "Server Side Encryption with Customer provided key is incompatible with the encryption method specified";
  return refuse("InvalidArgument", text);
}

/** Source: S3 User Guide, troubleshoot-403-errors; DataDog/stratus-red-team issue 946 has it for CopyObject. */
export function customerKeysBlocked(caller: string, action: string, object: string): Refused {
  const why =
    "because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C). Please specify a different server-side encryption type";
  return refuse("AccessDenied", `User: ${caller} is not authorized to perform: ${action} on resource: "${object}" ${why}`);
}

/** A key of the client's for what is not under one. Source: boto/boto3 issue 982, aws/aws-sdk-go issue 2724. */
export function customerKeyNotApplicable(): Refused {
  return refuse("InvalidRequest", "The encryption parameters are not applicable to this object.");
}

export function customerAlgorithmMissing(): Refused {
  const text =
    "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.";
  return refuse("InvalidArgument", text);
}

export function customerKeyAbsent(): Refused {
  const text = "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.";
  return refuse("InvalidArgument", text);
}

/** The header is for uploads: sent with a GET it is a bad request. */
export function encryptionOnGet(): Refused {
  return refuse("BadRequest", "Bad Request");
}

/** A HEAD has no body to say more in: only the status comes back. */
export function headOnly(cause: Refused): Refused {
  if (cause.code === "NoSuchKey" || cause.code === "NoSuchBucket") return refuse("NotFound", "Not Found", cause);
  return cause.code === "AccessDenied" ? refuse("Forbidden", "Forbidden", cause) : refuse("BadRequest", "Bad Request", cause);
}

export function copyChangesNothing(): Refused {
  const text =
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
  return refuse("InvalidRequest", text);
}

export function noSuchUpload(): Refused {
  const text =
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.";
  return refuse("NoSuchUpload", text);
}

/** Said too of a part that brings a key to an upload that has none. Source: LocalStack, test_multipart_upload_sse_c_validation. */
export function partEncryptionUnlike(): Refused {
  const text =
    "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.";
  return refuse("InvalidRequest", text);
}

export function partEncryptionDiffers(): Refused {
  return refuse("InvalidRequest", "The provided encryption parameters did not match the ones used originally.");
}

/** Of a part that its uploader may not open again, S3 says no more. Source: aws/aws-cli issue 4251. */
export function partNotOpened(cause: Refused): Refused {
  const told = throughS3(cause);
  return told.code === "AccessDenied" ? refuse("AccessDenied", "Access Denied", cause) : told;
}

export function oneRuleOnly(): Refused {
  const text = "The XML you provided was not well-formed or did not validate against our published schema";
  return refuse("MalformedXML", text);
}

/** Source: aws/aws-cli issue 1431. */
export function keyBesidesAes256(): Refused {
  const text = "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms";
  return refuse("InvalidArgument", text);
}

export function keyWithoutKms(): Refused {
  const text = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse";
  return refuse("InvalidArgument", text);
}
