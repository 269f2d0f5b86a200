// What a call on a key counts as: against which request quota, and as which item of the bill. Numbers come from the catalog.

import { kmsCatalog } from "../../generated/catalogs.js";
import type { RequestQuota } from "../../rules/operation.js";
import type { KeyData } from "../../world/key.js";
import { specRow } from "./specs.js";

export type { RequestQuota };

const { requestQuotas } = kmsCatalog;
const SINGLE: ReadonlyMap<string, number> = new Map(Object.entries(requestQuotas.single));
const SYMMETRIC_IN: ReadonlyMap<string, number> = new Map(Object.entries(requestQuotas.symmetric.perSecondIn));
const PAIRS: ReadonlyMap<string, number> = new Map(Object.entries(requestQuotas.dataKeyPairs));

/** The quota that `operation` has for itself (management and read calls). */
export function quotaOfOperation(operation: string): RequestQuota | undefined {
  const perSecond = SINGLE.get(operation);
  return perSecond === undefined ? undefined : { name: `${operation} request rate`, perSecond };
}

/** ReplicateKey counts for itself, and as two CreateKey requests in the replica's Region (KMS guide, requests per second, note). */
export function quotaOfReplication(replicaRegion: string): RequestQuota | undefined {
  const own = quotaOfOperation("ReplicateKey");
  const made = quotaOfOperation("CreateKey");
  return own === undefined || made === undefined ? own : { ...own, also: { ...made, region: replicaRegion, times: 2 } };
}

/** The quota that cryptographic calls with keys of one family share. */
export function quotaOfCryptography(key: KeyData | undefined, region: string): RequestQuota {
  const { symmetric, rsa, ecc, mlDsa } = requestQuotas;
  switch (key === undefined ? "symmetric" : specRow(key.spec).family) {
    case "rsa":
      return rsa;
    case "ecc":
    case "sm2":
      return ecc;
    case "ml-dsa":
      return mlDsa;
    case "symmetric":
    case "hmac":
      return { name: symmetric.name, perSecond: SYMMETRIC_IN.get(region) ?? symmetric.perSecond };
  }
}

export function quotaOfPair(pairSpec: string): RequestQuota | undefined {
  const perSecond = PAIRS.get(pairSpec);
  return perSecond === undefined ? undefined : { name: `GenerateDataKeyPair (${pairSpec}) request rate`, perSecond };
}

/** The item that a request which names this key is billed as. Any request that names an asymmetric key is outside the free tier. */
export function requestItem(key: KeyData | undefined): string {
  if (key === undefined) return "kms-request-symmetric";
  switch (specRow(key.spec).family) {
    case "symmetric":
    case "hmac":
      return "kms-request-symmetric";
    case "rsa":
      return key.spec === "RSA_2048" ? "kms-request-rsa-2048" : "kms-request-asymmetric";
    case "ecc":
    case "sm2":
    case "ml-dsa":
      return "kms-request-asymmetric";
  }
}

const FREE: ReadonlySet<string> = new Set(kmsCatalog.freeManagedKeys);

/** The item of a request that uses the key, or passes its use on: nothing is taken for that of some AWS managed keys, which only their service may use. */
export function itemOfUse(key: KeyData | undefined): string | undefined {
  return key?.service !== undefined && FREE.has(key.service) ? undefined : requestItem(key);
}

export function pairItem(pairSpec: string): string {
  return pairSpec.startsWith("RSA_") ? "kms-request-data-key-pair-rsa" : "kms-request-data-key-pair-ecc";
}
