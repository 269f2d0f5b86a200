// KeyMetadata, as DescribeKey and CreateKey answer it and the trail shows it.

import { by, sorted } from "../../base/order.js";
import type { RecordValue } from "../../rules/facts.js";
import { currentMaterial, stateName } from "../../rules/key-lifecycle.js";
import { type Key, relativesOf } from "../../rules/key-lookup.js";
import type { KeyData } from "../../world/key.js";
import { responseInstant } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { accountIdOf } from "./resolve.js";
import { algorithmsOf } from "./specs.js";

export type KeyMetadata = { readonly [name: string]: RecordValue };

export function keyMetadata(world: World, key: Key): KeyMetadata {
  const { data } = key;
  const material = data.spec === "SYMMETRIC_DEFAULT" ? currentMaterial(data) : undefined;
  const algorithms = algorithmsOf(data.spec, data.usage);
  return {
    aWSAccountId: accountIdOf(world, key.account),
    keyId: data.keyId,
    arn: key.arn,
    creationDate: responseInstant(key.createdAt),
    enabled: data.state.is === "enabled",
    description: data.description,
    keyUsage: data.usage,
    keyState: stateName(data.state),
    origin: data.origin,
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
