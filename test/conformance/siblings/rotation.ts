// Rotation, automatic and on demand. "DG" is the AWS KMS Developer Guide (awsdocs/aws-kms-developer-guide doc_source, copy of 2023-06), "API" the KMS API
// reference; a name `test_…` is LocalStack's (tests/aws/services/kms/test_kms.py, recorded against AWS).

import type { Answer, Stage } from "../stage.js";
import { AT, OWNER, PENDING } from "./keys.js";
import type { Sibling } from "./sibling.js";

const status = (s: Stage) => s.ask(OWNER, "kms:GetKeyRotationStatus", { keyId: "k1" }).output!;
const rotations = (s: Stage) => s.ask(OWNER, "kms:ListKeyRotations", { keyId: "k1" }).output!.rotations;

export const rotation: readonly Sibling[] = [
  {
    what: "rotation on demand of a key that is none's",
    source: "test_rotate_key_on_demand_raises_error_given_key_that_does_not_exist",
    when: (s) => s.ask(OWNER, "kms:RotateKeyOnDemand", { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }),
    outcome: "NotFoundException",
    message: `Key '${AT}:key/1234abcd-12ab-34cd-56ef-1234567890ab' does not exist`,
  },
  {
    what: "rotation on demand answers with the key's ARN, and makes new material the current one",
    source: "test_rotate_on_demand_returns_arn_for_key_id, test_rotate_key_on_demand_modifies_key_material",
    given: 'create key k1; encrypt "x" with k1 as c1',
    when: (s) => s.ask(OWNER, "kms:RotateKeyOnDemand", { keyId: "k1" }),
    outcome: "ok",
    also: [
      (s, answer) => (answer as Answer<{ keyId: string }>).output!.keyId === s.arn("k1"),
      (s) =>
        rotations(s)
          .map((each) => each.type)
          .join() === "ON_DEMAND",
      (s) => s.answerTo('encrypt "x" with k1 as c2').outcome === "ok" && s.holds("expect c1.material is not c2.material"),
      (s) => s.answerTo("decrypt c1").outcome === "ok",
      (s) => status(s).enabled === false,
    ],
  },
  {
    what: "rotation on demand leaves the date of the automatic one",
    source: "test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_enabled",
    given: "create key k1; enable rotation of k1",
    when(s) {
      const before = status(s).nextAt;
      const answer = s.answerTo("rotate k1");
      if (status(s).nextAt !== before) throw new Error("it moved");
      return answer;
    },
    outcome: "ok",
    also: [(s) => status(s).periodDays === 365],
  },
  ...[90, 180, 2560].map(
    (days): Sibling => ({
      what: `rotation every ${days} days`,
      source: `test_key_enable_rotation_status[${days}]; facts section 4`,
      given: "create key k1",
      when: `enable rotation of k1 every ${days} days`,
      outcome: "ok",
      also: [(s) => status(s).enabled && status(s).periodDays === days && status(s).nextAt === s.world.now + days * 86_400_000],
    }),
  ),
  ...[89, 2561].map(
    (days): Sibling => ({
      what: `rotation every ${days} days`,
      source: "API, EnableKeyRotation (RotationPeriodInDays); facts section 4",
      given: "create key k1",
      when: `enable rotation of k1 every ${days} days`,
      outcome: "ValidationException",
      message: `1 validation error detected: Value '${days}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value ${days === 89 ? "greater than or equal to 90" : "less than or equal to 2560"}`,
    }),
  ),
  ...["RSA_4096 usage encrypt-decrypt", "ECC_NIST_P256 usage sign-verify", "HMAC_256 usage generate-verify-mac"].map(
    (spec): Sibling => ({
      what: `automatic rotation of ${spec}`,
      source: "API, EnableKeyRotation; facts section 2 (empty text)",
      given: `create key k1 spec ${spec}`,
      when: "enable rotation of k1",
      outcome: "UnsupportedOperationException",
      message: "",
      also: [(s) => status(s).enabled === false],
    }),
  ),
  {
    what: "rotation of a disabled key cannot be turned on",
    source: "DG key-state.md",
    given: "create key k1; disable k1",
    when: "enable rotation of k1",
    outcome: "DisabledException",
    message: "<key-arn> is disabled.",
  },
  {
    what: "rotation of a key pending deletion cannot be turned off",
    source: "DG key-state.md",
    given: "create key k1; enable rotation of k1; delete k1",
    when: "disable rotation of k1",
    outcome: "KMSInvalidStateException",
    message: PENDING,
  },
  {
    what: "automatic rotation changes neither the ID nor the ARN, and what was encrypted opens",
    source: "facts section 13, 12 and 13",
    given: 'create key k1; encrypt "x" with k1 as c1; enable rotation of k1 every 90 days; advance 91 days',
    when: "decrypt c1",
    outcome: "ok",
    also: ["k1.rotations is 1", (s) => s.arn("k1") === `${AT}:key/k1`],
  },
  {
    what: "rotation that is turned off and on again counts from then",
    source: "facts section 4; DG rotate-keys.md",
    given:
      "create key k1; enable rotation of k1; advance 300 days; disable rotation of k1; advance 30 days; enable rotation of k1; advance 364 days",
    when: "advance 1 day",
    outcome: "ok",
    also: ["k1.rotations is 1"],
  },
  {
    what: "GetKeyRotationStatus of imported material",
    source: "DG key-state.md, note 6; facts section 2",
    given: "create key k1 origin external",
    when: (s) => s.ask(OWNER, "kms:GetKeyRotationStatus", { keyId: "k1" }),
    outcome: "UnsupportedOperationException",
    message: "<key-arn> origin is EXTERNAL which is not valid for this operation.",
  },
  {
    what: "automatic rotation of imported material, imported",
    source: "DG key-state.md, note 7",
    given: 'create key k1 origin external; material m1 "first"; import m1 into k1',
    when: "enable rotation of k1",
    outcome: "UnsupportedOperationException",
  },
  {
    what: "rotation on demand within 20 minutes of the automatic one",
    source: "API, RotateKeyOnDemand (ConflictException); facts section 4",
    given: "create key k1; enable rotation of k1 every 90 days; advance 89 days; advance 23 hours; advance 50 minutes",
    when: "rotate k1",
    outcome: "ConflictException",
  },
  {
    what: "a new key has no rotations",
    source: "moto test_kms_key_rotation.py test_list_key_rotations_are_empty_on_new_key",
    given: "create key k1",
    when: (s) => s.ask(OWNER, "kms:ListKeyRotations", { keyId: "k1" }),
    outcome: "ok",
    also: [(s) => rotations(s).length === 0],
  },
];
