// Is the key for this, does it know the algorithm, is the text short enough: the checks after state and before the cryptography.

import { kmsCatalog } from "../../../generated/catalogs.js";
import type { Key } from "../../../rules/key-lookup.js";
import { type Refused, refuse } from "../../../rules/reply.js";
import type { KeyUsage } from "../../../world/key.js";
import { algorithmsOf, plaintextBytesMax } from "../specs.js";
import { tooLong, tooShort, validation } from "./validation.js";

const { limits } = kmsCatalog;

/** `operation` is the name in AWS's text, `Encrypt`. */
export function wrongUsage(key: Key, usage: KeyUsage, operation: string): Refused | undefined {
  return key.data.usage === usage
    ? undefined
    : refuse("InvalidKeyUsageException", `${key.arn} key usage is ${key.data.usage} which is not valid for ${operation}.`);
}

/** The operation takes symmetric encryption keys only (data keys). */
export function notSymmetric(key: Key, operation: string): Refused | undefined {
  return (
    wrongUsage(key, "ENCRYPT_DECRYPT", operation) ??
    (key.data.spec === "SYMMETRIC_DEFAULT"
      ? undefined
      : refuse("InvalidKeyUsageException", `${key.arn} key spec is ${key.data.spec} which is not valid for ${operation}.`))
  );
}

/** The algorithm said, or the key's first, if the key has it. For encryption SYMMETRIC_DEFAULT is the default of every key. */
export function chooseAlgorithm(key: Key, said: string | undefined): string | Refused {
  const known = algorithmsOf(key.data.spec, key.data.usage);
  const algorithm = said ?? known[0] ?? "";
  return known.includes(algorithm)
    ? algorithm
    : refuse("InvalidKeyUsageException", `Algorithm ${algorithm} is incompatible with key spec ${key.data.spec}.`);
}

export function plaintextTooLong(key: Key, algorithm: string, bytes: number | undefined): Refused | undefined {
  const most = plaintextBytesMax(key.data.spec, algorithm);
  return bytes === undefined || most === undefined || bytes <= most
    ? undefined
    : validation(`Algorithm ${algorithm} and key spec ${key.data.spec} cannot encrypt data larger than ${most} bytes.`);
}

/** The API's own limits, whatever the key: at least one byte, and not too many. */
export function overRequestLimit(field: string, bytes: number | undefined): Refused | undefined {
  if (bytes === 0) return tooShort(field);
  const most = field === "message" ? limits.messageBytes : limits.symmetricPlaintextBytes;
  return bytes !== undefined && bytes > most ? tooLong(field, most) : undefined;
}
