// How the value of a secret gets under its key and out again. Every version has a data key of its own, asked for in the name of whoever
// writes it; its context names the secret and the version.

import type { NamedKey } from "../../contract/sites.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { CallOptions, OperationContext } from "../../rules/operation.js";
import { DONE, ok, type Refused, type Reply } from "../../rules/reply.js";
import type { CiphertextData } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import type { Resource } from "../../world/resource.js";
import { whileDecrypting, whileEncrypting } from "./refusals.js";
import type { SecretData, SecretVersion } from "./state.js";

const VALIDATION = "RequestToValidateKeyAccess";

/** A secret as KMS is told of it: its ARN, its key, and the place where that key is looked up. */
export interface Sealed {
  readonly arn: string;
  readonly key: NamedKey | undefined;
  /** Of the secret: `aws/secretsmanager` is its account's, in its Region. */
  readonly place: Place;
}

export function sealedAs({ arn, account, region, data }: Resource<SecretData>): Sealed {
  return { arn, key: data.key, place: { account, region } };
}

export function secretContext(arn: string, version: string): ReadonlyMap<string, string> {
  return new Map([
    ["SecretARN", arn],
    ["SecretVersionId", version],
  ]);
}

export function keyReference(ctx: OperationContext, { key, place }: Sealed): string {
  return key?.reference ?? ensureManagedKey(ctx, "secretsmanager", place).arn;
}

function generate(ctx: OperationContext, secret: Sealed, version: string): Reply<CiphertextData> {
  const keyId = keyReference(ctx, secret);
  const input = { keyId, keySpec: "AES_256", encryptionContext: secretContext(secret.arn, version) };
  const made = ctx.call("kms:GenerateDataKey", input, secretsIn(ctx, secret.place.region));
  return made.is === "refused" ? whileEncrypting(made) : ok(made.output.ciphertext);
}

/** Secrets Manager in the caller's name, in the secret's own Region, which is another for a replica. */
export function secretsIn({ caller }: OperationContext, region: string): CallOptions {
  return caller.is === "principal" ? { as: { ...caller, via: { service: "secretsmanager", region } }, region } : { region };
}

/** Both directions with the key that was named; what comes of it is thrown away. */
export function tryKey(ctx: OperationContext, secret: Sealed): Refused | undefined {
  const made = generate(ctx, secret, VALIDATION);
  if (made.is === "refused") return made;
  const opened = ctx.call("kms:Decrypt", { ciphertext: made.output, encryptionContext: made.output.context });
  return opened.is === "refused" ? whileDecrypting(opened) : undefined;
}

export function newVersion(ctx: OperationContext, secret: Sealed, value: string, id: string): Reply<SecretVersion> {
  const made = generate(ctx, secret, id);
  return made.is === "refused" ? made : ok({ id, value, wrapped: [made.output] });
}

/** By the newest wrapping of its data key that KMS opens for the caller. */
export function openVersion(ctx: OperationContext, { wrapped }: SecretVersion, region: string): Reply {
  let first: Refused | undefined;
  for (const each of wrapped) {
    const input = { ciphertext: each, encryptionContext: each.context };
    const opened = ctx.call("kms:Decrypt", input, secretsIn(ctx, region));
    if (opened.is === "ok") return DONE;
    first ??= whileDecrypting(opened);
  }
  return first ?? DONE;
}
