// The documented table of key states, cell by cell, with the exceptions and texts written out as AWS gives them.
// Source: KMS Developer Guide, "Key states of KMS keys".

import { describe, expect, test } from "vitest";
import { refusedByState, STATE_TABLE, wrongOrigin } from "../../src/rules/key-lifecycle.js";
import type { KeyData, KeyOrigin, KeyState } from "../../src/world/key.js";
import { NO_TAGS, type Resource } from "../../src/world/resource.js";
import { instant } from "../../src/world/time.js";

const ARN = "arn:aws:kms:us-east-1:111122223333:key/k1";

const STATES: { readonly [name: string]: KeyState } = {
  Enabled: { is: "enabled" },
  Disabled: { is: "disabled" },
  PendingDeletion: { is: "pending-deletion", deletionAt: instant(1), scheduledAt: instant(0) },
  PendingReplicaDeletion: { is: "pending-replica-deletion", windowDays: 7, scheduledAt: instant(0) },
  PendingImport: { is: "pending-import" },
  Unavailable: { is: "unavailable" },
  Creating: { is: "creating" },
  Updating: { is: "updating", was: "enabled" },
};

function keyIn(state: KeyState, origin: KeyOrigin): Resource<KeyData> {
  return {
    id: "k1",
    kind: "key",
    name: "k1",
    account: "A",
    region: "us-east-1",
    arn: ARN,
    createdAt: instant(0),
    sequence: 0,
    tags: NO_TAGS,
    data: {
      keyId: "k1",
      manager: "CUSTOMER",
      spec: "SYMMETRIC_DEFAULT",
      usage: "ENCRYPT_DECRYPT",
      origin,
      state,
      description: "",
      materials: [],
      completedRotations: [],
      onDemandRotationCount: 0,
    },
  };
}

// Shorthand of the answers, so that the table can be read beside the guide's.
const ANSWERS: { readonly [short: string]: string } = {
  ok: "ok",
  disabled: `DisabledException: ${ARN} is disabled.`,
  "pending-d": `KMSInvalidStateException: ${ARN} is pending deletion.`,
  "not-pend": `KMSInvalidStateException: ${ARN} is not pending deletion (or pending replica deletion).`,
  "pending-i": `KMSInvalidStateException: ${ARN} is pending import.`,
  unavail: `KMSInvalidStateException: ${ARN} is unavailable.`,
  creating: `KMSInvalidStateException: ${ARN} is creating.`,
  updating: `KMSInvalidStateException: ${ARN} is updating.`,
  external: `UnsupportedOperationException: ${ARN} origin is EXTERNAL which is not valid for this operation.`,
  aws_kms: `UnsupportedOperationException: ${ARN} origin is AWS_KMS which is not valid for this operation.`,
};

const COLUMNS = ["Enabled", "Disabled", "PendingDeletion", "PendingImport", "Unavailable", "Creating", "Updating"];

// Two answers with a slash: for a key that KMS made, and for one with imported material.
const TABLE = `
CancelKeyDeletion                    not-pend         not-pend          ok                not-pend          not-pend         not-pend  not-pend
CreateAlias                          ok               ok                pending-d         ok                ok               ok        ok
UpdateAlias                          ok               ok                pending-d         ok                ok               ok        ok
DeleteAlias                          ok               ok                ok                ok                ok               ok        ok
CreateGrant                          ok               disabled          pending-d         pending-i         unavail          creating  ok
Decrypt                              ok               disabled          pending-d         pending-i         unavail          creating  ok
Encrypt                              ok               disabled          pending-d         pending-i         unavail          creating  ok
ReEncrypt                            ok               disabled          pending-d         pending-i         unavail          creating  ok
GenerateDataKey                      ok               disabled          pending-d         pending-i         unavail          creating  ok
GenerateDataKeyWithoutPlaintext      ok               disabled          pending-d         pending-i         unavail          creating  ok
GenerateDataKeyPair                  ok               disabled          pending-d         pending-i         unavail          creating  ok
GenerateDataKeyPairWithoutPlaintext  ok               disabled          pending-d         pending-i         unavail          creating  ok
Sign                                 ok               disabled          pending-d         pending-i         unavail          creating  ok
Verify                               ok               disabled          pending-d         pending-i         unavail          creating  ok
GenerateMac                          ok               disabled          pending-d         pending-i         unavail          creating  ok
VerifyMac                            ok               disabled          pending-d         pending-i         unavail          creating  ok
DeriveSharedSecret                   ok               disabled          pending-d         pending-i         unavail          creating  ok
GetPublicKey                         ok               disabled          pending-d         pending-i         unavail          creating  ok
DeleteImportedKeyMaterial            aws_kms/ok       aws_kms/ok        aws_kms/ok        ok                aws_kms/ok       creating  updating
DescribeKey                          ok               ok                ok                ok                ok               ok        ok
GetKeyPolicy                         ok               ok                ok                ok                ok               ok        ok
PutKeyPolicy                         ok               ok                ok                ok                ok               ok        ok
ListAliases                          ok               ok                ok                ok                ok               ok        ok
ListGrants                           ok               ok                ok                ok                ok               ok        ok
ListKeyPolicies                      ok               ok                ok                ok                ok               ok        ok
ListResourceTags                     ok               ok                ok                ok                ok               ok        ok
RetireGrant                          ok               ok                ok                ok                ok               ok        ok
RevokeGrant                          ok               ok                ok                ok                ok               ok        ok
GetKeyLastUsage                      ok               ok                ok                ok                ok               ok        ok
DisableKey                           ok               ok                pending-d         pending-i         ok               creating  updating
EnableKey                            ok               ok                pending-d         pending-i         ok               creating  updating
EnableKeyRotation                    ok/external      disabled/external pending-d/external ok/external      ok/external      creating  ok/external
DisableKeyRotation                   ok/external      disabled/external pending-d/external ok/external      ok/external      creating  ok/external
GetKeyRotationStatus                 ok/external      ok/external       ok/external       ok/external       ok/external      ok/external ok/external
ListKeyRotations                     ok               ok                ok                ok                ok/external      ok        ok
RotateKeyOnDemand                    ok               disabled          pending-d         pending-i         ok/external      creating  updating
GetParametersForImport               aws_kms/ok       aws_kms/ok        aws_kms/pending-d ok                aws_kms/ok       creating  updating
ImportKeyMaterial                    aws_kms/ok       aws_kms/ok        aws_kms/pending-d ok                aws_kms/ok       creating  ok
ReplicateKey                         ok               disabled          pending-d         pending-i         unavail          creating  updating
UpdatePrimaryRegion                  ok               disabled          pending-d         pending-i         unavail          creating  ok
ScheduleKeyDeletion                  ok               ok                pending-d         ok                ok               ok        updating
TagResource                          ok               ok                pending-d         ok                ok               ok        ok
UntagResource                        ok               ok                pending-d         ok                ok               ok        ok
UpdateKeyDescription                 ok               ok                pending-d         ok                ok               ok        ok
`
  .trim()
  .split("\n")
  .map((line) => line.split(/\s+/));

function answer(operation: string, state: string, origin: KeyOrigin): string {
  const refused = refusedByState(operation, keyIn(STATES[state]!, origin));
  return refused === undefined ? "ok" : `${refused.code}: ${refused.message}`;
}

for (const [operation = "", ...cells] of TABLE) {
  describe(operation, () => {
    for (const [index, cell] of cells.entries()) {
      const [own = "", imported = own] = cell.split("/");
      const state = COLUMNS[index]!;
      test(`on a key that is ${state}: ${own}`, () => expect(answer(operation, state, "AWS_KMS")).toBe(ANSWERS[own]));
      test(`on a key with imported material that is ${state}: ${imported}`, () =>
        expect(answer(operation, state, "EXTERNAL")).toBe(ANSWERS[imported]));
    }
  });
}

test("the table here and the table there are of the same operations", () => {
  expect([...STATE_TABLE.keys()].sort()).toEqual(TABLE.map(([operation]) => operation).sort());
});

test("a primary that waits for its replicas says so", () => {
  expect(answer("Encrypt", "PendingReplicaDeletion", "AWS_KMS")).toBe(
    `KMSInvalidStateException: ${ARN} is pending deletion (or pending replica deletion).`,
  );
  expect(answer("CancelKeyDeletion", "PendingReplicaDeletion", "AWS_KMS")).toBe("ok");
});

test("the wrong origin is named", () => {
  expect(wrongOrigin(keyIn(STATES["Enabled"]!, "EXTERNAL")).message).toBe(
    `${ARN} origin is EXTERNAL which is not valid for this operation.`,
  );
});
