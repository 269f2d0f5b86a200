// Ciphertexts and sealed messages: those that a scenario names are in everybody's hands, and KMS stands before what is in them.

import { aliasesByKey, type CiphertextData, ciphertextKind, keyKind, keysByArn } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type SealedData, sealedKind } from "../../world/sealed.js";
import { readSlice } from "../../world/slice.js";
import type { World } from "../../world/world.js";
import { isHeld } from "../held-data-keys.js";
import { type Key, relativesOf } from "../key-lookup.js";
import { DONE, refuse } from "../reply.js";
import { heldByClient, openingCall } from "./opening.js";
import type { Alike, ReadRule, Way } from "./sources.js";

const ciphertext: ReadRule = {
  holds: (resource) => [(resource as Resource<CiphertextData>).data.content],
  ways(resource, world) {
    const { data } = resource as Resource<CiphertextData>;
    return waysToDecrypt(world, data);
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

function waysToDecrypt(world: World, data: CiphertextData): readonly Way[] {
  const key = world.resources.get(data.key);
  const elsewhere = isKind(key, keyKind) && isSymmetric(data) ? decryptElsewhere(world, data, key) : [];
  return [decryptWith(world, data), ...elsewhere, ...waysRound(world, data)];
}

function isSymmetric({ algorithm }: CiphertextData): boolean {
  return algorithm === "SYMMETRIC_DEFAULT";
}

/** For whom the first key does not open as it is. */
function waysRound(world: World, data: CiphertextData): readonly Way[] {
  const key = world.resources.get(data.key);
  return isKind(key, keyKind) && isSymmetric(data) ? [...decryptByAlias(world, data, key), wrapAnew(world, data, key)] : [];
}

/** A policy may let somebody in who names the key by an alias. */
function decryptByAlias(world: World, data: CiphertextData, key: Key): readonly Way[] {
  return (readSlice(world, aliasesByKey).get(key.id) ?? []).map((alias) => ({
    how: `kms:Decrypt with ${key.name} by ${alias}`,
    aside: true,
    try: (trial) =>
      trial.call(
        "kms:Decrypt",
        { ciphertext: data, keyId: key.arn.replace(/key\/[^/]*$/, alias), encryptionContext: data.context },
        key.region,
      ),
  }));
}

/** Whoever may pass a ciphertext on to a key that opens for them need not be let in by the first. */
function wrapAnew(world: World, data: CiphertextData, key: Key): Way {
  return {
    how: `kms:ReEncrypt from ${key.name} to a key that opens for the reader, then kms:Decrypt`,
    aside: true,
    try(trial) {
      const passOn = (destinationKeyId: string) =>
        trial.call("kms:ReEncrypt", { ciphertext: data, sourceEncryptionContext: data.context, destinationKeyId }, key.region);
      // Where the first key gives nothing away, no other is looked for.
      const first = passOn(key.arn);
      if (first.is === "refused" && first.decision?.request.action !== "kms:ReEncryptTo") return first;
      for (const arn of readSlice(world, keysByArn).keys()) {
        if (arn === key.arn || arn.split(":")[3] !== key.region) continue;
        const passed = passOn(arn);
        const opened =
          passed.is === "ok" ? trial.call("kms:Decrypt", { ciphertext: passed.output.ciphertext }, key.region) : passed;
        if (opened.is === "ok") return DONE;
      }
      return NOWHERE;
    },
  };
}

const NOWHERE = refuse("AccessDeniedException", "");

/** Whoever tries knows the context: it is no secret. */
function decryptWith(world: World, data: CiphertextData): Way {
  const key = world.resources.get(data.key);
  return {
    how: `kms:Decrypt with ${key?.name ?? data.key}`,
    try: (trial) =>
      trial.call(
        "kms:Decrypt",
        isSymmetric(data)
          ? { ciphertext: data, encryptionContext: data.context }
          : { ciphertext: data, keyId: isKind(key, keyKind) ? key.arn : data.key, algorithm: data.algorithm },
        key?.region ?? "",
      ),
  };
}

/** A multi-Region key's relatives have the same material, and policies of their own. */
function decryptElsewhere(world: World, data: CiphertextData, key: Key): readonly Way[] {
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
    const round = data.wrappedKeys.flatMap(({ wrapped }) => waysRound(world, wrapped));
    return isHeld(world, heldByClient(data.dataKey), reader) ? [cached, ...asked, ...round] : [...asked, ...round];
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
    return waysToDecrypt(world, wrapped);
  },
  alike: (resource) => alikeOf((resource.data as { readonly ciphertext: CiphertextData }).ciphertext),
};

export const ciphertextReads: ReadonlyMap<string, ReadRule> = new Map([
  [ciphertextKind.name, ciphertext],
  [sealedKind.name, sealed],
  ["data key", dataKey],
]);
