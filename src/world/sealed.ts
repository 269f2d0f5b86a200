// A message that was encrypted in a client, as the AWS Encryption SDK packs it: whoever holds it sees the header and the key names, and
// reads it only with the data key, which any one of the wrapping keys gives.

import type { CiphertextData, Content } from "./key.js";
import { kind } from "./resource.js";

/** The pair that signing suites put into the context: the public key of the signature. */
export const SIGNING_KEY = "aws-crypto-public-key";

export interface WrappedDataKey {
  /** ARN of the wrapping key, as it stands in the message. */
  readonly keyArn: string;
  /** `aws-kms` is opened by KMS from what the ciphertext says; `aws-kms-rsa` was wrapped offline with a public key. */
  readonly provider: "aws-kms" | "aws-kms-rsa";
  readonly wrapped: CiphertextData;
}

export interface SealedData {
  readonly content: Content;
  /** Id of the data key. */
  readonly dataKey: string;
  /** In clear in the header, and authenticated. */
  readonly context: ReadonlyMap<string, string>;
  readonly wrappedKeys: readonly WrappedDataKey[];
  /** Its suite does not commit to the key, as those of version 1 do not. */
  readonly uncommitted?: true;
}
export const sealedKind = kind<SealedData>("sealed message", "a sealed message", "sealed messages");
