// Ciphertexts and sealed messages: those that a scenario names are in everybody's hands, and KMS stands before what is in them.

import { type CiphertextData, ciphertextKind, keyKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type SealedData, sealedKind } from "../../world/sealed.js";
import type { World } from "../../world/world.js";
import { isHeld } from "../held-data-keys.js";
import { relativesOf } from "../key-lookup.js";
import { DONE } from "../reply.js";
import { heldByClient, openingCall } from "./opening.js";
import type { Alike, ReadRule, Way } from "./sources.js";

const ciphertext: ReadRule = {
  holds: (resource) => [(resource as Resource<CiphertextData>).data.content],
  ways(resource, world) {
    const { data } = resource as Resource<CiphertextData>;
    return [decryptWith(world, data), ...decryptElsewhere(world, data)];
  },
  alike: (resource) => alikeOf((resource as Resource<CiphertextData>).data),
};

/** All of a ciphertext that KMS goes by, but its context, which whoever asks has from the thing itself. */
function shapeOf({ key, material, algorithm, tampered }: CiphertextData): string {
  return `${key}\n${material}\n${algorithm}\n${tampered === true}`;
}

function alikeOf(data: CiphertextData): Alike {
  return { shape: shapeOf(data), context: data.context };
}

function samePairs(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, value] of a) if (b.get(name) !== value) return false;
  return true;
}

/** Whoever tries knows the context: it is no secret. */
function decryptWith(world: World, data: CiphertextData): Way {
  const key = world.resources.get(data.key);
  const symmetric = data.algorithm === "SYMMETRIC_DEFAULT";
  return {
    how: `kms:Decrypt with ${key?.name ?? data.key}`,
    try: (trial) =>
      trial.call(
        "kms:Decrypt",
        symmetric
          ? { ciphertext: data, encryptionContext: data.context }
          : { ciphertext: data, keyId: isKind(key, keyKind) ? key.arn : data.key, algorithm: data.algorithm },
        key?.region ?? "",
      ),
  };
}

/** A multi-Region key's relatives have the same material, and policies of their own. */
function decryptElsewhere(world: World, data: CiphertextData): readonly Way[] {
  const key = world.resources.get(data.key);
  if (!isKind(key, keyKind) || data.algorithm !== "SYMMETRIC_DEFAULT") return [];
  return relativesOf(world, key).map(({ name, arn, region }) => ({
    how: `kms:Decrypt with ${name} in ${region}`,
    try: (trial) => trial.call("kms:Decrypt", { ciphertext: data, keyId: arn, encryptionContext: data.context }, region),
  }));
}

const sealed: ReadRule = {
  holds: (resource) => [(resource as Resource<SealedData>).data.content],
  ways(resource, world, reader) {
    const { data } = resource as Resource<SealedData>;
    const cached: Way = { how: "a data key that it has in its cache", try: () => DONE };
    const asked = data.wrappedKeys.map(
      (each): Way => ({
        how: `kms:Decrypt with ${world.resources.get(each.wrapped.key)?.name ?? each.wrapped.key}, then open in the client`,
        try(trial) {
          const { input, region } = openingCall(each, data.context);
          return trial.call("kms:Decrypt", input, region);
        },
      }),
    );
    return isHeld(world, heldByClient(data.dataKey), reader) ? [cached, ...asked] : asked;
  },
  alike(resource, world, reader) {
    const { dataKey, wrappedKeys, context } = (resource as Resource<SealedData>).data;
    if (isHeld(world, heldByClient(dataKey), reader)) return undefined;
    const shapes = wrappedKeys.map(({ keyArn, provider, wrapped }) => {
      const isItsContext = samePairs(context, wrapped.context);
      return `${keyArn}\n${provider}\n${shapeOf(wrapped)}\n${isItsContext}`;
    });
    return { shape: shapes.join("\n"), context };
  },
};

/** A data key as KMS gave it, wrapped. */
const dataKey: ReadRule = {
  holds: (resource) => [{ is: "data-key", dataKey: (resource.data as { readonly dataKey: string }).dataKey }],
  ways(resource, world) {
    const { ciphertext: wrapped } = resource.data as { readonly ciphertext: CiphertextData };
    return [decryptWith(world, wrapped), ...decryptElsewhere(world, wrapped)];
  },
  alike: (resource) => alikeOf((resource.data as { readonly ciphertext: CiphertextData }).ciphertext),
};

export const ciphertextReads: ReadonlyMap<string, ReadRule> = new Map([
  [ciphertextKind.name, ciphertext],
  [sealedKind.name, sealed],
  ["data key", dataKey],
]);
