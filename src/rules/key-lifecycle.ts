// biome-ignore-all format: the table is read by its columns
// Which operation runs in which state of a key, and what AWS answers where it does not: one table, cell by cell as documented.
// Source: KMS Developer Guide, "Key states of KMS keys" (doc_source/key-state.md, copy of 2023-06); texts as recorded against AWS by
// LocalStack's snapshots (2026-03). Rows marked "inferred" are operations newer than that table.

import type { KeyData, KeyState } from "../world/key.js";
import type { Resource } from "../world/resource.js";
import { type Refused, refuse } from "./reply.js";

/** Name of the event at which a key is gone; its subject is the key's resource id. */
export const DELETION_EVENT = "kms:deletion";

/** Columns of the documented table. `PendingReplicaDeletion` shares a column with `PendingDeletion`. */
export const STATE_COLUMNS = ["Enabled", "Disabled", "PendingDeletion", "PendingImport", "Unavailable", "Creating", "Updating"] as const;
export type StateColumn = (typeof STATE_COLUMNS)[number];

/**
 * A cell: what a call meets in that state.
 * - `needs-kms-origin`: UnsupportedOperationException for imported material, else it runs.
 * - `needs-external-origin`: UnsupportedOperationException unless the material is imported.
 * - `x, y`: first `y`, then `x`.
 */
export type Cell =
  | "ok"
  | "disabled"
  | "pending-deletion"
  | "not-pending-deletion"
  | "pending-import"
  | "unavailable"
  | "creating"
  | "updating"
  | "needs-kms-origin"
  | "needs-external-origin"
  | "disabled, needs-kms-origin"
  | "pending-deletion, needs-kms-origin"
  | "pending-deletion, needs-external-origin";

type Row = readonly [operations: readonly string[], ...cells: readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell]];

// The guide lets a cryptographic operation on a key pending deletion answer Disabled or InvalidState; AWS's own logs show InvalidState.
const ROWS: readonly Row[] = [
  //                                                    Enabled                 Disabled                      PendingDeletion                            PendingImport     Unavailable             Creating    Updating
  [["CancelKeyDeletion"],                               "not-pending-deletion", "not-pending-deletion",       "ok",                                      "not-pending-deletion", "not-pending-deletion", "not-pending-deletion", "not-pending-deletion"],
  [["CreateAlias", "UpdateAlias"],                      "ok",                   "ok",                         "pending-deletion",                        "ok",             "ok",                   "ok",       "ok"],
  [["DeleteAlias"],                                     "ok",                   "ok",                         "ok",                                      "ok",             "ok",                   "ok",       "ok"],
  [["CreateGrant"],                                     "ok",                   "disabled",                   "pending-deletion",                        "pending-import", "unavailable",          "creating", "ok"],
  [["Decrypt", "Encrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"],
                                                        "ok",                   "disabled",                   "pending-deletion",                        "pending-import", "unavailable",          "creating", "ok"],
  // Asymmetric and HMAC keys with imported material came after the table: PendingImport is inferred from the row above. So is DeriveSharedSecret.
  [["Sign", "Verify", "GenerateMac", "VerifyMac", "GetPublicKey", "DeriveSharedSecret"],
                                                        "ok",                   "disabled",                   "pending-deletion",                        "pending-import", "unavailable",          "creating", "ok"],
  [["DeleteImportedKeyMaterial"],                       "needs-external-origin", "needs-external-origin",     "needs-external-origin",                   "ok",             "needs-external-origin", "creating", "updating"],
  // GetKeyLastUsage: inferred, its API reference lists no state exception.
  [["DescribeKey", "GetKeyPolicy", "ListAliases", "ListGrants", "ListKeyPolicies", "ListResourceTags", "PutKeyPolicy", "RetireGrant", "RevokeGrant", "GetKeyLastUsage"],
                                                        "ok",                   "ok",                         "ok",                                      "ok",             "ok",                   "ok",       "ok"],
  [["DisableKey", "EnableKey"],                         "ok",                   "ok",                         "pending-deletion",                        "pending-import", "ok",                   "creating", "updating"],
  [["EnableKeyRotation", "DisableKeyRotation"],         "needs-kms-origin",     "disabled, needs-kms-origin", "pending-deletion, needs-kms-origin",      "needs-kms-origin", "needs-kms-origin",   "creating", "needs-kms-origin"],
  [["GetKeyRotationStatus"],                            "needs-kms-origin",     "needs-kms-origin",           "needs-kms-origin",                        "needs-kms-origin", "needs-kms-origin",   "needs-kms-origin", "needs-kms-origin"],
  // Newer than the table: ListKeyRotations and RotateKeyOnDemand, inferred but for Disabled (recorded) and Enabled.
  [["ListKeyRotations"],                                "ok",                   "ok",                         "ok",                                      "ok",             "needs-kms-origin",     "ok",       "ok"],
  [["RotateKeyOnDemand"],                               "ok",                   "disabled",                   "pending-deletion",                        "pending-import", "needs-kms-origin",     "creating", "updating"],
  [["GetParametersForImport"],                          "needs-external-origin", "needs-external-origin",     "pending-deletion, needs-external-origin", "ok",             "needs-external-origin", "creating", "updating"],
  [["ImportKeyMaterial"],                               "needs-external-origin", "needs-external-origin",     "pending-deletion, needs-external-origin", "ok",             "needs-external-origin", "creating", "ok"],
  [["ReplicateKey"],                                    "ok",                   "disabled",                   "pending-deletion",                        "pending-import", "unavailable",          "creating", "updating"],
  [["UpdatePrimaryRegion"],                             "ok",                   "disabled",                   "pending-deletion",                        "pending-import", "unavailable",          "creating", "ok"],
  [["ScheduleKeyDeletion"],                             "ok",                   "ok",                         "pending-deletion",                        "ok",             "ok",                   "ok",       "updating"],
  [["TagResource", "UntagResource", "UpdateKeyDescription"],
                                                        "ok",                   "ok",                         "pending-deletion",                        "ok",             "ok",                   "ok",       "ok"],
];

/** The table by operation, without the prefix `kms:`. */
export const STATE_TABLE: ReadonlyMap<string, readonly Cell[]> = new Map(
  ROWS.flatMap(([operations, ...cells]) => operations.map((operation) => [operation, cells] as const)),
);

const COLUMN_OF: { readonly [K in KeyState["is"]]: StateColumn | undefined } = {
  enabled: "Enabled",
  disabled: "Disabled",
  "pending-deletion": "PendingDeletion",
  "pending-replica-deletion": "PendingDeletion",
  "pending-import": "PendingImport",
  unavailable: "Unavailable",
  creating: "Creating",
  updating: "Updating",
  // A deleted key is not found before its state is asked for.
  deleted: undefined,
};

/** AWS's refusal of `operation` (`Encrypt`) on a key in its present state, or nothing if it may run. */
export function refusedByState(operation: string, key: Resource<KeyData>): Refused | undefined {
  const column = COLUMN_OF[key.data.state.is];
  const cells = STATE_TABLE.get(operation);
  if (column === undefined || cells === undefined) return undefined;
  return refusalOf(cells[STATE_COLUMNS.indexOf(column)] ?? "ok", key);
}

function refusalOf(cell: Cell, key: Resource<KeyData>): Refused | undefined {
  const { origin, state } = key.data;
  switch (cell) {
    case "ok":
      return undefined;
    case "disabled":
      return refuse("DisabledException", `${key.arn} is disabled.`);
    case "pending-deletion":
      // The guide's text names both states; of a single-Region key AWS was seen to name its own alone.
      return invalidState(key, state.is === "pending-replica-deletion" ? EITHER_DELETION : "is pending deletion");
    case "not-pending-deletion":
      return invalidState(key, "is not pending deletion (or pending replica deletion)");
    case "pending-import":
      return invalidState(key, "is pending import");
    case "unavailable":
      return invalidState(key, "is unavailable");
    case "creating":
      return invalidState(key, "is creating");
    case "updating":
      return invalidState(key, "is updating");
    case "needs-kms-origin":
      return origin === "AWS_KMS" ? undefined : wrongOrigin(key);
    case "needs-external-origin":
      return origin === "EXTERNAL" ? undefined : wrongOrigin(key);
    case "disabled, needs-kms-origin":
      return refusalOf("needs-kms-origin", key) ?? refusalOf("disabled", key);
    case "pending-deletion, needs-kms-origin":
      return refusalOf("needs-kms-origin", key) ?? refusalOf("pending-deletion", key);
    case "pending-deletion, needs-external-origin":
      return refusalOf("needs-external-origin", key) ?? refusalOf("pending-deletion", key);
  }
}

const EITHER_DELETION = "is pending deletion (or pending replica deletion)";

function invalidState(key: Resource<KeyData>, what: string): Refused {
  return refuse("KMSInvalidStateException", `${key.arn} ${what}.`);
}

/** The operation is for keys of another origin. */
export function wrongOrigin(key: Resource<KeyData>): Refused {
  return refuse("UnsupportedOperationException", `${key.arn} origin is ${key.data.origin} which is not valid for this operation.`);
}

/** The state that AWS shows, `PendingDeletion`. */
const STATE_NAMES: { readonly [K in KeyState["is"]]: string } = {
  enabled: "Enabled",
  disabled: "Disabled",
  creating: "Creating",
  updating: "Updating",
  "pending-import": "PendingImport",
  unavailable: "Unavailable",
  "pending-deletion": "PendingDeletion",
  "pending-replica-deletion": "PendingReplicaDeletion",
  deleted: "Deleted",
};

export function stateName(state: KeyState): string {
  return STATE_NAMES[state.is];
}

/** The key's material in use; absent while none was ever imported. */
export function currentMaterial(key: KeyData): KeyData["materials"][number] | undefined {
  return key.materials.find((material) => material.status === "current");
}

/** Every material that the key needs is there. One that waits for its first rotation is not needed yet. */
export function hasAllMaterial(key: Pick<KeyData, "materials">): boolean {
  return key.materials.length > 0 && key.materials.every((material) => material.present || material.status.startsWith("pending-"));
}
