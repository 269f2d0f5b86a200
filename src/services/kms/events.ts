// What falls due for a key: its rotation, its deletion, the end of its imported material. Each happens at its own instant.

import type { EventHandler } from "../../contract/service.js";
import { DELETION_EVENT } from "../../rules/key-lifecycle.js";
import { type Key, relativesOf, unindexKey } from "../../rules/key-lookup.js";
import type { WorldEditor } from "../../rules/operation.js";
import { ROTATION_EVENT, rotateWhenDue } from "../../rules/rotation.js";
import { aliasKind, grantKind, keyKind } from "../../world/key.js";
import { releaseKey } from "./key-count.js";
import { removeAlias } from "./operations/aliases.js";
import { startWindow } from "./operations/deletion.js";
import { EXPIRY_EVENT, expirySubject, removeMaterial } from "./operations/import.js";
import { aliasId, aliasNamesOf } from "./resolve.js";

const rotation: EventHandler = (ctx, event) => {
  const key = ctx.find(keyKind, event.subject);
  if (key !== undefined) rotateWhenDue(ctx, key);
};

const deletion: EventHandler = (ctx, event) => {
  const key = ctx.find(keyKind, event.subject);
  if (key?.data.state.is === "pending-deletion") deleteKey(ctx, key);
};

/** The key is gone, with its materials, aliases and grants. What it encrypted can never be opened, but by a living multi-Region relative. */
function deleteKey(editor: WorldEditor, key: Key): void {
  const relatives = relativesOf(editor.world, key);
  for (const name of aliasNamesOf(editor.world, key)) {
    const alias = editor.find(aliasKind, aliasId(name, key));
    if (alias !== undefined) removeAlias(editor, key, alias);
  }
  for (const grant of editor.world.grants.get(key.id) ?? []) {
    const named = editor.find(grantKind, grant.id);
    if (named !== undefined && grant.endedAt === undefined) editor.put(named, "gone with its key");
  }
  editor.world.grants = editor.world.grants.delete(key.id);
  editor.unschedule(ROTATION_EVENT, key.id);
  releaseKey(editor, key);
  unindexKey(editor.world, key);
  editor.put({ ...key, data: { ...key.data, state: { is: "deleted", at: editor.now } } }, "deleted");
  editor.serviceEvent("kms:DeleteKey", key, {
    requestParameters: null,
    responseElements: { keyId: key.arn },
    serviceEventDetails: { keyId: key.data.keyId },
  });
  const primary = relatives.find((each) => each.data.multiRegion?.type === "PRIMARY");
  if (primary?.data.state.is === "pending-replica-deletion" && relatives.length === 1)
    startWindow(editor, primary, primary.data.state.windowDays);
}

const expiry: EventHandler = (ctx, event) => {
  const key = ctx.find(keyKind, event.detail ?? "");
  const material = key?.data.materials.find((each) => expirySubject(key, each.id) === event.subject);
  if (key === undefined || key.data.state.is === "deleted" || material === undefined || !material.present) return;
  removeMaterial(ctx, key, material, "expired");
  ctx.serviceEvent("kms:DeleteExpiredKeyMaterial", key, {
    requestParameters: null,
    serviceEventDetails: { keyId: key.data.keyId, keyMaterialId: material.id },
  });
};

export const kmsEvents: ReadonlyMap<string, EventHandler> = new Map([
  [ROTATION_EVENT, rotation],
  [DELETION_EVENT, deletion],
  [EXPIRY_EVENT, expiry],
]);
