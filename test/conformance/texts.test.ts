import { expect, test } from "vitest";
import { isRecordedText } from "./texts.js";

const KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/k1";
const known = new Map([["key-arn", KEY_ARN]]);

test.each<[string, string, boolean]>([
  [`${KEY_ARN} is disabled.`, "<key-arn> is disabled.", true],
  ["arn:aws:kms:us-east-1:111122223333:key/k2 is disabled.", "<key-arn> is disabled.", false],
  [`${KEY_ARN} is disabled`, "<key-arn> is disabled.", false],
  [
    "An alias with the name arn:aws:kms:us-east-1:111122223333:alias/a already exists",
    "An alias with the name arn:aws:kms:<region>:<account>:alias/a already exists",
    true,
  ],
  ["Invalid keyId ''", "Invalid keyId '<the given value>'", false],
  ["Invalid keyId 'fake'", "Invalid keyId '<the given value>'", true],
  ["", "", true],
  ["something", "", false],
])("%j against %j", (text, recorded, same) => {
  expect(isRecordedText(text, recorded, known)).toBe(same);
});
