// What KMS gives away besides ciphertexts, as values that a scenario names: data keys, signatures, codes, public keys, secrets;
// and the material that comes from outside. They are not in AWS once they are given; a later statement may use the name again.

import { emptyTable, type Table } from "../../base/table.js";
import type { CiphertextData, Content, KeySpec, KeyUsage } from "../../world/key.js";
import { kind } from "../../world/resource.js";
import { slice } from "../../world/slice.js";
import type { Instant } from "../../world/time.js";

export interface DataKeyData {
  /** Id that a `Content` of kind `data-key` names. */
  readonly dataKey: string;
  readonly ciphertext: CiphertextData;
  readonly hasPlaintext: boolean;
  /** Spec of a data key pair. */
  readonly pair?: string;
}
export const dataKeyKind = kind<DataKeyData>("data key", "a data key", "data keys");

export interface SignatureData {
  /** Resource id of the key. */
  readonly key: string;
  readonly material: string;
  readonly algorithm: string;
  readonly message: Content;
}
export const signatureKind = kind<SignatureData>("signature", "a signature", "signatures");

export type MacData = SignatureData;
export const macKind = kind<MacData>("mac", "a message authentication code", "message authentication codes");

export interface PublicKeyData {
  readonly key: string;
  readonly material: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
}
export const publicKeyKind = kind<PublicKeyData>("public key", "a public key", "public keys");

export interface MaterialData {
  /** What the bytes are. The same text is the same bytes. */
  readonly bytes: string;
}
export const materialKind = kind<MaterialData>("material", "key material", "key materials");

export interface SharedSecretData {
  /** The two private keys' materials in order: both sides derive the same. */
  readonly secret: string;
}
export const sharedSecretKind = kind<SharedSecretData>("shared secret", "a shared secret", "shared secrets");

/** How many customer managed keys there are, by `A/us-east-1`; in any state, as the quota counts. */
export const keyCounts = slice<Table<number>>("kms-key-counts", emptyTable());

/** When a key was last used for cryptography with success, and by which operation, by its resource id. */
export interface LastUse {
  readonly at: Instant;
  readonly operation: string;
}
export const lastUses = slice<Table<LastUse>>("kms-last-uses", emptyTable());
