// KeyMetadata, as DescribeKey and CreateKey answer it and the trail shows it.

import { by, compareText, sorted } from "../../base/order.js";
import type { RecordValue } from "../../rules/facts.js";
import { currentMaterial, hasAllMaterial, stateName } from "../../rules/key-lifecycle.js";
import { type Key, relativesOf } from "../../rules/key-lookup.js";
import { accountId } from "../../rules/requests.js";
import type { KeyData } from "../../world/key.js";
import { type Instant, responseInstant } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { algorithmsOf } from "./specs.js";

export type KeyMetadata = { readonly [name: string]: RecordValue };

export function keyMetadata(world: World, key: Key): KeyMetadata {
  const { data } = key;
  const material = data.spec === "SYMMETRIC_DEFAULT" ? currentMaterial(data) : undefined;
  const algorithms = sorted(algorithmsOf(data.spec, data.usage), compareText);
  return {
    aWSAccountId: accountId(world, key.account),
    keyId: data.keyId,
    arn: key.arn,
    creationDate: responseInstant(key.createdAt),
    enabled: data.state.is === "enabled",
    description: data.description,
    keyUsage: data.usage,
    keyState: stateName(data.state),
    origin: data.origin,
    ...expiration(data),
    keyManager: data.manager,
    keySpec: data.spec,
    customerMasterKeySpec: data.spec,
    ...(data.usage === "ENCRYPT_DECRYPT" ? { encryptionAlgorithms: algorithms } : {}),
    ...(data.usage === "SIGN_VERIFY" ? { signingAlgorithms: algorithms } : {}),
    ...(data.usage === "GENERATE_VERIFY_MAC" ? { macAlgorithms: algorithms } : {}),
    ...(data.usage === "KEY_AGREEMENT" ? { keyAgreementAlgorithms: algorithms } : {}),
    multiRegion: data.multiRegion !== undefined,
    ...(data.multiRegion === undefined
      ? {}
      : { multiRegionConfiguration: multiRegionConfiguration(world, key, data.multiRegion) }),
    ...(material === undefined ? {} : { currentKeyMaterialId: material.id }),
    ...(data.state.is === "pending-deletion" ? { deletionDate: responseInstant(data.state.deletionAt) } : {}),
    ...(data.state.is === "pending-replica-deletion" ? { pendingDeletionWindowInDays: data.state.windowDays } : {}),
  };
}

/**
 * Whether imported material expires, and when the first of it does; nothing while some of it is missing (recorded, LocalStack snapshots
 * 2024-01; API reference, KeyMetadata: the earliest of several).
 */
/** Undefined where the response has no ExpirationModel; without an end the material does not expire. */
export function expirationOf(data: KeyData): { readonly validTo?: Instant } | undefined {
  const associated = data.materials.filter(({ status }) => !status.startsWith("pending-"));
  if (data.origin !== "EXTERNAL" || associated.length === 0 || !hasAllMaterial(data)) return undefined;
  const ends = associated.flatMap(({ validTo }) => (validTo === undefined ? [] : [validTo]));
  return ends.length === 0 ? {} : { validTo: Math.min(...ends) as Instant };
}

function expiration(data: KeyData): KeyMetadata {
  const found = expirationOf(data);
  if (found === undefined) return {};
  return found.validTo === undefined
    ? { expirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" }
    : { expirationModel: "KEY_MATERIAL_EXPIRES", validTo: responseInstant(found.validTo) };
}

/** Primary and replicas by ARN and Region, the key itself among them. */
function multiRegionConfiguration(world: World, key: Key, { type }: NonNullable<KeyData["multiRegion"]>): KeyMetadata {
  const related = sorted(
    [key, ...relativesOf(world, key)],
    by((each) => each.region),
  );
  const named = ({ arn, region }: Key) => ({ arn, region });
  const primary = related.find((each) => each.data.multiRegion?.type === "PRIMARY");
  return {
    multiRegionKeyType: type,
    ...(primary === undefined ? {} : { primaryKey: named(primary) }),
    replicaKeys: related.filter((each) => each !== primary).map(named),
  };
}
