// What a request to S3 may say of itself: the headers of an upload, the version of TLS.
// Source: Service Authorization Reference, S3; S3 User Guide, UsingKMSEncryption.

import type { RequestChoice } from "../../rules/request-choices.js";

const TLS: RequestChoice = { key: "s3:TlsVersion", of: ["1.2"], plain: "1.3" };

const UPLOAD: readonly RequestChoice[] = [
  TLS,
  { key: "s3:x-amz-server-side-encryption", of: ["AES256", "aws:kms", "aws:kms:dsse"] },
  { key: "s3:x-amz-server-side-encryption-aws-kms-key-id", of: "a text" },
];

export function choices(action: string): readonly RequestChoice[] {
  return action === "s3:PutObject" ? UPLOAD : [TLS];
}
