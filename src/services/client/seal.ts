// Sealing: one fresh data key for each message, made by the first key and wrapped once more under each further one. Every wrapping key
// must do its part, else nothing is sealed.

import { accountOfActor } from "../../contract/sites.js";
import type { StatementContext } from "../../contract/statement.js";
import type { Do, KeyTarget } from "../../language/syntax.js";
import { ok, type Reply } from "../../rules/reply.js";
import { type KeyData, keyKind } from "../../world/key.js";
import type { Caller } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { WrappedDataKey } from "../../world/sealed.js";

/** A public key outside AWS, as the KMS service keeps it. */
interface PublicKey {
  readonly key: string;
  readonly material: string;
  readonly spec: string;
  readonly usage: string;
}

const PUBLIC_KEY = "public key";
export const wrappingKinds: readonly string[] = [keyKind.name, PUBLIC_KEY];

export type WrappingKey =
  | { readonly is: "kms"; readonly key: Resource<KeyData>; readonly reference: string; readonly region: string }
  | { readonly is: "offline"; readonly publicKey: PublicKey };

/** The keys that a sentence names, in its order. */
export function wrappingKeys(ctx: StatementContext, st: Do, targets: readonly KeyTarget[]): readonly WrappingKey[] {
  return targets.map((target) => {
    const named = target.by === "name" ? ctx.world.resources.get(target.name.text) : undefined;
    if (named?.kind === PUBLIC_KEY) return offline(ctx, target, named);
    if (isKind(named, keyKind)) return { is: "kms", key: named, reference: named.arn, region: named.region };
    const place = ctx.place(st.place, accountOfActor(st));
    const key = ctx.keyFor(target, place);
    return { is: "kms", key, reference: ctx.keyReference(target, place), region: key.region };
  });
}

function offline(ctx: StatementContext, target: KeyTarget, resource: Resource): WrappingKey {
  const publicKey = resource.data as PublicKey;
  if (!publicKey.spec.startsWith("RSA") || publicKey.usage !== "ENCRYPT_DECRYPT")
    ctx.fail("client/not-for-encryption", target, { name: resource.name });
  return { is: "offline", publicKey };
}

/** The Encryption SDK asks for as many bytes as its algorithm suite takes: 32, for AES-256 with HKDF. */
const DATA_KEY_BYTES = 32;

/** What a data key is kept for, where it is kept. */
export function namesOf(keys: readonly WrappingKey[]): readonly string[] {
  return keys.map((each) => (each.is === "kms" ? each.key.id : `public ${each.publicKey.key}`));
}

export interface NewDataKey {
  /** Whose public half stands in the context, where the message is signed. */
  readonly signingKey?: string;
  readonly dataKey: string;
  readonly wrappedKeys: readonly WrappedDataKey[];
}

export function newDataKey(
  ctx: StatementContext,
  keys: readonly WrappingKey[],
  context: ReadonlyMap<string, string>,
  as: Caller,
): Reply<NewDataKey> {
  // The generator is the first key in KMS; without one, the client makes the data key itself.
  const generator = keys.find((each) => each.is === "kms");
  const wrappedKeys = new Map<WrappingKey, WrappedDataKey>();
  let dataKey: string;
  if (generator === undefined) dataKey = ctx.derive("data-key");
  else {
    const made = ctx.call(
      "kms:GenerateDataKey",
      { keyId: generator.reference, numberOfBytes: DATA_KEY_BYTES, encryptionContext: context },
      { as, region: generator.region },
    );
    if (made.is === "refused") return made;
    dataKey = made.output.dataKey;
    wrappedKeys.set(generator, { provider: "aws-kms", keyArn: generator.key.arn, wrapped: made.output.ciphertext });
  }
  for (const key of keys) {
    if (key === generator) continue;
    const wrapped = wrap(ctx, key, dataKey, context, as);
    if (wrapped.is === "refused") return wrapped;
    wrappedKeys.set(key, wrapped.output);
  }
  return ok({ dataKey, wrappedKeys: keys.map((key) => wrappedKeys.get(key)!) });
}

function wrap(
  ctx: StatementContext,
  key: WrappingKey,
  dataKey: string,
  context: ReadonlyMap<string, string>,
  as: Caller,
): Reply<WrappedDataKey> {
  const content = { is: "data-key", dataKey } as const;
  if (key.is === "offline") {
    const { publicKey } = key;
    const wrapped = {
      key: publicKey.key,
      material: publicKey.material,
      algorithm: "RSAES_OAEP_SHA_256",
      context: new Map<string, string>(),
      content,
    };
    return ok({ provider: "aws-kms-rsa", keyArn: ctx.world.resources.get(publicKey.key)?.arn ?? "", wrapped });
  }
  const done = ctx.call(
    "kms:Encrypt",
    { keyId: key.reference, plaintext: content, encryptionContext: context },
    { as, region: key.region },
  );
  return done.is === "refused" ? done : ok({ provider: "aws-kms", keyArn: key.key.arn, wrapped: done.output.ciphertext });
}
