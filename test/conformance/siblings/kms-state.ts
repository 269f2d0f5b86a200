// Which request a key takes in which state. "DG" is the AWS KMS Developer Guide (awsdocs/aws-kms-developer-guide doc_source, copy of 2023-06), "API" the KMS API
// reference; a name `test_…` is LocalStack's (tests/aws/services/kms/test_kms.py, recorded against AWS).

import { type Answer, contextOf, type Stage } from "../stage.js";
import { OWNER, PENDING } from "./keys.js";
import type { Sibling } from "./sibling.js";

const TEXT = { is: "text", text: "x" } as const;

/** A request on k1 that a key in that state refuses, by its row in DG key-state.md. */
function inState(
  given: string,
  requests: Readonly<Record<string, (s: Stage) => Answer>>,
  outcome: string,
  message: string,
): readonly Sibling[] {
  return Object.entries(requests).map(([what, when]) => ({ what, source: "DG key-state.md", given, when, outcome, message }));
}
const on =
  (sentence: string) =>
  (s: Stage): Answer =>
    s.answerTo(sentence);

const USES: Readonly<Record<string, (s: Stage) => Answer>> = {
  Encrypt: on('encrypt "x" with k1'),
  Decrypt: (s) => s.ask(OWNER, "kms:Decrypt", { ciphertext: { ...cipher, key: "k1" } }),
  ReEncrypt: (s) => s.ask(OWNER, "kms:ReEncrypt", { ciphertext: { ...cipher, key: "k1" }, destinationKeyId: "k1" }),
  GenerateDataKey: on("generate data key from k1"),
  GenerateDataKeyWithoutPlaintext: on("generate data key from k1 without plaintext"),
  GenerateDataKeyPair: on("generate data key pair ECC_NIST_P256 from k1"),
  GenerateDataKeyPairWithoutPlaintext: on("generate data key pair RSA_2048 from k1 without plaintext"),
};
const cipher = { material: "k1-material-1", algorithm: "SYMMETRIC_DEFAULT", context: contextOf({}), content: TEXT };
const GRANT = { CreateGrant: on("grant A/worker on k1 to decrypt as g1") };
const ROTATE = { RotateKeyOnDemand: on("rotate k1") };
const SETTINGS: Readonly<Record<string, (s: Stage) => Answer>> = {
  EnableKey: on("enable k1"),
  DisableKey: on("disable k1"),
};
const CHANGES: Readonly<Record<string, (s: Stage) => Answer>> = {
  TagResource: on('tag k1 { app: "shop" }'),
  UntagResource: on("untag k1 app"),
  UpdateKeyDescription: on('describe k1 as "mine"'),
  CreateAlias: on("alias app for k1"),
  ScheduleKeyDeletion: on("delete k1 after 7 days"),
};
const both = (rows: Readonly<Record<string, (s: Stage) => Answer>>, suffix: string) =>
  Object.fromEntries(Object.entries(rows).map(([name, ask]) => [`${name} ${suffix}`, ask]));

export const kmsState: readonly Sibling[] = [
  ...inState(
    "create key k1; disable k1",
    both({ ...USES, ...GRANT, ...ROTATE }, "on a disabled key"),
    "DisabledException",
    "<key-arn> is disabled.",
  ),
  ...inState(
    "create key k1; delete k1 after 7 days",
    both({ ...USES, ...GRANT, ...ROTATE, ...SETTINGS, ...CHANGES }, "on a key pending deletion"),
    "KMSInvalidStateException",
    PENDING,
  ),
  ...inState(
    "create key k1 origin external",
    both({ ...USES, ...GRANT, ...ROTATE, ...SETTINGS }, "on a key pending import"),
    "KMSInvalidStateException",
    "<key-arn> is pending import.",
  ),
  ...Object.entries(CHANGES).map(
    ([name, when]): Sibling => ({
      what: `${name} on a disabled key`,
      source: "DG key-state.md",
      given: 'create key k1 tags { app: "x" }; disable k1',
      when,
      outcome: "ok",
    }),
  ),
  ...Object.entries(CHANGES).map(
    ([name, when]): Sibling => ({
      what: `${name} on a key pending import`,
      source: "DG key-state.md",
      given: 'create key k1 origin external tags { app: "x" }',
      when,
      outcome: "ok",
    }),
  ),
  {
    what: "EnableKey of an enabled key changes nothing",
    source: "facts section 1: Enable/DisableKey are idempotent",
    given: "create key k1",
    when: "enable k1",
    outcome: "ok",
    also: ["k1 is enabled"],
  },
  {
    what: "CancelKeyDeletion where none is pending",
    source: "DG key-state.md, note 4",
    given: "create key k1",
    when: "cancel deletion of k1",
    outcome: "KMSInvalidStateException",
    message: "<key-arn> is not pending deletion (or pending replica deletion).",
  },
  {
    what: "ScheduleKeyDeletion twice",
    source: "test_cant_delete_deleted_key",
    given: "create key k1; delete k1",
    when: "delete k1",
    outcome: "KMSInvalidStateException",
    message: PENDING,
  },
  {
    what: "GenerateDataKey of a disabled key",
    source: "test_cant_use_disabled_or_deleted_keys",
    given: "create key k1; generate data key from k1; disable k1",
    when: "generate data key from k1",
    outcome: "DisabledException",
  },
  {
    what: "a grant on a disabled key is listed, retired and revoked",
    source: "DG key-state.md; facts section 13, 41",
    given: "create key k1; grant A/worker on k1 to decrypt as g1; disable k1",
    when: "revoke g1",
    outcome: "ok",
  },
  {
    what: "DeleteAlias of a key pending deletion",
    source: "DG key-state.md",
    given: "create key k1; alias app for k1; delete k1",
    when: "delete alias app",
    outcome: "ok",
  },
  {
    what: "UpdateAlias away from a key pending deletion",
    source: "DG key-state.md, note 10",
    given: "create key k1; alias app for k1; delete k1; create key k2",
    when: "point alias app at k2",
    outcome: "ok",
  },
  {
    what: "UpdateAlias to a key pending deletion",
    source: "DG key-state.md, note 10",
    given: "create key k1; delete k1; create key k2; alias app for k2",
    when: "point alias app at k1",
    outcome: "KMSInvalidStateException",
    message: PENDING,
  },
];
