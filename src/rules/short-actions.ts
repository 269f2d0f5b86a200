// The short names of KMS's actions, read and written: `describe-key` is kms:DescribeKey, and the name of a family stands for the family.
// One place, since a word means the same in a key policy, in an IAM policy and in a grant.

import { sortedTexts } from "../base/order.js";
import { KMS_ACTIONS } from "./authorize/kms-actions.js";

/** Families, and the words of the language's own verbs. */
const OTHERS: readonly (readonly [string, string])[] = [
  ["generate-data-key", "GenerateDataKey*"],
  ["reencrypt", "ReEncrypt*"],
  ["derive-secret", "DeriveSharedSecret"],
  ["mac", "GenerateMac"],
  ["rotate-key", "RotateKeyOnDemand"],
];

const byShortName: ReadonlyMap<string, string> = new Map([
  ...KMS_ACTIONS.map((name) => [plain(name), `kms:${name}`] as const),
  ...OTHERS.map(([short, name]) => [plain(short), `kms:${name}`] as const),
]);

/** Every short name, as it is written. */
export const SHORT_ACTIONS: readonly string[] = sortedTexts([...KMS_ACTIONS.map(kebab), ...OTHERS.map(([short]) => short)]);

/** What a policy's `Action` holds for a short name: `kms:DescribeKey`, `kms:ReEncrypt*`. */
export function actionOfShort(short: string): string | undefined {
  return byShortName.get(plain(short));
}

/** The short name that stands for this action and no other, `kms:` said or not; kms:GenerateDataKey has none: its word stands for a family. */
export function shortOfAction(action: string): string | undefined {
  const short = kebab(action.replace(/^kms:/, ""));
  const meant = actionOfShort(short);
  return meant === action || meant === `kms:${action}` ? short : undefined;
}

/** `generate-mac` and `GenerateMac` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "");
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
