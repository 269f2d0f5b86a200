// Material from outside: it comes by import, may expire, may be taken away at once, and comes back only as the very same bytes.
// Source: KMS Developer Guide, "Importing key material"; API reference (botocore 2026-08), with the rotation of imported material of 2025.

import { kmsCatalog } from "../../../generated/catalogs.js";
import { currentMaterial, hasAllMaterial } from "../../../rules/key-lifecycle.js";
import { type Key, relativesOf } from "../../../rules/key-lookup.js";
import type { OperationContext, WorldEditor } from "../../../rules/operation.js";
import { ok, type Refused, refuse } from "../../../rules/reply.js";
import { nextMaterialId } from "../../../rules/rotation.js";
import type { KeyData, KeyMaterial, KeyState } from "../../../world/key.js";
import { addDays, addHours, isoInstant } from "../../../world/time.js";
import { keyArnResponse, keyOperation } from "./key-operation.js";
import type { GetParametersForImportInput, ImportKeyMaterialInput } from "./types.js";
import { validation } from "./validation.js";

const { limits } = kmsCatalog;

/** Name of the event at which imported material expires. Subject: the key's resource id; detail: the material's id. */
export const EXPIRY_EVENT = "kms:material-expiry";

/** How the material is to be wrapped on its way. A request has to say both; who does not mind says neither. */
function wrapping({ wrappingAlgorithm = "RSAES_OAEP_SHA_256", wrappingKeySpec = "RSA_4096" }: GetParametersForImportInput) {
  return { wrappingAlgorithm, wrappingKeySpec };
}

const getParametersForImport = keyOperation<"kms:GetParametersForImport">({
  action: "kms:GetParametersForImport",
  suits: ({ origin }) => origin === "EXTERNAL",
  kind: "read",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  conditionKeys: (input) => [
    ["kms:WrappingAlgorithm", wrapping(input).wrappingAlgorithm],
    ["kms:WrappingKeySpec", wrapping(input).wrappingKeySpec],
  ],
  parameters: wrapping,
  perform: (_input, ctx, key) => ok({ token: { keyArn: key.arn, issuedAt: ctx.now } }),
});

const importKeyMaterial = keyOperation<"kms:ImportKeyMaterial">({
  action: "kms:ImportKeyMaterial",
  suits: ({ origin }) => origin === "EXTERNAL",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  validate: (input) =>
    (input.expirationModel ?? "KEY_MATERIAL_EXPIRES") === "KEY_MATERIAL_EXPIRES" && input.validTo === undefined
      ? validation("A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES")
      : undefined,
  conditionKeys: (input) => [
    ...(input.expirationModel === undefined ? [] : ([["kms:ExpirationModel", input.expirationModel]] as const)),
    ...(input.validTo === undefined ? [] : ([["kms:ValidTo", isoInstant(input.validTo)]] as const)),
  ],
  parameters: (input) => ({
    ...(input.expirationModel === undefined ? {} : { expirationModel: input.expirationModel }),
    ...(input.validTo === undefined ? {} : { validTo: isoInstant(input.validTo) }),
    ...(input.importType === undefined ? {} : { importType: input.importType }),
  }),
  perform(input, ctx, key) {
    const refused = badToken(ctx, key, input) ?? badValidTo(ctx, input);
    if (refused !== undefined) return refused;
    const placed = placeOf(key, input);
    if ("is" in placed) return placed;
    const material = placed.known === undefined ? newMaterial(ctx, key, input) : again(placed.known, input);
    importInto(ctx, key, material);
    return ok({ materialId: material.id });
  },
  response: (_input, key, output) => ({ keyId: key.arn, keyMaterialId: output.materialId }),
});

function badToken(ctx: OperationContext, key: Key, { token }: ImportKeyMaterialInput): Refused | undefined {
  if (token === undefined) return undefined;
  if (token.keyArn !== key.arn) return refuse("InvalidImportTokenException", "");
  return addHours(token.issuedAt, 24) <= ctx.now ? refuse("ExpiredImportTokenException", "") : undefined;
}

function badValidTo(ctx: OperationContext, { validTo }: ImportKeyMaterialInput): Refused | undefined {
  if (validTo === undefined) return undefined;
  if (validTo <= ctx.now) return validation("ValidTo must be in the future.");
  return validTo > addDays(ctx.now, limits.materialValidDaysMax)
    ? validation(`ValidTo must be at most ${limits.materialValidDaysMax} days from now.`)
    : undefined;
}

/** Which material of the key these bytes are; none if they are new to it and may be. */
function placeOf(key: Key, { bytes, importType }: ImportKeyMaterialInput): { readonly known?: KeyMaterial } | Refused {
  const { data } = key;
  const known = data.materials.find((material) => material.bytes === bytes);
  const isNew = importType === "NEW_KEY_MATERIAL" || (importType === undefined && data.materials.length === 0);
  if (!isNew) return known === undefined ? refuse("IncorrectKeyMaterialException", "") : { known };
  // New material for a key that has some is for symmetric keys; a replica gets what its primary got.
  if (data.materials.length > 0 && data.spec !== "SYMMETRIC_DEFAULT") return refuse("UnsupportedOperationException", "");
  if (data.multiRegion?.type === "REPLICA")
    return refuse("UnsupportedOperationException", `${key.arn} is not a multi-region primary key.`);
  const pending = data.materials.find((material) => material.status.startsWith("pending-"));
  if (pending !== undefined && pending !== known) {
    return refuse(
      "KMSInvalidStateException",
      `New key material (id: ${nextMaterialId(data)}) cannot be imported into KMS key ${key.arn}, because another key material (id: ${pending.id}) is pending rotation.`,
    );
  }
  return known === undefined ? {} : { known };
}

function newMaterial(ctx: OperationContext, key: Key, { bytes, validTo }: ImportKeyMaterialInput): KeyMaterial {
  const { data } = key;
  const waits =
    data.multiRegion === undefined || relativesOf(ctx.world, key).length === 0
      ? "pending-rotation"
      : "pending-multi-region-import-and-rotation";
  return {
    id: nextMaterialId(data),
    since: ctx.now,
    status: data.materials.length === 0 ? "current" : waits,
    from: "import",
    present: true,
    bytes,
    ...(validTo === undefined ? {} : { validTo }),
  };
}

/** Material that comes back: with the expiry that this import says, or none. */
function again({ validTo: _before, ...known }: KeyMaterial, { validTo }: ImportKeyMaterialInput): KeyMaterial {
  return { ...known, present: true, ...(validTo === undefined ? {} : { validTo }) };
}

function importInto(ctx: OperationContext, key: Key, material: KeyMaterial): void {
  const imported = withMaterial(key, material);
  ctx.put(imported, `holds ${material.id}`);
  ctx.unschedule(EXPIRY_EVENT, expirySubject(key, material.id));
  if (material.validTo !== undefined) ctx.schedule(material.validTo, EXPIRY_EVENT, expirySubject(key, material.id), key.id);
  shareWithRelatives(ctx, imported, material);
}

/** Each material of a key expires by itself; AWS's names hold no such separator. */
export function expirySubject(key: Key, materialId: string): string {
  return `${materialId} of ${key.id}`;
}

/** The key with this material put in; it is usable again once all of its materials are there. */
function withMaterial(key: Key, material: KeyMaterial): Key {
  const { materials } = key.data;
  const known = materials.some((each) => each.id === material.id);
  const next = known ? materials.map((each) => (each.id === material.id ? material : each)) : [...materials, material];
  return withMaterials(key, next);
}

function withMaterials(key: Key, materials: readonly KeyMaterial[]): Key {
  return { ...key, data: { ...key.data, materials, state: stateWith(key.data, materials) } };
}

/**
 * PendingImport while any permanently associated material is missing. Material that waits for its first rotation is not associated yet.
 * Only these two states follow the material: a disabled key and one to be deleted stay what they are.
 */
function stateWith({ state }: KeyData, materials: readonly KeyMaterial[]): KeyState {
  if (hasAllMaterial({ materials })) return state.is === "pending-import" ? { is: "enabled" } : state;
  return state.is === "enabled" || state.is === "disabled" ? { is: "pending-import" } : state;
}

/**
 * Related keys learn that the material exists: each needs it imported by itself. When every one has it, the primary's new material may be rotated to.
 */
function shareWithRelatives(ctx: OperationContext, key: Key, material: KeyMaterial): void {
  const relatives = relativesOf(ctx.world, key);
  if (relatives.length === 0) return;
  if (key.data.multiRegion?.type === "PRIMARY") {
    const { validTo: _own, ...absent } = material;
    for (const each of relatives) {
      if (!each.data.materials.some((known) => known.id === material.id))
        ctx.put(withMaterials(each, [...each.data.materials, { ...absent, present: false }]));
    }
  }
  const family = [key, ...relatives.map((each) => ctx.world.resources.get(each.id) as Key)];
  const isEverywhere = family.every((each) => each.data.materials.some((known) => known.id === material.id && known.present));
  if (!isEverywhere || material.status !== "pending-multi-region-import-and-rotation") return;
  for (const each of family) {
    const materials = each.data.materials.map(
      (known): KeyMaterial => (known.id === material.id ? { ...known, status: "pending-rotation" } : known),
    );
    ctx.put({ ...each, data: { ...each.data, materials } });
  }
}

const deleteImportedKeyMaterial = keyOperation<"kms:DeleteImportedKeyMaterial">({
  action: "kms:DeleteImportedKeyMaterial",
  suits: ({ origin }) => origin === "EXTERNAL",
  kind: "management",
  crossAccount: "never",
  takes: "key",
  keyId: (input) => input.keyId,
  parameters: (input) => (input.materialId === undefined ? {} : { keyMaterialId: input.materialId }),
  perform(input, ctx, key) {
    const material =
      input.materialId === undefined
        ? currentMaterial(key.data)
        : key.data.materials.find((each) => each.id === input.materialId);
    if (material === undefined && input.materialId !== undefined)
      return refuse("NotFoundException", `Key material ${input.materialId} does not exist for ${key.arn}.`);
    if (material?.present) removeMaterial(ctx, key, material, "deleted");
    return ok({ keyId: key.arn });
  },
  response: keyArnResponse,
});

/** Takes material out of a key at once; key, policy and ciphertexts stay, and wait for the same bytes. */
export function removeMaterial(editor: WorldEditor, key: Key, material: KeyMaterial, why: "deleted" | "expired"): void {
  editor.unschedule(EXPIRY_EVENT, expirySubject(key, material.id));
  const { validTo: _over, ...rest } = material;
  const materials = key.data.materials.map((each) => (each.id === material.id ? { ...rest, present: false } : each));
  editor.put(withMaterials(key, materials), `${material.id} is ${why}`);
}

export const importOperations = [getParametersForImport, importKeyMaterial, deleteImportedKeyMaterial];
