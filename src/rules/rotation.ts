// Rotation gives a key new material and keeps the old: same ID, same policy, and every old ciphertext still opens.
// Source: KMS Developer Guide, "Rotate AWS KMS keys" (copy of 2026).

import type { KeyData, KeyMaterial } from "../world/key.js";
import { addDays } from "../world/time.js";
import type { RecordValue } from "./facts.js";
import { beginRotationHolding } from "./key-holdings.js";
import { currentMaterial } from "./key-lifecycle.js";
import { type Key, relativesOf } from "./key-lookup.js";
import type { WorldEditor } from "./operation.js";

export type RotationType = "AUTOMATIC" | "ON_DEMAND";

/** Name of the event that falls due when a key is to rotate; its subject is the resource id of the key. */
export const ROTATION_EVENT = "kms:rotation";

/** The id that the key's next material gets, `k1-material-2`. Shown as KeyMaterialId. */
export function nextMaterialId(key: KeyData): string {
  return `${key.keyId}-material-${key.materials.length + 1}`;
}

/** Turns automatic rotation on, counted from now; or off. Related keys share the setting, and the primary's clock drives them all. */
export function setRotation(editor: WorldEditor, key: Key, periodDays: number | undefined): void {
  editor.unschedule(ROTATION_EVENT, key.id);
  const nextAt = periodDays === undefined ? undefined : addDays(editor.now, periodDays);
  for (const each of [key, ...relativesOf(editor.world, key)]) {
    const { rotation: _before, ...rest } = each.data;
    const data: KeyData = periodDays === undefined || nextAt === undefined ? rest : { ...rest, rotation: { periodDays, nextAt } };
    editor.put({ ...each, data }, periodDays === undefined ? "rotation disabled" : `rotates every ${periodDays} days`);
  }
  if (nextAt !== undefined) editor.schedule(nextAt, ROTATION_EVENT, key.id);
}

/**
 * An automatic rotation falls due. A key that is disabled or waits for its deletion does not rotate, and makes up for it when it is
 * enabled again (`catchUpRotation`).
 */
export function rotateWhenDue(editor: WorldEditor, key: Key): void {
  const { rotation, state } = key.data;
  if (rotation === undefined) return;
  if (state.is !== "enabled" && state.is !== "updating") {
    editor.warn("kms/rotation-missed", { key: key.name, state: state.is.replaceAll("-", " ") });
    return;
  }
  rotate(editor, key, "AUTOMATIC");
  reschedule(editor, key.id, rotation.periodDays, rotation.nextAt);
}

/** The key was enabled: a rotation that it missed happens at once, and the next one a period from now. */
export function catchUpRotation(editor: WorldEditor, key: Key): void {
  const { rotation, state, multiRegion } = key.data;
  if (rotation === undefined || state.is !== "enabled" || rotation.nextAt > editor.now || multiRegion?.type === "REPLICA") return;
  editor.unschedule(ROTATION_EVENT, key.id);
  rotate(editor, key, "AUTOMATIC");
  reschedule(editor, key.id, rotation.periodDays, editor.now);
}

/** Schedules the rotation after the one at `from`. */
function reschedule(editor: WorldEditor, id: string, periodDays: number, from: typeof editor.now): void {
  const key = editor.world.resources.get(id) as Key;
  const nextAt = addDays(from, periodDays);
  for (const each of [key, ...relativesOf(editor.world, key)])
    editor.put({ ...each, data: { ...each.data, rotation: { periodDays, nextAt } } });
  editor.schedule(nextAt, ROTATION_EVENT, id);
}

/**
 * Gives `key` and its relatives new material: that which waits for rotation if there is one (imported), else one that KMS makes.
 * Writes RotateKey to the trail, and begins to be paid for if it is the first or second rotation.
 */
export function rotate(editor: WorldEditor, key: Key, type: RotationType): void {
  const previous = currentMaterial(key.data);
  const pending = key.data.materials.find((material) => material.status === "pending-rotation");
  const fresh: KeyMaterial = { id: nextMaterialId(key.data), since: editor.now, status: "current", from: "kms", present: true };
  for (const each of [key, ...relativesOf(editor.world, key)]) {
    const rotated: Key = { ...each, data: withCurrent(each.data, pending?.id ?? fresh.id, fresh, { at: editor.now, type }) };
    editor.put(rotated, each.id === key.id ? `rotated: ${pending?.id ?? fresh.id} is its material now` : undefined);
    beginRotationHolding(editor, rotated);
  }
  const details: RecordValue = {
    keyId: key.data.keyId,
    rotationType: type,
    keyOrigin: key.data.origin,
    previousKeyMaterialId: previous?.id ?? null,
    currentKeyMaterialId: pending?.id ?? fresh.id,
  };
  editor.serviceEvent("kms:RotateKey", key, { requestParameters: null, serviceEventDetails: details });
}

function withCurrent(data: KeyData, id: string, fresh: KeyMaterial, done: KeyData["completedRotations"][number]): KeyData {
  const known = data.materials.some((material) => material.id === id) ? data.materials : [...data.materials, fresh];
  return {
    ...data,
    materials: known.map((material) =>
      material.id === id
        ? { ...material, status: "current" }
        : material.status === "current"
          ? { ...material, status: "non-current" }
          : material,
    ),
    completedRotations: [...data.completedRotations, done],
    onDemandRotationCount: data.onDemandRotationCount + (done.type === "ON_DEMAND" ? 1 : 0),
  };
}
