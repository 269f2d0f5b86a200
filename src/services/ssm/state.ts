// What Parameter Store keeps: SecureString parameters. A standard one is what KMS's Encrypt gave; an advanced one an envelope, an
// AWS Encryption SDK message with a data key of its own.

import type { CiphertextData } from "../../world/key.js";
import { kind } from "../../world/resource.js";

export interface ParameterData {
  readonly tier: "standard" | "advanced";
  readonly version: number;
  /** Id of the key. */
  readonly key: string;
  /** Standard: the value's ciphertext. Advanced: the wrapped data key. */
  readonly wrapped: CiphertextData;
  /** The value itself, which nobody sees but through the key. */
  readonly value: string;
}
/** Name and id are the parameter's: `/app/password`. */
export const parameterKind = kind<ParameterData>("parameter", "a parameter", "parameters");
