// KeyMetadata, as DescribeKey and CreateKey answer it and the trail shows it.

import type { RecordValue } from "../../rules/facts.js";
import { currentMaterial, stateName } from "../../rules/key-lifecycle.js";
import type { Key } from "../../rules/key-lookup.js";
import { isoInstant } from "../../world/time.js";
import { algorithmsOf } from "./specs.js";

export function keyMetadata(key: Key, accountId: string): { readonly [name: string]: RecordValue } {
  const { data } = key;
  const material = data.spec === "SYMMETRIC_DEFAULT" ? currentMaterial(data) : undefined;
  const algorithms = algorithmsOf(data.spec, data.usage);
  return {
    aWSAccountId: accountId,
    keyId: data.keyId,
    arn: key.arn,
    creationDate: isoInstant(key.createdAt),
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
    ...(data.multiRegion === undefined ? {} : { multiRegionConfiguration: { multiRegionKeyType: data.multiRegion.type } }),
    ...(material === undefined ? {} : { currentKeyMaterialId: material.id }),
    ...(data.state.is === "pending-deletion" ? { deletionDate: isoInstant(data.state.deletionAt) } : {}),
    ...(data.state.is === "pending-replica-deletion" ? { pendingDeletionWindowInDays: data.state.windowDays } : {}),
  };
}
