// What a key costs by time: its storage, and once more for its first and its second rotation; nothing while its deletion is pending.
// Source: aws.amazon.com/kms/pricing (see services/kms/catalog.yaml). Whether a new replica pays for rotations that the primary
// had before is not documented; here it does, since it holds those materials.

import type { Instant } from "../world/time.js";
import type { Key } from "./key-lookup.js";
import type { WorldEditor } from "./operation.js";

/** "The first two rotations": later ones add nothing (since 2024-04). */
const billedRotationCountMax = 2;

/** From now (or from `at`, when a deletion is cancelled) the key is paid for. */
export function beginKeyHoldings(editor: WorldEditor, key: Key, at?: Instant): void {
  if (key.data.manager === "AWS") return;
  change(editor, "begins", key, "kms-key", at);
  for (let count = 0; count < billedRotations(key); count += 1) change(editor, "begins", key, "kms-key-rotation", at);
}

export function endKeyHoldings(editor: WorldEditor, key: Key): void {
  if (key.data.manager === "AWS") return;
  change(editor, "ends", key, "kms-key");
  for (let count = 0; count < billedRotations(key); count += 1) change(editor, "ends", key, "kms-key-rotation");
}

/** A rotation was completed on `key`, and is counted in it already. */
export function beginRotationHolding(editor: WorldEditor, key: Key): void {
  if (key.data.manager === "CUSTOMER" && key.data.completedRotations.length <= billedRotationCountMax)
    change(editor, "begins", key, "kms-key-rotation");
}

function billedRotations(key: Key): number {
  return Math.min(key.data.completedRotations.length, billedRotationCountMax);
}

function change(editor: WorldEditor, what: "begins" | "ends", key: Key, item: string, at?: Instant): void {
  const { id, account, region } = key;
  editor.holding(what, { id, account, region, item, quantity: 1, ...(at === undefined ? {} : { at }) });
}
