// Rotation as AWS lets it be set, asked for and looked at. State is checked before the type of key (recorded against AWS).

import { kmsCatalog } from "../../../generated/catalogs.js";
import type { Key } from "../../../rules/key-lookup.js";
import { ok, type Refused, refuse, refuseWordless } from "../../../rules/reply.js";
import { rotate, setRotation } from "../../../rules/rotation.js";
import { MINUTE_MS, millisecondsBetween } from "../../../world/time.js";
import { keyArnResponse, keyOperation } from "./key-operation.js";
import { above, below } from "./validation.js";

const { limits } = kmsCatalog;

/** Only symmetric encryption keys rotate; and of a multi-Region key only the primary is told to. */
function cannotRotate(key: Key): Refused | undefined {
  // Recorded without a text: LocalStack's snapshots of AWS; aelmanaa/hardhat-kms, key rotation (2026-10-02), read 2026-11-30.
  if (key.data.spec !== "SYMMETRIC_DEFAULT") return refuseWordless("UnsupportedOperationException");
  return key.data.multiRegion?.type === "REPLICA"
    ? refuse("UnsupportedOperationException", `${key.arn} is not a multi-region primary key.`)
    : undefined;
}

const enableKeyRotation = keyOperation<"kms:EnableKeyRotation">({
  action: "kms:EnableKeyRotation",
  suits: ({ spec }) => spec === "SYMMETRIC_DEFAULT",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate({ periodDays }) {
    if (periodDays === undefined) return undefined;
    if (periodDays < limits.rotationPeriodDaysMin) return below("rotationPeriodInDays", periodDays, limits.rotationPeriodDaysMin);
    return periodDays > limits.rotationPeriodDaysMax
      ? above("rotationPeriodInDays", periodDays, limits.rotationPeriodDaysMax)
      : undefined;
  },
  conditionKeys: (input) => (input.periodDays === undefined ? [] : [["kms:RotationPeriodInDays", String(input.periodDays)]]),
  parameters: (input) => (input.periodDays === undefined ? {} : { rotationPeriodInDays: input.periodDays }),
  perform(input, ctx, key) {
    const refused = cannotRotate(key);
    if (refused !== undefined) return refused;
    setRotation(ctx, key, input.periodDays ?? limits.rotationPeriodDaysDefault);
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const disableKeyRotation = keyOperation<"kms:DisableKeyRotation">({
  action: "kms:DisableKeyRotation",
  suits: ({ spec }) => spec === "SYMMETRIC_DEFAULT",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  perform(_input, ctx, key) {
    const refused = cannotRotate(key);
    if (refused !== undefined) return refused;
    setRotation(ctx, key, undefined);
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const getKeyRotationStatus = keyOperation<"kms:GetKeyRotationStatus">({
  action: "kms:GetKeyRotationStatus",
  suits: ({ spec }) => spec === "SYMMETRIC_DEFAULT",
  kind: "read",
  crossAccount: "allowed",
  takes: "key",
  keyId: (input) => input.keyId,
  perform(_input, _ctx, key) {
    const { rotation, state } = key.data;
    const pending = state.is === "pending-deletion" || state.is === "pending-replica-deletion";
    return ok(
      rotation === undefined || pending
        ? { enabled: false }
        : { enabled: true, periodDays: rotation.periodDays, nextAt: rotation.nextAt },
    );
  },
});

const rotateKeyOnDemand = keyOperation<"kms:RotateKeyOnDemand">({
  action: "kms:RotateKeyOnDemand",
  suits: ({ spec }) => spec === "SYMMETRIC_DEFAULT",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  perform(_input, ctx, key) {
    const { data } = key;
    const refused = cannotRotate(key);
    if (refused !== undefined) return refused;
    if (
      data.rotation !== undefined &&
      Math.abs(millisecondsBetween(ctx.now, data.rotation.nextAt)) < limits.rotationConflictMinutes * MINUTE_MS
    ) {
      return refuse(
        "ConflictException",
        "An automatic rotation of this key is in progress or scheduled to begin within the next 20 minutes.",
      );
    }
    if (data.onDemandRotationCount >= limits.onDemandRotationsPerKey) {
      return refuse(
        "LimitExceededException",
        `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${key.arn}`,
      );
    }
    if (data.origin === "EXTERNAL" && !data.materials.some((material) => material.status === "pending-rotation")) {
      return refuse("KMSInvalidStateException", `No available key material pending rotation for the key: ${key.arn}.`);
    }
    // AWS answers at once and rotates in the background; a statement ends with that done.
    ctx.later(() => rotate(ctx, key, "ON_DEMAND"));
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

const listKeyRotations = keyOperation<"kms:ListKeyRotations">({
  action: "kms:ListKeyRotations",
  suits: ({ spec }) => spec === "SYMMETRIC_DEFAULT",
  kind: "read",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  perform: (_input, _ctx, key) => ok({ rotations: key.data.completedRotations }),
});

export const rotationOperations = [
  enableKeyRotation,
  disableKeyRotation,
  getKeyRotationStatus,
  rotateKeyOnDemand,
  listKeyRotations,
];
