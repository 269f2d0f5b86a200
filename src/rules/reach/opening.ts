// The call of KMS that opens one wrapped data key of a sealed message: by the key's own ARN, in the key's Region.

import type { WrappedDataKey } from "../../world/sealed.js";
import type { InputOf } from "../operation.js";

export function openingCall(
  { keyArn, provider, wrapped }: WrappedDataKey,
  context: ReadonlyMap<string, string>,
): { readonly input: InputOf<"kms:Decrypt">; readonly region: string } {
  const region = keyArn.split(":")[3] ?? "";
  return provider === "aws-kms-rsa"
    ? { input: { ciphertext: wrapped, keyId: keyArn, algorithm: wrapped.algorithm }, region }
    : { input: { ciphertext: wrapped, keyId: keyArn, encryptionContext: context }, region };
}

/** The name under which a client that caches keeps the data key of messages (rules/held-data-keys). */
export function heldByClient(dataKey: string): string {
  return `client data key ${dataKey}`;
}
