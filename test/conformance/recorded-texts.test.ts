// AWS's words besides those of the cases, each as recorded against AWS by LocalStack (tests/aws/services/kms/test_kms.snapshot.json,
// 2023-03 to 2024-04).

import { expect, test } from "vitest";
import { type Answer, Stage } from "./stage.js";

const TEXT = { is: "text", text: "test message" } as const;
const OTHER_TEXT = { is: "text", text: "some different important message" } as const;
const UNKNOWN = "1234abcd-12ab-34cd-56ef-1234567890ab";
const UNKNOWN_MRK = "mrk-d3b95762d3b95762d3b95762d3b95762";
const HERE = "arn:aws:kms:us-west-2:111122223333:key";

function stage(): Stage {
  const s = new Stage();
  s.say(`create key sym; create key rsa spec RSA_2048 usage sign-verify; create key ext origin external
    create key mac224 spec HMAC_224 usage generate-verify-mac; create key mac256 spec HMAC_256 usage generate-verify-mac`);
  return s;
}

function verifyMac(s: Stage, message: typeof TEXT | typeof OTHER_TEXT, algorithm: string): Answer {
  const { mac } = s.given("kms:GenerateMac", { keyId: "mac256", message: TEXT, algorithm: "HMAC_SHA_256" });
  return s.ask("A/admin", "kms:VerifyMac", { keyId: "mac256", message, mac, algorithm });
}
function describeKey(keyId: string): (s: Stage) => Answer {
  return (s) => s.ask("A/admin", "kms:DescribeKey", { keyId });
}
function random(numberOfBytes: number): (s: Stage) => Answer {
  return (s) => s.ask("A/admin", "kms:GenerateRandom", { numberOfBytes });
}
function generateMac(keyId: string, algorithm: string): (s: Stage) => Answer {
  return (s) => s.ask("A/admin", "kms:GenerateMac", { keyId, message: TEXT, algorithm });
}

const BYTES = "1 validation error detected: Value '";
const atBytes = (value: number, rule: string) =>
  `${BYTES}${value}' at 'numberOfBytes' failed to satisfy constraint: Member must have value ${rule}`;

test.each<[string, (s: Stage) => Answer, string, string]>([
  ["random bytes: none", random(0), "ValidationException", atBytes(0, "greater than or equal to 1")],
  ["random bytes: too many", random(1025), "ValidationException", atBytes(1025, "less than or equal to 1024")],
  ["a key ID that is none's", describeKey(UNKNOWN), "NotFoundException", `Key '${HERE}/${UNKNOWN}' does not exist`],
  ["a key ARN that is none's", describeKey(`${HERE}/${UNKNOWN}`), "NotFoundException", `Key '${HERE}/${UNKNOWN}' does not exist`],
  [
    "a multi-Region key ID that is none's",
    describeKey(UNKNOWN_MRK),
    "NotFoundException",
    `Key '${HERE}/${UNKNOWN_MRK}' does not exist`,
  ],
  [
    "a key ID of another Region",
    (s) => s.ask("A/admin", "kms:DescribeKey", { keyId: "sym" }, { region: "ap-southeast-1" }),
    "NotFoundException",
    "Key 'arn:aws:kms:ap-southeast-1:111122223333:key/sym' does not exist",
  ],
  [
    "a key without a usage that is not symmetric",
    (s) => s.ask("A/admin", "kms:CreateKey", { id: "k1", spec: "HMAC_256" }),
    "ValidationException",
    "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
  ],
  ["a code by what is no key ID", generateMac("key_id", "HMAC_SHA_224"), "NotFoundException", "Invalid keyId 'key_id'"],
  [
    "a code by an algorithm of another key",
    generateMac("mac224", "HMAC_SHA_256"),
    "InvalidKeyUsageException",
    "Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.",
  ],
  ["a code of another message", (s) => verifyMac(s, OTHER_TEXT, "HMAC_SHA_256"), "KMSInvalidMacException", ""],
  [
    "a code checked by an algorithm of another key",
    (s) => verifyMac(s, TEXT, "HMAC_SHA_512"),
    "InvalidKeyUsageException",
    "Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256.",
  ],
  [
    "a signature by a key for codes",
    (s) => s.ask("A/admin", "kms:Sign", { keyId: "mac224", message: TEXT, algorithm: "RSASSA_PSS_SHA_256" }),
    "InvalidKeyUsageException",
    `${HERE}/mac224 key usage is GENERATE_VERIFY_MAC which is not valid for Sign.`,
  ],
  [
    "import of what expires, without a date",
    (s) =>
      s.ask("A/admin", "kms:ImportKeyMaterial", { keyId: "ext", bytes: "material", expirationModel: "KEY_MATERIAL_EXPIRES" }),
    "ValidationException",
    "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES",
  ],
  [
    "encryption before the import",
    (s) => s.ask("A/admin", "kms:Encrypt", { keyId: "ext", plaintext: TEXT }),
    "KMSInvalidStateException",
    `${HERE}/ext is pending import.`,
  ],
])("%s", (_what, ask, outcome, message) => {
  const answer = ask(stage());
  expect([answer.outcome, answer.message]).toEqual([outcome, message]);
});
