// What Parameter Store keeps: Strings as they are, and SecureStrings. Of those a standard one is what KMS's Encrypt gave; an advanced one
// an envelope, an AWS Encryption SDK message with a data key of its own.

import type { CiphertextData } from "../../world/key.js";
import { kind } from "../../world/resource.js";
import type { World } from "../../world/world.js";

export interface ParameterData {
  readonly tier: "standard" | "advanced";
  readonly version: number;
  /** Of a SecureString, whose value nobody sees but through the key; a String has none. */
  readonly encryption?: ParameterEncryption;
  readonly value: string;
}
export interface ParameterEncryption {
  /** Id of the key. */
  readonly key: string;
  /** Standard: the value's ciphertext. Advanced: the wrapped data key. */
  readonly wrapped: CiphertextData;
}
/** Name and id are the parameter's: `/app/password`. */
export const parameterKind = kind<ParameterData>("parameter", "a parameter", "parameters");

/** `SecureString, standard, under k1`. */
export function parameterWords({ encryption, tier }: ParameterData, world: World): string {
  if (encryption === undefined) return `String, ${tier}, not encrypted`;
  return `SecureString, ${tier}, under ${world.resources.get(encryption.key)?.name ?? encryption.key}`;
}
